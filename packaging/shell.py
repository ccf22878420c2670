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
