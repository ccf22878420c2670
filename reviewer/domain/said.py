"""What the staff say of each clip of a game: tags and marks, hung on the clips as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.palettes import Button, Vocabulary
from reviewer.domain.periods import Period
from reviewer.domain.tags import ClipMark, Tag, best_match
from reviewer.domain.times import WallSpan

Place = tuple[Period, WallSpan]


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a tag, and how the palettes show it."""

    tag: Tag
    button: Button

    @property
    def id(self) -> str:
        return self.button.id


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said of one clip. `words` is what a search finds it by, in folded case."""

    chips: tuple[Chip, ...] = ()
    mark: ClipMark | None = None
    words: str = ""

    @property
    def reviewed(self) -> bool:
        return self.mark is not None and self.mark.reviewed

    @property
    def note(self) -> str:
        return self.mark.note if self.mark is not None else ""

    @property
    def values(self) -> frozenset[str]:
        """The ids of what was tagged."""
        return frozenset(chip.id for chip in self.chips)

    @property
    def tags(self) -> tuple[Tag, ...]:
        return tuple({chip.tag.id: chip.tag for chip in self.chips}.values())


NOTHING_SAID = Said()


def place_of(clip: Clip) -> Place | None:
    """Where what is said of a clip hangs; None where the clip has no place in time."""
    if clip.start is None or clip.end is None or clip.end < clip.start:
        return None
    return clip.period, WallSpan(clip.start, clip.end)


class Hooks:
    """Tells whose clips a place is: those that lie just there, and the one that fits it best.

    Extra clips take only what was said of them themselves.
    """

    def __init__(self, game: Game, extras: Sequence[Clip] = ()) -> None:
        self._clips: defaultdict[Period, list[tuple[ClipId, WallSpan]]] = defaultdict(list)
        self._exact: defaultdict[Place, list[ClipId]] = defaultdict(list)
        self._extra: defaultdict[Place, list[ClipId]] = defaultdict(list)
        self._found: dict[Place, tuple[ClipId, ...]] = {}
        for clip in game.clips:
            if (place := place_of(clip)) is not None:
                self._exact[place].append(clip.id)
                self._clips[clip.period].append((clip.id, place[1]))
        for clip in extras:
            if (place := place_of(clip)) is not None:
                self._extra[place].append(clip.id)

    def clips(self, place: Place) -> tuple[ClipId, ...]:
        """The clips that show what hangs there."""
        if place not in self._found:
            self._found[place] = (*self._of_feed(place), *self._extra.get(place, ()))
        return self._found[place]

    def _of_feed(self, place: Place) -> Sequence[ClipId]:
        if place in self._exact:
            return self._exact[place]
        period, span = place
        best = best_match(span, self._clips.get(period, ()))
        return () if best is None else (best,)


def hung(
    tags: Iterable[Tag], marks: Iterable[ClipMark], hooks: Hooks, words: Vocabulary
) -> Mapping[ClipId, Said]:
    """What is said of each clip of which anything is said; chips in the order of their moments."""
    chips: defaultdict[ClipId, list[Chip]] = defaultdict(list)
    for tag in sorted(tags, key=lambda tag: (tag.span, tag.id)):
        looks = [Chip(tag, words.button(tag.group, value)) for value in tag.values]
        for clip in hooks.clips((tag.period, tag.span)):
            chips[clip] += looks
    marked: dict[ClipId, ClipMark] = {}
    for mark in marks:
        for clip in hooks.clips((mark.period, mark.span)):
            marked[clip] = mark
    return {
        clip: _said(tuple(chips.get(clip, ())), marked.get(clip))
        for clip in (*chips, *(clip for clip in marked if clip not in chips))
    }


def _said(chips: tuple[Chip, ...], mark: ClipMark | None) -> Said:
    names = (name for chip in chips for name in (*chip.button.names, chip.tag.note.casefold()))
    note = mark.note.casefold() if mark is not None else ""
    return Said(chips, mark, " ".join(filter(None, (*names, note))))
