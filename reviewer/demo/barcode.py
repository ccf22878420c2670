"""The frame number in the picture: 24 blocks of 8 px along the bottom edge."""

from typing import Final

from PySide6.QtGui import QImage

BITS: Final = 24
BLOCK_PX: Final = 8
WIDTH_PX: Final = BITS * BLOCK_PX

BLACK_LUMA: Final = 16
WHITE_LUMA: Final = 235
_DARK_BELOW: Final = 90
_LIGHT_ABOVE: Final = 160


def luma_row(number: int) -> bytes:
    """One pixel row of the bar code, `WIDTH_PX` luma bytes; the picture has `BLOCK_PX` of them.

    Raises ValueError when the number does not fit.
    """
    if not 0 <= number < 1 << BITS:
        raise ValueError(f"frame number {number} does not fit {BITS} bits")
    return b"".join(_BLOCKS[number >> bit & 1] for bit in reversed(range(BITS)))


def read_luma(row: bytes | bytearray | memoryview) -> int | None:
    """The number in a luma row through the bar code's middle; None where a block is unclear."""
    if len(row) < WIDTH_PX:
        return None
    number = 0
    for block in range(BITS):
        middle = row[block * BLOCK_PX + 2 : (block + 1) * BLOCK_PX - 2]
        level = sum(middle) / len(middle)
        if _DARK_BELOW < level < _LIGHT_ABOVE:
            return None
        number = number << 1 | (level >= _LIGHT_ABOVE)
    return number


def read_image(image: QImage) -> int | None:
    """The number in a picture at native size, or None."""
    if image.height() < BLOCK_PX or image.width() < WIDTH_PX:
        return None
    strip = image.copy(0, image.height() - BLOCK_PX, WIDTH_PX, BLOCK_PX)
    grey = strip.convertToFormat(QImage.Format.Format_Grayscale8)
    middle_row = BLOCK_PX // 2 * grey.bytesPerLine()
    return read_luma(bytes(grey.constBits()[middle_row : middle_row + WIDTH_PX]))


_BLOCKS: Final = (bytes([BLACK_LUMA]) * BLOCK_PX, bytes([WHITE_LUMA]) * BLOCK_PX)
