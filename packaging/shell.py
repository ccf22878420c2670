"""How the set-up speaks and runs programs: one line for each thing it does, one for what failed."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """The set-up cannot go on; the message is the sentence to show."""


def say(text: str) -> None:
    """One line of progress, at once."""
    print(f"dev: {text}", flush=True)


def warn(text: str) -> None:
    """One line on what was left out; GitHub shows it beside the run, too."""
    mark = "::warning::" if os.environ.get("GITHUB_ACTIONS") else "dev: warning: "
    print(f"{mark}{text}", flush=True)


def run(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> int:
    """Run a program in the checkout, `extra` added to its environment; its exit code."""
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **(extra or {})})


def run_quietly(command: Sequence[str | Path]) -> int:
    """Run a program and keep what it prints to ourselves, unless it fails; its exit code."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        sys.stderr.buffer.flush()
    return done.returncode


def answer(command: Sequence[str | Path]) -> str:
    """What a program prints. Raises Failed where it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Failed(f"{command[0]} failed (see above)")
    return done.stdout
