"""Rows by the period that they are labelled with, and which of those labels to believe."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reviewer.domain.clock.witness import Witness
from reviewer.domain.periods import Period


def by_period(witnesses: Iterable[Witness]) -> dict[Period, list[Witness]]:
    """The witnesses of each period as labelled, in the order in which they come."""
    rows: dict[Period, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        rows[witness.period].append(witness)
    return dict(rows)


def in_their_time(rows: Mapping[Period, Sequence[Witness]]) -> dict[Period, list[Witness]]:
    """Without rows that lie in the midst of another period, which outvotes their label."""
    cores = {period: _core(each) for period, each in rows.items()}

    def is_in_time(witness: Witness) -> bool:
        own = rows[witness.period]
        at_home = witness.wall in cores[witness.period]
        return not any(
            witness.wall in core and not (at_home and len(own) >= len(rows[period]))
            for period, core in cores.items()
            if period != witness.period
        )

    return {period: list(filter(is_in_time, each)) for period, each in rows.items()}


def _core(rows: Sequence[Witness]) -> range:
    """The middle half of a period's rows, which a few wrong ones do not move."""
    walls = sorted(witness.wall for witness in rows)
    outer = len(walls) // 4
    return range(walls[outer], walls[-1 - outer] + 1)
