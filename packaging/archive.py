"""The archive for other Linux systems: what puts it into a menu, and that put to the test."""

import shutil
import textwrap
from pathlib import Path

from desktop import traces_in
from shell import Failed, run

INSTALL_SH = textwrap.dedent("""\
    #!/bin/sh
    # Puts Reviewer into this user's menu and makes it open reviewer:// links; --remove undoes it.
    # The program stays where this folder is.
    set -eu
    here=$(cd "$(dirname "$0")" && pwd)
    data=${XDG_DATA_HOME:-$HOME/.local/share}
    entry=$data/applications/reviewer.desktop
    chosen=${XDG_CONFIG_HOME:-$HOME/.config}/mimeapps.list
    if [ "${1:-}" = --remove ]; then
        rm -f "$entry" "$data"/icons/hicolor/*/apps/reviewer.png
        rm -f "$data"/icons/hicolor/scalable/apps/reviewer.svg
        if [ -f "$chosen" ]; then
            kept=$(grep -v '^x-scheme-handler/reviewer=reviewer.desktop;*$' "$chosen" || true)
            printf '%s\\n' "$kept" > "$chosen"
        fi
        exit
    fi
    mkdir -p "$data/applications" "$data/icons"
    cp -R "$here/share/icons/hicolor" "$data/icons/"
    while read -r line; do
        case $line in
            Exec=*) printf 'Exec="%s/reviewer" open %%u\\n' "$here" ;;
            *) printf '%s\\n' "$line" ;;
        esac
    done < "$here/share/applications/reviewer.desktop" > "$entry"
    if command -v xdg-mime > /dev/null; then
        xdg-mime default reviewer.desktop x-scheme-handler/reviewer
    fi
    """)


class Archive:
    """The archive as somebody uses it whose home is this folder."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def install(self, archive: Path) -> Path:
        """Unpack it there and run its script; the program."""
        if run(["tar", "-xf", archive, "-C", self._home]):
            raise Failed(f"{archive.name} could not be unpacked (see above)")
        self._run_script()
        return self._folder / "reviewer"

    def remove(self) -> None:
        """Take it out of the menu, and away."""
        self._run_script("--remove")
        shutil.rmtree(self._folder)

    def traces(self) -> dict[str, bool]:
        """What installing leaves, by name, and whether it is there."""
        told = traces_in(self._home / ".local/share")
        if shutil.which("xdg-mime"):
            chosen = self._home / ".config/mimeapps.list"
            told["what opens links"] = chosen.is_file() and "reviewer" in chosen.read_text("utf-8")
        return told

    @property
    def _folder(self) -> Path:
        return next(self._home.glob("reviewer-*"))

    def _run_script(self, *arguments: str) -> None:
        own = {"HOME": str(self._home), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}
        if run([self._folder / "install.sh", *arguments], own):
            raise Failed("the archive's install.sh failed (see above)")
