"""How long the window's thread stops at most while everything goes wrong: the fault matrix's rows.

Measured is what is done at the desk: what a row does besides, to harm or to look closely, and what
comes before there would be a window, is not. The hosts that fail are on the same thread, so that
what they do meanwhile counts too.
"""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from figures import Figure, at_most

from reviewer.net.web import load_ahead
from tests.faults import (
    api_rows,
    connection_rows,
    library_rows,
    stream_rows,
    test_api_matrix,
    test_connection_matrix,
    test_library_matrix,
    test_stream_matrix,
)
from tests.faults.origin import make_streams
from tests.faults.roads import RoadLoop
from tests.net.certificates import Authority, make_authority
from tests.virtual import in_virtual_time

Work = Callable[[Path, Path], Coroutine[Any, Any, None]]
"""A row at the desk, with its footage and a home that nothing is in yet."""

AIM_MS = 50


def measure() -> Iterator[Figure]:
    """The worst stop of each kind of fault, with the row in which it was, and of all p99.9."""
    every: list[float] = []
    load_ahead()  # as the program does while Qt starts
    with TemporaryDirectory() as place:
        footage = make_streams(Path(place) / "footage")
        for kind, rows in _kinds(make_authority(Path(place))).items():
            longest: dict[str, float] = {}
            for name, work in rows.items():
                stops = _stops_ms(work, footage)
                longest[name] = max(stops)
                every += stops
            for name in sorted(longest, key=longest.__getitem__, reverse=True)[:3]:
                yield Figure(f"{kind}, worst stop: {name}", longest[name], "ms", at_most(AIM_MS))
    every.sort()
    yield Figure("all faults, stops, p99.9", every[int(len(every) * 0.999)], "ms", at_most(AIM_MS))


def _kinds(authority: Authority) -> dict[str, dict[str, Work]]:
    ways = {name: row for name, row in connection_rows.BY_NAME.items() if row.way.is_open}
    return {
        "way to ShotTracker": {
            name: partial(test_connection_matrix.to_shottracker, row, authority)
            for name, row in ways.items()
        },
        "way to the footage": {
            name: partial(test_connection_matrix.to_the_footage, row, authority)
            for name, row in ways.items()
        },
        "ShotTracker": {
            name: partial(test_api_matrix.go_through, row) for name, row in api_rows.BY_NAME.items()
        },
        "footage": {
            name: partial(test_stream_matrix.go_through, row)
            for name, row in stream_rows.BY_NAME.items()
        },
        "library": {
            name: partial(test_library_matrix.go_through, row)
            for name, row in library_rows.BY_NAME.items()
        },
    }


def _stops_ms(work: Work, footage: Path) -> list[float]:
    stops: list[float] = []

    async def go() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, RoadLoop)
        await work(footage, Path(home))
        stops.extend(1000 * each for each in loop.stops_s)

    gc.disable()  # as in the window, where it is collected while nothing else is done
    with TemporaryDirectory() as home:
        in_virtual_time(go, RoadLoop)
    gc.collect()
    return stops
