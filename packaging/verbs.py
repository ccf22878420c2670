"""What `dev.py` can do, verb by verb. Standard library only: it runs before anything is there."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import debian
import environment
import lock
from screen import has_screen, virtual_screen
from shell import ROOT, Failed, run, say

GATES = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as go; go()"],
}
BUILDING = ("nsis", "binutils", "xz-utils", "xvfb")
"""What Debian needs for builds; the first compiles the Windows installer."""
WHOLE = ["-n", "auto", "--dist", "loadfile"]
"""All the tests, on every core; each file's in one process, which shares what it has made."""

BENCH = ROOT / "packaging" / "bench.py"
SOAK = ROOT / "packaging" / "soak.py"
LONG = "--long"
HOSTILE = (
    "tests/test_parsers.py",
    "tests/media/test_hostile_bytes.py",
    "tests/media/test_playlist.py",
    "tests/store/test_package.py",
    "tests/store/test_killed.py",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing to do; `rest` names what it passes on, empty where nothing may follow it."""

    act: Callable[[Sequence[str]], int]
    says: str
    rest: str = ""


def set_up(_rest: Sequence[str]) -> int:
    """See that the system packages and the environment are there."""
    _interpreter()
    say("everything is in place")
    return 0


def check(_rest: Sequence[str]) -> int:
    """Run every gate, then say which failed."""
    python = _interpreter()
    failed = []
    for name, arguments in GATES.items():
        say(f"checking {name}")
        if run([python, *arguments]):
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def test(rest: Sequence[str]) -> int:
    """Run the tests, perhaps several times; they bring their own, invisible screen."""
    options, passed_on = _repeating().parse_known_args(rest)
    python = _interpreter()
    for number in range(1, options.repeat + 1):
        say("running the tests" + (f", {number} of {options.repeat}" if options.repeat > 1 else ""))
        code = run([python, "-m", "pytest", *(passed_on or WHOLE)])
        if code:
            return code
    return 0


def torture(rest: Sequence[str]) -> int:
    """Fail every call of a session once; with --long also parsers and crashes as at night."""
    python = _interpreter()
    say("failing one call after the other")
    code = run([python, "-m", "tests.faults.torture", *(each for each in rest if each != LONG)])
    if code or LONG not in rest:
        return code
    say("parsers on 100,000 inputs each, and 1,000 crashes")
    long = ["--hypothesis-profile", "nightly", *HOSTILE]
    return run([python, "-m", "pytest", *long], {"KILL_ROUNDS": "1000"})


def soak(rest: Sequence[str]) -> int:
    """Use the program for long, and say what grew."""
    return _on_screen("using the program for long", [str(SOAK), *rest])


def demo(rest: Sequence[str]) -> int:
    """Show the embedded game; without a screen, tour it and leave a picture and a table."""
    tour = [] if _has_screen() else ["--tour", "demo.png"]
    return _on_screen("starting the demo", ["-m", "reviewer", "demo", *(rest or tour)])


def bench(rest: Sequence[str]) -> int:
    """Measure on a screen, which Xvfb may be."""
    return _on_screen("starting the benchmarks", [str(BENCH), *rest])


def build(rest: Sequence[str]) -> int:
    """Freeze the program and make this system's installers."""
    debian.provide(BUILDING)
    return _script("builder.py", rest)


def sbom(rest: Sequence[str]) -> int:
    """The bill of materials of the runtime lock."""
    return _script("sbom.py", rest)


def notes(rest: Sequence[str]) -> int:
    """The release notes of a version; of this one where none is named."""
    return _script("notes.py", rest)


def art(_rest: Sequence[str]) -> int:
    """What is committed though it could be made."""
    return _script("clip.py", [])


VERBS = {
    "setup": Verb(set_up, "make .venv and install what the system lacks"),
    "demo": Verb(demo, "the program on its embedded game", "[--screenshot FILE]"),
    "test": Verb(test, "the tests", "[--repeat N] [pytest's arguments]"),
    "torture": Verb(torture, "every call of a session fails once", "[--every N] [--long]"),
    "soak": Verb(soak, "a thousand clip changes: what grows?", "[--changes N]"),
    "check": Verb(check, "format, lint, types, import contracts"),
    "bench": Verb(bench, "the benchmarks", "[GROUP ...] [--json FILE]"),
    "build": Verb(build, "the frozen program and its installers, in dist/", "[--install]"),
    "lock": Verb(lock.resolve, "choose and pin the packages anew", "[--upgrade]"),
    "wheels": Verb(lock.wheels, "see that every pin has a wheel on every system"),
    "sbom": Verb(sbom, "what a build contains, as CycloneDX", "[FILE]"),
    "notes": Verb(notes, "what is new, out of CHANGELOG.md", "[VERSION] [--feed FILE --page URL]"),
    "art": Verb(art, "draw the self-test's clip anew"),
}


def usage() -> str:
    """How to call it, a line for each verb."""
    calls = {f"{name} {verb.rest}".rstrip(): verb.says for name, verb in VERBS.items()}
    width = max(map(len, calls))
    lines = [f"  {call:{width}}  {says}" for call, says in calls.items()]
    return "\n".join(["usage: python3 packaging/dev.py VERB", *lines])


def parse(arguments: Sequence[str]) -> tuple[Verb, Sequence[str]] | None:
    """The verb and what it passes on; None where there is no such call."""
    verb = VERBS.get(arguments[0]) if arguments else None
    if verb is None or (arguments[1:] and not verb.rest):
        return None
    return verb, arguments[1:]


def main(arguments: Sequence[str]) -> int:
    """Do one verb; its exit code, 1 where the set-up failed, 2 where the call is wrong."""
    parsed = parse(arguments)
    if parsed is None:
        print(usage(), file=sys.stderr)
        return 2
    verb, rest = parsed
    try:
        return verb.act(rest)
    except Failed as failure:
        print(f"dev: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _script(name: str, rest: Sequence[str]) -> int:
    python = _interpreter()
    return run([python, ROOT / "packaging" / name, *rest], {"PYTHONPATH": str(ROOT)})


def _repeating() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py test", add_help=False, allow_abbrev=False)
    parser.add_argument("--repeat", type=int, default=1)
    return parser


def _has_screen() -> bool:
    return has_screen(platform.system(), os.environ)


def _interpreter() -> Path:
    debian.provide(
        debian.wanted(
            screen=_has_screen(), venv=environment.has_venv(), python=sys.version_info[:2]
        )
    )
    return environment.ready()


def _on_screen(doing: str, arguments: Sequence[str]) -> int:
    python = _interpreter()
    own: Mapping[str, str] = {}
    with nullcontext(own) if _has_screen() else virtual_screen() as variables:
        say(doing)
        # a script's own folder is on its path, the checkout is not
        return run([python, *arguments], {**variables, "PYTHONPATH": str(ROOT)})
