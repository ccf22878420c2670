"""A segment as it goes into a window, and how its time stamps become the stream's time."""

from dataclasses import dataclass

TS_WRAP_US = (1 << 33) * 1_000_000 // 90_000
"""Time stamps of 33 bits start anew after this."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A segment of sound that comes by itself, with its init section; µs of the stream."""

    data: bytes
    start_us: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment of a window. Times are microseconds of the stream.

    `data` is the init section, where there is one, and the segment; None where it is lost.
    `origin_us` is the time stamp of the picture that its run begins with (None: not known),
    `run_start_us` that picture's place in the stream, `tolerance_us` how far the playlist's
    sums may be off here.
    """

    data: bytes | None
    start_us: int
    duration_us: int
    run_start_us: int
    origin_us: int | None
    tolerance_us: int
    sounds: tuple[Sound, ...] = ()
    """What is heard meanwhile, where sound comes by itself; it may reach further on both sides."""
    silent: bool = False
    """Whether sound that should be there is lost."""
    arriving: bool = False
    """Whether `data` is only what is here so far."""

    @property
    def end_us(self) -> int:
        return self.start_us + self.duration_us

    def shift_us(self, first_us: int, *, wraps: bool) -> int:
        """What to add to the time stamps to get the stream's time, where they begin so.

        The run's origin says it. `wraps`: whether time stamps have 33 bits.
        """
        if self.origin_us is None:
            return self.start_us - first_us
        shift_us = self.run_start_us - self.origin_us
        return settled_us(shift_us, first_us, self.start_us, self.tolerance_us, wraps=wraps)


def settled_us(
    shift_us: int, first_us: int, start_us: int, tolerance_us: int, *, wraps: bool
) -> int:
    """The shift, made good for wraps of the time stamps, and for jumps.

    Where it lands far from where the playlist's sums put the segment, the time stamps jumped
    without a mark, and the playlist is believed.
    """
    off_us = first_us + shift_us - start_us
    if wraps:
        turns_us = round(off_us / TS_WRAP_US) * TS_WRAP_US
        shift_us -= turns_us
        off_us -= turns_us
    return shift_us if abs(off_us) <= tolerance_us else start_us - first_us
