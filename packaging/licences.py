"""The licences of all that a build brings along: of Python, of what is pinned, and of libraries."""

import json
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from artefacts import VERSION
from native import Part
from shell import ROOT

TEXTS = ROOT / "resources" / "licences"
"""The texts that licences share, by their SPDX ids."""
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice)(?!.*(\.py|Commercial\.txt)$)")
"""Qt's wheels for Windows bring the licence that is bought, which is not the one used here."""
_OWN = """\
Reviewer's own source is under the MIT licence, which stands at the end. What is bundled keeps its
own licence, as told here. The texts are in resources/licences of the program's folder, and in the
program itself: ☰ › Help › About, licences.
"""
_BOUND = """\
Under the GNU General Public License are: {names}. As a whole this build is therefore
handed on under version 3 of that licence (GPL-3.0.txt; on Debian also
/usr/share/common-licenses/GPL-3). Where the source of a part is had stands below it; whoever hands
the build on has to see to it that it stays to be had.
"""
_ID = re.compile(r"[\w.+-]+")
_BINDS_ALL = re.compile(r"GPL-[\d.]+-(only|or-later)")
_WHOLE = "GPL-3.0-only"
"""What binds a build with a part under the GPL: Qt is here under version 3 of the LGPL alone."""
_OSI = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Licence:
    """What one part of the program is licensed under; `texts` are files beside the list."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = ()
    source: str = ""


def pinned(requirements: str) -> dict[str, str]:
    """Names and versions of a requirement file."""
    return dict(_PIN.findall(requirements))


def place_in(bundle: Path) -> Path:
    """Where the licences lie in a frozen program."""
    return next(bundle.rglob("resources/licences"))


def write_licences(requirements: str, parts: Iterable[Part], folder: Path) -> list[Licence]:
    """Write `licences.json`, the texts of all that is installed of what is pinned and of the
    parts, and `NOTICE.txt`, into a folder that has the shared texts."""
    packages = (_of_package(each, folder) for each in _installed(requirements))
    found = [_python(folder), *packages, *(_of_part(each, folder) for each in parts)]
    (folder / "NOTICE.txt").write_text(notice(found), encoding="utf-8")
    whole = whole_under(each.licence for each in found)
    licence = "MIT" if whole == "MIT" else f"MIT, as a whole {whole}"
    own = Licence("Reviewer", VERSION, licence, ("NOTICE.txt", *texts_of(whole)))
    listed = json.dumps([asdict(each) for each in (own, *found)], indent=1)
    (folder / "licences.json").write_text(listed, encoding="utf-8")
    return found


def whole_under(licences: Iterable[str]) -> str:
    """The licence under which a build with these parts may be handed on."""
    return _WHOLE if any(map(_BINDS_ALL.fullmatch, licences)) else "MIT"


def texts_of(expression: str) -> tuple[str, ...]:
    """The shared texts that an SPDX expression names; that of the LGPL 3 is an addition."""
    ids = [re.sub("-(only|or-later)$", "", each) for each in _ID.findall(expression)]
    wanted = dict.fromkeys([*ids, *(["GPL-3.0"] if "LGPL-3.0" in ids else [])])
    return tuple(f"{each}.txt" for each in wanted if (TEXTS / f"{each}.txt").is_file())


def notice(found: Sequence[Licence]) -> str:
    """What whoever gets the program has to be told: the licence of the whole and of each part, and
    where the source is had."""
    binding = [each.name for each in found if _BINDS_ALL.fullmatch(each.licence)]
    told = [f"Reviewer {VERSION}\n", _OWN]
    if binding:
        told.append(_BOUND.format(names=", ".join(binding)))
    lines = (f"{each.name} {each.version}".rstrip() + f": {each.licence}" for each in found)
    sources = (f"\n    {each.source}" if each.source else "" for each in found)
    told += ["".join(f"{line}{source}\n" for line, source in zip(lines, sources, strict=True))]
    return "\n".join([*told, (ROOT / "LICENSE").read_text(encoding="utf-8")])


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


def _of_package(package: Distribution, folder: Path) -> Licence:
    place = folder / package.name.lower()
    texts = []
    for file in package.files or ():
        source = Path(str(package.locate_file(file)))
        if ".dist-info" in str(file) and _TEXT.match(file.name) and source.is_file():
            place.mkdir(exist_ok=True)
            shutil.copyfile(source, place / file.name)
            texts.append(f"{place.name}/{file.name}")
    licence = licence_of(package)
    own = tuple(sorted(set(texts)))
    return Licence(package.name, package.version, licence, own or texts_of(licence))


def _of_part(part: Part, folder: Path) -> Licence:
    own = folder / "native" / f"{part.name}.txt"
    own.parent.mkdir(exist_ok=True)
    named = f"{part.name} {part.version}".rstrip()
    told = [named, part.copyright, f"Licence: {part.licence}\nSource: {part.source}"]
    own.write_text("\n\n".join(filter(None, told)) + "\n", encoding="utf-8")
    texts = (f"native/{own.name}", *texts_of(part.licence))
    return Licence(part.name, part.version, part.licence, texts, part.source)


def _python(folder: Path) -> Licence:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    base = Path(sys.base_prefix)
    for source in (base / f"lib/python{version}/LICENSE.txt", base / "LICENSE.txt"):
        if source.is_file():
            shutil.copyfile(source, folder / "python.txt")
            return Licence("Python", platform.python_version(), "PSF-2.0", ("python.txt",))
    return Licence("Python", platform.python_version(), "PSF-2.0")
