"""What goes into a build, what it is called, and what is said of it."""

import json
import re
import shutil
import struct

import artefacts
import builder
import desktop
import icons
import licences
import linux
import lock
import native
import notes
import pytest
import sbom
import trim
from debian import OFFSCREEN, WINDOWS
from hypothesis import given
from hypothesis import strategies as st
from shell import Failed

from reviewer import __version__
from reviewer.domain.release import Release, read_release

QT = ".venv/lib/python3.11/site-packages/PySide6/Qt"


@pytest.mark.parametrize(
    ("kind", "machine", "name"),
    [
        ("deb", "x86_64", "reviewer_1.2.0_amd64.deb"),
        ("deb", "aarch64", "reviewer_1.2.0_arm64.deb"),
        ("tar", "x86_64", "reviewer-1.2.0-linux-x86_64.tar.xz"),
        ("setup", "AMD64", "reviewer-1.2.0-windows-x64-setup.exe"),
        ("dmg", "arm64", "reviewer-1.2.0-macos-arm64.dmg"),
        ("dmg", "x86_64", "reviewer-1.2.0-macos-x86_64.dmg"),
    ],
)
def test_an_artefact_says_its_version_and_machine(kind, machine, name):
    assert artefacts.artefact(kind, machine, "1.2.0") == name


def test_nothing_is_built_for_an_unknown_machine():
    with pytest.raises(ValueError, match="riscv64"):
        artefacts.architecture("riscv64")


def test_the_version_is_the_programs_own():
    assert __version__ == artefacts.VERSION


def test_a_size_counts_what_is_linked_once(tmp_path):
    (tmp_path / "a").write_bytes(bytes(3_000_000))
    (tmp_path / "b").symlink_to("a")
    assert artefacts.size_mb(tmp_path) == 3.0


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/plugins/multimedia/ffmpegmediaplugin.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Qml.dll",
        "av.libs/libx264-d6533a8d.so.165",
    ],
)
def test_what_plays_footage_is_kept(name):
    assert trim.is_needed(name, f"{QT}/somewhere")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/multimedia/libgstreamermediaplugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/translations/qt_de.qm",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/opengl32sw.dll",
    ],
)
def test_what_nothing_here_uses_is_left_out(name):
    assert not trim.is_needed(name, f"{QT}/somewhere")


def test_a_desktops_libraries_are_its_own_but_not_those_of_python():
    assert not trim.is_needed("libgtk-3.so.0", "/usr/lib/x86_64-linux-gnu/libgtk-3.so.0")
    assert not trim.is_needed("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6")
    assert trim.is_needed("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3")
    assert trim.is_needed("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0")


def test_the_debian_package_depends_on_what_qt_loads():
    told = dict(line.split(": ", 1) for line in linux.control("1.2.0", "x86_64", 300_000, "2.36")
                .splitlines() if not line.startswith(" "))  # fmt: skip
    assert (told["Architecture"], told["Installed-Size"]) == ("amd64", "300000")
    wanted = told["Depends"].split(", ")
    assert wanted[0] == "libc6 (>= 2.36)"
    assert {each.partition(" ")[0] for each in wanted} >= {*OFFSCREEN, *WINDOWS, "libstdc++6"}
    assert "libglib2.0-0 | libglib2.0-0t64" in wanted


def test_the_menus_entry_opens_links():
    entry = desktop.DESKTOP.format(program="/usr/bin/reviewer")
    assert "Exec=/usr/bin/reviewer open %u\n" in entry
    assert "MimeType=x-scheme-handler/reviewer;\n" in entry


def test_the_windows_icon_holds_every_size():
    made = icons.ico({16: b"small", 256: b"large"})
    assert struct.unpack_from("<HHH", made) == (0, 1, 2)
    *_, length, at = struct.unpack_from("<BBBBHHII", made, 6 + 16)
    assert made[at : at + length] == b"large"
    assert made[6 + 16] == 0  # 256 is written as 0


def test_the_macos_icon_holds_the_sizes_that_it_knows():
    made = icons.icns({24: b"unknown", 128: b"known"})
    assert struct.unpack_from(">4sI", made) == (b"icns", len(made))
    assert made[8:] == struct.pack(">4sI", b"ic07", 13) + b"known"


def test_the_icon_is_drawn_at_any_size(qapp):
    assert icons.drawn(32).startswith(b"\x89PNG")


PINS = "httpx==0.28.1 \\\n    --hash=sha256:" + "a" * 64 + "\nno-such-thing==1.0 \\\n    --hash=x\n"


@pytest.fixture
def place(tmp_path):
    """The folder of licences as the freezer leaves it: with the shared texts."""
    return shutil.copytree(licences.TEXTS, tmp_path / "resources" / "licences")


def listed(place):
    """What About reads."""
    return json.loads((place / "licences.json").read_text(encoding="utf-8"))


def test_licences_come_from_the_lock_and_what_is_installed(place):
    python, httpx = licences.write_licences(PINS, [], place)
    assert (python.name, httpx.name, httpx.version) == ("Python", "httpx", "0.28.1")
    assert "BSD" in httpx.licence
    assert [each["name"] for each in listed(place)] == ["Reviewer", "Python", "httpx"]
    assert all((place / text).is_file() for each in listed(place) for text in each["texts"])


def test_everything_that_is_bundled_says_its_licence(place):
    requirements = lock.RUNTIME.read_text(encoding="utf-8")
    found = licences.write_licences(requirements, native.table(), place)
    assert [each.name for each in found if each.licence == "not told"] == []
    assert [each.name for each in found if not each.texts] == []
    assert all((place / text).is_file() for each in listed(place) for text in each["texts"])


def test_qts_wheels_are_used_under_the_lgpl(place):
    pins = "pyside6-essentials==6.11.3 \\\n    --hash=x\n"
    *_, qt = licences.write_licences(pins, [], place)
    assert qt.texts == ("LGPL-3.0.txt", "GPL-2.0.txt", "GPL-3.0.txt")


def test_a_library_says_whose_it_is_and_where_its_source_is_had(place):
    (x264,) = [part for part in native.table() if part.name == "x264"]
    *_, found = licences.write_licences(PINS, [x264], place)
    assert found.texts == ("native/x264.txt", "GPL-2.0.txt")
    told = (place / "native" / "x264.txt").read_text(encoding="utf-8")
    assert x264.copyright in told
    assert f"Licence: GPL-2.0-or-later\nSource: {x264.source}" in told


def test_a_build_with_a_part_under_the_gpl_says_that_the_whole_is(place):
    requirements = lock.RUNTIME.read_text(encoding="utf-8")
    licences.write_licences(requirements, native.table(), place)
    notice = (place / "NOTICE.txt").read_text(encoding="utf-8")
    assert "Under the GNU General Public License are: x264, x265, GNU Readline." in notice
    assert "\nx265 4.2: GPL-2.0-or-later\n    https://" in notice
    assert "Permission is hereby granted" in notice
    own = listed(place)[0]
    assert own["licence"] == "MIT, as a whole GPL-3.0-only"
    assert own["texts"] == ["NOTICE.txt", "GPL-3.0.txt"]


def test_a_build_without_one_does_not(place):
    licences.write_licences(PINS, [], place)
    assert "GNU" not in (place / "NOTICE.txt").read_text(encoding="utf-8")
    assert listed(place)[0]["licence"] == "MIT"


@pytest.mark.parametrize(
    ("licence", "whole"),
    [
        ("GPL-2.0-or-later", "GPL-3.0-only"),
        ("LGPL-3.0-or-later OR GPL-2.0-or-later", "MIT"),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", "MIT"),
        ("LGPL-2.1-or-later", "MIT"),
    ],
)
def test_only_the_gpl_without_an_exception_or_a_choice_binds_the_whole(licence, whole):
    assert licences.whole_under(["MIT", licence]) == whole


def test_a_package_that_is_not_pinned_is_found_out():
    assert builder.unpinned(["httpx", "pytest", "reviewer", "json"]) == ["pytest"]


def test_the_bill_of_materials_is_the_lock_and_the_libraries():
    requirements = lock.RUNTIME.read_text(encoding="utf-8")
    bill = json.loads(sbom.bill(requirements))
    assert bill["bomFormat"] == "CycloneDX"
    named = {each["name"]: each for each in bill["components"]}
    libraries = {part.name for part in native.table()}
    assert named.keys() == licences.pinned(requirements).keys() | libraries
    assert named["httpx"]["purl"] == f"pkg:pypi/httpx@{named['httpx']['version']}"
    assert all(each["hashes"] for each in named.values() if each["name"] not in libraries)
    assert all(named[each]["licenses"] for each in libraries)
    assert named["x264"]["externalReferences"][0]["type"] == "source-distribution"
    assert bill["metadata"]["component"]["licenses"] == [{"license": {"id": "GPL-3.0-only"}}]
    (hash_, *_) = re.findall(r"httpx==.*\n.*sha256:(\w+)", requirements)
    assert hash_ in {each["content"] for each in named["httpx"]["hashes"]}


CHANGES = "# Changes\n\n## [Unreleased]\n\n- new\n\n## [1.0.0] - 2026-12-01\n\n- first\n"


@pytest.mark.parametrize(("version", "told"), [("Unreleased", "- new"), ("1.0.0", "- first")])
def test_release_notes_are_the_versions_part_of_the_changes(version, told):
    assert notes.notes_of(CHANGES, version) == told


def test_the_feed_of_a_release_is_one_that_programs_read():
    told = notes.feed_of("1.0.0", notes.notes_of(CHANGES, "1.0.0"), "https://example.test/1.0.0")
    assert read_release(told.encode()) == Release("1.0.0", "- first", "https://example.test/1.0.0")


def test_a_tag_that_is_not_the_programs_version_is_no_release(capsys):
    assert notes.main(["v0.0.1"]) == 1
    assert "the tag is v0.0.1, but the program calls itself" in capsys.readouterr().err


@given(st.text())
def test_a_version_without_a_word_of_its_own_has_no_release(version):
    if version not in ("Unreleased", "1.0.0"):
        with pytest.raises(LookupError):
            notes.notes_of(CHANGES, version)


def test_what_is_too_large_fails_the_build(tmp_path):
    (tmp_path / "large").write_bytes(bytes(2_000_000))
    with pytest.raises(Failed, match=r"large has 2.0 MB; at most 1 are allowed"):
        builder.see_size("large", tmp_path / "large", 1)
