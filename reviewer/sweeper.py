"""Python's cyclic garbage is collected on the GUI thread only.

Automatic collection runs on whichever thread happens to allocate. There it would destroy Qt
objects that belong to the GUI thread, and their timers would fire on freed memory.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY_MS = 250


@contextmanager
def sweeping() -> Iterator[None]:
    """Within this, garbage is collected by a timer of the thread that entered, and at the end."""
    timer = QTimer()
    timer.setInterval(_EVERY_MS)
    timer.timeout.connect(_sweep)
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.collect()
        gc.enable()


def _sweep() -> None:
    """Collect the oldest generation whose threshold is passed, as the automatic collector does."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
