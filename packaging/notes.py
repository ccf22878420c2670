"""Release notes: a version's part of CHANGELOG.md, and the feed that installed programs read."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

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


def feed_of(version: str, notes: str, page: str) -> str:
    """What an installed program is told of a version that is had at `page`."""
    return json.dumps({"version": version, "notes": notes, "url": page})


def main(arguments: Sequence[str]) -> int:
    """Print the notes of the version named, else of the present one; `--feed` writes that too.

    With `v` before it the name is a tag, which has to be that of the present version.
    """
    parser = argparse.ArgumentParser(prog="dev.py notes", description="Print a version's notes.")
    parser.add_argument("version", nargs="?", default=VERSION)
    parser.add_argument("--feed", type=Path, metavar="FILE.json", help="for installed programs")
    parser.add_argument("--page", default="", metavar="URL", help="where the feed says it is had")
    wanted = parser.parse_args(arguments)
    version = wanted.version
    if version.startswith("v") and version != f"v{VERSION}":
        print(f"dev: the tag is {version}, but the program calls itself {VERSION}", file=sys.stderr)
        return 1
    version = version.removeprefix("v")
    try:
        notes = notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    except LookupError as missing:
        print(f"dev: {missing}", file=sys.stderr)
        return 1
    if wanted.feed is not None:
        wanted.feed.write_text(feed_of(version, notes, wanted.page), encoding="utf-8")
    print(notes)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
