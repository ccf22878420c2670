"""What the program holds in memory, and how it grows: the window on the demo game, in 540p."""

from collections.abc import Iterator

from figures import Figure, at_most
from soak import soak

_CHANGES = 500


def memory_figures() -> Iterator[Figure]:
    """Resident memory while clips play, and its growth over many clip changes."""
    soaked = soak(_CHANGES)
    yield Figure(
        "resident memory, the window playing 540p", soaked.after.memory_mb, "MB", at_most(450)
    )
    yield Figure(f"growth over {_CHANGES} clip changes", soaked.growth * 100, "%", at_most(5))


measure = memory_figures
