"""What the footage sounds like: a murmuring crowd, a whistle when the clock stops, a buzzer."""

from array import array
from functools import cache
from math import pi, sin
from typing import Final

from av import AudioFrame

from reviewer.demo.script import Dice
from reviewer.demo.truth import SimHalf

RATE_HZ: Final = 32_000
BLOCK: Final = 1_024
"""Samples of one frame, as AAC wants them."""

_CROWD_BLOCKS: Final = 64
_TONE_BLOCKS: Final = 8
"""After so many blocks a tone repeats: each pitch below makes whole waves in them."""
_TONE_LEVEL: Final = 2_600
_WHISTLE_MS: Final = 450
_WHISTLE_HZ: Final = (2_968.75, 3_140.625)
_BUZZER_MS: Final = 1_400
_BUZZER_HZ: Final = (234.375, 468.75)


class Soundtrack:
    """The sound of one half as blocks of samples; block `n` starts at `n * BLOCK / RATE_HZ` s."""

    def __init__(self, half: SimHalf) -> None:
        self._half = half
        self._whistles = [s.start for s in half.stretches if not s.running]

    def frame(self, block: int) -> AudioFrame:
        """One block, ready for the encoder."""
        samples = self._samples(block)
        frame = AudioFrame("s16", "mono", BLOCK)
        frame.sample_rate = RATE_HZ
        frame.pts = block * BLOCK
        frame.planes[0].update(samples)
        return frame

    def _samples(self, block: int) -> bytes:
        wall = self._half.wall_of_media(block * BLOCK * 1000 // RATE_HZ)
        if self._half.end <= wall < self._half.end + _BUZZER_MS:
            return _tone(block % _TONE_BLOCKS, *_BUZZER_HZ)
        if any(start <= wall < start + _WHISTLE_MS for start in self._whistles):
            return _tone(block % _TONE_BLOCKS, *_WHISTLE_HZ)
        return _crowd(block % _CROWD_BLOCKS)


@cache
def _tone(block: int, *pitches_hz: float) -> bytes:
    first = block * BLOCK
    turns = (2 * pi * sample / RATE_HZ for sample in range(first, first + BLOCK))
    levels = (sum(sin(pitch * turn) for pitch in pitches_hz) for turn in turns)
    return array("h", (int(_TONE_LEVEL * level) for level in levels)).tobytes()


@cache
def _crowd(block: int) -> bytes:
    """Noise without its highs, quiet."""
    dice = Dice(block)
    level, samples = 0.0, array("h")
    for _ in range(BLOCK):
        level += 0.12 * (dice.between(-1_500, 1_500) - level)
        samples.append(int(level))
    return samples.tobytes()
