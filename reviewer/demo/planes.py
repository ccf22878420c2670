"""Pictures as the encoder wants them, drawn by copying bytes: YUV 4:2:0 planes and sprites."""

from collections.abc import Iterable
from dataclasses import dataclass

from av import VideoFrame
from PySide6.QtGui import QImage

Patch = tuple[int, int, bytes]
"""Pixels of one plane side by side: column, row, values."""
Run = tuple[int, int, int]
"""Row, first and last column."""


@dataclass(slots=True)
class Planes:
    """One picture: full-size luma, and two chroma planes of half its width and height."""

    width: int
    height: int
    luma: bytearray
    blue: bytearray
    red: bytearray

    def copy(self) -> "Planes":
        return Planes(self.width, self.height, self.luma[:], self.blue[:], self.red[:])

    def draw(self, sprite: "Sprite", x: int, y: int) -> None:
        """Copy a sprite in with its corner at (x, y), both even; it must lie inside the picture."""
        _copy_in(self.luma, self.width, sprite.luma, x, y)
        _copy_in(self.blue, self.width // 2, sprite.blue, x // 2, y // 2)
        _copy_in(self.red, self.width // 2, sprite.red, x // 2, y // 2)

    def frame(self) -> VideoFrame:
        """A frame for the encoder with a copy of the picture."""
        frame = VideoFrame(self.width, self.height, "yuv420p")
        for plane, pixels in zip(frame.planes, (self.luma, self.blue, self.red), strict=True):
            plane.update(_padded(pixels, plane.width, plane.line_size))
        return frame


@dataclass(frozen=True, slots=True)
class Sprite:
    """An opaque shape as runs of pixels, its smooth edge already mixed with what lies below."""

    luma: tuple[Patch, ...]
    blue: tuple[Patch, ...]
    red: tuple[Patch, ...]


def planes_of(image: QImage) -> Planes:
    """A picture of even width and height, converted."""
    frame = VideoFrame(image.width(), image.height(), "bgra")
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    line = frame.planes[0].line_size
    frame.planes[0].update(_padded(bytes(rgb.constBits()), 4 * image.width(), line))
    luma, blue, red = (
        _unpadded(bytes(plane), plane.width, plane.line_size)
        for plane in frame.reformat(format="yuv420p").planes
    )
    return Planes(image.width(), image.height(), luma, blue, red)


def block_of(image: QImage) -> Sprite:
    """A whole picture of even width and height as a sprite."""
    planes = planes_of(image)
    runs = [(row, 0, planes.width - 1) for row in range(planes.height)]
    half_runs = [(row, 0, planes.width // 2 - 1) for row in range(planes.height // 2)]
    return _sprite(planes, runs, half_runs)


def sprite_of(picture: QImage, shape: QImage) -> Sprite:
    """The pixels of `picture` where `shape`, of equal size, is not transparent.

    Each row of the shape is one run: it has no holes and no notches.
    """
    half = shape.scaled(shape.width() // 2, shape.height() // 2)
    return _sprite(planes_of(picture), [*_runs(shape, above=24)], [*_runs(half, above=127)])


def _sprite(planes: Planes, runs: list[Run], half_runs: list[Run]) -> Sprite:
    return Sprite(
        _patches(planes.luma, planes.width, runs),
        _patches(planes.blue, planes.width // 2, half_runs),
        _patches(planes.red, planes.width // 2, half_runs),
    )


def _runs(shape: QImage, *, above: int) -> Iterable[Run]:
    """Row, first and last column of what is more opaque than `above`."""
    alpha = shape.convertToFormat(QImage.Format.Format_Alpha8)
    pixels, line = bytes(alpha.constBits()), alpha.bytesPerLine()
    for row in range(shape.height()):
        inside = [x for x in range(shape.width()) if pixels[row * line + x] > above]
        if inside:
            yield row, inside[0], inside[-1]


def _patches(pixels: bytearray, width: int, runs: Iterable[Run]) -> tuple[Patch, ...]:
    return tuple(
        (first, row, bytes(pixels[row * width + first : row * width + last + 1]))
        for row, first, last in runs
    )


def _copy_in(pixels: bytearray, width: int, patches: Iterable[Patch], x: int, y: int) -> None:
    corner = y * width + x
    for column, row, values in patches:
        start = corner + row * width + column
        pixels[start : start + len(values)] = values


def _padded(pixels: bytes | bytearray, width: int, line: int) -> bytes:
    if line == width:
        return bytes(pixels)
    gap = bytes(line - width)
    rows = (pixels[start : start + width] for start in range(0, len(pixels), width))
    return b"".join(row + gap for row in rows)


def _unpadded(pixels: bytes, width: int, line: int) -> bytearray:
    if line == width:
        return bytearray(pixels)
    rows = (pixels[start : start + width] for start in range(0, len(pixels), line))
    return bytearray(b"".join(rows))
