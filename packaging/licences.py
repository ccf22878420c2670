"""The licences of all that a build brings along, from the lock and from what is installed."""

import json
import platform
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice)(?!.*\.py$)")
_OSI = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Licence:
    """What one part of the program is licensed under; `texts` are files beside the list."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = ()


def pinned(requirements: str) -> dict[str, str]:
    """Names and versions of a requirement file."""
    return dict(_PIN.findall(requirements))


def write_licences(requirements: str, folder: Path) -> list[Licence]:
    """Write `licences.json` and the texts of everything pinned that is installed here."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = [_python(folder), *(_licence(each, folder) for each in _installed(requirements))]
    listed = json.dumps([asdict(licence) for licence in found], indent=1)
    (folder / "licences.json").write_text(listed, encoding="utf-8")
    return found


def licence_of(package: Distribution) -> str:
    """As its metadata say it: an expression, a few words, or the classifier."""
    told = package.metadata
    expression = "".join(told.get_all("License-Expression") or ())
    words = "".join(told.get_all("License") or ()).strip()
    classifiers = told.get_all("Classifier") or ()
    kinds = [kind.removeprefix(_OSI) for kind in classifiers if kind.startswith(_OSI)]
    short = words if words and "\n" not in words else ""
    return expression or short or ", ".join(kinds) or "not told"


def _installed(requirements: str) -> Iterable[Distribution]:
    """What is pinned for another system only is not here, and not in the build."""
    for name in pinned(requirements):
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def _licence(package: Distribution, folder: Path) -> Licence:
    place = folder / package.name.lower()
    texts = []
    for file in package.files or ():
        source = Path(str(package.locate_file(file)))
        if ".dist-info" in str(file) and _TEXT.match(file.name) and source.is_file():
            place.mkdir(exist_ok=True)
            shutil.copyfile(source, place / file.name)
            texts.append(f"{place.name}/{file.name}")
    return Licence(package.name, package.version, licence_of(package), tuple(sorted(set(texts))))


def _python(folder: Path) -> Licence:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    base = Path(sys.base_prefix)
    for source in (base / f"lib/python{version}/LICENSE.txt", base / "LICENSE.txt"):
        if source.is_file():
            shutil.copyfile(source, folder / "python.txt")
            return Licence("Python", platform.python_version(), "PSF-2.0", ("python.txt",))
    return Licence("Python", platform.python_version(), "PSF-2.0")
