"""macOS: the signatures of the bundle and of its disk image, and Apple's word for both."""

import plistlib
import secrets
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from artefacts import MADE
from macho import is_code
from shell import Failed, answer, run, run_quietly, warn

_ANY_IDENTITY = "Developer ID Application"
_LOCKED_AFTER_S = 3600
ENTITLEMENTS = {
    "com.apple.security.cs.allow-unsigned-executable-memory": True,
    "com.apple.security.cs.disable-library-validation": True,
}
"""Python's ctypes needs the first; the second lets a user put another Qt or FFmpeg in place."""


def identity(environ: Mapping[str, str]) -> str:
    """Who signs: MACOS_IDENTITY, or whom the certificate in MACOS_CERT is for; empty: nobody."""
    return environ.get("MACOS_IDENTITY") or (_ANY_IDENTITY if environ.get("MACOS_CERT") else "")


@contextmanager
def certificate_at_hand(environ: Mapping[str, str]) -> Iterator[None]:
    """The certificate in MACOS_CERT (PKCS #12 in base64, opened by MACOS_CERT_PASSWORD), for a
    while, in a keychain of its own; without one there are those that the user has."""
    given = environ.get("MACOS_CERT", "")
    if not given:
        yield
        return
    with TemporaryDirectory() as folder:
        file, keychain = Path(folder) / "certificate.p12", Path(folder) / "signing.keychain-db"
        file.write_bytes(b64decode(given))
        try:
            _fill(keychain, file, environ.get("MACOS_CERT_PASSWORD", ""))
            yield
        finally:
            _security("delete-keychain", keychain)


def sign_bundle(bundle: Path, environ: Mapping[str, str]) -> None:
    """From the inside out, with a hardened runtime; without an identity for this machine only, but
    no less strictly: what the runtime forbids is seen before there is a release."""
    signer = identity(environ)
    if not signer:
        warn("neither MACOS_IDENTITY nor MACOS_CERT is set: the bundle is signed for nobody else")
    entitlements = MADE / "entitlements.plist"
    entitlements.parent.mkdir(parents=True, exist_ok=True)
    entitlements.write_bytes(plistlib.dumps(ENTITLEMENTS))
    command = ["codesign", "--force", "--sign", signer or "-", "--options", "runtime"]
    command += ["--timestamp"] if signer else []
    inner = nested_code(bundle)
    whole: list[str | Path] = ["--entitlements", entitlements, bundle]
    if (inner and run([*command, *inner])) or run([*command, *whole]):
        raise Failed("the bundle could not be signed (see above)")
    if run(["codesign", "--verify", "--deep", "--strict", bundle]):
        raise Failed("the bundle's signature does not hold (see above)")


def nested_code(bundle: Path) -> list[Path]:
    """What is signed before the bundle: libraries by themselves, then frameworks as wholes."""
    files = (f for f in (bundle / "Contents/Frameworks").rglob("*") if not f.is_symlink())
    code = sorted((file for file in files if file.is_file() and is_code(file)), key=Path.as_posix)
    wholes = {file: _framework_of(file) for file in code}
    frameworks = dict.fromkeys(whole for whole in wholes.values() if whole is not None)
    return [*(file for file, whole in wholes.items() if whole is None), *frameworks]


def sign_image(image: Path, environ: Mapping[str, str]) -> None:
    """Where there is an identity: it needs no warning of its own."""
    signer = identity(environ)
    if signer and run(["codesign", "--sign", signer, "--timestamp", image]):
        raise Failed("the disk image could not be signed (see above)")


def notarise(image: Path, environ: Mapping[str, str]) -> None:
    """By Apple, with the key whose text is MACOS_NOTARY_KEY, its _KEY_ID and its _ISSUER; else a
    warning. What is not signed would be refused."""
    names = ("MACOS_NOTARY_KEY", "MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER")
    key, key_id, issuer = (environ.get(name, "") for name in names)
    if not (key and key_id and issuer and identity(environ)):
        warn("no notary key is set, or nobody signs: the disk image is not notarised")
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "key.p8"
        file.write_text(key, encoding="utf-8")
        account: list[str | Path] = ["--key", file, "--key-id", key_id, "--issuer", issuer]
        if run(["xcrun", "notarytool", "submit", image, *account, "--wait"]):
            raise Failed("the disk image was not notarised (see above)")
    if run(["xcrun", "stapler", "staple", image]):
        raise Failed("the notary's ticket could not be attached (see above)")


def _framework_of(file: Path) -> Path | None:
    return next((each for each in file.parents if each.suffix == ".framework"), None)


def _fill(keychain: Path, file: Path, opened_by: str) -> None:
    """Made and opened for codesign, which asks nobody then, and put before the user's own."""
    password = secrets.token_hex(16)
    _security("create-keychain", "-p", password, keychain)
    _security("set-keychain-settings", "-lut", str(_LOCKED_AFTER_S), keychain)
    _security("unlock-keychain", "-p", password, keychain)
    kind = ("-t", "cert", "-f", "pkcs12", "-T", "/usr/bin/codesign")
    _security("import", file, "-k", keychain, "-P", opened_by, *kind)
    _security("set-key-partition-list", "-S", "apple-tool:,apple:", "-k", password, keychain)
    known = answer(["security", "list-keychains", "-d", "user"]).split("\n")
    others = [line.strip(' "') for line in known if line.strip()]
    _security("list-keychains", "-d", "user", "-s", keychain, *others)


def _security(*arguments: str | Path) -> None:
    if run_quietly(["security", *arguments]):
        raise Failed(f"the signing certificate could not be used: security {arguments[0]} failed")
