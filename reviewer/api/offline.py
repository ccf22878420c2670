"""Games with the network gone: ShotTracker's last good answers, kept and read again."""

import asyncio
import json
import logging
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from typing_extensions import override

from reviewer.api.answers import body_of
from reviewer.api.client import ShotTracker
from reviewer.api.copies import Copies, FootageIds
from reviewer.api.endpoints import Notice
from reviewer.api.heard import Heard, hearing
from reviewer.api.signing import Credentials
from reviewer.domain.errors import NONSENSE, NoNetwork, ServiceError
from reviewer.domain.game import EventId, Game
from reviewer.net.signatures import without_signatures
from reviewer.net.web import Reply, Web

_log = logging.getLogger(__name__)

_GOOD = 200
_REMEMBERED = 8
"""Games whose answers stay in memory: as many as the session remembers."""

_NOWHERE = "https://offline.invalid"


@dataclass(frozen=True, slots=True)
class Copy:
    """What was answered about a game, by what was asked; `taken_s` counts from the epoch.

    `footage` is the one of the game's ids under which its footage was found.
    """

    taken_s: float
    footage: EventId
    answers: Mapping[str, Heard]

    def good(self, event: EventId) -> int:
        """How many of the answers say something; not of an id that led nowhere."""
        asked = {
            path.partition("?")[0] for path, said in self.answers.items() if said.status == _GOOD
        }
        if event != self.footage:
            asked = {path for path in asked if event not in path.split("/")}
        return len(asked)

    @property
    def day(self) -> str:
        """`14 Nov 2026, 19:42`, where this computer is."""
        return f"{datetime.fromtimestamp(self.taken_s).astimezone():%d %b %Y, %H:%M}".lstrip("0")


class OfflineGames:
    """Loads games from ShotTracker, and from the last copy where it cannot be reached.

    `notice` is told when a copy is shown, and of what day it is; `now` counts seconds since the
    epoch.
    """

    def __init__(
        self,
        live: ShotTracker,
        web: Web,
        copies: Copies,
        ids: FootageIds,
        notice: Notice,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._live = live
        self._web = web
        self._copies = copies
        self._ids = ids
        self._notice = notice
        self._now = now
        self._loaded: OrderedDict[EventId, Copy] = OrderedDict()

    def answers(self, event: EventId) -> tuple[Heard, ...]:
        """What was answered about a game that was loaded, now or on the day of its copy."""
        copy = self._loaded.get(event)
        return tuple(copy.answers.values()) if copy is not None else ()

    async def load_game(self, event: EventId) -> Game:
        """As `ShotTracker.load_game`; ServiceErrors only where there is no copy."""
        try:
            with hearing() as answers:
                game = await self._live.load_game(event)
        except ServiceError as error:
            copy = await asyncio.to_thread(self._copy, event)
            if copy is None:
                raise
            game = await self._replayed(event, copy)
            self._notice(f"Offline copy from {copy.day}. {error.sentence}")
            self._remember(event, copy)
            return game
        self._remember(event, Copy(self._now(), await self._ids.get(event), answers))
        try:
            await self.secure(event)
        except OSError as error:
            _log.info("a game's data could not be kept: %s", error.strerror)
            self._notice("The disk refuses: this game's data are not kept for offline use.")
        return game

    async def secure(self, event: EventId) -> None:
        """See that a game that was loaded opens without network. Raises OSError."""
        copy = self._loaded.get(event)
        if copy is not None:
            await asyncio.to_thread(self._keep, event, copy)

    async def _replayed(self, event: EventId, copy: Copy) -> Game:
        ids = FootageIds()
        await ids.put(event, copy.footage)
        return await _Replay(self._web, copy, ids, self._notice).load_game(event)

    def _remember(self, event: EventId, copy: Copy) -> None:
        self._loaded[event] = copy
        self._loaded.move_to_end(event)
        while len(self._loaded) > _REMEMBERED:
            self._loaded.popitem(last=False)

    def _copy(self, event: EventId) -> Copy | None:
        stored = self._copies.get(_key(event))
        return _unpacked(stored, event) if stored is not None else None

    def _keep(self, event: EventId, copy: Copy) -> None:
        """Keep a copy, unless it is the one that is kept, or that has more to say."""
        before = self._copy(event)
        if before is not None and before.taken_s == copy.taken_s:
            return
        if before is None or before.good(event) <= copy.good(event):
            self._copies.put(_key(event), _packed(copy))


class _Replay(ShotTracker):
    """A ShotTracker that answers from a copy what it answered then, and nothing else."""

    def __init__(self, web: Web, copy: Copy, ids: FootageIds, notice: Notice) -> None:
        nobody, then = Credentials("", ""), lambda: copy.taken_s
        super().__init__(web, _NOWHERE, nobody, now=then, notice=notice, ids=ids)
        self._copy = copy

    @override
    async def _get(self, path: str, what: str, query: str = "") -> bytes:
        asked = f"{path}{'?' if query else ''}{query}"
        answer = self._copy.answers.get(asked)
        if answer is None:
            raise NoNetwork(f"The offline copy lacks {what}.")
        return body_of(Reply(answer.status, {}, answer.body, _NOWHERE), what)


def _key(event: EventId) -> str:
    return f"game {event}"


def _packed(copy: Copy) -> bytes:
    """For the disk, and so without what opens footage: its address is told anew when online."""
    answers = {
        path: [answer.status, without_signatures(answer.body.decode("utf-8", "surrogateescape"))]
        for path, answer in copy.answers.items()
    }
    told = {"taken_s": copy.taken_s, "footage": copy.footage, "answers": answers}
    return zlib.compress(json.dumps(told).encode())


def _unpacked(stored: bytes, event: EventId) -> Copy | None:
    try:
        told: dict[str, Any] = json.loads(zlib.decompress(stored))
        answers = {
            str(path): _heard(str(path), int(status), str(body))
            for path, (status, body) in told["answers"].items()
        }
        footage = EventId(str(told.get("footage", event)))
        return Copy(float(told["taken_s"]), footage, answers)
    except (zlib.error, *NONSENSE) as error:
        _log.info("a copy of a game cannot be read: %s", error)
        return None


def _heard(path: str, status: int, body: str) -> Heard:
    return Heard(path, status, zlib.compress(body.encode("utf-8", "surrogateescape"), level=1))
