"""The schedule of the demo account: the game with footage, and others it merely knows of."""

from dataclasses import dataclass
from typing import Final

from reviewer.demo.simulate import FIRST_TIPOFF
from reviewer.demo.truth import SimGame
from reviewer.demo.wire import COURT_ID, FACILITY_ID, Json, made_id

DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class _Fixture:
    event_id: str
    days_later: int
    other_id: int
    other_name: str
    at_home: bool


_OTHERS: Final = (
    _Fixture("demo-forbidden", -7, 4103, "Lakeside", at_home=False),
    _Fixture("demo-empty", 4, 4104, "Fort Mason", at_home=True),
    _Fixture("demo-later", 11, 4105, "Pine Valley", at_home=False),
)


def games(game: SimGame, base_url: str) -> list[Json]:
    """All games of the schedule, by time."""
    home, away = (_Side(team.id, team.name) for team in game.teams)
    rows = [_row("demo", FIRST_TIPOFF, home, away, base_url)]
    for fixture in _OTHERS:
        other = _Side(fixture.other_id, fixture.other_name)
        sides = (home, other) if fixture.at_home else (other, home)
        tipoff = FIRST_TIPOFF + fixture.days_later * DAY_MS
        rows.append(_row(fixture.event_id, tipoff, *sides, base_url))
    return sorted(rows, key=lambda row: row["tipoff_at"])


@dataclass(frozen=True, slots=True)
class _Side:
    id: int
    name: str


def _row(event_id: str, tipoff: int, home: _Side, away: _Side, base_url: str) -> Json:
    return {
        "event_id": event_id,
        "facility_name": "Harbor City Arena",
        "court_name": "main court",
        "location_id": f"{COURT_ID}@{FACILITY_ID}",
        "tournament": None,
        "tipoff_at": tipoff // 60_000 * 60_000,
        "gender": "MEN",
        "status": "ACTIVE",
        "type": "BASKETBALL",
        "home_team_id": home.id,
        "home_team_name": home.name,
        "home_team_reference_id": str(home.id),
        "away_team_id": away.id,
        "away_team_name": away.name,
        "away_team_reference_id": str(away.id),
        "officials_team_id": 0,
        "_results": f"{base_url}/v1/data/games/{event_id}",
        "reference_id": made_id(event_id),
        "fan_engagement_enabled": False,
        "source": "SHOTTRACKER",
    }
