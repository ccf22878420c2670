"""The pivot of whichever game is open, whenever somebody looks."""

import asyncio

from tests.builders import make_game
from tests.session.room import Room


async def looked() -> None:
    """Let what is being worked out come to its end."""
    at_work = [task for task in asyncio.all_tasks() if task.get_name() == "pivot"]
    if at_work:
        await asyncio.wait(at_work)


async def test_a_look_that_was_left_is_not_counted_for_another_game(room: Room):
    await room.open()
    breakdown = room.review.breakdown
    breakdown.set_active(on=True)
    breakdown.set_active(on=False)
    breakdown.open(make_game(3, event="777"))
    await looked()
    breakdown.set_active(on=True)
    await looked()
    assert len(breakdown.table.at(None, None)) == 3
