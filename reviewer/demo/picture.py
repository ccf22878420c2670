"""One frame of the footage: the floor, the scoreboard and the bar code, as the encoder takes it."""

from functools import cache, lru_cache
from typing import Final

from reviewer.demo import art, scoreboard
from reviewer.demo.barcode import BLOCK_PX, luma_row
from reviewer.demo.court import Point
from reviewer.demo.motion import Motion
from reviewer.demo.planes import Planes, Sprite, block_of, planes_of, sprite_of
from reviewer.demo.scoreboard import Panel
from reviewer.demo.truth import Reading, SimGame, SimHalf
from reviewer.domain.periods import period_short

_STEPS: Final = 2
"""Discs and ball stand on halves of a pixel: so many steps to one."""
_PAIR: Final = 2 * _STEPS
_LIFT_STEP_MM: Final = 900
_BIGGEST_BALL: Final = 4
_NOTES: Final = {
    "PERSONAL_FOUL": "FOUL",
    "TIMEOUT": "TIME-OUT",
    "DEAD_BALL_TURNOVER": "TURNOVER",
    "PERIOD_END": "END",
}


class Painter:
    """Paints the frames of one half. Text needs a QGuiApplication; any thread will do."""

    def __init__(self, game: SimGame, half: SimHalf, motion: Motion) -> None:
        self._game = game
        self._half = half
        self._motion = motion

    def paint(self, frame: int) -> Planes:
        """The picture of a frame of the half's stream."""
        reading = self._half.reading(frame)
        planes = _empty_floor(self._panel_at(reading)).copy()
        self._draw_floor(planes, reading.wall)
        for glyph, x, y in scoreboard.clock_cells(reading.clock):
            planes.draw(_glyph(glyph), x, y)
        _draw_bar_code(planes, frame)
        return planes

    def _draw_floor(self, planes: Planes, wall: int) -> None:
        scene = self._motion.at(wall)
        for disc in scene.discs:
            x, y, *shift = _even_corner(disc.place)
            planes.draw(_disc(disc.side, disc.jersey, *shift), x, y)
        x, y, *shift = _even_corner(scene.ball)
        size = min(round(scene.lift_mm / _LIFT_STEP_MM), _BIGGEST_BALL)
        planes.draw(_ball(size, *shift), x, y)

    def _panel_at(self, reading: Reading) -> Panel:
        shot_clock = "" if reading.shot_clock is None else f":{reading.shot_clock // 1000:02d}"
        return Panel(
            period_short(reading.period),
            (self._game.home.short, self._game.away.short),
            (reading.home_score, reading.away_score),
            shot_clock,
            self._note_at(reading.wall),
        )

    def _note_at(self, wall: int) -> str:
        """Why the clock stands, where a row says so."""
        since = self._half.standing_since(wall)
        if since is None:
            return ""
        stops = [play.kind for play in self._half.plays if since <= play.wall <= wall]
        return next((_NOTES[kind] for kind in reversed(stops) if kind in _NOTES), "")


def _even_corner(place: Point) -> tuple[int, int, int, int]:
    """A sprite's even corner for a place on the court, and by how many steps it is moved on."""
    across, down = (
        round((middle - art.SPRITE_PX / 2 + 1) * _STEPS) for middle in art.on_screen(place)
    )
    return across // _PAIR * 2, down // _PAIR * 2, across % _PAIR, down % _PAIR


@cache
def _disc(side: int, jersey: str, shift_x: int, shift_y: int) -> Sprite:
    return sprite_of(*art.disc(side, jersey, shift_x / _STEPS, shift_y / _STEPS))


@cache
def _ball(size: int, shift_x: int, shift_y: int) -> Sprite:
    return sprite_of(*art.ball(size, shift_x / _STEPS, shift_y / _STEPS))


@cache
def _glyph(glyph: str) -> Sprite:
    return block_of(scoreboard.draw_glyph(glyph))


@cache
def _court() -> Planes:
    return planes_of(art.backdrop())


@lru_cache(maxsize=4)
def _empty_floor(panel: Panel) -> Planes:
    planes = _court().copy()
    planes.draw(block_of(scoreboard.draw_panel(panel)), 0, 0)
    return planes


def _draw_bar_code(planes: Planes, frame: int) -> None:
    row = luma_row(frame)
    for line in range(planes.height - BLOCK_PX, planes.height):
        start = line * planes.width
        planes.luma[start : start + len(row)] = row
