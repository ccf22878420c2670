"""The seek bar: where a position lies, and which position a click means."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.domain.moment import times_of
from reviewer.domain.plan import plan_clip
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.ui.seek_bar import SeekBar
from reviewer.ui.theme import Theme
from reviewer.ui.time_scale import TimeMode, TimeScale
from reviewer.ui.tokens import Sizes, load_tokens
from tests.builders import make_game

WIDTH = 1000


@pytest.fixture
def bar(qtbot: QtBot) -> SeekBar:
    made = SeekBar(Theme("dark"))
    qtbot.addWidget(made)
    made.resize(WIDTH, made.height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def bar_tokens() -> Sizes:
    return load_tokens().size


def span(start: int, length: int) -> MediaSpan:
    return MediaSpan(MediaMs(start), MediaMs(start + length))


def test_a_click_means_the_position_under_it(bar: SeekBar):
    sought: list[int] = []
    bar.sought.connect(sought.append)

    @given(st.integers(0, 10**7), st.integers(1, 10**6), st.floats(0, 1))
    def check(start: int, length: int, fraction: float) -> None:
        bar.show_clip(span(start, length), span(start, length))
        wanted = MediaMs(start + round(fraction * length))
        where = QPoint(round(bar.x_of(wanted)), 5)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=where)
        assert abs(sought[-1] - wanted) <= length / (WIDTH - 20) + 1

    check()


def test_what_is_missing_is_drawn_and_told_under_the_mouse(bar: SeekBar):
    game = make_game()
    times = times_of(game)
    plan = plan_clip(game.clips[0], times.alignment)
    scale = TimeScale(TimeMode.CLIP, plan, times, UTC)
    played = plan.played
    hole = span(played.start + 2_000, 3_000)
    pictures = []
    for missing in ((), (hole,)):
        bar.show_clip(played, plan.marked, scale=scale, missing=missing)
        pictures.append(bar.grab().toImage())
    assert pictures[0] != pictures[1]
    for media, lost in ((hole.start + 1_000, True), (hole.end + 1_000, False)):
        QTest.mouseMove(bar, QPoint(round(bar.x_of(MediaMs(media))), 20))
        assert bar.hover_words.endswith("no footage") is lost
    bar.show_clip(played, plan.marked, scale=scale)
    QTest.mouseMove(bar, QPoint(round(bar.x_of(MediaMs(hole.start + 900))), 20))
    assert not bar.hover_words.endswith("no footage")


def test_beyond_its_ends_a_drag_stays_in_the_clip(bar: SeekBar):
    sought: list[int] = []
    bar.sought.connect(sought.append)
    bar.show_clip(span(5_000, 10_000), span(7_000, 7_000))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(500, 5))
    QTest.mouseMove(bar, QPoint(WIDTH - 1, 5))
    QTest.mouseMove(bar, QPoint(0, 5))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(0, 5))
    assert sought[-2:] == [15_000, 5_000]


def test_another_button_seeks_nothing(bar: SeekBar, qtbot: QtBot):
    bar.show_clip(span(0, 1000), span(0, 1000))
    with qtbot.assertNotEmitted(bar.sought):
        QTest.mouseClick(bar, Qt.MouseButton.RightButton, pos=QPoint(500, 5))


def test_the_clip_stands_out_and_stops_are_hatched(bar: SeekBar):
    played, marked = span(0, 100_000), span(20_000, 60_000)
    bar.show_clip(played, marked)
    plain = bar.grab().toImage()
    lead = round(bar.x_of(MediaMs(10_000)))
    inside = round(bar.x_of(MediaMs(50_000)))
    middle = (plain.height() + bar_tokens().seek_labels) // 2
    assert plain.pixelColor(lead, middle) != plain.pixelColor(inside, middle)
    bar.show_clip(played, marked, (span(45_000, 10_000),))
    hatched = bar.grab().toImage()
    stop = range(inside - 20, inside + 20)
    assert any(plain.pixelColor(x, middle) != hatched.pixelColor(x, middle) for x in stop)
    assert plain.pixelColor(lead, middle) == hatched.pixelColor(lead, middle)


def test_with_nothing_to_show_there_is_no_head(bar: SeekBar):
    bar.show_clip(span(0, 1000), span(0, 1000))
    bar.show_nothing()
    assert bar.head is None


def test_under_the_mouse_it_tells_the_time(bar: SeekBar):
    game = make_game()
    times = times_of(game)
    plan = plan_clip(game.clips[1], times.alignment)
    scale = TimeScale(TimeMode.CLOCK, plan, times, UTC)
    bar.show_clip(plan.played, plan.marked, (), scale)
    plain = bar.grab().toImage()
    assert bar.hover_words == ""
    QTest.mouseMove(bar, QPoint(round(bar.x_of(MediaMs(30_000))), 20))
    assert bar.hover_words == "19:30.0"
    assert bar.grab().toImage() != plain
    bar.show_nothing()
    assert bar.hover_words == ""


def test_an_extended_clip_keeps_its_head(bar: SeekBar):
    played = span(0, 1000)
    bar.show_clip(played, played)
    bar.show_head(MediaMs(400))
    bar.show_clip(played, played, (span(100, 50),))
    assert bar.head == 400
    bar.show_clip(span(0, 2000), played)
    assert bar.head == 0
