"""A version of this program, as its feed tells of it."""

import json
import re
from dataclasses import dataclass

from reviewer.domain.errors import NONSENSE, BadData

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
_LONGEST_NOTES = 4_000
_LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Release:
    """`notes` is its change log, `url` the page where it can be had."""

    version: str
    notes: str
    url: str

    def newer_than(self, version: str) -> bool:
        return _numbers(self.version) > _numbers(version)


def read_release(body: bytes) -> Release:
    """`{"version": "0.2.0", "notes": "…", "url": "https://…"}`. Raises BadData."""
    try:
        told = json.loads(body)
        release = Release(str(told["version"]), str(told["notes"]), str(told["url"]))
    except NONSENSE as error:
        raise BadData("The feed of new versions cannot be read.") from error
    if not _VERSION.fullmatch(release.version):
        raise BadData("The feed of new versions names no version.")
    if not release.url.startswith("https://") or len(release.url) > _LONGEST_URL:
        raise BadData("The feed of new versions leads to no https address.")
    plain = "".join(letter for letter in release.notes if letter.isprintable() or letter == "\n")
    return Release(release.version, plain[:_LONGEST_NOTES].strip(), release.url)


def _numbers(version: str) -> tuple[int, ...]:
    """Without zeros at the end: 0.2 and 0.2.0 are one version."""
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
