"""The bill of materials, CycloneDX: every package of the runtime lock, with hashes and licence, and
every library that they, Python and the freezer bring along, with where its source is had."""

import re
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import native
from artefacts import VERSION
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from licences import licence_of, whole_under
from lock import RUNTIME
from packageurl import PackageURL

_BLOCK = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)((?:.*\\\n)*.*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(requirements: str) -> str:
    """The lock and the table of libraries as CycloneDX 1.6 JSON."""
    parts = native.table()
    bom = Bom(components=[*_packages(requirements), *map(_library, parts)])
    bom.metadata.component = Component(
        name="reviewer",
        version=VERSION,
        type=ComponentType.APPLICATION,
        bom_ref="reviewer",
        licenses=[LicenseFactory().make_from_string(whole_under(part.licence for part in parts))],
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    made = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    return made.output_as_string(indent=2)


def _packages(requirements: str) -> Iterable[Component]:
    for name, version, rest in _BLOCK.findall(requirements):
        purl = PackageURL("pypi", None, name, version)
        yield Component(
            name=name,
            version=version,
            purl=purl,
            bom_ref=purl.to_string(),
            licenses=_licences(name),
            # one for each file of the release: which of them was installed depends on the system
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=h) for h in _HASH.findall(rest)],
        )


def _library(part: native.Part) -> Component:
    kind = ExternalReferenceType.SOURCE_DISTRIBUTION
    return Component(
        name=part.name,
        version=part.version or None,
        bom_ref=f"native/{part.name}",
        licenses=[LicenseFactory().make_from_string(part.licence)],
        copyright=part.copyright or None,
        external_references=[
            ExternalReference(type=kind, url=XsUri(url)) for url in part.source.split(", ")
        ],
    )


def _licences(name: str) -> list:  # type: ignore[type-arg]  # of whatever the factory makes
    try:
        told = licence_of(distribution(name))
    except PackageNotFoundError:
        return []
    return [LicenseFactory().make_from_string(told)]


def main(arguments: Sequence[str]) -> int:
    """Write to the file named, else to the terminal."""
    told = bill(RUNTIME.read_text(encoding="utf-8"))
    if arguments:
        Path(arguments[0]).write_text(told + "\n", encoding="utf-8")
    else:
        print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
