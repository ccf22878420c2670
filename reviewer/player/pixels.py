"""Decoded frames, Qt's or PyAV's, to images: converted by swscale, the cheapest that was measured.

`QVideoFrame.toImage` reads back from the graphics card where there is one (39 ms at 1080p where
that is software), and takes untagged HD for SD colours where there is none.
"""

from typing import Final, cast

from av import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_PixelFormat = QVideoFrameFormat.PixelFormat
_IN_MEMORY: Final = {
    _PixelFormat.Format_YUV420P: "yuv420p",
    _PixelFormat.Format_YUV422P: "yuv422p",
    _PixelFormat.Format_NV12: "nv12",
    _PixelFormat.Format_P010: "p010le",
}
_QT_SPACES: Final = {
    QVideoFrameFormat.ColorSpace.ColorSpace_BT601: Colorspace.ITU601,
    QVideoFrameFormat.ColorSpace.ColorSpace_BT709: Colorspace.ITU709,
}
_FFMPEG_SPACES: Final = {1: Colorspace.ITU709, 5: Colorspace.ITU601, 6: Colorspace.ITU601}
_SD_HEIGHT: Final = 576

_reformatter = VideoReformatter()


def to_image(frame: QVideoFrame | VideoFrame) -> QImage:
    """The picture at its own size; null where the frame cannot be read. GUI thread only."""
    if isinstance(frame, VideoFrame):
        space = _FFMPEG_SPACES.get(frame.colorspace, _usual_space(frame.height))
        return _convert(frame, frame.width, space, full=frame.color_range == ColorRange.JPEG)
    copy = _copy(frame)
    if copy is None:
        return frame.toImage()
    qt = frame.surfaceFormat()
    space = _QT_SPACES.get(qt.colorSpace(), _usual_space(frame.height()))
    full = qt.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Full
    return _convert(copy, frame.width(), space, full=full)


def _usual_space(height: int) -> Colorspace:
    """What footage that does not say its colours is in."""
    return Colorspace.ITU601 if height <= _SD_HEIGHT else Colorspace.ITU709


def _convert(frame: VideoFrame, width: int, space: Colorspace, *, full: bool) -> QImage:
    drawn = _reformatter.reformat(
        frame,
        format="bgra",
        src_colorspace=space,
        dst_colorspace=space,
        src_color_range=ColorRange.JPEG if full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    plane = drawn.planes[0]
    pixels = memoryview(plane)
    borrowed = QImage(pixels, width, frame.height, plane.line_size, QImage.Format.Format_RGB32)
    return borrowed.copy()  # its own pixels: PyAV's go with its frame


def _copy(frame: QVideoFrame) -> VideoFrame | None:
    """Qt's frame as PyAV's, as wide as its lines are long; None where only Qt can read it."""
    name = _IN_MEMORY.get(frame.pixelFormat())
    if name is None or frame.handleType() != QVideoFrame.HandleType.NoHandle:
        return None
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        sample_bytes = 2 if name == "p010le" else 1
        copy = VideoFrame(frame.bytesPerLine(0) // sample_bytes, frame.height(), name)
        for index, plane in enumerate(copy.planes):
            pixels = cast("bytes", frame.bits(index))  # as far as PyAV's types go: a buffer
            if plane.line_size != frame.bytesPerLine(index) or len(pixels) < plane.buffer_size:
                return None
            plane.update(pixels[: plane.buffer_size])
        return copy
    finally:
        frame.unmap()
