"""The shot chart: dots and zones that play, filters that leave what they say."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton

from reviewer.domain.game import EventId, Game, Shot
from reviewer.domain.shot_chart import BASELINE_MM, HALF_WIDTH_MM, Zone, zone_of
from reviewer.domain.times import WallMs
from reviewer.session.playback_state import Showing
from reviewer.ui.court import Court, zone_paths
from reviewer.ui.filter_bar import FilterChip
from reviewer.ui.shots_page import ShotsPage
from reviewer.ui.tokens import load_tokens
from tests.builders import make_game
from tests.ui.desk import Desk, settled

LEFT = Qt.MouseButton.LeftButton
PLACES = ((0, 600), (-6_950, 300), (300, 7_400), (350, 700))


def with_shots(game: Game) -> Game:
    """A shot in each of the first four clips, at `PLACES`; every other one made."""
    shots = []
    for at, (clip, place) in enumerate(zip(game.clips, PLACES, strict=False)):
        assert clip.start is not None
        wall = WallMs(clip.start + 10_000)
        shots.append(
            Shot(
                wall=wall,
                period=clip.period,
                clock=None,
                shot_clock=None,
                team=clip.team,
                player=game.plays[at].player,
                session=None,
                made=at % 2 == 0,
                is_three=at in (1, 2),
                x_mm=place[0],
                y_mm=place[1],
            )
        )
    return replace(
        game, shots=(*shots, replace(shots[0], x_mm=None, wall=WallMs(shots[0].wall + 1)))
    )


@pytest.fixture
async def charted(desk: Desk) -> Desk:
    desk.games.games[EventId("555")] = with_shots(make_game())
    desk.window.resize(1440, 900)
    await desk.open()
    desk.press(Qt.Key.Key_S)
    await settled()
    return desk


def click(desk: Desk, x_mm: float, y_mm: float) -> None:
    court = desk.named(Court, "Court")
    QTest.mouseClick(court, LEFT, pos=court.place_of(x_mm, y_mm).toPoint())


async def test_a_dot_plays_its_shot(charted: Desk):
    click(charted, *PLACES[1])
    await charted.arrived()
    assert (charted.shown_clip() or "").startswith("shots-")
    state, game = charted.review.playback.state, charted.review.game
    assert isinstance(state, Showing)
    assert game is not None
    assert state.clip.start is not None
    assert state.clip.end is not None
    assert state.clip.start < game.shots[1].wall < state.clip.end


def is_marked(desk: Desk, x_mm: float, y_mm: float) -> bool:
    """Whether the ring of the shot on screen is drawn there."""
    court = desk.named(Court, "Court")
    picture, at = court.grab().toImage(), court.place_of(x_mm, y_mm).toPoint()
    accent = QColor(load_tokens().dark.accent)
    around = range(-20, 21)
    return any(picture.pixelColor(at.x() + x, at.y() + y) == accent for x in around for y in around)


async def test_the_shot_on_screen_is_marked_where_the_chart_opens_later(desk: Desk):
    desk.games.games[EventId("555")] = with_shots(make_game())
    desk.window.resize(1440, 900)
    await desk.open()
    desk.review.shots.play(desk.review.shots.chart.dots[1])
    await desk.arrived()
    desk.press(Qt.Key.Key_S)
    await settled()
    assert is_marked(desk, *PLACES[1])
    assert not is_marked(desk, *PLACES[2])


async def test_the_chart_has_its_room_whichever_page_came_first(desk: Desk):
    desk.games.games[EventId("555")] = with_shots(make_game())
    desk.window.resize(1440, 900)
    await desk.open()
    desk.press(Qt.Key.Key_V)
    await settled()
    desk.press(Qt.Key.Key_S)
    await settled()
    assert desk.named(Court, "Court").height() > 250


async def test_the_bare_floor_plays_nothing(charted: Desk):
    click(charted, 3_000, 6_000)
    await settled()
    assert charted.shown_clip() is None


async def test_figures_are_those_of_the_shots(charted: Desk):
    assert charted.sees("2/4 50% · 1 without a place")
    assert charted.sees("1/2 50%")


async def test_a_zone_of_the_court_plays_its_shots(charted: Desk):
    charted.click("Zones")
    click(charted, -600, 300)
    await charted.arrived()
    assert charted.review.clips.only is not None
    assert charted.review.clips.only.title == Zone.RIM.value
    assert len(charted.review.clips.shown) == 2


async def test_a_zone_of_the_list_plays_its_shots(charted: Desk):
    charted.click(Zone.TOP.value)
    await charted.arrived()
    assert len(charted.review.clips.shown) == 1
    assert not charted.named(QAbstractButton, Zone.LEFT_MID.value).isEnabled()


async def test_all_shots_play(charted: Desk):
    charted.click("Play all")
    await charted.arrived()
    assert len(charted.review.clips.shown) == 4
    assert charted.review.through.on


async def test_filters_leave_what_they_say_and_go_with_the_game(charted: Desk):
    (page,) = charted.window.findChildren(ShotsPage)
    chips = page.findChildren(FilterChip)
    team = next(chip for chip in chips if chip.accessibleName().startswith("Team"))
    action = next(each for each in team.menu_actions if each.text().startswith("North Ridge"))
    action.trigger()
    assert charted.sees("0/2 0%")
    await charted.open("777")
    assert charted.sees("0/0")
    assert not charted.named(QPushButton, "Play all").isEnabled()


def test_the_areas_on_the_court_are_the_zones_of_its_places():
    """By the line as it is drawn, away from the edges, and each place in one area alone."""
    for x_mm in range(-7_550, HALF_WIDTH_MM, 371):
        for y_mm in range(BASELINE_MM + 50, 9_500, 371):
            point = QPointF(x_mm, y_mm)
            zones = [zone for zone, path in zone_paths().items() if path.contains(point)]
            assert len(zones) <= 1
            if zones:
                assert zone_of(x_mm, y_mm, is_three="3" in zones[0].value) is zones[0]
