"""What is kept offline, as the session sees it: size first, never in the way, gone on with."""

from collections.abc import AsyncIterator

import pytest

from reviewer.domain.alignment import align
from reviewer.domain.errors import DiskFull, NoNetwork, StreamGone
from reviewer.domain.game import ClipId, Game
from reviewer.session.offline import KeepFailed, Keeping, KeptAll, Offline, Resting, Sized
from tests.builders import make_game, without_footage
from tests.fakes import PIECE_BYTES, FakeKeeper
from tests.session.room import settled, until

GAME = make_game()
FIRST, SECOND, THIRD = GAME.clips[:3]


@pytest.fixture
def keeper(qapp: object) -> FakeKeeper:
    return FakeKeeper()


@pytest.fixture
async def offline(keeper: FakeKeeper) -> AsyncIterator[Offline]:
    crashes: list[BaseException] = []
    offline = Offline(keeper, crashes.append)
    await show(offline, GAME)
    yield offline
    await offline.aclose()
    assert not crashes


async def show(offline: Offline, game: Game) -> None:
    offline.open(game, align(game.clips))
    await settled()


async def keep(offline: Offline) -> None:
    await until(lambda: isinstance(offline.state, Sized))
    offline.confirm()


async def test_the_size_comes_first_and_nothing_is_fetched_without_a_yes(
    offline: Offline, keeper: FakeKeeper
):
    offline.ask_clips([FIRST, SECOND])
    await until(lambda: isinstance(offline.state, Sized))
    assert isinstance(offline.state, Sized)
    assert offline.state.size.total_bytes == 2 * PIECE_BYTES
    offline.dismiss()
    await settled()
    assert isinstance(offline.state, Resting)
    assert keeper.orders == []


async def test_a_list_is_kept_in_its_order(offline: Offline, keeper: FakeKeeper):
    offline.ask_clips([SECOND, FIRST])
    await keep(offline)
    await until(lambda: isinstance(offline.state, KeptAll))
    await settled()
    assert keeper.fetched == [SECOND.id, FIRST.id]
    assert offline.kept is not None
    assert offline.kept.has(FIRST.id)
    assert not offline.kept.has(THIRD.id)


async def test_the_game_has_all_its_streams(offline: Offline, keeper: FakeKeeper):
    offline.ask_game()
    await keep(offline)
    await until(lambda: isinstance(offline.state, KeptAll))
    await settled()
    (part,) = keeper.orders[0].parts
    assert part.clip is None
    assert len(part.footage) == 2
    assert all(stretch.span is None for stretch in part.footage)
    assert offline.kept is not None
    assert offline.kept.whole


async def test_a_pause_holds_and_going_on_fetches_the_rest(offline: Offline, keeper: FakeKeeper):
    offline.ask_clips([FIRST, SECOND])
    keeper.gate.close()
    await keep(offline)
    await settled()
    offline.pause()
    keeper.gate.open()
    await settled()
    assert keeper.fetched == []
    assert isinstance(offline.state, Keeping)
    assert offline.state.paused
    offline.go_on()
    await until(lambda: isinstance(offline.state, KeptAll))
    assert keeper.fetched == [FIRST.id, SECOND.id]


async def test_while_the_user_waits_nothing_is_fetched(offline: Offline, keeper: FakeKeeper):
    offline.set_busy(busy=True)
    offline.ask_clips([FIRST])
    await keep(offline)
    await settled()
    assert keeper.orders == []
    offline.set_busy(busy=False)
    await until(lambda: isinstance(offline.state, KeptAll))
    assert keeper.fetched == [FIRST.id]


async def test_a_pause_outlasts_the_user_s_waiting(offline: Offline, keeper: FakeKeeper):
    keeper.gate.close()
    offline.ask_clips([FIRST])
    await keep(offline)
    offline.pause()
    offline.set_busy(busy=True)
    offline.set_busy(busy=False)
    keeper.gate.open()
    await settled()
    assert keeper.fetched == []


async def leave_half_way(offline: Offline, keeper: FakeKeeper) -> None:
    """Keep what was asked for, and end while its first piece is on its way."""
    keeper.gate.close()
    await keep(offline)
    await settled()
    await offline.aclose()
    keeper.gate.open()


async def test_a_restart_takes_up_what_was_begun(offline: Offline, keeper: FakeKeeper):
    offline.ask_clips([FIRST, SECOND])
    await leave_half_way(offline, keeper)
    crashes: list[BaseException] = []
    again = Offline(keeper, crashes.append)
    await show(again, GAME)
    await until(lambda: isinstance(again.state, KeptAll))
    assert keeper.fetched == [FIRST.id, SECOND.id]
    await again.aclose()
    assert not crashes


async def test_a_look_at_what_is_kept_does_not_keep_it_from_being_taken_up(
    offline: Offline, keeper: FakeKeeper
):
    offline.ask_clips([FIRST])
    await leave_half_way(offline, keeper)
    crashes: list[BaseException] = []
    again = Offline(keeper, crashes.append)
    again.open(GAME, align(GAME.clips))
    again.refresh()
    await until(lambda: isinstance(again.state, KeptAll))
    await again.aclose()
    assert not crashes


async def test_another_wish_joins_what_is_under_way(offline: Offline, keeper: FakeKeeper):
    keeper.gate.close()
    offline.ask_clips([FIRST])
    await keep(offline)
    await settled()
    offline.ask_clips([SECOND])
    await keep(offline)
    keeper.gate.open()
    await until(lambda: isinstance(offline.state, KeptAll))
    assert keeper.fetched == [FIRST.id, SECOND.id]


async def test_a_no_to_another_wish_leaves_the_first_going(offline: Offline, keeper: FakeKeeper):
    keeper.gate.close()
    offline.ask_clips([FIRST])
    await keep(offline)
    await settled()
    offline.ask_clips([SECOND])
    await until(lambda: isinstance(offline.state, Sized))
    offline.dismiss()
    keeper.gate.open()
    await until(lambda: isinstance(offline.state, KeptAll))
    assert keeper.fetched == [FIRST.id]


async def test_a_lost_piece_is_told_and_the_rest_is_kept(offline: Offline, keeper: FakeKeeper):
    keeper.losing[FIRST.id] = StreamGone("A piece of the footage is gone (404).")
    offline.ask_clips([FIRST, SECOND])
    await keep(offline)
    await until(lambda: isinstance(offline.state, KeptAll))
    assert isinstance(offline.state, KeptAll)
    assert [error.sentence for error in offline.state.lost] == [
        "A piece of the footage is gone (404)."
    ]
    await settled()
    assert offline.kept is not None
    assert offline.kept.done == {SECOND.id}


async def test_without_the_network_it_waits_for_a_retry(offline: Offline, keeper: FakeKeeper):
    offline.ask_clips([FIRST])
    await until(lambda: isinstance(offline.state, Sized))
    keeper.failing = NoNetwork("There is no network.")
    offline.confirm()
    await until(lambda: isinstance(offline.state, KeepFailed))
    keeper.failing = None
    offline.go_on()
    await until(lambda: isinstance(offline.state, KeptAll))
    assert keeper.fetched == [FIRST.id]


async def test_a_disk_that_is_too_small_is_said_before_anything_is_fetched(
    offline: Offline, keeper: FakeKeeper
):
    keeper.free_bytes = 10
    offline.ask_game()
    await until(lambda: isinstance(offline.state, KeepFailed))
    assert isinstance(offline.state, KeepFailed)
    assert isinstance(offline.state.error, DiskFull)
    assert keeper.orders == []


async def test_clips_without_footage_are_left_out(offline: Offline):
    offline.ask_clips([without_footage(FIRST)])
    await until(lambda: isinstance(offline.state, KeepFailed))
    offline.ask_clips([without_footage(FIRST), SECOND])
    await until(lambda: isinstance(offline.state, Sized))
    assert isinstance(offline.state, Sized)
    assert [part.clip for part in offline.state.order.parts] == [SECOND.id]


async def test_what_is_removed_is_no_longer_fetched(offline: Offline, keeper: FakeKeeper):
    offline.ask_clips([FIRST, SECOND])
    keeper.gate.close()
    await keep(offline)
    await settled()
    offline.remove(GAME.id)
    keeper.gate.open()
    await settled()
    assert isinstance(offline.state, Resting)
    assert keeper.fetched == []
    assert offline.games == ()


async def test_one_clip_is_removed_alone(offline: Offline):
    offline.ask_clips([FIRST, SECOND])
    await keep(offline)
    await until(lambda: offline.kept is not None and not offline.kept.unfinished)
    changes: list[None] = []
    offline.games_changed.connect(lambda: changes.append(None))
    offline.remove(GAME.id, [ClipId(FIRST.id)])
    await settled()
    assert offline.kept is not None
    assert offline.kept.wanted == {SECOND.id}
    assert len(changes) == 1


async def test_the_cache_s_limit_is_passed_on(offline: Offline, keeper: FakeKeeper):
    offline.set_limit(10**9)
    await settled()
    assert offline.limit_bytes == keeper.limit_bytes == 10**9
    assert offline.cached_bytes == 10**9
