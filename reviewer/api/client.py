"""ShotTracker as the program sees it: an event id goes in, a whole game comes out."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

from reviewer.api.assemble import Findings, assemble
from reviewer.api.copies import FootageIds
from reviewer.api.endpoints import Endpoints, Notice, log_notice, path_part
from reviewer.api.parse import CatchUp, Happening
from reviewer.api.rows import Rows
from reviewer.api.signing import Credentials
from reviewer.domain.errors import (
    DataError,
    NoFootage,
    NotPermitted,
    ReviewerError,
    ServerFault,
    UnknownGame,
)
from reviewer.domain.game import Clip, EventId, Game, Missing, ScheduledGame
from reviewer.domain.times import WallMs
from reviewer.net.web import Web

__all__ = ["Credentials", "ShotTracker"]

T = TypeVar("T")
_Asked = ParamSpec("_Asked")

_KINDS = {"details": "play-by-play", "shots": "shots", "possessions": "possessions"}
_SEPARABLE = (NotPermitted, ServerFault, DataError)
"""Failures of the combined call that need not hit each kind of data by itself."""

_DAY_MS = 86_400_000
_NO_FOOTAGE = "ShotTracker has no footage of this game yet."


@dataclass(frozen=True, slots=True)
class _Look:
    """What one of a game's ids leads to."""

    id: EventId
    clips: Rows[Clip] | ReviewerError
    happening: Happening | ReviewerError

    @property
    def has_clips(self) -> bool:
        return isinstance(self.clips, Rows) and bool(self.clips.items)

    @property
    def another_id_may_help(self) -> bool:
        return isinstance(self.clips, NotPermitted | UnknownGame | Rows)


class ShotTracker(Endpoints):
    """Loads games. What cannot be had beside the clips is left out and named in `Game.missing`."""

    def __init__(
        self,
        web: Web,
        base_url: str,
        credentials: Credentials,
        *,
        now: Callable[[], float] = time.time,
        notice: Notice = log_notice,
        ids: FootageIds | None = None,
    ) -> None:
        super().__init__(web, base_url, credentials, now=now, notice=notice)
        self._ids = ids or FootageIds()

    async def load_game(self, event: EventId) -> Game:
        """All that the account may see of a game.

        Raises what the clips' endpoint raises, and NoFootage where there are neither clips nor
        plays.
        """
        look = await self._find(EventId(path_part(event)))
        found = _first_findings(look)
        combined, scheduled = await asyncio.gather(
            _attempt(self.catch_up, look.id, *_KINDS), _attempt(self._listed, event, found)
        )
        if isinstance(scheduled, ReviewerError):
            found = found.lacking("schedule", scheduled)
        else:
            found = replace(found, scheduled=scheduled)
        found = await self._with_game_data(found, look.id, combined)
        found = await self._with_rosters(found, look.id)
        found = await self._with_shooters(found)
        return assemble(event, _with_footage_judged(found))

    async def _find(self, event: EventId) -> _Look:
        """Some games go by two ids, and the footage hangs on one of them."""
        look = await self._look(await self._ids.get(event))
        if look.has_clips:
            return look
        if look.another_id_may_help:
            second = await self._second_look(event, look)
            if second is not None and second.has_clips:
                await self._ids.put(event, second.id)
                return second
        if isinstance(look.clips, ReviewerError):
            raise look.clips
        return look

    async def _look(self, event: EventId) -> _Look:
        clips, happening = await asyncio.gather(
            _attempt(self.videos, event), _attempt(self.game_event, event)
        )
        return _Look(event, clips, happening)

    async def _second_look(self, event: EventId, first: _Look) -> _Look | None:
        listed = await _attempt(self._listed, event, _first_findings(first))
        if listed is None or isinstance(listed, ReviewerError):
            return None
        others = {listed.id, listed.results_id} - {first.id, None}
        return await self._look(EventId(str(others.pop()))) if others else None

    async def _listed(self, event: EventId, found: Findings) -> ScheduledGame | None:
        """The game in the schedule: around its own time, else among the latest games."""
        moment = found.earliest
        now = WallMs(round(self._now() * 1000))
        start = now - 30 * _DAY_MS if moment is None else moment - _DAY_MS
        end = (now if moment is None else moment) + _DAY_MS
        games = await self.schedule(WallMs(start), WallMs(end))
        return next((game for game in games if event in (game.id, game.results_id)), None)

    async def _with_game_data(
        self, found: Findings, event: EventId, combined: CatchUp | ReviewerError
    ) -> Findings:
        """Plays, shots and possessions: together where possible, else kind by kind."""
        if isinstance(combined, ReviewerError) and not isinstance(combined, _SEPARABLE):
            for what in _KINDS.values():
                found = found.lacking(what, combined)
            return found
        part = CatchUp() if isinstance(combined, ReviewerError) else combined
        found = found.joined(part)
        absent = [
            kind for kind, rows in (("details", part.plays), ("shots", part.shots)) if rows is None
        ]
        answers = await asyncio.gather(*(_attempt(self.catch_up, event, kind) for kind in absent))
        for kind, answer in zip(absent, answers, strict=True):
            if isinstance(answer, ReviewerError):
                found = found.lacking(_KINDS[kind], answer)
            else:
                found = found.joined(answer)
        return found if part.possessions is not None else await self._with_possessions(found)

    async def _with_possessions(self, found: Findings) -> Findings:
        asked = (_attempt(self.session_possessions, session) for session in found.session_ids)
        for answer in await asyncio.gather(*asked):
            if isinstance(answer, ReviewerError):
                found = found.lacking(_KINDS["possessions"], answer)
            else:
                found = replace(
                    found,
                    possessions=found.possessions + answer.rows,
                    people=found.people + answer.people,
                )
        return found

    async def _with_rosters(self, found: Findings, event: EventId) -> Findings:
        """Rosters know a player best, so they come before the names had so far."""
        teams = (team for team in found.sides if team is not None)
        asked = (_attempt(self.roster, team, event) for team in teams)
        for answer in await asyncio.gather(*asked):
            if isinstance(answer, ReviewerError):
                found = found.lacking("roster", answer)
            else:
                found = replace(found, people=answer + found.people)
        return found

    async def _with_shooters(self, found: Findings) -> Findings:
        """The last place to look for names, where some are wanted."""
        if not found.nameless or not found.shots.items:
            return found
        asked = (_attempt(self.session_shots, session) for session in found.session_ids)
        for answer in await asyncio.gather(*asked):
            if isinstance(answer, ReviewerError):
                found = found.lacking("names", answer)
            else:
                found = replace(found, people=found.people + answer.people)
        return found


async def _attempt(
    ask: Callable[_Asked, Awaitable[T]], *about: _Asked.args, **more: _Asked.kwargs
) -> T | ReviewerError:
    """A failure as a value, so that what runs beside it goes on."""
    try:
        return await ask(*about, **more)
    except ReviewerError as error:
        return error


def _first_findings(look: _Look) -> Findings:
    found = Findings()
    if isinstance(look.clips, Rows):
        found = replace(found, clips=look.clips)
    if isinstance(look.happening, ReviewerError):
        return found.lacking("sessions", look.happening)
    return replace(found, happening=look.happening)


def _with_footage_judged(found: Findings) -> Findings:
    if found.clips.items or found.clips.unreadable:
        return found
    if not found.plays.items:
        raise NoFootage(_NO_FOOTAGE)
    return replace(found, missing=(Missing("footage", _NO_FOOTAGE), *found.missing))
