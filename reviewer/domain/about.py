"""What the program consists of, and under which licences."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A package or a library that came along; `text` is its licence in full, empty where there is
    none."""

    name: str
    version: str
    licence: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """`versions` are in the order to be shown; there are no `parts` where nothing is bundled."""

    versions: Mapping[str, str]
    consequence: str
    parts: tuple[Part, ...] = ()


def consequence_of(encoders: tuple[str, ...], *, bundled: bool) -> str:
    """What the licences mean for who hands the program on; `encoders` are those under the GPL."""
    own = "Reviewer is under the MIT licence. Qt and its FFmpeg are under the LGPL"
    if not bundled:
        return f"{own}. This is a checkout: nothing is bundled, packages bring their own licences."
    free = f"{own}, and lie as files of their own that may be replaced."
    if not encoders:
        return free
    names = " and ".join(encoders)
    return (
        f"{free} PyAV's FFmpeg contains {names}: this build as a whole is under the GPL, version 3."
        " Where the source is had stands with each part."
    )
