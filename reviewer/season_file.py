"""The games of an account on the disk, so that they can be chosen with the network gone."""

import json
import logging
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reviewer.domain.account import AccountName
from reviewer.domain.errors import NONSENSE
from reviewer.domain.game import EventId, Team, TeamId
from reviewer.domain.score import Score
from reviewer.domain.season import Season, SeasonGame
from reviewer.domain.times import WallMs

_log = logging.getLogger(__name__)

_END_OF_TIME_MS = 10**14


class SeasonFile:
    """One account's games as JSON. What cannot be read is as good as nothing: it is asked anew."""

    def __init__(self, folder: Path, name: AccountName) -> None:
        key = blake2b(f"{name.user} {name.api_url}".encode(), digest_size=16).hexdigest()
        self._path = folder / f"{key}.json"

    def load(self) -> Season:
        try:
            saved = json.loads(self._path.read_text("utf-8"))
            games = [_game(entry) for entry in saved["games"]]
        except FileNotFoundError:
            return Season()
        except (OSError, *NONSENSE) as error:
            _log.info("the games on this computer cannot be read: %s", error)
            return Season()
        return Season(MappingProxyType({game.id: game for game in games}))

    def save(self, season: Season) -> None:
        """Write beside the file, then rename. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = self._path.with_suffix(".new")
        entries = [_entry(game) for game in season.games.values()]
        made.write_text(json.dumps({"games": entries}, indent=1), "utf-8")
        made.chmod(0o600)
        made.replace(self._path)


def _entry(game: SeasonGame) -> dict[str, Any]:
    return {
        "id": game.id,
        "name": game.name,
        "tipoff_ms": game.tipoff,
        "home": _team_entry(game.home),
        "away": _team_entry(game.away),
        "status": game.status,
        "place": game.place,
        "score": None if game.score is None else [game.score.home, game.score.away],
        "told_ms": game.told,
        "opened_ms": game.opened,
    }


def _game(entry: dict[str, Any]) -> SeasonGame:
    score = entry["score"]
    return SeasonGame(
        id=EventId(str(entry["id"])),
        name=str(entry["name"]),
        tipoff=_wall(entry["tipoff_ms"]),
        home=_team(entry["home"]),
        away=_team(entry["away"]),
        status=str(entry["status"]),
        place=str(entry["place"]),
        score=None if score is None else Score(home=int(score[0]), away=int(score[1])),
        told=_wall(entry.get("told_ms")),
        opened=_wall(entry["opened_ms"]),
    )


def _team_entry(team: Team | None) -> list[str] | None:
    return None if team is None else [team.id, team.name]


def _team(entry: list[Any] | None) -> Team | None:
    return None if entry is None else Team(TeamId(str(entry[0])), str(entry[1]))


def _wall(value: Any) -> WallMs | None:
    if value is None:
        return None
    if not 0 <= int(value) < _END_OF_TIME_MS:
        raise ValueError("a time that cannot be")
    return WallMs(int(value))
