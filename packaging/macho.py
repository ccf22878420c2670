"""Mach-O, the form of programs and libraries on macOS: what is one, and which system it needs."""

import struct
from pathlib import Path

_THIN = b"\xcf\xfa\xed\xfe"
_FAT = b"\xca\xfe\xba\xbe"
_HEADER = struct.Struct("<16xI12x")
_COMMAND = struct.Struct("<2I")
_BUILD_VERSION, _VERSION_MIN = 0x32, 0x24
"""The commands that name a system: the present one, and that of before 2018."""


def is_code(file: Path) -> bool:
    """Whether a file is a program or a library, for one processor or several."""
    with file.open("rb") as opened:
        return opened.read(4) in (_THIN, _FAT)


def oldest_system(file: Path) -> tuple[int, int] | None:
    """The macOS from which on it runs; None where it is for several processors, or says nothing."""
    told = file.read_bytes()
    if told[:4] != _THIN:
        return None
    (count,) = _HEADER.unpack_from(told)
    at = _HEADER.size
    for _ in range(count):
        kind, size = _COMMAND.unpack_from(told, at)
        if kind in (_BUILD_VERSION, _VERSION_MIN):
            # a build version names its platform first
            (version,) = struct.unpack_from("<I", told, at + (12 if kind == _BUILD_VERSION else 8))
            return version >> 16, version >> 8 & 0xFF
        at += size
    return None
