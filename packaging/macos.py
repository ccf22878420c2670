"""macOS: what the bundle says of itself, and the disk image that it comes in."""

import os
import plistlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from artefacts import BUILD, BUNDLE_ID, FROZEN, VERSION
from lock import OLDEST_MACOS
from macho import is_code, oldest_system
from macos_signing import certificate_at_hand, notarise, sign_bundle, sign_image
from shell import Failed, run

APP = FROZEN / "Reviewer.app"
URL_TYPES = [{"CFBundleURLName": BUNDLE_ID, "CFBundleURLSchemes": ["reviewer"]}]
INFO = {
    "CFBundleDisplayName": "Reviewer",
    "CFBundleShortVersionString": VERSION,
    "CFBundleVersion": VERSION,
    "CFBundleURLTypes": URL_TYPES,
    "LSApplicationCategoryType": "public.app-category.sports",
    "LSMinimumSystemVersion": OLDEST_MACOS,
    "NSHighResolutionCapable": True,
    "NSHumanReadableCopyright": "GPL 3 as a whole; see About, licences",
    "NSPrincipalClass": "NSApplication",
}
_TRIES = 5


def pack(image: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Sign the bundle, put it into a disk image, sign that, and have it notarised."""
    see_systems(APP)
    with certificate_at_hand(environ):
        sign_bundle(APP, environ)
        _make_image(image)
        sign_image(image, environ)
    notarise(image, environ)


def see_systems(bundle: Path) -> None:
    """See that all of it runs where the bundle says so: what builds it is a newer system."""
    promised = tuple(map(int, OLDEST_MACOS.split(".")))
    files = (f for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    newer = [f.name for f in files if is_code(f) and (oldest_system(f) or promised) > promised]
    if newer:
        raise Failed(f"macOS {OLDEST_MACOS} is too old for {', '.join(sorted(newer))}")


def install(image: Path) -> Path:
    """Copy the bundle out of its disk image into the user's applications; its program."""
    mounted = BUILD / "image"
    mounted.mkdir(exist_ok=True)
    if run(["hdiutil", "attach", image, "-nobrowse", "-readonly", "-mountpoint", mounted]):
        raise Failed("the disk image could not be opened (see above)")
    try:
        if run(["ditto", mounted / APP.name, _installed()]):
            raise Failed("the bundle could not be installed (see above)")
    finally:
        run(["hdiutil", "detach", mounted])
    return _installed() / "Contents" / "MacOS" / "reviewer"


def remove() -> None:
    """Take the bundle away again."""
    shutil.rmtree(_installed())


def traces() -> dict[str, bool]:
    """What installing leaves, by name, and whether it is there: the bundle is all of it."""
    file = _installed() / "Contents" / "Info.plist"
    told = plistlib.loads(file.read_bytes()) if file.is_file() else {}
    return {
        "the bundle": _installed().exists(),
        "reviewer:// links": told.get("CFBundleURLTypes") == URL_TYPES,
    }


def _make_image(image: Path) -> None:
    with TemporaryDirectory(dir=BUILD) as folder:
        # copied with its links: the bundle's signature covers them
        if run(["ditto", APP, Path(folder) / APP.name]):
            raise Failed("the bundle could not be copied (see above)")
        (Path(folder) / "Applications").symlink_to("/Applications")
        made = ["hdiutil", "create", "-volname", "Reviewer", "-srcfolder", folder]
        # WORKAROUND: macOS looks for malware in what was just written, and the image is “busy” then
        if all(run([*made, "-format", "ULMO", "-ov", image]) for _ in range(_TRIES)):
            raise Failed("the disk image could not be made (see above)")


def _installed() -> Path:
    return Path.home() / "Applications" / APP.name
