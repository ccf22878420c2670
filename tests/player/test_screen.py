"""Frames to pictures: the right colours, whatever way the samples lie in memory."""

from typing import cast

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from pytestqt.qtbot import QtBot

from reviewer.player.screen import Screen

_Format = QVideoFrameFormat.PixelFormat
RED_HD = (63, 102, 240)
RED_SD = (81, 90, 240)
"""Luma and chroma of pure red as BT.709 and as BT.601 write it."""


def filled(size: QSize, kind: _Format, samples: tuple[int, int, int]) -> QVideoFrame:
    frame = QVideoFrame(QVideoFrameFormat(size, kind))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    for index in range(frame.planeCount()):
        plane = cast("memoryview[int]", frame.bits(index))
        interleaved = kind == _Format.Format_NV12 and index == 1
        pattern = bytes(samples[1:]) if interleaved else bytes([samples[index]])
        plane[:] = memoryview(pattern * (len(plane) // len(pattern)))
    frame.unmap()
    return frame


def is_red(colour: QColor) -> bool:
    return colour.red() > 245 and colour.green() < 12 and colour.blue() < 12


@pytest.mark.parametrize("kind", [_Format.Format_YUV420P, _Format.Format_NV12])
@pytest.mark.parametrize(
    ("size", "samples"),
    [(QSize(1280, 720), RED_HD), (QSize(720, 576), RED_SD), (QSize(426, 240), RED_SD)],
)
def test_untagged_footage_has_the_colours_usual_for_its_size(
    qtbot: QtBot, kind: _Format, size: QSize, samples: tuple[int, int, int]
):
    screen = Screen()
    qtbot.addWidget(screen)
    screen.show_frame(filled(size, kind, samples))
    picture = screen.picture()
    assert picture.size() == size
    assert is_red(picture.pixelColor(0, 0))
    assert is_red(picture.pixelColor(size.width() - 1, size.height() - 1))


def test_a_picture_outlives_the_frames_that_follow_it(qtbot: QtBot):
    screen = Screen()
    qtbot.addWidget(screen)
    screen.show_frame(filled(QSize(1280, 720), _Format.Format_YUV420P, RED_HD))
    red = screen.picture()
    for _ in range(5):
        screen.show_frame(filled(QSize(1280, 720), _Format.Format_YUV420P, (16, 128, 128)))
        assert screen.picture().pixelColor(9, 9) == QColor(0, 0, 0)
    assert is_red(red.pixelColor(9, 9))


def test_a_grab_shows_the_picture_as_large_as_fits(qtbot: QtBot):
    screen = Screen()
    qtbot.addWidget(screen)
    screen.resize(640, 480)
    screen.show_frame(filled(QSize(1280, 720), _Format.Format_YUV420P, RED_HD))
    grabbed = screen.grab().toImage()
    assert is_red(grabbed.pixelColor(320, 240))
    assert grabbed.pixelColor(320, 20) == QColor(0, 0, 0)
    assert screen.picture_rect().height() == 360
