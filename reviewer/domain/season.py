"""The games of an account: what its schedule said, and what is known from having opened them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from reviewer.domain.game import EventId, Game, ScheduledGame, Team, TeamId
from reviewer.domain.listing import Choice
from reviewer.domain.score import Score
from reviewer.domain.times import WallMs, WallSpan

LATELY = "Opened lately"
"""Title of the one section that is no day."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_LATELY = 3
_GAME_MS = 3 * 3_600_000
"""A game is over so long after its tip-off, whatever its status says."""
_SETTLED_MS = 24 * 3_600_000
"""A late start and overtimes included."""


class View(StrEnum):
    PLAYED = "Played"
    UPCOMING = "Upcoming"


@dataclass(frozen=True, slots=True)
class SeasonGame:
    """One game. `opened` is when it was looked at last on this computer, None where never;
    `told` when it stood as `score` says.
    """

    id: EventId
    name: str
    tipoff: WallMs | None = None
    home: Team | None = None
    away: Team | None = None
    status: str = ""
    place: str = ""
    score: Score | None = None
    told: WallMs | None = None
    opened: WallMs | None = None

    def day(self, zone: tzinfo | None) -> date | None:
        return None if self.tipoff is None else _moment(self.tipoff, zone).date()

    def over(self, now: WallMs) -> bool:
        """Whether there may be a final score."""
        return self.tipoff is not None and self.tipoff + _GAME_MS <= now

    @property
    def decided(self) -> bool:
        """Whether its score is known, and was not that of a game that may have gone on."""
        settled = 0 if self.tipoff is None else self.tipoff + _SETTLED_MS
        return self.score is not None and self.told is not None and self.told >= settled

    def state(self, now: WallMs) -> str:
        """Its status in a coach's words; empty where there is nothing to say."""
        status = self.status.replace("_", " ").capitalize()
        if self.status.upper() != "ACTIVE":
            return status
        live = self.tipoff is not None and self.tipoff <= now and not self.over(now)
        return "Live" if live else ""


@dataclass(frozen=True, slots=True)
class Season:
    """All games that are known of, by id."""

    games: Mapping[EventId, SeasonGame] = field(default_factory=lambda: MappingProxyType({}))

    def heard(self, span: WallSpan, listed: Iterable[ScheduledGame]) -> "Season":
        """With the schedule of a stretch of time: what it lists no more goes, unless opened."""
        games = {
            id_: game
            for id_, game in self.games.items()
            if game.opened is not None or game.tipoff is None or not _within(game.tipoff, span)
        }
        for game in listed:
            games[game.id] = _merged(self.games.get(game.id), game)
        return Season(MappingProxyType(games))

    def seen(self, game: Game, now: WallMs) -> "Season":
        """With a game that was opened just now; what it stands at while it is on is no result."""
        before = self.games.get(game.id) or SeasonGame(game.id, game.name)
        seen = replace(
            before,
            name=game.name,
            home=game.home or before.home,
            away=game.away or before.away,
            tipoff=before.tipoff or _first(game),
            opened=now,
        )
        score = final_score(game)
        if score is not None and (seen.tipoff is None or seen.over(now)):
            seen = replace(seen, score=score, told=now)
        return self._with(seen)

    def scored(self, event: EventId, score: Score, now: WallMs) -> "Season":
        """With the score of a game as it was told just now."""
        game = self.games.get(event)
        return self if game is None else self._with(replace(game, score=score, told=now))

    @property
    def lately(self) -> tuple[SeasonGame, ...]:
        """The games that were opened, the latest first."""
        opened = (game for game in self.games.values() if game.opened is not None)
        return tuple(sorted(opened, key=lambda game: game.opened or 0, reverse=True))

    @property
    def teams(self) -> tuple[Choice, ...]:
        """Everybody who plays, those first who play most."""
        games = self.games.values()
        sides = [team for game in games for team in (game.home, game.away) if team is not None]
        names = {team.id: team.name for team in sides}
        count = Counter(team.id for team in sides)
        ordered = sorted(count, key=lambda team: (-count[team], names[team]))
        return tuple(Choice(team, names[team], count[team]) for team in ordered)

    def _with(self, game: SeasonGame) -> "Season":
        return Season(MappingProxyType({**self.games, game.id: game}))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which games are looked for."""

    view: View = View.PLAYED
    teams: frozenset[TeamId] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Games under a title, in the order to show them."""

    title: str
    games: tuple[SeasonGame, ...]


def sections(
    season: Season, wanted: Wanted, now: WallMs, zone: tzinfo | None
) -> tuple[Section, ...]:
    """The games looked for by day, today first: back from there, or on where they are to come.

    Without a `zone` days are those of this computer.
    """
    today = _moment(now, zone).date()
    words = wanted.text.casefold().split()
    found = [game for game in season.games.values() if _fits(game, wanted, words, zone)]
    upcoming = wanted.view is View.UPCOMING
    dated = [(game.day(zone) or date.min, game) for game in found]
    shown = [each for each in dated if each[0] >= today or not upcoming]
    if not upcoming:
        shown = [each for each in shown if each[0] <= today]
    ordered = sorted(shown, key=lambda each: _order(*each), reverse=not upcoming)
    days = tuple(
        Section(day_title(day, today), tuple(game for _, game in games))
        for day, games in groupby(ordered, key=lambda each: each[0])
    )
    lately = season.lately[:_MOST_LATELY]
    if upcoming or words or wanted.teams or not lately:
        return days
    return (Section(LATELY, lately), *days)


def day_words(moment: WallMs, now: WallMs, zone: tzinfo | None) -> str:
    """`14 Nov`, `14 Nov 2025`: a day in a sentence."""
    day, today = _moment(moment, zone).date(), _moment(now, zone).date()
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def clock_words(moment: WallMs, zone: tzinfo | None) -> str:
    """`19:30`: a time of day."""
    return f"{_moment(moment, zone):%H:%M}"


def day_title(day: date, today: date) -> str:
    """`Today`, `Yesterday`, `Sat 14 Nov`, `Sat 14 Nov 2025`."""
    if day == date.min:
        return "No date"
    near = {0: "Today", 1: "Yesterday", -1: "Tomorrow"}.get((today - day).days)
    year = "" if day.year == today.year else f" {day.year}"
    return near or f"{_written(day)}{year}"


def final_score(game: Game) -> Score | None:
    """The score that the game ended with, as far as it is known."""
    if game.home_score is None or game.away_score is None:
        return None
    return Score(home=game.home_score, away=game.away_score)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _merged(before: SeasonGame | None, listed: ScheduledGame) -> SeasonGame:
    names = [team.name for team in (listed.away, listed.home) if team is not None]
    known = before or SeasonGame(listed.id, "")
    return replace(
        known,
        name=" at ".join(names) or known.name or f"Game {listed.id}",
        tipoff=listed.tipoff or known.tipoff,
        home=listed.home or known.home,
        away=listed.away or known.away,
        status=listed.status,
        place=listed.place,
    )


def _fits(game: SeasonGame, wanted: Wanted, words: list[str], zone: tzinfo | None) -> bool:
    teams = {team.id for team in (game.home, game.away) if team is not None}
    if wanted.teams and wanted.teams.isdisjoint(teams):
        return False
    if not words:
        return True
    day = game.day(zone)
    when = "" if day is None else f"{_written(day)} {day.isoformat()}"
    hay = f"{game.name} {game.place} {game.status} {game.id} {when}".casefold()
    return all(word in hay for word in words)


def _written(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def _order(day: date, game: SeasonGame) -> tuple[date, int, str]:
    return day, game.tipoff or 0, game.id


def _within(moment: WallMs, span: WallSpan) -> bool:
    return span.start <= moment < span.end


def _first(game: Game) -> WallMs | None:
    starts = [clip.start for clip in game.clips if clip.start is not None]
    return min(starts, default=None)


def _moment(wall: WallMs, zone: tzinfo | None) -> datetime:
    moment = _EPOCH + timedelta(milliseconds=wall)
    try:
        return moment.astimezone(zone)
    except (OSError, OverflowError):  # a day that this computer's calendar does not reach
        return moment
