"""A playlist's items as its page shows them, each with what is against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.domain.entries import LONGEST_NAME
from reviewer.domain.game import Clip, EventId, Game
from reviewer.domain.listing import Row
from reviewer.domain.moment import GameTimes
from reviewer.domain.periods import period_title
from reviewer.domain.playlists import Footage, Item, Pick, length_ms
from reviewer.domain.tags import best_match
from reviewer.domain.times import WallSpan, format_length

_CLIP_GONE = "Its clip is gone, its footage plays"
_FOOTAGE_GONE = "No footage of this any more"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: `where` is its game, unless that is open, and period; `trouble` may be empty."""

    item: Item
    title: str
    where: str
    trouble: str

    @property
    def length(self) -> str:
        """How long it plays; empty for a title card."""
        played = self.item.played
        return format_length(played.length_ms) if played is not None else ""


def item_rows(
    items: Iterable[Item],
    names: Mapping[EventId, str],
    game: Game | None,
    times: GameTimes | None,
    clips: Sequence[Clip],
) -> tuple[ItemRow, ...]:
    """The items as they are told while a game is open, whose clips and times are given.

    What became of another game's clips is told when that is open.
    """
    rows = []
    for item in items:
        where = trouble = ""
        if item.footage is not None:
            where = period_title(item.footage.period)
            if game is None or item.footage.game != game.id:
                where = f"{names.get(item.footage.game) or f'Game {item.footage.game}'} · {where}"
            elif times is not None:
                trouble = _trouble(item.footage, times, clips)
        rows.append(ItemRow(item, item.title or where, where, trouble))
    return tuple(rows)


def pick_of(game: EventId, clip: Clip, row: Row | None = None) -> Pick | None:
    """A clip as something for a playlist; None where it has no place in time."""
    if clip.start is None or clip.end is None or clip.end <= clip.start:
        return None
    footage = Footage(game, clip.period, WallSpan(clip.start, clip.end))
    words = (row.clock, row.what, row.who) if row is not None else ()
    return Pick(footage, " · ".join(word for word in words if word)[:LONGEST_NAME])


def total_words(items: Sequence[Item]) -> str:
    """`9 · 3:12`: how many items, and how long they are together."""
    return f"{len(items)} · {format_length(length_ms(items))}"


def _trouble(footage: Footage, times: GameTimes, clips: Sequence[Clip]) -> str:
    alignment, span = times.alignment, footage.span
    if not alignment.streams_at(span.start) and not alignment.streams_at(span.end):
        return _FOOTAGE_GONE
    choices = (
        (clip.id, WallSpan(clip.start, clip.end))
        for clip in clips
        if clip.period == footage.period and clip.start is not None and clip.end is not None
    )
    return "" if best_match(span, choices) is not None else _CLIP_GONE
