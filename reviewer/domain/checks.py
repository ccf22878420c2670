"""What the program found out about its own installation."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried; `says` is what was found, or what is missing."""

    name: str
    ok: bool
    says: str


def check_lines(checks: Iterable[Check]) -> str:
    """A line for each check, as the terminal shows them."""
    return "\n".join(f"{'ok' if c.ok else 'FAILED':6}  {c.name:16}  {c.says}" for c in checks)
