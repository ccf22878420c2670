"""The model keeps to Qt's rules, and does not throw the view about."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reviewer.domain.game import ClipId
from reviewer.domain.listing import Group, Row, build_rows, grouped
from reviewer.domain.periods import Period
from reviewer.ui.clip_model import PLAYED, ClipModel
from reviewer.ui.row_model import ITEM
from tests.builders import make_game

ROWS = build_rows(make_game(12), {})


def groups_of(kept: list[bool]) -> tuple[Group, ...]:
    return grouped(ROWS, [row for row, keep in zip(ROWS, kept, strict=False) if keep])


@pytest.fixture
def model(qtbot: QtBot) -> ClipModel:
    return ClipModel()


def test_it_is_a_proper_model_whatever_is_shown_after_whatever(model: ClipModel):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)

    @given(st.lists(st.lists(st.booleans(), min_size=12, max_size=12), max_size=4))
    def check(filters: list[list[bool]]) -> None:
        for kept in filters:
            groups = groups_of(kept)
            model.show_groups(groups)
            shown = [model.index(at).data(ITEM) for at in range(model.rowCount())]
            rows = [item for item in shown if isinstance(item, Row)]
            assert rows == [row for group in groups for row in group.rows]
            assert all(model.index_of(row.id).data(ITEM) == row for row in rows)

    check()


def test_every_row_knows_its_group(model: ClipModel):
    groups = groups_of([True] * 12)
    model.show_groups(groups)
    named = [model.group_at(at) for at in range(model.rowCount())]
    assert named == [groups[0]] * 6 + [groups[1]] * 7
    assert model.group_at(-1) is None
    assert model.group_at(13) is None


def test_a_change_in_a_row_resets_nothing(model: ClipModel, qtbot: QtBot):
    model.show_groups(groups_of([True] * 12))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    first, *others = ROWS
    with qtbot.waitSignal(model.dataChanged):
        model.show_groups(grouped(ROWS, [replace(first, why_not="Gone"), *others]))
    assert not resets
    assert "Gone" in model.index(0).data()


def test_a_played_clip_is_known_and_stays_so(model: ClipModel, qtbot: QtBot):
    model.show_groups(groups_of([True] * 12))
    with qtbot.waitSignal(model.dataChanged):
        model.mark_played(ROWS[2].id)
    assert [model.index(at).data(PLAYED) for at in range(4)] == [False, False, True, False]
    model.mark_played(ClipId("elsewhere"))
    model.show_groups(groups_of([False, False, True]))
    assert model.index(0).data(PLAYED) is True


def test_what_is_not_there_is_not_found(model: ClipModel):
    model.show_groups(groups_of([True] * 12))
    assert not model.index_of(None).isValid()
    assert not model.index_of(ClipId("elsewhere")).isValid()
    assert model.data(QModelIndex()) is None


def test_periods_without_a_name_are_groups_too(model: ClipModel):
    game = make_game(2)
    odd = replace(game.clips[1], period=Period("X"))
    rows = build_rows(replace(game, clips=(game.clips[0], odd)), {})
    model.show_groups(grouped(rows, rows))
    assert model.index(1).data() == "X"
