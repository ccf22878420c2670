"""Asks once a day, where an address is known, whether there is a newer version; installs nothing.

A build for others holds the address of its feed; settings and environment may name another.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from reviewer.domain.errors import ReviewerError
from reviewer.domain.release import Release, read_release
from reviewer.domain.times import WallMs
from reviewer.net.policy import FEED
from reviewer.net.web import Web

_log = logging.getLogger(__name__)

_DAY_MS = 86_400_000
FEED_FILE = "feed.txt"
"""Beside the program's resources, where a build was given the address of its feed."""


class UpdateSettings(Protocol):
    """Whether, where and when it was asked last."""

    @property
    def updates_wanted(self) -> bool: ...
    @property
    def updates_url(self) -> str: ...
    @property
    def updates_asked(self) -> WallMs: ...

    def keep_updates_asked(self, now: WallMs) -> None: ...


async def look_for_update(
    settings: UpdateSettings,
    version: str,
    now: WallMs,
    resources: Path,
    new_web: Callable[[str], Web] = Web,
) -> Release | None:
    """A version newer than this one. What goes wrong is logged, and is no trouble of the user's."""
    address = settings.updates_url or _built_in(resources / FEED_FILE)
    due = abs(now - settings.updates_asked) >= _DAY_MS
    if not settings.updates_wanted or not address or not due:
        return None
    settings.keep_updates_asked(now)
    try:
        release = await _latest(address, new_web)
    except ReviewerError as error:
        _log.info("no word of new versions: %s", error.sentence)
        return None
    return release if release.newer_than(version) else None


def _built_in(file: Path) -> str:
    return file.read_text("utf-8").strip() if file.exists() else ""


async def _latest(address: str, new_web: Callable[[str], Web]) -> Release:
    web = new_web(address)
    try:
        reply = await web.get(address, FEED)
    finally:
        await web.aclose()
    return read_release(reply.body if reply.ok else b"")
