"""Two games with tags and marks, and what a filter should find in them, worked out by hand."""

from dataclasses import dataclass, replace

from reviewer.domain import finding
from reviewer.domain.finding import Filter
from reviewer.domain.game import EventId, Game, PlayerId, Possession
from reviewer.domain.seen import SeenClip, SeenGame, seen
from reviewer.domain.tags import ClipMark, Tag
from tests.builders import AWAY, HOME, make_game, make_play

FLOOR = (PlayerId("101"), PlayerId("201"))


def _with_floor(game: Game) -> Game:
    clip = game.clips[2]
    assert clip.start is not None
    assert clip.end is not None
    during = Possession(
        AWAY.id, clip.period, None, clip.start, clip.end, None, None, FLOOR[:1], FLOOR[1:]
    )
    return replace(game, possessions=(during,))


def _with_timeout(game: Game) -> Game:
    """Called just after the second clip's last play."""
    last = game.clips[1].end
    assert last is not None
    called = replace(make_play(game.clips[1], "TIMEOUT", 9), wall=last)
    return replace(game, plays=(*game.plays, called))


GAMES: tuple[SeenGame, ...] = (
    seen(_with_timeout(_with_floor(make_game(6, event="g1")))),
    seen(make_game(4, event="g2")),
)
NOTES = ("Weak-side tagger late", "", "great effort", "")
TAGS: tuple[Tag, ...] = tuple(
    Tag(
        id=f"{game.id}-tag-{at}",
        game=game.id,
        period=clip.period,
        span=clip.span,
        group="Grade" if at % 2 else "Play type",
        values=(("++", "ATO") if at == 3 else ("++", "T")) if at % 2 else ("PRB",),
        player=PlayerId("202") if at == 1 else None,
        note=NOTES[at % len(NOTES)],
        flag="red" if at == 2 else "",
    )
    for game in GAMES
    for at, clip in enumerate(game.clips[:4])
)
MARKS: tuple[ClipMark, ...] = tuple(
    ClipMark(game.id, clip.period, clip.span, reviewed=not at % 2, note="Montréal" if at else "")
    for game in GAMES
    for at, clip in enumerate(game.clips[:3])
)


@dataclass(frozen=True, slots=True)
class Row:
    """A clip and all that is said of it."""

    game: EventId
    clip: SeenClip
    tags: tuple[Tag, ...]
    marks: tuple[ClipMark, ...]

    @property
    def said(self) -> list[str]:
        tags = (f"{tag.group} {' '.join(tag.values)} {tag.note}" for tag in self.tags)
        people = ("Tobi Adeyemi" for tag in self.tags if tag.player == "202")
        marks = (mark.note for mark in self.marks)
        text = " ".join((self.clip.words, *tags, *people, *marks)).casefold().replace("é", "e")
        return "".join(char if char.isalnum() else " " for char in text).split()


ROWS: tuple[Row, ...] = tuple(
    Row(
        game.id,
        clip,
        tuple(tag for tag in TAGS if (tag.game, tag.span) == (game.id, clip.span)),
        tuple(mark for mark in MARKS if (mark.game, mark.span) == (game.id, clip.span)),
    )
    for game in GAMES
    for clip in game.clips
)


def holds(wanted: Filter, row: Row) -> bool:
    """Whether a filter lets a clip through."""
    match wanted:
        case finding.All(parts):
            return all(holds(part, row) for part in parts)
        case finding.AnyOf(parts):
            return any(holds(part, row) for part in parts)
        case finding.Not(part):
            return not holds(part, row)
        case finding.Says(text):
            words = text.casefold().replace("é", "e").split()
            return all(any(one.startswith(word) for one in row.said) for word in words)
        case _:
            return _of_tags(wanted, row) or _of_clip(wanted, row)


def _of_tags(wanted: Filter, row: Row) -> bool:
    match wanted:
        case finding.Involves(player):
            return player in (row.clip.player, *(tag.player for tag in row.tags))
        case finding.Tagged(group, value):
            return any(tag.group == group and value in tag.values for tag in row.tags)
        case finding.Flagged(colour):
            return any(tag.flag == colour for tag in row.tags)
        case finding.Reviewed():
            return any(mark.reviewed for mark in row.marks)
        case finding.AfterTimeOut():
            return row.clip.after_timeout or any("ATO" in tag.values for tag in row.tags)
    return False


def _of_clip(wanted: Filter, row: Row) -> bool:
    clip = row.clip
    match wanted:
        case finding.Margin(least, most):
            return clip.margin is not None and least <= clip.margin <= most
        case finding.Clock(least, most):
            return clip.start_clock is not None and least <= clip.start_clock <= most
        case finding.OnFloor(player):
            return player in clip.floor
    return wanted in {
        finding.InGame(row.game),
        finding.InPeriod(clip.period),
        finding.From(clip.source),
        finding.Of(clip.team or HOME.id),
        finding.Ended(clip.outcome),
    }
