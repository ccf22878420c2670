"""Commands see what the window keeps, without taking it away from it."""

from pathlib import Path

from reviewer.domain.corrections import Nudge, StreamCorrections
from reviewer.domain.game import EventId, StreamId
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.store.library import Library
from reviewer.store.look import look

GAME = EventId("game")


def test_there_is_nothing_where_there_is_no_library(tmp_path: Path):
    assert look(tmp_path, StreamSync, GAME) == ()
    assert not list(tmp_path.iterdir())


def test_what_an_open_library_keeps_is_seen(tmp_path: Path):
    sync = StreamSync(GAME, StreamId("s"), StreamCorrections((Nudge(33),)))
    ids = iter("abcdefgh")
    with Library.open(
        tmp_path, now=lambda: WallMs(1_700_000_000_000), author="coach", new_id=lambda: next(ids)
    ) as library:
        library.save(GAME, "Nudge", [sync])
        assert look(tmp_path, StreamSync, GAME) == (sync,)
        assert look(tmp_path, StreamSync, EventId("another")) == ()
