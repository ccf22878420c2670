"""macOS: what the bundle says of itself, its signature, and the disk image."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from artefacts import BUILD, BUNDLE_ID, FROZEN, MADE, VERSION
from lock import OLDEST_MACOS
from shell import Failed, run, say

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
    "NSPrincipalClass": "NSApplication",
}
ENTITLEMENTS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
"http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>com.apple.security.cs.allow-unsigned-executable-memory</key>
    <true/>
    <key>com.apple.security.cs.disable-library-validation</key>
    <true/>
</dict>
</plist>
"""
"""Python's ctypes needs the first; the second lets a user put another Qt or FFmpeg in place."""


def pack(image: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Sign the bundle, put it into a disk image, and have that notarised where it can be."""
    sign(APP, environ)
    with TemporaryDirectory(dir=BUILD) as folder:
        # copied with its links: the bundle's signature covers them
        if run(["ditto", APP, Path(folder) / APP.name]):
            raise Failed("the bundle could not be copied (see above)")
        (Path(folder) / "Applications").symlink_to("/Applications")
        made = ["hdiutil", "create", "-volname", "Reviewer", "-srcfolder", folder]
        if run([*made, "-format", "ULMO", "-ov", image]):
            raise Failed("the disk image could not be made (see above)")
    notarise(image, environ)


def sign(bundle: Path, environ: Mapping[str, str]) -> None:
    """With the identity in MACOS_IDENTITY and a hardened runtime; else for this machine only."""
    identity = environ.get("MACOS_IDENTITY", "")
    entitlements = MADE / "entitlements.plist"
    entitlements.write_text(ENTITLEMENTS, encoding="utf-8")
    if not identity:
        say("warning: MACOS_IDENTITY is not set: the bundle is not signed for other machines")
    command = ["codesign", "--force", "--deep", "--sign", identity or "-"]
    hardened = ["--options", "runtime", "--timestamp"] if identity else []
    if run([*command, *hardened, "--entitlements", entitlements, bundle]):
        raise Failed("the bundle could not be signed (see above)")


def notarise(image: Path, environ: Mapping[str, str]) -> None:
    """By Apple, with the key in MACOS_NOTARY_KEY (a file), _KEY_ID and _ISSUER; else a warning."""
    names = ("MACOS_NOTARY_KEY", "MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER")
    key, key_id, issuer = (environ.get(name, "") for name in names)
    if not (key and key_id and issuer and environ.get("MACOS_IDENTITY")):
        say("warning: no notary key is set: the disk image is not notarised")
        return
    account = ["--key", key, "--key-id", key_id, "--issuer", issuer]
    if run(["xcrun", "notarytool", "submit", image, *account, "--wait"]):
        raise Failed("the disk image was not notarised (see above)")
    if run(["xcrun", "stapler", "staple", image]):
        raise Failed("the notary's ticket could not be attached (see above)")


def install(image: Path) -> Path:
    """Copy the bundle out of its disk image into the user's applications; its program."""
    mounted = BUILD / "image"
    if run(["hdiutil", "attach", image, "-nobrowse", "-mountpoint", mounted]):
        raise Failed("the disk image could not be opened (see above)")
    try:
        if run(["ditto", mounted / APP.name, _installed()]):
            raise Failed("the bundle could not be installed (see above)")
    finally:
        run(["hdiutil", "detach", mounted])
    return _installed() / "Contents" / "MacOS" / "reviewer"


def remove() -> Path:
    """Take the bundle away again; where it was."""
    shutil.rmtree(_installed())
    return _installed()


def _installed() -> Path:
    return Path.home() / "Applications" / APP.name
