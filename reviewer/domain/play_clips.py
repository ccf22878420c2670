"""Clips that ShotTracker did not cut: every play, shot and unfilmed possession made playable."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import inf

from reviewer.domain.alignment import Alignment
from reviewer.domain.errors import Unplayable
from reviewer.domain.game import Clip, ClipId, Game, Hls, Play, Possession, Shot, StreamId
from reviewer.domain.moment import GameTimes
from reviewer.domain.periods import Period
from reviewer.domain.plan import CUT, FrameTarget
from reviewer.domain.times import FrameTime, WallMs, WallSpan

PLAY_BY_PLAY = "PLAY_BY_PLAY"
SHOTS = "SHOTS"
POSSESSIONS = "POSSESSIONS"
EXTRA_SOURCES = frozenset({PLAY_BY_PLAY, SHOTS, POSSESSIONS})
"""Sources that are made here, of rows; the others are those of the feed's own clips."""

MOMENT = "MOMENT"
"""The source of what was gone to by clock or time."""

_MOMENT_MS = 20_000
"""A possession, about."""

_SAME_START_MS = 1_000
"""A possession and its clip are stamped by the same system: a second apart is another one."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How long before its row a clip starts and how long after it ends, beyond `plan`'s own."""

    lead_ms: int
    lag_ms: int


# Rows are entered after the action, seldom before it, so the lead has to cover the operator too.
_REACHES = (
    (re.compile(r"FREE.?THROW"), Reach(3_000, 1_500)),  # at the line, the ball, its bounce
    (re.compile(r"_POINT_"), Reach(5_000, 1_500)),  # the pass before the shot, the ball's landing
    (re.compile(r"REB"), Reach(4_000, 2_000)),  # the shot before it, and the outlet
    (re.compile(r"FOUL|VIOLATION|TURNOVER|STEAL|BLOCK"), Reach(6_000, 2_000)),  # what led to it
    (re.compile(r"JUMP.?BALL|PERIOD|SUBSTITUTION|TIME.?OUT"), Reach(2_000, 4_000)),  # what follows
)
_USUAL = Reach(5_000, 2_000)

_Footage = Callable[[WallMs], Hls | None]
"""The stream that shows a moment, without a place in it."""


def reach_of(classification: str) -> Reach:
    """The lead and lag of a row of this kind; a kind never seen gets the usual ones."""
    kind = classification.upper()
    return next((reach for pattern, reach in _REACHES if pattern.search(kind)), _USUAL)


def extra_clips(game: Game, alignment: Alignment) -> tuple[Clip, ...]:
    """A clip for every play, every shot, and every possession that has none, by start.

    A row's clip carries the clock of the row at both ends. They are for lists and for playing,
    never for `align` or `build_clock`, which would take them for evidence of their own.
    """
    streams = streams_of(game)

    def footage(wall: WallMs) -> Hls | None:
        return next((streams[place.stream] for place in alignment.streams_at(wall)), None)

    made = (*_moment_clips(game, footage), *_possession_clips(game, footage))
    once = {clip.id: clip for clip in made}
    return tuple(sorted(once.values(), key=lambda clip: (_start(clip), clip.source, clip.id)))


def subjects(game: Game) -> Mapping[ClipId, Play]:
    """What the clips of plays and shots are about; a shot is told as a play."""
    return {_moment_id(source, play): play for source, play in _moments(game)}


def shot_clip_id(shot: Shot) -> ClipId:
    """The clip that was made of a shot."""
    return _moment_id(SHOTS, _as_play(shot))


def in_game_order(clips: Sequence[Clip], extras: Sequence[Clip]) -> Sequence[Clip]:
    """Both together, by period, the earliest first, and by start."""
    if not extras:
        return clips
    first: dict[Period, float] = {}
    for clip in (*clips, *extras):
        first[clip.period] = min(_start(clip), first.get(clip.period, inf))
    return sorted(
        (*clips, *extras), key=lambda clip: (first[clip.period], clip.period, _start(clip))
    )


def without_clip(game: Game) -> tuple[Possession, ...]:
    """The possessions that no clip of the feed shows."""
    starts: dict[tuple[object, ...], list[WallMs]] = {}
    for clip in game.clips:
        if clip.start is not None and clip.player is None:
            starts.setdefault((clip.period, clip.team), []).append(clip.start)
    return tuple(
        row
        for row in game.possessions
        if not any(
            abs(start - row.start) <= _SAME_START_MS
            for start in starts.get((row.period, row.team), ())
        )
    )


def _start(clip: Clip) -> float:
    return inf if clip.start is None else clip.start


def _moments(game: Game) -> Iterator[tuple[str, Play]]:
    yield from ((PLAY_BY_PLAY, play) for play in game.plays)
    yield from ((SHOTS, _as_play(shot)) for shot in game.shots)


def _as_play(shot: Shot) -> Play:
    worth, result = ("THREE" if shot.is_three else "TWO"), ("MAKE" if shot.made else "MISS")
    about = (shot.session, shot.period, shot.team, shot.player, shot.wall)
    return Play(
        id=_digest(about),
        wall=shot.wall,
        period=shot.period,
        clock=shot.clock,
        shot_clock=shot.shot_clock,
        team=shot.team,
        player=shot.player,
        session=shot.session,
        classification=f"{worth}_POINT_{result}",
        description="",
        points=0,
    )


def _moment_id(source: str, play: Play) -> ClipId:
    return ClipId(f"{source.lower().replace('_', '-')}-{play.id}")


def _moment_clips(game: Game, footage: _Footage) -> Iterator[Clip]:
    for source, play in _moments(game):
        reach = reach_of(play.classification)
        yield Clip(
            id=_moment_id(source, play),
            period=play.period,
            source=source,
            team=play.team,
            player=play.player,
            session=play.session,
            start=WallMs(play.wall - reach.lead_ms),
            end=WallMs(play.wall + reach.lag_ms),
            start_clock=play.clock,
            end_clock=play.clock,
            hls=footage(play.wall),
        )


def _possession_clips(game: Game, footage: _Footage) -> Iterator[Clip]:
    for row in without_clip(game):
        about = (row.session, row.period, row.team, row.start, row.end)
        yield Clip(
            id=ClipId(f"{POSSESSIONS.lower()}-{_digest(about)}"),
            period=row.period,
            source=POSSESSIONS,
            team=row.team,
            player=None,
            session=row.session,
            start=row.start,
            end=row.end,
            start_clock=row.start_clock,
            end_clock=row.end_clock,
            hls=footage(row.start) or footage(row.end),
        )


def streams_of(game: Game) -> dict[StreamId, Hls]:
    """What is known of each stream as a whole: no place in it, no length."""
    return {
        clip.hls.stream: replace(clip.hls, start_offset=None, duration=None)
        for clip in game.clips
        if clip.hls is not None
    }


def _digest(about: tuple[object, ...]) -> str:
    return blake2b(repr(about).encode(), digest_size=5).hexdigest()


def clip_at(game: Game, times: GameTimes, target: FrameTarget) -> Clip:
    """A clip of no row at all, from a picture on: what was gone to, and what follows."""
    wall = times.alignment.to_wall(target.stream, FrameTime(target.media * 1000))
    reading = times.clock.at(wall) if wall is not None else None
    return Clip(
        id=ClipId(f"moment-{target.stream}-{target.media}"),
        period=(reading.period if reading is not None else None) or Period(""),
        source=MOMENT,
        team=None,
        player=None,
        session=None,
        start=wall,
        end=WallMs(wall + _MOMENT_MS) if wall is not None else None,
        start_clock=reading.clock if reading is not None else None,
        end_clock=None,
        hls=streams_of(game)[target.stream],
    )


def stretch_clip(
    game: Game, times: GameTimes, period: Period, span: WallSpan, *, cut: bool
) -> Clip:
    """A clip of a stretch of the game, in whatever footage shows it now. Raises Unplayable.

    One that was `cut` plays to the frame, without lead and lag.
    """
    last = WallMs(max(span.start, span.end - 1))
    places = times.alignment.streams_at(span.start) or times.alignment.streams_at(last)
    if not places:
        raise Unplayable("There is no footage of this any more.")
    return Clip(
        id=ClipId(f"{'cut' if cut else 'moment'}-{period}-{span.start}-{span.end}"),
        period=period,
        source=CUT if cut else MOMENT,
        team=None,
        player=None,
        session=None,
        start=span.start,
        end=span.end,
        start_clock=times.clock.at(span.start).clock,
        end_clock=times.clock.at(last).clock,
        hls=streams_of(game)[places[0].stream],
    )
