"""One whole session, again and again, and each time another call to network or disk fails.

    python -m tests.faults.torture [--every N]

Each time there is a message, what was acknowledged is on the disk, and nothing goes unforeseen.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.desk import Unforeseen, at_desk
from tests.faults.disk import FailingDisk, failing_disk
from tests.faults.evening import Evening, Lived, look_again
from tests.faults.origin import Origin, make_streams, open_origin
from tests.net.faulty import answer, hang, raw, reset
from tests.store.faulty import Faulty
from tests.virtual import in_virtual_time

WAYS = {
    "reset": reset(),
    "silent": hang(),
    "500": answer(status="500 Internal Server Error"),
    "hung up": raw(b""),
}
DISK, LIBRARY = "disk", "library"


@dataclass(frozen=True)
class Doom:
    """Which call fails: of the network in some way, of the disk, or a write to the library."""

    number: int
    way: str

    def __str__(self) -> str:
        where = self.way if self.way in (DISK, LIBRARY) else f"network: {self.way}"
        return f"call {self.number} of the {where}"


class Fate:
    """Where an evening's doom strikes, and how many calls there are."""

    def __init__(self, doom: Doom, disk: FailingDisk, origin: Origin) -> None:
        self._doom = doom
        self._disk = disk
        self._origin = origin
        self._writing: list[Faulty] = []
        if doom.way in WAYS:
            origin.doomed = (doom.number, WAYS[doom.way])

    @property
    def calls(self) -> int:
        if self._doom.way in WAYS:
            return self._origin.answered
        return self._disk.calls if self._doom.way == DISK else self._writing[0].writes

    def connect(self, *given: Any, **named: Any) -> sqlite3.Connection:
        """A library that may be doomed too."""
        made = sqlite3.connect(*given, **named, factory=Faulty)
        if self._doom.way == LIBRARY:
            made.fails_at = self._doom.number
        self._writing.append(made)
        return made


async def _suffer(footage: Path, home: Path, doom: Doom) -> tuple[Lived, int]:
    """An evening with its doom; what it came to, and how many calls there were."""
    lived = Lived()
    with failing_disk(home, doom.number if doom.way == DISK else None) as disk:
        async with open_origin(footage) as (origin, api):
            fate = Fate(doom, disk, origin)
            try:
                async with at_desk(api.url, home, connect=fate.connect) as desk:
                    await Evening(desk, lived, home).live()
                    lived.told += desk.said
                    lived.wrong += map(repr, desk.crashes)
            except (OSError, sqlite3.Error, Unforeseen) as error:
                lived.wrong.append(f"nobody expected {error.__cause__ or error!r}")
    await look_again(home, lived)
    if disk.failed:
        lived.wrong = [f"{each} (at {disk.failed})" for each in lived.wrong]
    return lived, fate.calls


def _dooms(footage: Path, every: int) -> Iterator[Doom]:
    """Each call of a session that goes well, in each way; of these every so manieth."""
    for way in (DISK, LIBRARY, *WAYS):
        with TemporaryDirectory() as home:
            _, calls = in_virtual_time(partial(_suffer, footage, Path(home), Doom(0, way)))
        for number in range(1, calls + 1, every):
            yield Doom(number, way)


def _suffered(footage: Path, home: Path, doom: Doom) -> Lived:
    try:
        lived, _ = in_virtual_time(partial(_suffer, footage, home, doom))
    except TimeoutError as error:
        return Lived(wrong=[str(error)])
    return lived


def torture(every: int = 1) -> tuple[int, list[str]]:
    """How many sessions were suffered, and what went wrong in them."""
    wrong: list[str] = []
    count = 0
    with TemporaryDirectory() as folder:
        footage = make_streams(Path(folder))
        for doom in _dooms(footage, every):
            with TemporaryDirectory() as home:
                lived = _suffered(footage, Path(home), doom)
            wrong += [f"{doom}: {each}" for each in lived.wrong]
            count += 1
    return count, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="only every so manieth call fails")
    begun_s = time.monotonic()
    count, wrong = torture(parser.parse_args().every)
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    took_s = time.monotonic() - begun_s
    sys.stdout.write(f"{count} sessions in {took_s:.0f} s, {len(wrong)} of them went wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
