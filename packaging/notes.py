"""Release notes: a version's part of CHANGELOG.md."""

import re
import sys
from collections.abc import Sequence

from artefacts import VERSION
from shell import ROOT

UNRELEASED = "Unreleased"
_HEADING = re.compile(r"^## \[(.+?)\].*$", re.MULTILINE)


def notes_of(changelog: str, version: str) -> str:
    """What stands below a version's heading; LookupError where there is none, or nothing."""
    parts = _HEADING.split(changelog)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    told = found.get(version, "").strip()
    if not told:
        raise LookupError(f"CHANGELOG.md says nothing of {version}")
    return told


def main(arguments: Sequence[str]) -> int:
    """Print the notes of the version named, else of the present one.

    With `v` before it the name is a tag, which has to be that of the present version.
    """
    version = arguments[0] if arguments else VERSION
    if version.startswith("v") and version != f"v{VERSION}":
        print(f"dev: the tag is {version}, but the program calls itself {VERSION}", file=sys.stderr)
        return 1
    version = version.removeprefix("v")
    try:
        print(notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version))
    except LookupError as missing:
        print(f"dev: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
