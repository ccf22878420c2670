"""Windows: Authenticode signatures. Run as a program it signs one file, as NSIS has it done."""

import os
import shutil
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from shell import Failed, run, warn

_KITS = "Windows Kits/10/bin/10.*/x64/signtool.exe"
_TIMESTAMPS = "http://timestamp.digicert.com"


def can_sign(environ: Mapping[str, str]) -> bool:
    """Whether there is a certificate: in WINDOWS_CERT, or WINDOWS_CERT_SHA1 names one."""
    return bool(environ.get("WINDOWS_CERT") or environ.get("WINDOWS_CERT_SHA1"))


def sign(file: Path, environ: Mapping[str, str]) -> None:
    """With the certificate that there is, and a time stamp; else a warning."""
    if not can_sign(environ):
        warn(f"neither WINDOWS_CERT nor WINDOWS_CERT_SHA1 is set: {file.name} is not signed")
        return
    stamp = ["/tr", environ.get("WINDOWS_TIMESTAMP_URL") or _TIMESTAMPS, "/td", "SHA256"]
    with _certificate(environ) as certificate:
        command = [_signtool(environ), "sign", "/fd", "SHA256", *certificate, *stamp]
        if run([*command, "/d", "Reviewer", file]):
            raise Failed(f"{file.name} could not be signed (see above)")


def signing_command() -> str:
    """What signs a file whose name is put behind it."""
    return f'"{sys.executable}" "{Path(__file__).resolve()}"'


def main(arguments: Sequence[str]) -> int:
    """Sign the file named."""
    try:
        sign(Path(arguments[0]), os.environ)
    except Failed as failure:
        print(f"dev: {failure}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _certificate(environ: Mapping[str, str]) -> Iterator[list[str | Path]]:
    """How signtool is told of it: a file for a while, or a thumbprint in the user's store."""
    given = environ.get("WINDOWS_CERT", "")
    if not given:
        yield ["/sha1", environ["WINDOWS_CERT_SHA1"]]
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pfx"
        file.write_bytes(b64decode(given))
        yield ["/f", file, "/p", environ.get("WINDOWS_CERT_PASSWORD", "")]


def _signtool(environ: Mapping[str, str]) -> Path:
    """On PATH, or the newest where Windows' development kits are."""
    found = shutil.which("signtool")
    if found:
        return Path(found)
    kits = sorted(Path(environ.get("PROGRAMFILES(X86)", "")).glob(_KITS), key=_version_of)
    if not kits:
        raise Failed("signtool was not found; install the Windows development kit")
    return kits[-1]


def _version_of(signtool: Path) -> list[int]:
    return [int(part) for part in signtool.parts[-3].split(".")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
