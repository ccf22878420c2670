"""Memory: Python's cyclic garbage is collected on the GUI thread only, and what is free is free.

Automatic collection runs on whichever thread happens to allocate. There it would destroy Qt
objects that belong to the GUI thread, and their timers would fire on freed memory.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

_EVERY_MS = 250
_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 256 * 1024


@contextmanager
def sweeping() -> Iterator[None]:
    """Within this, garbage is collected by a timer of the thread that entered, and at the end."""
    timer = QTimer()
    timer.setInterval(_EVERY_MS)
    timer.timeout.connect(_sweep)
    gc.disable()
    gc.freeze()  # what is imported stays: looking through it took a tenth of a second each time
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.collect()
        gc.enable()


def hand_memory_back() -> None:
    """WORKAROUND: once a large block was freed, glibc keeps the next ones for the thread that had
    them: some 180 MB of footage. Told a limit, it gives each back to the system.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def _sweep() -> None:
    """Collect the oldest generation whose threshold is passed, as the automatic collector does."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
