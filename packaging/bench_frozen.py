"""The frozen program as it is handed out: its start, its first picture, its rest, its size.

It is watched from outside: by what it writes into its log, by the time that the system gives it,
and by what it asks of the network. Make it first: `dev.py build`.
"""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import bench_library
from artefacts import DIST, DOWNLOAD_MB, FROZEN, UNPACKED_MB, size_mb
from figures import Figure, at_most
from probe import program_in
from shell import ROOT

from reviewer import app
from reviewer.demo.footage import make_footage
from reviewer.demo.script import SHORT
from reviewer.demo.server import CREDENTIALS, DemoServer
from reviewer.demo.simulate import SEED, simulate
from reviewer.settings import Folders
from reviewer.workplace import PICTURE_SHOWN, WINDOW_SHOWN

_STARTS = 5
_LINK = "reviewer://game/demo-details-denied?period=H1&clock=0:20"  # demo itself is embedded
_LONGEST_WAIT_S = 60.0
_SETTLE_S, _REST_S = 5.0, 10.0


def measure() -> Iterator[Figure]:
    """Start, first picture of a cached clip, offline start with a season, rest, sizes."""
    if not program_in(FROZEN / "reviewer").exists():
        raise LookupError("there is no frozen program: type dev.py build first")
    app.application(window=False)
    game = simulate(SEED, SHORT)
    footage = ROOT / "build" / "bench" / "footage"
    make_footage(game, footage)
    with TemporaryDirectory() as home, DemoServer(game, footage) as server:
        with _started(home, server.base_url) as first:
            first.until(PICTURE_SHOWN)
            time.sleep(_SETTLE_S)  # the rest of the clip comes; from then on it is cached
        starts = [_start(home, server.base_url) for _ in range(_STARTS)]
        window_s = median(window for window, _ in starts)
        picture_s = median(picture - window for window, picture in starts)
        yield Figure("frozen: start to window, median", window_s, "s", at_most(1.0))
        yield Figure("frozen: first picture after that, cached", picture_s, "s", at_most(0.2))
        yield from _at_rest(home, server)
        base_url = server.base_url
    with TemporaryDirectory() as home:
        bench_library.fill(Folders.from_environment({"REVIEWER_HOME": home}).library)
        offline = median(_window(home, base_url) for _ in range(_STARTS))
        yield Figure("frozen: offline start, 60 games", offline, "s", at_most(2.0))
    yield Figure("unpacked", size_mb(FROZEN / "reviewer"), "MB", at_most(UNPACKED_MB))
    for file in sorted(DIST.glob("reviewer*")):
        yield Figure(f"download {file.suffix}", size_mb(file), "MB", at_most(DOWNLOAD_MB))


class _Program:
    """A running program and what its log says since it was started."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self.pid = process.pid
        self._process = process
        self._log = log
        self._begun = time.time()

    def until(self, words: str) -> float:
        """Seconds from the start to the log's line with these words; waits for it."""
        limit = time.monotonic() + _LONGEST_WAIT_S
        while time.monotonic() < limit and self._process.poll() is None:
            for line in self._lines():
                if words in line and _moment_of(line) >= self._begun - 0.001:
                    return _moment_of(line) - self._begun
            time.sleep(0.02)
        raise LookupError(f"the program never wrote: {words}")

    def cpu_s(self) -> float:
        """What the system has given it so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []


@contextmanager
def _started(home: str, base_url: str) -> Iterator[_Program]:
    """The program on a moment of the demo game, until the block ends."""
    account = {
        "REVIEWER_HOME": home,
        "REVIEWER_API_URL": base_url,
        "EVENT_USERNAME": CREDENTIALS.user,
        "EVENT_SECRET": CREDENTIALS.secret,
    }
    program = program_in(FROZEN / "reviewer")
    log = Folders.from_environment({"REVIEWER_HOME": home}).log / "reviewer.log"
    with subprocess.Popen([program, "open", _LINK], env=_clean(account)) as process:
        try:
            yield _Program(process, log)
        finally:
            process.terminate()


def _start(home: str, base_url: str) -> tuple[float, float]:
    with _started(home, base_url) as program:
        return program.until(WINDOW_SHOWN), program.until(PICTURE_SHOWN)


def _window(home: str, base_url: str) -> float:
    with _started(home, base_url) as program:
        return program.until(WINDOW_SHOWN)


def _at_rest(home: str, server: DemoServer) -> Iterator[Figure]:
    """A paused picture, and nobody touches anything."""
    with _started(home, server.base_url) as program:
        program.until(PICTURE_SHOWN)
        time.sleep(_SETTLE_S)
        asked, cpu_s = len(server.requests), program.cpu_s()
        time.sleep(_REST_S)
        share = 100 * (program.cpu_s() - cpu_s) / _REST_S
        yield Figure("at rest: share of a core", share, "%", at_most(0.5))
        requests = float(len(server.requests) - asked)
        yield Figure("at rest: requests in 10 s", requests, "", at_most(0))


def _clean(more: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | dict(more)


def _moment_of(line: str) -> float:
    """When a line was written, in seconds since the epoch; 0 for lines without a time."""
    try:
        return datetime.strptime(line[:23], "%Y-%m-%d %H:%M:%S,%f").astimezone().timestamp()
    except ValueError:
        return 0.0
