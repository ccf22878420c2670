"""Which quality of a stream to fetch: what the line sustains, or what the user asked for."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reviewer.media.playlist import Variant

_ENOUGH_BYTES = 200_000
"""Less says more about round trips than about the line."""

_REMEMBERED_S = 20.0
_MODERATE_BITS_PER_S = 6_000_000
"""What a line is taken for before anything was fetched."""

_MARGIN, _MARGIN_TO_STAY = 1.5, 1.1
"""A quality is taken up with room to spare, and left only when there is hardly any."""


class LineSpeed:
    """Measures how fast footage arrives, all downloads together; the past counts less and less."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._active = 0
        self._busy_since_s = 0.0
        self._busy_s = 0.0
        self._bytes = 0.0

    @property
    def bits_per_s(self) -> float | None:
        """None as long as too little was fetched to tell."""
        if self._bytes < _ENOUGH_BYTES or self._busy_s <= 0:
            return None
        return 8 * self._bytes / self._busy_s

    @contextmanager
    def download(self) -> Iterator[None]:
        """Surrounds a download; time in which nothing is downloaded does not count."""
        if not self._active:
            self._busy_since_s = self._now_s()
        self._active += 1
        try:
            yield
        finally:
            self._tally()
            self._active -= 1

    def arrived(self, count: int) -> None:
        """So many bytes of a download came."""
        self._bytes += count

    def _tally(self) -> None:
        now_s = self._now_s()
        self._busy_s += now_s - self._busy_since_s
        self._busy_since_s = now_s
        if self._busy_s > _REMEMBERED_S:
            self._busy_s /= 2
            self._bytes /= 2


def by_preference(
    variants: Sequence[Variant],
    *,
    bits_per_s: float | None,
    height: int | None,
    playing: str | None = None,
) -> list[Variant]:
    """The qualities in the order to try them; `playing` is the URL of the one in use.

    Nearest to `height` first where one is wished for. Otherwise the best that the line sustains,
    then what is cheaper, then what asks too much, the least first.
    """
    best_first = sorted(variants, key=lambda variant: variant.bandwidth, reverse=True)
    if height is not None:
        return sorted(best_first, key=lambda variant: abs((variant.height or 0) - height))
    speed = bits_per_s or _MODERATE_BITS_PER_S

    def sustained(variant: Variant) -> bool:
        margin = _MARGIN_TO_STAY if variant.url == playing else _MARGIN
        return variant.bandwidth * margin <= speed

    affordable = [variant for variant in best_first if sustained(variant)]
    return affordable + [v for v in reversed(best_first) if v not in affordable]
