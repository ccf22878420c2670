"""The benchmarks: each group of figures in a process of its own, shown as a table and as JSON.

A group is a module `bench_<group>.py` beside this one with `def measure() -> Iterator[Figure]`.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module, metadata
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from figures import Figure

FOLDER = Path(__file__).resolve().parent
COLUMNS = ("figure", "value", "unit", "aim", "ok", "peers")


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one group: its figures, and how its process ended (0: as it should)."""

    group: str
    figures: Sequence[Figure]
    exit_code: int | None


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Measure the named groups, or all in `folder`; 1 if one of them failed.

    A figure that misses its aim is a result, not a failure.
    """
    there = groups_in(folder)
    options = _options(arguments, there)
    print(f"{machine()}\n{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}", flush=True)
    measured = [measure(group, folder) for group in options.groups or there]
    figures = [figure for one in measured for figure in one.figures]
    if options.json:
        rows = [figure.as_json() for figure in figures]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(table(figures), flush=True)
    return _tell_failures(measured)


def groups_in(folder: Path) -> list[str]:
    """The groups that can be measured, by name."""
    return sorted(path.stem.removeprefix("bench_") for path in folder.glob("bench_*.py"))


def measure(group: str, folder: Path) -> Measured:
    """Measure a group in a process of its own: none warms up another or takes it down."""
    print(f"measuring {group}", flush=True)
    spawn = get_context("spawn")
    reading, writing = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_measure_here, args=(group, str(folder), writing))
    process.start()
    writing.close()
    figures = list(_received(reading))
    process.join()
    return Measured(group, figures, process.exitcode)


def table(figures: Iterable[Figure]) -> str:
    """One line for each figure, in columns as wide as what they hold."""
    rows = [COLUMNS, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def machine() -> str:
    """Where the figures come from: processor, cores, system, Python, Qt."""
    qt = metadata.version("PySide6-Essentials")
    python = platform.python_version()
    system = platform.platform(terse=True)
    return f"{_processor()}, {os.cpu_count()} cores, {system}, Python {python}, Qt {qt}"


def _options(arguments: Sequence[str], there: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure, and show the aims.")
    parser.add_argument("groups", metavar="GROUP", nargs="*", help=", ".join(there))
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write the figures there")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.groups) - set(there))
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)} (there is {', '.join(there) or 'none'})")
    return options


def _measure_here(group: str, folder: str, writing: Connection) -> None:
    sys.path.insert(0, folder)
    for figure in import_module(f"bench_{group}").measure():
        writing.send(figure)


def _received(reading: Connection) -> Iterator[Figure]:
    with suppress(EOFError):  # the process has ended
        while True:
            yield reading.recv()


def _tell_failures(measured: Sequence[Measured]) -> int:
    failed = [one for one in measured if one.exit_code]
    for one in failed:
        print(f"the group {one.group} failed (exit code {one.exit_code})", file=sys.stderr)
    return 1 if failed else 0


def _row(figure: Figure) -> tuple[str, ...]:
    peers = ", ".join(f"{name} {_number(value)}" for name, value in figure.peers.items())
    ok = "yes" if figure.ok else "no"
    return figure.name, _number(figure.value), figure.unit, str(figure.aim), ok, peers


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
