"""What the staff say of each clip of a game: tags and marks, hung on the clips as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.domain.edits import Target
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
    """All that is said of one clip: `values` are the ids of what was tagged, `words` what a
    search finds it by, in folded case.
    """

    chips: tuple[Chip, ...] = ()
    mark: ClipMark | None = None
    values: frozenset[str] = frozenset()
    words: str = ""

    @property
    def reviewed(self) -> bool:
        return self.mark is not None and self.mark.reviewed

    @property
    def note(self) -> str:
        return self.mark.note if self.mark is not None else ""

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

    Extra clips take only what was said of them themselves: their tags show on the clip around
    them too, their marks do not.
    """

    def __init__(self, game: Game, extras: Sequence[Clip] = ()) -> None:
        self._clips: defaultdict[Period, list[tuple[ClipId, WallSpan]]] = defaultdict(list)
        self._exact: defaultdict[Place, list[ClipId]] = defaultdict(list)
        self._extra: defaultdict[Place, list[ClipId]] = defaultdict(list)
        self._spans: dict[ClipId, WallSpan] = {}
        self._found: dict[Place, tuple[ClipId, ...]] = {}
        for clip in game.clips:
            if (place := place_of(clip)) is not None:
                self._exact[place].append(clip.id)
                self._clips[clip.period].append((clip.id, place[1]))
                self._spans[clip.id] = place[1]
        for clip in extras:
            if (place := place_of(clip)) is not None:
                self._extra[place].append(clip.id)
                self._spans[clip.id] = place[1]

    def of(self, value: Tag | ClipMark) -> tuple[ClipId, ...]:
        """The clips that show a tag, or that a mark is about."""
        place = value.period, value.span
        if isinstance(value, ClipMark) and place in self._extra and place not in self._exact:
            return tuple(self._extra[place])
        return self.clips(place)

    def clips(self, place: Place) -> tuple[ClipId, ...]:
        """The clips that show a tag of this place."""
        if place not in self._found:
            self._found[place] = (*self._of_feed(place), *self._extra.get(place, ()))
        return self._found[place]

    def best(self, clip: ClipId, marks: Iterable[ClipMark]) -> ClipMark | None:
        """Of the marks that hang on a clip its own, else that of the stretch most like it."""
        in_order = sorted(marks, key=lambda mark: mark.span)
        return best_match(self._spans[clip], ((mark, mark.span) for mark in in_order))

    def _of_feed(self, place: Place) -> Sequence[ClipId]:
        if place in self._exact:
            return self._exact[place]
        period, span = place
        best = best_match(span, self._clips.get(period, ()))
        return () if best is None else (best,)


class Board:
    """What is said of each clip of which anything is said, kept up change by change."""

    def __init__(
        self, hooks: Hooks, words: Vocabulary, values: Iterable[Tag | ClipMark] = ()
    ) -> None:
        self._hooks = hooks
        self._words = words
        self._values: dict[Target, Tag | ClipMark] = {}
        self._hung: defaultdict[ClipId, dict[Target, Tag | ClipMark]] = defaultdict(dict)
        self._said: dict[ClipId, Said] = {}
        self.change(values)

    @property
    def values(self) -> tuple[Tag | ClipMark, ...]:
        """All that hangs here."""
        return tuple(self._values.values())

    def now(self, value: Tag | ClipMark) -> Tag | ClipMark | None:
        """The same value as it hangs here by now; None where it does not any more."""
        return self._values.get(value.target)

    @property
    def said(self) -> Mapping[ClipId, Said]:
        return self._said

    def change(self, kept: Iterable[Tag | ClipMark], gone: Iterable[Tag | ClipMark] = ()) -> None:
        """Hang these, in place of what they were, and take the others down."""
        kept = tuple(kept)
        touched: set[ClipId] = set()
        for target in [value.target for value in (*gone, *kept)]:
            touched.update(self._take_down(target))
        for value in kept:
            touched.update(self._hang(value))
        for clip in touched:
            self._said[clip] = self._all_of(clip)

    def _take_down(self, target: Target) -> Iterable[ClipId]:
        value = self._values.pop(target, None)
        if value is None:
            return ()
        clips = self._hooks.of(value)
        for clip in clips:
            self._hung[clip].pop(target, None)
        return clips

    def _hang(self, value: Tag | ClipMark) -> Iterable[ClipId]:
        target, clips = value.target, self._hooks.of(value)
        self._values[target] = value
        for clip in clips:
            self._hung[clip][target] = value
        return clips

    def _all_of(self, clip: ClipId) -> Said:
        """Chips stand in the order of their moments."""
        hung = self._hung[clip].values()
        tags = sorted(
            (value for value in hung if isinstance(value, Tag)), key=lambda tag: (tag.span, tag.id)
        )
        mark = self._hooks.best(clip, (value for value in hung if isinstance(value, ClipMark)))
        chips = tuple(
            Chip(tag, self._words.button(tag.group, value)) for tag in tags for value in tag.values
        )
        names = (name for chip in chips for name in (*chip.button.names, chip.tag.note.casefold()))
        note = mark.note.casefold() if mark is not None else ""
        values = frozenset(chip.id for chip in chips)
        return Said(chips, mark, values, " ".join(filter(None, (*names, note))))
