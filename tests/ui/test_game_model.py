"""The model of the games page keeps to Qt's rules."""

from datetime import UTC

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reviewer.domain.season import Season, Wanted, sections
from reviewer.domain.times import WallMs, WallSpan
from reviewer.ui.game_model import WHEN, GameModel
from tests.builders import TIPOFF, make_game, make_scheduled

DAY_MS = 86_400_000
NOW = WallMs(TIPOFF + DAY_MS)


def season_of(*days: int) -> Season:
    listed = [make_scheduled(str(day), WallMs(TIPOFF + day * DAY_MS)) for day in days]
    return Season().heard(WallSpan(WallMs(0), WallMs(10**14)), listed)


def shown(model: GameModel, season: Season, text: str = "") -> None:
    model.show_sections(sections(season, Wanted(text=text), NOW, UTC), NOW)


def test_it_is_a_model_whatever_is_shown(qtbot: QtBot):
    model = GameModel(UTC)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for days in ((), (0,), (0, -1, -2), (-2,), ()):
        shown(model, season_of(*days))
        assert model.rowCount() == 2 * len(days)


def test_what_only_changes_its_words_leaves_the_view_where_it_is(qtbot: QtBot):
    model = GameModel(UTC)
    shown(model, season_of(0, -1))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    shown(model, season_of(0, -1))
    assert resets == []
    shown(model, season_of(0))
    assert resets == [None]


def test_titles_are_stepped_over(qtbot: QtBot):
    model = GameModel(UTC)
    shown(model, season_of(0, -1))
    assert [model.next_game(row, 1) for row in range(5)] == [1, 1, 3, 3, -1]
    assert model.next_game(2, -1) == 1
    assert model.game(0) is None
    assert not model.flags(model.index(0))


def test_a_row_says_its_day_where_no_title_does(qtbot: QtBot):
    model = GameModel(UTC)
    shown(model, season_of(0).seen(make_game(event="0"), NOW))
    assert [model.index(row).data(WHEN) for row in range(4)] == ["", "14 Nov", "", "22:13"]
