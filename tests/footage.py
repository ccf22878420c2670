"""The short demo game with its real footage, made once per checkout and shared by all tests."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from reviewer.demo.footage import make_footage
from reviewer.demo.scoreboard import clock_cells, draw_glyph
from reviewer.demo.script import SHORT
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.truth import SimGame
from reviewer.domain.times import ClockMs

_LONGEST_MAKING_S = 300.0


@cache
def short_game() -> SimGame:
    """Two halves of some 45 s of footage each, with every feature of a whole game."""
    return simulate(SEED, SHORT)


@pytest.fixture(scope="session")
def demo_footage(qapp: QGuiApplication, pytestconfig: pytest.Config) -> Path:
    """The folder with the footage of `short_game`; kept in pytest's cache from run to run."""
    folder = Path(pytestconfig.cache.mkdir("footage"))
    with closing(sqlite3.connect(folder / "lock", timeout=_LONGEST_MAKING_S)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # of several processes one makes it, the others wait
        make_footage(short_game(), folder / "short")
    return folder / "short"


def read_clock(image: QImage) -> str:
    """The game clock burned into a picture of the footage, as `0:17.6`; needs a QGuiApplication."""
    return "".join(
        glyph if glyph in ":." else _read_digit(image.copy(x, y, *_size(glyph)))
        for glyph, x, y in clock_cells(ClockMs(0))
    )


def _read_digit(cell: QImage) -> str:
    """The digit whose drawing is nearest to what stands in a cell."""
    seen = _grey(cell)
    return min("0123456789", key=lambda digit: _distance(seen, _drawn(digit)))


def _distance(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@cache
def _drawn(glyph: str) -> bytes:
    return _grey(draw_glyph(glyph))


def _size(glyph: str) -> tuple[int, int]:
    drawn = draw_glyph(glyph)
    return drawn.width(), drawn.height()


def _grey(image: QImage) -> bytes:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    line, width = grey.bytesPerLine(), grey.width()
    pixels = bytes(grey.constBits())
    return b"".join(pixels[row * line : row * line + width] for row in range(grey.height()))
