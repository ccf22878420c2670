"""Sprites: what is cut out of a picture is what was painted, and nothing else."""

import pytest
from PySide6.QtGui import QColor, QImage

from reviewer.demo import art
from reviewer.demo.planes import Planes, planes_of, sprite_of


def floor(colour: str, side_px: int = 60) -> Planes:
    image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return planes_of(image)


@pytest.mark.parametrize("shift", [0.0, 0.5, 1.0, 1.5])
def test_a_sprite_changes_only_what_lies_under_its_shape(qapp, shift: float):
    picture, shape = art.ball(3, shift, shift)
    planes, before = floor("#204080"), floor("#204080")
    planes.draw(sprite_of(picture, shape), 10, 10)

    changed = {
        (i % 60 - 10, i // 60 - 10)
        for i, (now, then) in enumerate(zip(planes.luma, before.luma, strict=True))
        if now != then
    }
    assert changed
    assert all(shape.pixelColor(x, y).alpha() > 0 for x, y in changed)


def test_a_sprite_takes_its_colours_along(qapp):
    picture, shape = art.ball(4, 0, 0)
    planes, drawn = floor("#204080"), planes_of(picture)
    planes.draw(sprite_of(picture, shape), 0, 0)
    middle = art.SPRITE_PX // 2 - 1

    assert planes.luma[middle * 60 + middle] == drawn.luma[middle * art.SPRITE_PX + middle]
    assert planes.red[middle // 2 * 30 + middle // 2] > floor("#204080").red[0]


def test_a_frame_is_a_copy(qapp):
    planes = floor("#808080")
    frame = planes.frame()
    planes.luma[0] ^= 0xFF

    assert bytes(frame.planes[0])[0] != planes.luma[0]
    assert (frame.width, frame.height, frame.format.name) == (60, 60, "yuv420p")
