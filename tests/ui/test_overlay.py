"""The scoreboard says how sure it is, and never more than is known."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.clock import Certainty, ClockReading
from reviewer.domain.moment import Moment
from reviewer.domain.periods import Period
from reviewer.domain.score import Score
from reviewer.domain.times import ClockMs, FrameTime, WallMs
from reviewer.ui.clock_overlay import ClockOverlay, clock_words, shot_clock_words
from reviewer.ui.theme import Theme
from tests.builders import make_game

H1 = Period("H1")


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def overlay(ground: QWidget) -> ClockOverlay:
    return ClockOverlay(Theme("dark"), ground)


def reading(clock: int | None, certainty: Certainty, bound_ms: int | None) -> ClockReading:
    return ClockReading(H1, None if clock is None else ClockMs(clock), certainty, bound_ms, None)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (reading(444_690, Certainty.EXACT, 0), "7:24.6"),
        (reading(444_690, Certainty.BOUNDED, 300), "≈ 7:24.6"),
        (reading(444_690, Certainty.BOUNDED, 2_500), "≈ 7:24"),
        (reading(None, Certainty.UNKNOWN, None), ""),
    ],
)
def test_the_clock_is_as_sure_as_its_reading(shown: ClockReading, words: str):
    assert clock_words(shown) == words


def test_where_the_clock_is_not_known_period_and_score_still_stand(overlay: ClockOverlay):
    unknown = ClockReading(None, None, Certainty.UNKNOWN, None, None)
    overlay.show_moment(
        Moment(FrameTime(0), WallMs(1), unknown, Score(18, 21)), make_game(), Period("OT")
    )
    assert overlay.accessibleName() == "OT HAR 21 NOR 18"


def test_the_shot_clock_stands_beside_the_clock_where_it_is_known(overlay: ClockOverlay):
    moment = Moment(FrameTime(0), WallMs(1), reading(1_000, Certainty.EXACT, 0), Score(18, 21))
    overlay.show_moment(replace(moment, shot_clock=ClockMs(14_900)), make_game(), H1)
    assert overlay.accessibleName() == "1ST 0:01.0 :14 HAR 21 NOR 18"


@pytest.mark.parametrize(
    ("shown", "words"),
    [(24_000, ":24"), (9_999, ":09"), (5_000, ":05"), (4_999, ":4.9"), (350, ":0.3"), (0, ":0.0")],
)
def test_the_shot_clock_is_cut_and_has_tenths_when_it_runs_out(shown: int, words: str):
    assert shot_clock_words(ClockMs(shown)) == words


def test_a_game_without_teams_has_no_score(overlay: ClockOverlay):
    moment = Moment(FrameTime(0), None, reading(1_000, Certainty.EXACT, 0), Score(1, 2))
    overlay.show_moment(moment, replace(make_game(), home=None), H1)
    assert overlay.accessibleName() == "1ST 0:01.0"


def test_it_grows_and_shrinks_from_its_bottom_left_corner(overlay: ClockOverlay):
    overlay.move(12, 500)
    long = Moment(FrameTime(0), None, reading(1_200_000, Certainty.EXACT, 0), Score(100, 99))
    overlay.show_moment(long, make_game(), H1)
    corner, width = overlay.geometry().bottomLeft(), overlay.width()
    short = replace(long, score=None)
    overlay.show_moment(short, make_game(), H1)
    assert overlay.geometry().bottomLeft() == corner
    assert overlay.width() < width
