"""The icon in every form that a system asks for, drawn from `resources/icon.svg`."""

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from shell import ROOT

SVG = ROOT / "resources" / "icon.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def make_icons(folder: Path) -> None:
    """Write `reviewer-SIZE.png`, `reviewer.ico` and `reviewer.icns`."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: drawn(size) for size in SIZES}
    for size, png in pictures.items():
        (folder / f"reviewer-{size}.png").write_bytes(png)
    (folder / "reviewer.ico").write_bytes(ico({size: pictures[size] for size in _ICO_SIZES}))
    (folder / "reviewer.icns").write_bytes(icns(pictures))


def drawn(size: int) -> bytes:
    """The icon as PNG, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # takes a device, its types do not
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """PNGs by their size in the form that Windows wants."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at, entries = len(head) + 16 * len(pictures), b""
    for size, png in sorted(pictures.items()):
        edge = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + entries + b"".join(png for _, png in sorted(pictures.items()))


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """PNGs by their size in the form that macOS wants; sizes that it does not know are left out."""
    chunks = b"".join(
        struct.pack(">4sI", kind, 8 + len(pictures[size])) + pictures[size]
        for size, kind in _ICNS_TYPES.items()
        if size in pictures
    )
    return struct.pack(">4sI", b"icns", 8 + len(chunks)) + chunks
