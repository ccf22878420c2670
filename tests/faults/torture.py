"""One whole session, again and again, and each time another call to network or disk fails.

    python -m tests.faults.torture [--every N]

Each time there is a message, what was acknowledged is on the disk, and nothing goes unforeseen.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.domain.errors import LibraryError, ReviewerError
from reviewer.domain.tags import Tag
from reviewer.session.playback import Showing
from tests.faults.desk import GAME, Desk, at_desk
from tests.faults.disk import failing_disk
from tests.faults.origin import RATE, make_streams, open_origin
from tests.hls import expected_numbers, numbers_in
from tests.net.faulty import answer, hang, raw, reset
from tests.virtual import in_virtual_time

WAYS = {
    "reset": reset(),
    "silent": hang(),
    "500": answer(status="500 Internal Server Error"),
    "hung up": raw(b""),
}
DISK = "disk"


@dataclass
class Lived:
    """What one session came to."""

    kept: set[Tag] = field(default_factory=set)
    refused: int = 0
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def live(desk: Desk, lived: Lived) -> None:
    """What a coach does in a minute: open, play, tag, undo, keep, look at another clip."""
    error = await desk.open()
    if error is not None:
        lived.told.append(error.title)
        error = await desk.open()
    if error is not None:
        lived.wrong.append(f"the second try failed too: {error}")
        return
    for name in ("first", "second", "long"):
        _look(await desk.choose(name), lived)
        _tag(desk, name, lived)
    if _done(lambda: desk.library.undo(GAME), lived):
        lived.kept -= {tag for tag in lived.kept if tag.id == "tag-long"}
    _look(await desk.choose("elsewhere"), lived)
    _tag(desk, "elsewhere", lived)


def _look(shown: Showing | ReviewerError, lived: Lived) -> None:
    if isinstance(shown, ReviewerError):
        lived.told.append(shown.title)
    elif numbers_in(shown.window) != expected_numbers(shown.window, RATE):
        lived.wrong.append("a picture stands at a wrong time")
    elif shown.window.gaps:
        lived.told.append("a gap")


def _tag(desk: Desk, word: str, lived: Lived) -> None:
    def tag() -> None:
        lived.kept.add(desk.tag(word))

    _done(tag, lived)


def _done(act: Callable[[], object], lived: Lived) -> bool:
    try:
        act()
    except LibraryError as error:
        lived.refused += 1
        lived.told.append(error.title)
        return False
    return True


@dataclass(frozen=True)
class Doom:
    """Which call fails: of the network in some way, or of the disk."""

    number: int
    way: str

    def __str__(self) -> str:
        return f"call {self.number} of the {'disk' if self.way == DISK else f'network: {self.way}'}"


async def _suffer(footage: Path, home: Path, doom: Doom) -> tuple[Lived, int]:
    """A session with its doom; what it came to, and how many calls there were."""
    lived = Lived()
    with failing_disk(home, doom.number if doom.way == DISK else None) as disk:
        async with open_origin(footage) as (origin, api):
            if doom.way != DISK:
                origin.doomed = (doom.number, WAYS[doom.way])
            try:
                async with at_desk(api.url, home) as desk:
                    await live(desk, lived)
                    lived.told += desk.said
                    lived.wrong += map(repr, desk.crashes)
            except ReviewerError as error:  # the program says so and does not start
                lived.told.append(error.title)
            except OSError as error:
                lived.wrong.append(f"nobody expected {error}")
        if disk.failed:
            lived.wrong = [f"{each} (at {disk.failed})" for each in lived.wrong]
        calls = disk.calls if doom.way == DISK else origin.answered
    async with open_origin(footage) as (_, api), at_desk(api.url, home) as desk:
        found = set(desk.library.kept(Tag))
        if found != lived.kept:
            lived.wrong.append(f"{len(lived.kept ^ found)} tags differ")
    return lived, calls


def _dooms(footage: Path, every: int) -> Iterator[Doom]:
    """Each call of a session that goes well, in each way; of these every so manieth."""
    for way in (DISK, *WAYS):
        with TemporaryDirectory() as home:
            _, calls = in_virtual_time(partial(_suffer, footage, Path(home), Doom(0, way)))
        for number in range(1, calls + 1, every):
            yield Doom(number, way)


def torture(every: int = 1) -> tuple[int, list[str]]:
    """How many sessions were suffered, and what went wrong in them."""
    wrong: list[str] = []
    count = 0
    with TemporaryDirectory() as folder:
        footage = make_streams(Path(folder))
        for doom in _dooms(footage, every):
            with TemporaryDirectory() as home:
                lived, _ = in_virtual_time(partial(_suffer, footage, Path(home), doom))
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
