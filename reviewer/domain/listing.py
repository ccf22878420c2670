"""The clip list: what each row says, which rows a filter leaves, and how they are grouped."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, groupby
from typing import Any

from reviewer.domain.game import Clip, ClipId, Game, Play, PlayerId, TeamId
from reviewer.domain.periods import Period, period_title
from reviewer.domain.play_clips import EXTRA_SOURCES, PLAY_BY_PLAY, in_game_order, subjects
from reviewer.domain.plays import describe, leading
from reviewer.domain.said import NOTHING_SAID, Said
from reviewer.domain.times import ClockMs, format_clock

REVIEWED, NOT_REVIEWED = "reviewed", "not reviewed"


class Side(Enum):
    """Whose colour a row wears."""

    HOME = "home"
    AWAY = "away"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Row:
    """One clip as the list shows it. `why_not` says why it cannot play, where it cannot."""

    clip: Clip
    clock: str
    what: str
    who: str
    team: str
    side: Side
    why_not: str | None
    haystack: str
    """Everything the search box looks in, in folded case, but what the staff say of it."""
    said: Said = NOTHING_SAID

    @property
    def id(self) -> ClipId:
        return self.clip.id


@dataclass(frozen=True, slots=True)
class ClipFilter:
    """Which rows to show. An empty set lets everything through; words must all be found.

    Rows that were made of plays, shots and possessions are shown only where their source is
    asked for by name: without one, the list is the clips that ShotTracker cut.
    """

    periods: frozenset[Period] = frozenset()
    sources: frozenset[str] = frozenset()
    teams: frozenset[TeamId] = frozenset()
    players: frozenset[PlayerId] = frozenset()
    text: str = ""
    tags: frozenset[str] = frozenset()
    """Ids of values, one of which must be tagged."""
    reviewed: frozenset[str] = frozenset()
    """`REVIEWED`, `NOT_REVIEWED`, or both."""

    @property
    def open(self) -> bool:
        """Whether nothing is asked of it."""
        return self == ClipFilter()

    def only_known(self, choices: "Choices") -> "ClipFilter":
        """Without the values that a game does not have, so that none filters unseen."""
        return ClipFilter(
            periods=self.periods & _values(choices.periods),
            sources=self.sources & _values(choices.sources),
            teams=self.teams & _values(choices.teams),
            players=self.players & _values(choices.players),
            text=self.text,
            tags=self.tags & _values(choices.tags),
            reviewed=self.reviewed & _values(choices.reviewed),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take: how it reads, and how many clips have it."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clips of a game can be filtered by, in the order of a menu."""

    periods: tuple[Choice, ...] = ()
    sources: tuple[Choice, ...] = ()
    teams: tuple[Choice, ...] = ()
    players: tuple[Choice, ...] = ()
    tags: tuple[Choice, ...] = ()
    reviewed: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A period's rows as filtered; `total` counts them before the filter."""

    period: Period
    title: str
    rows: tuple[Row, ...]
    total: int


def build_rows(
    game: Game, why_not: Mapping[ClipId, str], extras: Sequence[Clip] = ()
) -> tuple[Row, ...]:
    """A row for every clip, and every extra one, in game order.

    `why_not` holds the clips that cannot play.
    """
    plays = PlayIndex(game.plays)
    about = {clip: (play,) for clip, play in subjects(game).items()} if extras else {}
    return tuple(
        _row(game, clip, about.get(clip.id) or plays.during(clip), why_not.get(clip.id))
        for clip in in_game_order(game.clips, extras)
    )


def offered(rows: Sequence[Row], wanted: ClipFilter) -> tuple[Row, ...]:
    """The rows that a list is about before it is filtered: extra ones only where asked for."""
    return tuple(row for row in rows if _is_offered(row.clip, wanted))


def filtered(rows: Sequence[Row], wanted: ClipFilter) -> tuple[Row, ...]:
    """The rows on offer that the filter lets through, in the same order."""
    words = wanted.text.casefold().split()
    return tuple(row for row in rows if _passes(row, wanted, words))


def grouped(rows: Sequence[Row], shown: Sequence[Row]) -> tuple[Group, ...]:
    """The shown rows by period, in game order; a period without any is left out.

    `rows` are those on offer, which `total` counts.
    """
    totals = Counter(row.clip.period for row in rows)
    return tuple(
        Group(period, period_title(period), tuple(members), totals[period])
        for period, members in groupby(shown, key=lambda row: row.clip.period)
    )


def choices(game: Game, extras: Sequence[Clip] = ()) -> Choices:
    """What this game's clips can be filtered by, the sources of extra ones last."""
    clips = game.clips
    players = [clip.player for clip in clips if clip.player is not None]
    teams = [clip.team for clip in clips if clip.team is not None]
    return Choices(
        periods=_choices(
            (clip.period for clip in clips), lambda period: period_title(Period(period))
        ),
        sources=_choices((clip.source for clip in (*clips, *extras)), source_title),
        teams=_choices(teams, lambda team: _team_name(game, TeamId(team))),
        players=tuple(
            sorted(
                _choices(players, lambda player: _player_name(game, PlayerId(player))),
                key=lambda choice: choice.title.split()[-1],
            )
        ),
    )


def said_choices(rows: Sequence[Row], before: Choices, in_force: ClipFilter) -> Choices:
    """The choices with what is said of the rows now. What is filtered by stays a choice."""
    looks: dict[str, str] = {}
    counts = Counter(chain.from_iterable(row.said.values for row in rows))
    for row in rows:
        if not row.said.values <= looks.keys():
            looks |= {chip.id: chip.button.title for chip in row.said.chips}
    made = [Choice(value, title, counts[value]) for value, title in looks.items()]
    kept = (each for each in before.tags if each.value in in_force.tags - looks.keys())
    made += [replace(each, count=0) for each in kept]
    reviewed = sum(row.said.reviewed for row in rows)
    return replace(
        before,
        tags=tuple(sorted(made, key=lambda choice: choice.title.casefold())),
        reviewed=(
            Choice(REVIEWED, "Reviewed", reviewed),
            Choice(NOT_REVIEWED, "Not reviewed", len(rows) - reviewed),
        ),
    )


def source_title(source: str) -> str:
    """`Possession` for `POSSESSION`; a source never seen is written out the same way."""
    if source == PLAY_BY_PLAY:
        return "Play-by-play"
    return source.replace("_", " ").capitalize() or "No source"


class PlayIndex:
    """Plays by time, to find those of a clip."""

    def __init__(self, plays: Iterable[Play]) -> None:
        self._plays = sorted(plays, key=lambda play: play.wall)
        self._walls = [play.wall for play in self._plays]

    def during(self, clip: Clip) -> list[Play]:
        """The plays of the clip's team, and player where it has one, within its span."""
        if clip.start is None or clip.end is None:
            return []
        first, last = bisect_left(self._walls, clip.start), bisect_right(self._walls, clip.end)
        return [play for play in self._plays[first:last] if _belongs(play, clip)]


def _belongs(play: Play, clip: Clip) -> bool:
    if clip.player is not None and play.player != clip.player:
        return False
    return clip.team is None or play.team is None or play.team == clip.team


def _row(game: Game, clip: Clip, plays: Sequence[Play], why_not: str | None) -> Row:
    main = leading(plays)
    player = game.player(clip.player or (main.player if main is not None else None))
    who = player.label if player is not None else ""
    team = _team_name(game, clip.team) if clip.team is not None else ""
    what = describe(plays) or source_title(clip.source)
    clock = clock_span(clip.start_clock, clip.end_clock)
    words = (clock, what, who, team, source_title(clip.source), period_title(clip.period))
    told = (play.description for play in plays)
    return Row(
        clip=clip,
        clock=clock,
        what=what,
        who=who,
        team=team,
        side=_side(game, clip.team),
        why_not=why_not,
        haystack=" ".join((*words, *told)).casefold(),
    )


def clock_span(start: ClockMs | None, end: ClockMs | None) -> str:
    """`7:32 – 7:11`, `7:32` where it stood; empty where the clock is not known."""
    if start is None or end is None:
        return ""
    tenths = start < 60_000
    if start == end:
        return format_clock(start, tenths=tenths)
    return f"{format_clock(start, tenths=tenths)} – {format_clock(end, tenths=tenths)}"


def _side(game: Game, team: TeamId | None) -> Side:
    if team is not None and game.home is not None and team == game.home.id:
        return Side.HOME
    if team is not None and game.away is not None and team == game.away.id:
        return Side.AWAY
    return Side.NEITHER


def _passes(row: Row, wanted: ClipFilter, words: Sequence[str]) -> bool:
    clip = row.clip
    return (
        (not wanted.periods or clip.period in wanted.periods)
        and (not wanted.sources or clip.source in wanted.sources)
        and (not wanted.teams or clip.team in wanted.teams)
        and (not wanted.players or clip.player in wanted.players)
        and (not wanted.tags or not wanted.tags.isdisjoint(row.said.values))
        and (not wanted.reviewed or _reviewed(row) in wanted.reviewed)
        and all(word in row.haystack or word in row.said.words for word in words)
    )


def _reviewed(row: Row) -> str:
    return REVIEWED if row.said.reviewed else NOT_REVIEWED


def _is_offered(clip: Clip, wanted: ClipFilter) -> bool:
    return clip.source not in EXTRA_SOURCES or clip.source in wanted.sources


def _team_name(game: Game, team: TeamId) -> str:
    known = game.team(team)
    return known.name if known is not None else ""


def _player_name(game: Game, player: PlayerId) -> str:
    known = game.player(player)
    return known.label if known is not None else ""


def _choices(values: Iterable[str], title: Callable[[str], str]) -> tuple[Choice, ...]:
    """In the order of first appearance, which is game order."""
    return tuple(Choice(value, title(value), count) for value, count in Counter(values).items())


def _values(choices: Iterable[Choice]) -> frozenset[Any]:
    return frozenset(choice.value for choice in choices)
