"""Tasks have names, the newest of a name wins, and no crash goes unheard."""

import asyncio

import pytest

from reviewer.session.tasks import Tasks
from tests.session.room import settled


class Work:
    """Waits to be let go, and says what became of it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.go = asyncio.Event()
        self.tidied = asyncio.Event()
        self.fate = "waiting"
        self._error = error

    async def run(self) -> None:
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.fate = "cancelled"
            raise
        if self._error is not None:
            raise self._error
        self.fate = "done"

    async def run_and_tidy(self) -> None:
        """Takes its time to end."""
        try:
            await self.run()
        finally:
            await self.tidied.wait()
            self.fate = "tidied"


@pytest.fixture
def heard() -> list[BaseException]:
    return []


@pytest.fixture
async def tasks(heard: list[BaseException]) -> Tasks:
    return Tasks(heard.append)


async def test_the_newest_of_a_name_wins(tasks: Tasks):
    old, new = Work(), Work()
    tasks.start("clip", old.run())
    await settled()
    tasks.start("clip", new.run())
    new.go.set()
    await settled()
    assert (old.fate, new.fate) == ("cancelled", "done")


async def test_other_names_are_left_alone(tasks: Tasks):
    one, other = Work(), Work()
    tasks.start("one", one.run())
    tasks.start("other", other.run())
    await settled()
    tasks.cancel("one")
    other.go.set()
    await settled()
    assert (one.fate, other.fate) == ("cancelled", "done")


async def test_a_task_carries_its_name(tasks: Tasks):
    work = Work()
    tasks.start("load game", work.run())
    assert "load game" in {task.get_name() for task in asyncio.all_tasks()}
    await tasks.aclose()


async def test_cancelling_what_does_not_run_is_nothing(tasks: Tasks, heard: list[BaseException]):
    tasks.cancel("clip")
    assert heard == []


async def test_a_crash_is_heard_once_and_the_name_is_free_again(
    tasks: Tasks, heard: list[BaseException]
):
    error = RuntimeError("boom")
    broken, next_one = Work(error), Work()
    tasks.start("clip", broken.run())
    broken.go.set()
    await settled()
    assert heard == [error]
    tasks.start("clip", next_one.run())
    next_one.go.set()
    await settled()
    assert next_one.fate == "done"


async def test_a_task_that_was_replaced_does_not_end_its_successor(tasks: Tasks):
    old, new = Work(), Work()
    tasks.start("clip", old.run())
    await settled()
    tasks.start("clip", new.run())
    await settled()
    tasks.cancel("clip")
    await settled()
    assert new.fate == "cancelled"


async def test_closing_waits_for_all_and_nobody_is_blamed(tasks: Tasks, heard: list[BaseException]):
    works = [Work(), Work()]
    for number, work in enumerate(works):
        tasks.start(str(number), work.run())
    await settled()
    await tasks.aclose()
    assert [work.fate for work in works] == ["cancelled", "cancelled"]
    assert heard == []


@pytest.mark.parametrize("given_up", ["replaced", "cancelled", "running"])
async def test_closing_waits_for_what_takes_its_time_to_end(tasks: Tasks, given_up: str):
    old = Work()
    tasks.start("clip", old.run_and_tidy())
    await settled()
    if given_up == "replaced":
        tasks.start("clip", Work().run())
    elif given_up == "cancelled":
        tasks.cancel("clip")
    await settled()
    closing = asyncio.create_task(tasks.aclose())
    await settled()
    assert not closing.done()
    old.tidied.set()
    await closing
    assert old.fate == "tidied"


async def test_nothing_starts_once_all_is_closed(tasks: Tasks):
    await tasks.aclose()
    late = Work()
    late.go.set()
    tasks.start("clip", late.run())
    await settled()
    assert late.fate == "waiting"


async def test_what_ends_at_the_close_starts_nothing_anew(tasks: Tasks):
    late = Work()
    late.go.set()

    async def begin_another() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tasks.start("another", late.run())

    tasks.start("one", begin_another())
    await settled()
    await tasks.aclose()
    await settled()
    assert late.fate == "waiting"
