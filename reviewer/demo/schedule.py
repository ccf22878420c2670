"""The schedule of the demo account: two games a week all winter, of which one has footage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from reviewer.demo.simulate import FIRST_TIPOFF
from reviewer.demo.truth import SimGame
from reviewer.demo.wire import COURT_ID, FACILITY_ID, Json, made_id

DAY_MS: Final = 86_400_000

_WEEK_MS: Final = 7 * DAY_MS
_MIDWEEK_MS: Final = 4 * DAY_MS
_GAME_MS: Final = 2 * 3_600_000
_WINTER: Final = (11, 12, 1, 2, 3)
_OPPONENTS: Final = (
    "Lakeside",
    "Fort Mason",
    "Pine Valley",
    "Eastport",
    "Granite State",
    "Mesa Union",
    "Clear Creek",
)
_PLACED: Final = {-7: "demo-forbidden", 4: "demo-empty", 11: "demo-later"}
"""Games that go wrong on purpose, by the days between them and the game with footage."""


@dataclass(frozen=True, slots=True)
class _Side:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Fixture:
    """A game that the demo account knows of, without any footage."""

    event_id: str
    tipoff: int
    home: _Side
    away: _Side

    @property
    def score(self) -> tuple[int, int]:
        """How it ended, home first: the same every time."""
        home, away = 58 + self.tipoff // DAY_MS * 7 % 23, 54 + self.tipoff // DAY_MS * 11 % 25
        return home + (home == away), away

    def event(self) -> Json:
        """The game as an event that was never tracked."""
        return {
            "id": self.event_id,
            "name": f"{self.away.name} vs {self.home.name}",
            "results": [],
        }

    def catch_up(self, resources: tuple[str, ...], now_s: float) -> Json:
        """Nothing but the score, once it is over."""
        rows: Json = {name: [] for name in resources}
        if not _over(self.tipoff, now_s):
            return rows
        home, away = self.score
        return rows | {
            "gameTotals": {
                "awayTeamScore": {"teamId": str(self.away.id), "value": away},
                "homeTeamScore": {"teamId": str(self.home.id), "value": home},
                "status": "FINAL",
                "periodTotals": [],
            }
        }


def games(game: SimGame, base_url: str, start: int, end: int, now_s: float) -> list[Json]:
    """The games of a stretch of time (epoch ms, both ends included), in order."""
    home, away = _sides(game)
    shown = Fixture("demo", FIRST_TIPOFF, home, away)
    found = [*_fixtures(home, away, start, end), shown]
    rows = [_row(fixture, base_url, now_s) for fixture in found]
    return sorted(
        (row for row in rows if start <= row["tipoff_at"] <= end), key=lambda row: row["tipoff_at"]
    )


def fixture(game: SimGame, event_id: str) -> Fixture | None:
    """A game of the season by its id, `demo-2026-12-05`."""
    try:
        day = datetime.fromisoformat(event_id.removeprefix("demo-")).replace(tzinfo=UTC)
    except ValueError:
        return None
    start = round(day.timestamp()) * 1000
    around = _fixtures(*_sides(game), start, start + DAY_MS)
    return next((each for each in around if each.event_id == event_id), None)


def _sides(game: SimGame) -> tuple[_Side, _Side]:
    home, away = (_Side(team.id, team.name) for team in game.teams)
    return home, away


def _fixtures(home: _Side, away: _Side, start: int, end: int) -> Iterator[Fixture]:
    """Two a week, on the weekday of the game with footage and in the middle of the week."""
    first = (start - FIRST_TIPOFF) // _WEEK_MS - 1
    last = (end - FIRST_TIPOFF) // _WEEK_MS + 1
    for week in range(first, last + 1):
        for half, later in enumerate((0, _MIDWEEK_MS)):
            tipoff = FIRST_TIPOFF + week * _WEEK_MS + later
            if tipoff != FIRST_TIPOFF and _day(tipoff).month in _WINTER:
                yield _fixture(home, away, tipoff, 2 * week + half)


def _fixture(home: _Side, away: _Side, tipoff: int, number: int) -> Fixture:
    placed = _PLACED.get((tipoff - FIRST_TIPOFF) // DAY_MS)
    place = number % len(_OPPONENTS)
    other = away if placed else _Side(4103 + place, _OPPONENTS[place])
    sides = (other, home) if number % 2 else (home, other)
    event_id = placed or f"demo-{_day(tipoff).date().isoformat()}"
    return Fixture(event_id, tipoff, *sides)


def _day(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1000, UTC)


def _over(tipoff: int, now_s: float) -> bool:
    return tipoff + _GAME_MS <= now_s * 1000


def _row(fixture: Fixture, base_url: str, now_s: float) -> Json:
    home, away = fixture.home, fixture.away
    begun = fixture.tipoff <= now_s * 1000
    status = "FINAL" if _over(fixture.tipoff, now_s) else "ACTIVE" if begun else "SCHEDULED"
    return {
        "event_id": fixture.event_id,
        "facility_name": f"{home.name} Arena",
        "court_name": "main court",
        "location_id": f"{COURT_ID}@{FACILITY_ID}",
        "tournament": None,
        "tipoff_at": fixture.tipoff // 60_000 * 60_000,
        "gender": "MEN",
        "status": status,
        "type": "BASKETBALL",
        "home_team_id": home.id,
        "home_team_name": home.name,
        "home_team_reference_id": str(home.id),
        "away_team_id": away.id,
        "away_team_name": away.name,
        "away_team_reference_id": str(away.id),
        "officials_team_id": 0,
        "_results": f"{base_url}/v1/data/games/{fixture.event_id}",
        "reference_id": made_id(fixture.event_id),
        "fan_engagement_enabled": False,
        "source": "SHOTTRACKER",
    }
