"""The bar code: what is drawn is read again, and what is unclear is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from reviewer.demo.barcode import BITS, BLOCK_PX, WIDTH_PX, luma_row, read_image, read_luma

numbers = st.integers(0, 2**BITS - 1)


@given(numbers)
def test_reads_what_was_drawn(number):
    assert read_luma(luma_row(number)) == number


def test_first_block_is_the_highest_bit_and_white_is_one():
    row = luma_row(1 << BITS - 1)

    assert set(row[:BLOCK_PX]) == {235}
    assert set(row[BLOCK_PX:]) == {16}


@given(numbers, st.integers(0, WIDTH_PX - 1), st.integers(-12, 12))
def test_reads_through_noise(number, column, noise):
    row = bytearray(luma_row(number))
    row[column] = min(max(row[column] + noise, 0), 255)

    assert read_luma(row) == number


@given(numbers, st.integers(0, BITS - 1))
def test_a_grey_block_is_unclear(number, block):
    row = bytearray(luma_row(number))
    row[block * BLOCK_PX : (block + 1) * BLOCK_PX] = bytes([125]) * BLOCK_PX

    assert read_luma(row) is None


def test_a_short_row_is_unclear():
    assert read_luma(luma_row(7)[:-1]) is None


@pytest.mark.parametrize("number", [-1, 1 << BITS])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(ValueError, match="does not fit"):
        luma_row(number)


@pytest.mark.parametrize("number", [0, 1, 2_047, 0xABCDEF])
def test_reads_the_bottom_edge_of_a_picture(number):
    assert read_image(picture_with(number)) == number


def test_a_picture_too_small_has_no_number():
    assert read_image(QImage(WIDTH_PX - 1, 100, QImage.Format.Format_RGB32)) is None


def picture_with(number: int) -> QImage:
    image = QImage(320, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    for block, bit in enumerate(f"{number:0{BITS}b}"):
        colour = QColor("white" if bit == "1" else "black")
        painter.fillRect(block * BLOCK_PX, 60 - BLOCK_PX, BLOCK_PX, BLOCK_PX, colour)
    painter.end()
    return image
