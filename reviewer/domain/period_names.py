"""All the ways in which people name a game's periods: `Q3`, `3rd`, `3rd quarter`, `2H`, `2OT`."""

import re
from collections.abc import Iterable

from reviewer.domain.periods import Period, period_short, period_title

_WRITTEN_OUT = {" qtr": " quarter", " ot": " overtime", " period": ""}


def period_names(periods: Iterable[Period]) -> dict[str, Period]:
    """Every name of these periods, in folded case; of two with one name the first has it."""
    names: dict[str, Period] = {}
    for period in filter(None, periods):
        for name in (period, period_title(period), period_short(period), *_short_forms(period)):
            names.setdefault(name.casefold(), period)
    return names


def written_out(name: str) -> str:
    """A name as `period_names` has it: `3rd quarter` for `3rd qtr`, `3rd` for `3rd period`."""
    spaced = " ".join(name.split())
    for short, whole in _WRITTEN_OUT.items():
        if spaced.endswith(short):
            return spaced.removesuffix(short) + whole
    return spaced


def _short_forms(period: Period) -> tuple[str, ...]:
    """`H2` is also written `2H`, and `OT` as any first overtime is."""
    match = re.fullmatch(r"(H|Q|OT)(\d*)", period)
    if match is None:
        return ()
    kind, number = match[1], int(match[2] or 1)
    first = ("1st overtime",) if kind == "OT" and number == 1 else ()
    return (f"{kind}{number}", f"{number}{kind}", *first)
