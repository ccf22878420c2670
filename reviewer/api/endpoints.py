"""ShotTracker's endpoints, one typed method each, over one signed GET."""

import logging
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from reviewer.api.answers import body_of, refused_at_gate, server_time
from reviewer.api.clips import parse_videos
from reviewer.api.heard import hear
from reviewer.api.parse import (
    CatchUp,
    Happening,
    parse_catch_up,
    parse_game_event,
    parse_roster,
    parse_schedule,
)
from reviewer.api.possessions import parse_possessions
from reviewer.api.rows import Named, People, Rows
from reviewer.api.shots import parse_session_shots
from reviewer.api.signing import Credentials, Signer
from reviewer.api.values import is_id
from reviewer.domain.errors import UnknownGame
from reviewer.domain.game import (
    Clip,
    EventId,
    Possession,
    ScheduledGame,
    SessionId,
    Shot,
    TeamId,
)
from reviewer.domain.times import WallMs
from reviewer.net.policy import API
from reviewer.net.web import Reply, Web

_log = logging.getLogger(__name__)

_LONGEST_RANGE_MS = 31 * 86_400_000
_SKEW_THAT_MATTERS_S = 240.0
_RESOURCES: dict[tuple[str, ...], str] = {
    ("details",): "this game's play-by-play",
    ("shots",): "this game's shots",
}

Notice = Callable[[str], None]
"""Gets a sentence that the user should read although all is well."""


def log_notice(sentence: str) -> None:
    """Where a notice goes that nobody shows."""
    _log.warning("%s", sentence)


class Endpoints:
    """Each method asks one endpoint. Raises the family of domain/errors.py, never anything else.

    `now` counts seconds since the epoch.
    """

    def __init__(
        self,
        web: Web,
        base_url: str,
        credentials: Credentials,
        *,
        now: Callable[[], float] = time.time,
        notice: Notice = log_notice,
    ) -> None:
        self._web = web
        self._base_url = base_url.rstrip("/")
        self._now = now
        self._notice = notice
        self._signer = Signer(credentials, now)

    async def schedule(self, start: WallMs, end: WallMs) -> tuple[ScheduledGame, ...]:
        """The account's games that begin in a stretch of time, each once, by tip-off."""
        games: dict[EventId, ScheduledGame] = {}
        for first, last in _pieces(start, end):
            query = urlencode({"from": first, "to": last})
            body = await self._get("schedule/games", "the schedule", query)
            for game in parse_schedule(body).items:
                games.setdefault(game.id, game)
        return tuple(sorted(games.values(), key=lambda game: (game.tipoff or 0, game.id)))

    async def game_event(self, event: EventId) -> Happening:
        """The name and the sessions of a game."""
        return parse_game_event(await self._get(f"games/{path_part(event)}", "this game"))

    async def videos(self, event: EventId) -> Rows[Clip]:
        """The clips of a game, in game order."""
        what = "this game's clips"
        return parse_videos(await self._get(f"stats/games/{path_part(event)}/videos", what))

    async def catch_up(self, event: EventId, *resources: str) -> CatchUp:
        """Several of `details`, `shots`, `possessions` and `stats` in one answer."""
        what = _RESOURCES.get(resources, "this game's data")
        path = f"stats/games/{path_part(event)}/{','.join(resources)}"
        return parse_catch_up(await self._get(path, what))

    async def session_possessions(self, session: SessionId) -> Named[Possession]:
        """The possessions of one session, and the names beside them."""
        body = await self._get(f"stats/{path_part(session)}/possessions", "this game's possessions")
        return parse_possessions(body, session)

    async def session_shots(self, session: SessionId) -> Named[Shot]:
        """The shots of one session, and the names beside them."""
        body = await self._get(f"stats/{path_part(session)}/shots", "this game's shots")
        return parse_session_shots(body, session)

    async def roster(self, team: TeamId, event: EventId) -> People:
        """A team and its players as they were for a game."""
        path = f"teams/{path_part(team)},SHOTTRACKER"
        query = urlencode({"game_event_id": event})
        return parse_roster(await self._get(path, "this team's roster", query))

    async def _get(self, path: str, what: str, query: str = "") -> bytes:
        asked = f"{path}{'?' if query else ''}{query}"
        url = f"{self._base_url}/v1/data/{asked}"
        skew_s = self._signer.skew_s
        reply = await self._web.get(url, API, auth=self._signer)
        if refused_at_gate(reply) and self._clock_was_wrong(reply, skew_s):
            reply = await self._web.get(url, API, auth=self._signer)
        hear(asked, reply)
        return body_of(reply, what)

    def _clock_was_wrong(self, reply: Reply, skew_s: float) -> bool:
        """Whether the request was signed with a clock that is off; from now on it is corrected."""
        server_s = server_time(reply)
        if server_s is None or abs(server_s - self._now() - skew_s) <= _SKEW_THAT_MATTERS_S:
            return False
        if self._signer.skew_s == skew_s:
            self._signer.skew_s = server_s - self._now()
            if abs(self._signer.skew_s) > _SKEW_THAT_MATTERS_S:  # else it was set right meanwhile
                self._notice(_clock_sentence(self._signer.skew_s))
        return True


def _clock_sentence(skew_s: float) -> str:
    way = "slow" if skew_s > 0 else "fast"
    return f"This computer's clock is {round(abs(skew_s) / 60)} minutes {way}; set it right."


def _pieces(start: WallMs, end: WallMs) -> Iterator[tuple[int, int]]:
    """A range in pieces that ShotTracker may be asked for."""
    for first in range(start, end, _LONGEST_RANGE_MS):
        yield first, min(first + _LONGEST_RANGE_MS, end)


def path_part(part: str) -> str:
    """An id that can stand in a path; raises UnknownGame for anything else."""
    if not is_id(part):
        raise UnknownGame(f"“{part[:40]}” is not an id that ShotTracker gives.")
    return part
