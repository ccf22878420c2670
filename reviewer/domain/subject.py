"""One clip as it is tagged: which tags are the clip's own, and what a press makes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reviewer.domain.game import Clip, EventId, PlayerId
from reviewer.domain.palettes import Button
from reviewer.domain.said import Hooks, Place, Said
from reviewer.domain.suggest import Suggestion
from reviewer.domain.tags import LEAST_SHARE, ClipMark, Tag
from reviewer.domain.times import WallSpan


@dataclass(frozen=True, slots=True)
class Change:
    """Values to keep and tags to delete, as one change."""

    kept: tuple[Tag | ClipMark, ...] = ()
    gone: tuple[Tag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kept or self.gone)

    def plus(self, other: "Change") -> "Change":
        return Change((*self.kept, *other.kept), (*self.gone, *other.gone))


@dataclass(frozen=True, slots=True)
class Subject:
    """A clip with what is said of it, the hooks that it hangs on, and what the data suggest."""

    game: EventId
    clip: Clip
    place: Place
    said: Said
    hooks: Hooks
    suggested: tuple[Suggestion, ...] = ()

    @property
    def mark(self) -> ClipMark:
        """The clip's mark, a new one where it has none."""
        return self.said.mark or ClipMark(self.game, *self.place)

    @property
    def shown(self) -> WallSpan:
        """From the clip's in to its out."""
        return self.mark.shown

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of the clip as a whole; those of a moment in it are their own."""
        return tuple(tag for tag in self.said.tags if self.is_whole(tag))

    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]:
        """What the data suggest and nobody has accepted or overridden yet."""
        return tuple(each for each in self.suggested if not self._decided(each))

    def is_whole(self, tag: Tag) -> bool:
        """Whether a tag is about the clip rather than a moment of it."""
        span = self.place[1]
        if tag.span in (span, self.shown):
            return True
        shared_ms = min(tag.span.end, span.end) - max(tag.span.start, span.start)
        whole_ms = max(tag.span.end, span.end) - min(tag.span.start, span.start)
        return shared_ms > LEAST_SHARE * whole_ms

    @property
    def values(self) -> frozenset[str]:
        """The ids of the values that are said of the clip as a whole."""
        return frozenset(f"{tag.group}/{value}" for tag in self.tags for value in tag.values)

    def has(self, button: Button) -> bool:
        return button.id in self.values

    def put_on(
        self, button: Button, new_id: str, *, many: bool, accepted: Suggestion | None = None
    ) -> Change:
        """Say a value of the clip; where the group has one value at a time, in place of it."""
        if self.has(button):
            return Change()
        player = accepted.player if accepted is not None else None
        others = [] if many else [tag for tag in self.tags if tag.group == button.group]
        if others:
            changed = replace(others[0], values=(button.code,), player=player or others[0].player)
            return Change((changed,), tuple(others[1:]))
        suggested = tuple(each.value for each in self.suggested if each.group == button.group)
        if many:
            suggested = tuple(value for value in suggested if value == button.code)
        return Change((self._tag(button, new_id, player, suggested),))

    def take_off(self, button: Button) -> Change:
        """Say a value of the clip no longer."""
        change = Change()
        for tag in self.tags:
            if tag.group == button.group and button.code in tag.values:
                change = change.plus(without(tag, button.code))
        return change

    def trimmed(self, shown: WallSpan) -> Change:
        """The clip from a new in to a new out; its own tags go with it."""
        whole, before, span = self.place[1], self._tagged(self.shown), self._tagged(shown)
        mark = replace(self.mark, trim=None if shown == whole else shown)
        own = (tag for tag in self.said.tags if tag.span in (whole, before))
        return Change((mark, *(replace(tag, span=span) for tag in own if tag.span != span)))

    def _tagged(self, shown: WallSpan) -> WallSpan:
        """Where its own tags lie: from in to out; on all of it where other clips would say them."""
        clips = self.hooks.clips((self.place[0], shown))
        return shown if clips == self.hooks.clips(self.place) else self.place[1]

    def _tag(
        self, button: Button, new_id: str, player: PlayerId | None, suggested: tuple[str, ...]
    ) -> Tag:
        period = self.place[0]
        return Tag(
            id=new_id,
            game=self.game,
            period=period,
            span=self._tagged(self.shown),
            group=button.group,
            values=(button.code,),
            player=player,
            suggested=suggested,
        )

    def _decided(self, suggestion: Suggestion) -> bool:
        same = [tag for tag in self.tags if tag.group == suggestion.group]
        return any(
            suggestion.value in tag.values or suggestion.value in tag.suggested for tag in same
        )


def all_reviewed(subjects: Sequence[Subject]) -> bool:
    """Whether clips are marked as reviewed, every one of them; not where there are none."""
    return bool(subjects) and all(subject.said.reviewed for subject in subjects)


def without(tag: Tag, value: str) -> Change:
    """A tag with one value less; the last one takes the tag with it."""
    rest = tuple(each for each in tag.values if each != value)
    return Change((replace(tag, values=rest),)) if rest else Change(gone=(tag,))


def together(changes: Iterable[Change]) -> Change:
    """Several changes as one."""
    all_in_one = Change()
    for change in changes:
        all_in_one = all_in_one.plus(change)
    return all_in_one
