"""The table of what comes along that is no Python: whole, and found in a build of each system."""

import re

import environment
import licences
import native
import pytest
import trim
from shell import Failed

LINUX = {
    "reviewer": "PyInstaller's bootloader",
    "_internal/av.libs/libavcodec-5e6b81c2.so.62.28.102": "FFmpeg in PyAV",
    "_internal/av.libs/libx264-d6533a8d.so.165": "x264",
    "_internal/av.libs/libhogweed-006f41d4.so.6.11": "Nettle",
    "_internal/PySide6/Qt/lib/libavcodec.so.61": "FFmpeg in Qt",
    "_internal/PySide6/Qt/lib/libQt6Core.so.6": "Qt libraries and plugins",
    "_internal/PySide6/Qt/lib/libicudata.so.73": "ICU",
    "_internal/PySide6/libpyside6.abi3.so.6.11": "Qt for Python",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so": "Qt libraries and plugins",
    "_internal/cryptography/hazmat/bindings/_rust.abi3.so": "OpenSSL",
    "_internal/libssl.so.3": "OpenSSL",
    "_internal/libz.so.1": "zlib",
}
WINDOWS = {
    "reviewer-cli.exe": "PyInstaller's bootloader",
    "_internal/av.libs/avcodec-62-984de33114b7fa384296817dec999c9d.dll": "FFmpeg in PyAV",
    "_internal/av.libs/libx265-efe48a158520a59ef99c0a0b3eb835ae.dll": "x265",
    "_internal/av.libs/libgcc_s_seh-1-4c0a762e4178b574f72d1ef1f8bb5fc9.dll": "GCC runtime",
    "_internal/av.libs/libstdc++-6-2d5c346d47ad531ef9f5185db0e8cef3.dll": "GCC runtime",
    "_internal/PySide6/avcodec-61.dll": "FFmpeg in Qt",
    "_internal/PySide6/Qt6Gui.dll": "HarfBuzz",
    "_internal/PySide6/QtCore.pyd": "Qt for Python",
    "_internal/PySide6/plugins/imageformats/qjpeg.dll": "libjpeg-turbo",
    "_internal/PySide6/MSVCP140.dll": "Microsoft Visual C++ runtime",
    "_internal/python313.dll": "zlib",
    "_internal/libcrypto-3.dll": "OpenSSL",
    "_internal/sqlite3.dll": "SQLite",
    "_internal/libffi-8.dll": "libffi",
    "_internal/pyexpat.pyd": "Expat",
}
MACOS = {
    "Contents/MacOS/reviewer": "PyInstaller's bootloader",
    "Contents/Frameworks/av/__dot__dylibs/libavcodec.62.28.102.dylib": "FFmpeg in PyAV",
    "Contents/Frameworks/av/__dot__dylibs/libSvtAv1Enc.4.1.0.dylib": "SVT-AV1",
    "Contents/Frameworks/PySide6/Qt/lib/libavcodec.61.dylib": "FFmpeg in Qt",
    "Contents/Frameworks/PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui": "FreeType",
    "Contents/Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib": "Qt libraries and plugins",
    "Contents/Frameworks/libssl.3.dylib": "OpenSSL",
}
PYTHONS = [
    "_internal/libpython3.11.so.1.0",
    "_internal/python3.dll",
    "_internal/msgspec/_core.cpython-311-x86_64-linux-gnu.so",
    "_internal/_ssl.pyd",
    "Contents/Frameworks/Python.framework/Versions/3.13/Python",
    "Contents/Frameworks/libpython3.13.dylib",
]


@pytest.mark.parametrize(("path", "name"), [*LINUX.items(), *WINDOWS.items(), *MACOS.items()])
def test_a_library_is_known_by_its_file_on_every_system(path, name):
    assert name in [part.name for part in native.parts_of([path])]


@pytest.mark.parametrize("path", PYTHONS)
def test_what_is_python_needs_no_row(path):
    native.parts_of([path])


OWN = [
    "ssl",
    "crypto",
    "ffi",
    "sqlite3",
    "bz2",
    "lzma",
    "z",
    "uuid",
    "expat",
    "readline",
    "ncursesw",
    "tinfo",
    "mpdec",
    "nsl",
]


@pytest.mark.parametrize("name", OWN)
def test_every_library_that_comes_with_python_on_linux_is_known(name):
    assert trim.is_needed(f"lib{name}.so.1", f"/usr/lib/x86_64-linux-gnu/lib{name}.so.1")
    assert native.parts_of([f"_internal/lib{name}.so.1"])


@pytest.mark.parametrize(
    "path",
    [
        "_internal/libstrange.so.1",
        "_internal/av.libs/libopenh264-7a6b.so.8",
        "_internal/PySide6/strange.dll",
        "Contents/Frameworks/libstrange.dylib",
    ],
)
def test_a_library_that_nobody_knows_fails_the_build(path):
    with pytest.raises(Failed, match=f"native.toml does not say what these are.*{path}"):
        native.parts_of([*LINUX, path])


def test_code_is_found_by_its_first_bytes_whatever_its_name(tmp_path):
    for name, start in {
        "lib/libx.so.1": b"\x7fELF\x02",
        "x.dll": b"MZ\x90\0",
        "Versions/A/QtCore": b"\xcf\xfa\xed\xfe",
        "universal": b"\xca\xfe\xba\xbe",
        "x.png": b"\x89PNG",
        "empty": b"",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(start)
    (tmp_path / "QtCore").symlink_to("Versions/A/QtCore")
    assert native.code_in(tmp_path) == ["Versions/A/QtCore", "lib/libx.so.1", "universal", "x.dll"]


def test_the_wheels_that_were_looked_through_are_those_of_the_locks():
    """Where this fails a wheel moved on: look through it, and then change `looked_at`."""
    pins = licences.pinned(environment.REQUIREMENTS.read_text(encoding="utf-8"))
    seen = native.looked_at()
    assert seen == {name: pins[name] for name in seen}


def test_every_row_says_all_that_has_to_be_told():
    for part in native.table():
        ids = set(re.findall(r"[\w.+-]+", part.licence)) - {"AND", "OR", "WITH"}
        texts = licences.texts_of(part.licence)
        assert len(texts) >= len(ids), part.name
        assert all(each.startswith(("https://", "http://")) for each in part.source.split(", "))
        assert part.copyright or part.name in ("SQLite", "Microsoft Visual C++ runtime")
