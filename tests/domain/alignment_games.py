"""Games whose alignment is known: what the API would say of them, and the truth behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor
from random import Random

from reviewer.domain.alignment import DelayUse, StreamFacts, Unit
from reviewer.domain.game import Clip, ClipId, Hls, StreamId, stream_id
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

TIP_OFF = WallMs(1_767_571_200_123)
HOST = "https://media.invalid"


class Layout(StrEnum):
    CLIP = "a file for each clip"
    PERIOD = "a file for each period"
    GAME = "one file"


class Writing(StrEnum):
    EXACT = "to the millisecond"
    NEAREST = "whole seconds, rounded"
    DOWN = "whole seconds, cut"


class Damage(StrEnum):
    RANDOM = "random"
    ZERO = "zero"
    SWAPPED = "swapped"
    SHIFTED = "some seconds off"


class Durations(StrEnum):
    CLIP = "clip"
    STREAM = "stream"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that decides a generated game; `damaged` is the share of wrong offsets."""

    clips: int = 20
    unit: Unit = Unit.SECONDS
    writing: Writing = Writing.EXACT
    layout: Layout = Layout.PERIOD
    delay_ms: int = 1400
    use: DelayUse = DelayUse.ADDED
    start_known: bool = True
    playlist_clock: bool = False
    durations: Durations = Durations.CLIP
    damaged: float = 0.0
    damage: Damage = Damage.RANDOM
    seed: int = 0


@dataclass(frozen=True, slots=True)
class MadeGame:
    clips: Sequence[Clip]
    facts: Mapping[StreamId, StreamFacts]
    zeros: Mapping[StreamId, WallMs]
    """The data's wall time that the first picture of each stream truly shows."""
    damaged: frozenset[ClipId]

    def media_ms(self, clip: Clip) -> int:
        """Where the clip's start truly is."""
        assert clip.hls is not None
        assert clip.start is not None
        return clip.start - self.zeros[clip.hls.stream]


def make_game(truth: Truth) -> MadeGame:
    dice = Random(truth.seed)
    spans = _spans(dice, truth.clips)
    files = [_file(truth, index) for index in range(truth.clips)]
    starts: dict[str, WallMs] = {}
    ends: dict[str, int] = {}
    for (start, end), file in zip(spans, files, strict=True):
        starts.setdefault(file, WallMs(start - dice.randrange(7_000, 16_000)))
        ends[file] = end
    clips = [
        _clip(truth, index, span, file, starts[file], ends[file] + 20_000 - starts[file])
        for index, (span, file) in enumerate(zip(spans, files, strict=True))
    ]
    damaged = dice.sample(range(truth.clips), floor(truth.damaged * truth.clips))
    for index, other in zip(damaged, damaged[1:] + damaged[:1], strict=True):
        clips[index] = _damage(truth, dice, clips, index, other)
    facts = {
        stream_id(file): StreamFacts(ends[file] + 20_000 - start, start)
        for file, start in starts.items()
        if truth.playlist_clock
    }
    zeros = {
        stream_id(file): WallMs(start - truth.use.in_picture(truth.delay_ms))
        for file, start in starts.items()
    }
    return MadeGame(clips, facts, zeros, frozenset(clips[index].id for index in damaged))


def _spans(dice: Random, clips: int) -> list[tuple[WallMs, WallMs]]:
    spans, now = [], TIP_OFF + 12_345
    for _ in range(clips):
        end = now + dice.randrange(5_000, 30_000)
        spans.append((WallMs(now), WallMs(end)))
        now = end + dice.randrange(500, 20_000)
    return spans


def _file(truth: Truth, index: int) -> str:
    part = {
        Layout.CLIP: index,
        Layout.PERIOD: 2 * index // truth.clips,
        Layout.GAME: 0,
    }[truth.layout]
    return f"{HOST}/{part}/index.m3u8"


def _clip(
    truth: Truth, index: int, span: tuple[WallMs, WallMs], file: str, zero: WallMs, length_ms: int
) -> Clip:
    start, end = span
    duration_ms = {Durations.CLIP: end - start, Durations.STREAM: length_ms, Durations.ZERO: 0}
    hls = Hls(
        url=file,
        video_start=zero if truth.start_known else None,
        start_offset=_written(truth, start - zero + truth.use.in_offset(truth.delay_ms)),
        delay_ms=truth.delay_ms,
        duration=duration_ms[truth.durations] / truth.unit.ms,
    )
    return Clip(
        id=ClipId(f"clip{index:04d}"),
        period=Period("H1" if 2 * index < truth.clips else "H2"),
        source="POSSESSION",
        team=None,
        player=None,
        session=None,
        start=start,
        end=end,
        start_clock=ClockMs(0),
        end_clock=ClockMs(0),
        hls=hls,
    )


def _written(truth: Truth, offset_ms: int) -> float:
    match truth.writing:
        case Writing.NEAREST:
            offset_ms = round(offset_ms / 1000) * 1000
        case Writing.DOWN:
            offset_ms = offset_ms // 1000 * 1000
        case Writing.EXACT:
            pass
    return offset_ms / truth.unit.ms


def _damage(truth: Truth, dice: Random, clips: Sequence[Clip], index: int, other: int) -> Clip:
    clip, donor = clips[index], clips[other]
    assert clip.hls is not None
    assert donor.hls is not None
    assert clip.hls.start_offset is not None
    shift_ms = dice.choice([-1, 1]) * dice.randrange(300, 3_000)
    offset = {
        Damage.RANDOM: round(dice.uniform(0, 7_200_000)) / truth.unit.ms,
        Damage.ZERO: 0.0,
        Damage.SWAPPED: donor.hls.start_offset,
        Damage.SHIFTED: clip.hls.start_offset + shift_ms / truth.unit.ms,
    }[truth.damage]
    return replace(clip, hls=replace(clip.hls, start_offset=offset))
