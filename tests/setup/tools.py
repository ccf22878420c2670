"""Stand-ins for the programs of another system: they note how they are called."""

from pathlib import Path


class Tools:
    """Programs in a folder that is first on PATH; `does` says what one does, and how it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._calls = folder / "calls"

    def put(self, *names: str, does: str = "") -> None:
        for name in names:
            path = self._folder / name
            path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self._calls}"\n{does}\n')
            path.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        return self._calls.read_text().splitlines() if self._calls.exists() else []
