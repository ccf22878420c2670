"""The games on the disk: whole or as good as none, one file for each account."""

from pathlib import Path

import pytest

from reviewer.domain.account import AccountName
from reviewer.domain.score import Score
from reviewer.domain.season import Season
from reviewer.domain.times import WallMs, WallSpan
from reviewer.season_file import SeasonFile
from tests.builders import TIPOFF, make_game, make_scheduled

COACH = AccountName("coach")
SPAN = WallSpan(WallMs(0), WallMs(10**14))


def test_games_come_back(tmp_path: Path):
    season = Season().heard(SPAN, [make_scheduled("1", TIPOFF)])
    season = season.seen(make_game(), WallMs(TIPOFF + 1)).seen(make_game(0, event="x"), TIPOFF)
    season = season.scored(next(iter(season.games)), Score(home=3, away=4), TIPOFF)
    SeasonFile(tmp_path / "season", COACH).save(season)
    assert SeasonFile(tmp_path / "season", COACH).load() == season
    assert [path.suffix for path in (tmp_path / "season").iterdir()] == [".json"]


def test_each_account_has_its_own(tmp_path: Path):
    SeasonFile(tmp_path, COACH).save(Season().seen(make_game(), TIPOFF))
    assert SeasonFile(tmp_path, AccountName("video")).load() == Season()
    assert SeasonFile(tmp_path, AccountName("coach", "https://other.test")).load() == Season()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"games": 7}', '{"games": [{}]}', '{"games": [{"id": "1"', "\xff"]
)
def test_what_cannot_be_read_is_as_good_as_nothing(tmp_path: Path, text: str):
    file = SeasonFile(tmp_path, COACH)
    file.save(Season())
    (path,) = tmp_path.iterdir()
    path.write_text(text, "latin-1")
    assert file.load() == Season()


def test_a_time_that_cannot_be_is_no_time(tmp_path: Path):
    file = SeasonFile(tmp_path, COACH)
    file.save(Season().heard(SPAN, [make_scheduled("1", TIPOFF)]))
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text().replace(str(TIPOFF), str(10**15)))
    assert file.load() == Season()
