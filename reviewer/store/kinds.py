"""The kinds of things that the library keeps, and how a record is read as what it is."""

from collections.abc import Mapping

from reviewer.domain.edits import Record, Target
from reviewer.domain.entries import Kept
from reviewer.domain.errors import BadEntry
from reviewer.domain.finding import SmartList
from reviewer.domain.palettes import Palette
from reviewer.domain.playlists import Item, Playlist
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.tags import ClipMark, Tag

KINDS: Mapping[str, type[Kept]] = {
    kind.KIND: kind for kind in (ClipMark, Item, Palette, Playlist, SmartList, StreamSync, Tag)
}


def check(target: Target, record: Record) -> None:
    """Whether a living record of a history from elsewhere reads as what it claims to be.

    Raises BadEntry where it does not, or says more than that.
    """
    if not record.alive:
        return
    if target.kind not in KINDS:
        raise BadEntry(f"“{target.kind}” is nothing that this Reviewer keeps.")
    value = KINDS[target.kind].from_fields(target, record.values)
    fields = value.fields()
    told = {**dict.fromkeys(fields), **record.values}  # an earlier version had fewer fields
    if value.target != target or fields != told:
        raise BadEntry(f"A {target.kind} is not as this Reviewer would have kept it.")
