"""A stream as a line of time: where its playlist puts its segments, and their time stamps do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.domain.game import StreamId
from reviewer.media.piece import TS_WRAP_US, Piece, Sound
from reviewer.media.playlist import MediaPlaylist, Segment, Variant

_EXTINF_SLACK_US = 500_000
_WHOLE_SECOND_SLACK_US = 500_000
"""A playlist that gives whole seconds may be off by half of one for every segment."""


@dataclass(slots=True)
class Stream:
    """A media playlist and what was learnt of it. `origins_us` is by run."""

    id: StreamId
    name: str
    """What it is called in the cache: no other stream, nor another quality of it, has this."""
    variant: Variant
    playlist: MediaPlaylist
    sound: "Stream | None" = None
    """The sound, where it comes by itself and can be had."""
    origins_us: dict[int, int] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)
    """Runs whose origin their first segment says, and no other yet."""
    lost_in_a_row: int = 0

    def run_starts(self, run: int) -> Segment:
        return next(s for s in self.playlist.segments if s.run == run)

    def tolerance_us(self, segment: Segment) -> int:
        """How far the sums of the playlist may be off at this segment."""
        whole = all(s.duration_us % 1_000_000 == 0 for s in self.playlist.segments)
        count = segment.number - self.run_starts(segment.run).number
        return _EXTINF_SLACK_US + (count * _WHOLE_SECOND_SLACK_US if whole else 0)

    def after(self, segment: Segment) -> Sequence[Segment]:
        """The next segments of the same run, two at most."""
        at = segment.number - self.playlist.segments[0].number
        return [s for s in self.playlist.segments[at + 1 : at + 3] if s.run == segment.run]

    def learn(self, segment: Segment, stamp_us: int) -> None:
        """A segment begins with this time stamp: what is not known of its run follows from it."""
        self.origins_us.setdefault(segment.run, self._origin_us(segment, stamp_us))

    def is_placed(self, stamp_us: int, segment: Segment, origin_us: int | None = None) -> bool:
        """Whether footage that begins with this time stamp belongs where `segment` stands.

        `origin_us` is what its run begins with; as it was learnt unless it is said.
        """
        known_us = self.origins_us[segment.run] if origin_us is None else origin_us
        off_us = _turned(self._origin_us(segment, stamp_us) - known_us)
        return abs(off_us) <= self.tolerance_us(segment)

    def place_of(self, stamp_us: int, segment: Segment) -> Segment | None:
        """Where in the run of `segment` footage belongs that begins with this time stamp."""
        off_us = _turned(self._origin_us(segment, stamp_us) - self.origins_us[segment.run])
        middle_us = segment.start_us + off_us + segment.duration_us // 2
        there = (self.playlist.segments[i] for i in self.playlist.covering(middle_us, middle_us))
        return next(
            (s for s in there if s.run == segment.run and self.is_placed(stamp_us, s)), None
        )

    def best_origin_us(self, stamps: Sequence[tuple[Segment, int]]) -> int:
        """What a run begins with so that most of these segments, with their time stamps, stand in
        their own places, or else in each other's.
        """

        def agreeing(origin_us: int) -> int:
            at = {
                (place.number, segment.number)
                for segment, stamp_us in stamps
                for place, _ in stamps
                if self.is_placed(stamp_us, place, origin_us)
            }
            return sum(place == whose for place, whose in at) + len({place for place, _ in at})

        return max((self._origin_us(*stamp) for stamp in stamps), key=agreeing)

    def _origin_us(self, segment: Segment, stamp_us: int) -> int:
        return stamp_us - (segment.start_us - self.run_starts(segment.run).start_us)

    def piece(
        self, segment: Segment, data: bytes | None, sounds: Sequence[Sound | None] = ()
    ) -> Piece:
        """A segment, ready to be written; without data it is a hole of its length."""
        return Piece(
            data=data,
            start_us=segment.start_us,
            duration_us=segment.duration_us,
            run_start_us=self.run_starts(segment.run).start_us,
            origin_us=self.origins_us.get(segment.run),
            tolerance_us=self.tolerance_us(segment),
            sounds=tuple(sound for sound in sounds if sound is not None),
            silent=None in sounds,
        )


def _turned(off_us: int) -> int:
    """A distance of time stamps that start anew every `TS_WRAP_US`, the short way round."""
    return (off_us + TS_WRAP_US // 2) % TS_WRAP_US - TS_WRAP_US // 2
