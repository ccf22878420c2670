"""What the program is made of: the versions of itself and of what it carries."""

import ctypes
import platform
import re
import sqlite3
import sys
from pathlib import Path

import av
import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QPluginLoader, qVersion

from reviewer import __version__

_AVUTIL = re.compile(r"libavutil\.so\.\d+|libavutil\.\d+\.dylib|avutil-\d+\.dll")
_GPL_ENCODERS = frozenset({"libx264", "libx265"})


def versions() -> dict[str, str]:
    """Names and versions, in the order in which they are told. OSError where FFmpeg is missing."""
    return {
        "Reviewer": __version__,
        "Python": platform.python_version(),
        "PySide6": PySide6.__version__,
        "Qt": qVersion(),
        "FFmpeg in Qt": _qt_ffmpeg(),
        "PyAV": av.__version__,
        "FFmpeg in PyAV": av.ffmpeg_version_info,
        "SQLite": sqlite3.sqlite_version,
    }


def gpl_encoders() -> tuple[str, ...]:
    """The encoders in PyAV's FFmpeg that put a build which carries them under the GPL."""
    return tuple(sorted(_GPL_ENCODERS & av.codecs_available))


def multimedia_plugin() -> str:
    """The name of the plugin by which Qt plays footage; OSError says why there is none."""
    folders = [Path(folder) / "multimedia" for folder in QCoreApplication.libraryPaths()]
    for file in (file for folder in folders for file in sorted(folder.glob("*ffmpeg*"))):
        loader = QPluginLoader(str(file))
        if not loader.load():
            raise OSError(f"The plugin {file.name} cannot be loaded: {loader.errorString()}")
        return file.name
    raise OSError(f"Qt's multimedia plugin is missing: not in {' or '.join(map(str, folders))}.")


def _qt_ffmpeg() -> str:
    """The version of the FFmpeg that Qt plays with; its library needs the plugin beside it."""
    multimedia_plugin()
    where = QLibraryInfo.LibraryPath
    folders = (where.LibrariesPath, where.BinariesPath, where.PrefixPath)
    for folder in map(QLibraryInfo.path, folders):
        for file in Path(folder).iterdir() if Path(folder).is_dir() else ():
            if _AVUTIL.fullmatch(file.name):
                # Linux knows it by its name, once the plugin has brought it in
                known = ctypes.CDLL(file.name if sys.platform == "linux" else str(file))
                known.av_version_info.restype = ctypes.c_char_p
                return bytes(known.av_version_info()).decode()
    raise OSError("Qt's FFmpeg is missing.")
