"""An installer put to the test: what it leaves is there, the program works, and all goes again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import probe
from shell import Failed, say


class System(Protocol):
    """Where something is installed; `traces` says by name what is there of it."""

    def install(self, installer: Path, /) -> Path: ...

    def remove(self) -> None: ...

    def traces(self) -> Mapping[str, bool]: ...


def install_and_remove(system: System, installer: Path) -> None:
    """Raises Failed where something is missing after installing, or left after removing."""
    say(f"installing {installer.name}")
    program = system.install(installer)
    try:
        lacking = [name for name, is_there in system.traces().items() if not is_there]
        if lacking:
            raise Failed(f"{installer.name} did not install {', '.join(lacking)}")
        probe.self_test(program, {}, "installed")
    finally:
        say("removing it")
        system.remove()
    left = [name for name, is_there in system.traces().items() if is_there]
    if left:
        raise Failed(f"{installer.name} leaves behind {', '.join(left)}")
