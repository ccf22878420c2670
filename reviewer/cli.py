"""What can be typed: the commands and their arguments, and the exit code of each way to fail."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer import __version__
from reviewer.commands.align import tell_alignment
from reviewer.commands.clips import list_clips
from reviewer.commands.clock import tell_clock
from reviewer.commands.frame import write_frame
from reviewer.commands.library import export_library, import_library
from reviewer.commands.open import open_link
from reviewer.commands.selftest import run_self_test
from reviewer.commands.window import show_demo, show_window
from reviewer.crashes import Watch
from reviewer.domain.errors import (
    AccessError,
    DataError,
    LibraryError,
    MediaError,
    ReviewerError,
    ServiceError,
)
from reviewer.domain.goto import typed_clock
from reviewer.domain.links import SCHEME
from reviewer.log import start_log
from reviewer.settings import Folders

_EXIT_CODES: tuple[tuple[type[ReviewerError], int], ...] = (
    (AccessError, 3),
    (ServiceError, 4),
    (MediaError, 5),
    (DataError, 6),
    (LibraryError, 6),
)
_EVENT_HELP = "a game's event id, or demo"


def main(arguments: Sequence[str] | None = None, *, demo: str = "full") -> int:
    """Run a command; returns its exit code. `demo` is the size of the embedded game."""
    _speak_utf8()
    typed = list(sys.argv[1:] if arguments is None else arguments)
    if typed and typed[0].startswith(SCHEME):
        typed.insert(0, "open")
    wanted = _parser().parse_args(typed, argparse.Namespace(demo=demo))
    folders = Folders.from_environment()
    folders.make()
    start_log(folders.log, [os.environ.get("EVENT_SECRET", "")])
    try:
        with Watch(folders.log):
            return int(wanted.command(wanted, folders))
    except ReviewerError as error:
        print(f"{type(error).title}: {error}", file=sys.stderr)
        return next(code for kind, code in _EXIT_CODES if isinstance(error, kind))
    except KeyboardInterrupt:
        return 130


def _speak_utf8() -> None:
    """Into files and pipes too: Windows' own code pages lack some of what is told."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reviewer", description="Watch a basketball game.")
    parser.add_argument("--version", action="version", version=f"Reviewer {__version__}")
    parser.add_argument(
        "--self-test",
        dest="command",
        action="store_const",
        const=run_self_test,
        help="whether all that the program needs is there, and works",
    )
    parser.set_defaults(command=show_window)
    commands = parser.add_subparsers(metavar="COMMAND")
    _add_demo(commands)
    _add_open(commands)
    _add_clips(commands)
    _add_frame(commands)
    _add_align(commands)
    _add_clock(commands)
    _add_library(commands)
    return parser


def _add_demo(commands: Any) -> None:
    demo = commands.add_parser("demo", help="the window on the embedded game")
    picture = demo.add_mutually_exclusive_group()
    picture.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="play 2 s, save the window, exit"
    )
    picture.add_argument(
        "--tour", type=Path, metavar="FILE", help="play both halves, tell what was shown, exit"
    )
    demo.set_defaults(command=show_demo)


def _add_open(commands: Any) -> None:
    opening = commands.add_parser("open", help="the window, on what a reviewer:// link names")
    opening.add_argument("link", nargs="?", metavar="LINK")
    opening.set_defaults(command=open_link)


def _add_clips(commands: Any) -> None:
    clips = commands.add_parser("clips", help="list a game's clips")
    clips.add_argument("event", metavar="EVENT", help=_EVENT_HELP)
    clips.add_argument("--period", help="H1, Q3, OT …")
    clips.add_argument("--source", help="POSSESSION …")
    clips.add_argument("--team", help="a team's id or name")
    clips.add_argument("--player", help="a player's id or name")
    clips.add_argument("--json", action="store_true", help="as JSON")
    clips.set_defaults(command=list_clips)


def _add_frame(commands: Any) -> None:
    frame = commands.add_parser("frame", help="write one frame as a picture")
    frame.add_argument("event", metavar="EVENT", help=_EVENT_HELP)
    place = frame.add_mutually_exclusive_group(required=True)
    place.add_argument("--clip", metavar="ID", help="a clip, see `reviewer clips`")
    place.add_argument("--wall", type=int, metavar="EPOCH_MS", help="a wall-clock time")
    _add_period_and_clock(frame, place)
    frame.add_argument(
        "--at", type=float, metavar="SECONDS", help="after the clip's start (default 0)"
    )
    frame.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    frame.add_argument("--json", action="store_true", help="tell about the frame as JSON")
    frame.set_defaults(command=write_frame, refuse=frame.error)


def _add_align(commands: Any) -> None:
    align = commands.add_parser("align", help="how well data and footage agree, and what is amiss")
    align.add_argument("event", metavar="EVENT", help=_EVENT_HELP)
    align.add_argument("--json", action="store_true", help="as JSON")
    align.add_argument(
        "--diagnostics",
        type=Path,
        metavar="FILE.zip",
        help="save what ShotTracker sent, without names, ids and addresses",
    )
    align.set_defaults(command=tell_alignment)


def _add_clock(commands: Any) -> None:
    clock = commands.add_parser("clock", help="the game clock at a wall time, and the way back")
    clock.add_argument("event", metavar="EVENT", help=_EVENT_HELP)
    time = clock.add_mutually_exclusive_group(required=True)
    time.add_argument("--wall", type=int, nargs="+", metavar="EPOCH_MS", help="wall-clock times")
    _add_period_and_clock(clock, time)
    clock.add_argument("--json", action="store_true", help="as JSON")
    clock.set_defaults(command=tell_clock, refuse=clock.error)


def _add_library(commands: Any) -> None:
    library = commands.add_parser("library", help="hand the staff's work on, take a colleague's in")
    verbs = library.add_subparsers(metavar="VERB", required=True)
    export = verbs.add_parser("export", help="write all that was made here to a file")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(command=export_library)
    take_in = verbs.add_parser("import", help="take in what a colleague exported")
    take_in.add_argument("file", type=Path, metavar="FILE")
    take_in.add_argument("--yes", action="store_true", help="without asking")
    take_in.set_defaults(command=import_library, refuse=take_in.error)


def _add_period_and_clock(parser: argparse.ArgumentParser, clock: Any) -> None:
    parser.add_argument("--period", help="H1, Q3, OT …; goes with --clock")
    clock.add_argument("--clock", type=_clock, metavar="M:SS.t", help="a game clock")


def _clock(text: str) -> str:
    """A clock as typed, once it is sure to be one."""
    if typed_clock(text) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no game clock. Write it like 4:12 or 0:03.4")
    return text
