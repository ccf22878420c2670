"""A game as it was last seen: what the library keeps of it to find its clips without asking."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.domain.finding import AFTER_TIMEOUT
from reviewer.domain.game import Clip, ClipId, EventId, Game, PlayerId, Possession, Team, TeamId
from reviewer.domain.listing import PlayIndex, build_rows
from reviewer.domain.periods import Period
from reviewer.domain.plays import leading
from reviewer.domain.score import ScoreLine, score_line
from reviewer.domain.suggest import Suggester
from reviewer.domain.times import ClockMs, WallMs, WallSpan


@dataclass(frozen=True, slots=True)
class SeenClip:
    """A clip with what it can be found by.

    `outcome` is the classification of the play that it is about, `margin` how far its team (the
    home team where it has none) was ahead when it began, `floor` who was on the floor, and
    `after_timeout` whether the data suggest that its team began after a time-out.
    """

    id: ClipId
    period: Period
    span: WallSpan
    source: str
    team: TeamId | None
    player: PlayerId | None
    start_clock: ClockMs | None
    end_clock: ClockMs | None
    title: str
    words: str
    outcome: str
    margin: int | None
    floor: tuple[PlayerId, ...]
    after_timeout: bool = False


@dataclass(frozen=True, slots=True)
class SeenGame:
    """A game with its clips that have a place in time; `tipoff` is its earliest moment."""

    id: EventId
    name: str
    tipoff: WallMs | None
    home: Team | None
    away: Team | None
    people: tuple[tuple[PlayerId, str], ...]
    clips: tuple[SeenClip, ...]


def seen(game: Game) -> SeenGame:
    """What there is to find in a game."""
    plays, score = PlayIndex(game.plays), score_line(game)
    suggester = Suggester(game, score)
    clips = tuple(
        SeenClip(
            id=clip.id,
            period=clip.period,
            span=span,
            source=clip.source,
            team=clip.team,
            player=clip.player,
            start_clock=clip.start_clock,
            end_clock=clip.end_clock,
            title=" · ".join(filter(None, (row.what, row.who))),
            words=row.haystack,
            outcome=main.classification if (main := leading(plays.during(clip))) else "",
            margin=_margin(game, clip, span, score),
            floor=_floor(clip, span, game.possessions),
            after_timeout=any(each.value == AFTER_TIMEOUT for each in suggester.suggested(clip)),
        )
        for clip, row in zip(game.clips, build_rows(game, {}), strict=True)
        if (span := _span(clip)) is not None
    )
    tipoff = min((clip.span.start for clip in clips), default=None)
    people = tuple((player.id, player.name) for player in game.players.values())
    return SeenGame(game.id, game.name, tipoff, game.home, game.away, people, clips)


def _span(clip: Clip) -> WallSpan | None:
    if clip.start is None or clip.end is None or clip.end < clip.start:
        return None
    return WallSpan(clip.start, clip.end)


def _margin(game: Game, clip: Clip, span: WallSpan, score: ScoreLine) -> int | None:
    then = score.at(span.start)
    if then is None:
        return None
    ahead = then.home - then.away
    return -ahead if game.away is not None and clip.team == game.away.id else ahead


def _floor(clip: Clip, span: WallSpan, possessions: Iterable[Possession]) -> tuple[PlayerId, ...]:
    """Both teams' players in the possession that shares most of the clip."""
    shared = (
        (min(span.end, each.end) - max(span.start, each.start), each)
        for each in possessions
        if each.period == clip.period
    )
    most, possession = max(shared, key=lambda each: each[0], default=(0, None))
    if possession is None or most <= 0:
        return ()
    return tuple(sorted({*possession.players, *possession.opponents}))
