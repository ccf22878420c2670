"""The key store: asked in a thread, with a time limit, and none of its moods is fatal."""

import asyncio
import subprocess
import sys
from threading import Event, current_thread

import pytest

from reviewer.domain.account import AccountName
from reviewer.domain.errors import NoKeyStore
from reviewer.keychain import Backend, SystemKeychain

COACH, VIDEO = AccountName("coach"), AccountName("video")


class Store:
    """What keyring offers, in memory."""

    def __init__(self, priority: float = 5) -> None:
        self.priority = priority
        self.entries: dict[tuple[str, str], str] = {}
        self.threads: set[str] = set()
        self.failing: Exception | None = None
        self.free = Event()
        self.free.set()

    def get_password(self, service: str, username: str) -> str | None:
        self._used()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._used()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._used()
        del self.entries[service, username]

    def _used(self) -> None:
        self.threads.add(current_thread().name)
        self.free.wait(10)
        if self.failing is not None:
            raise self.failing


def keychain(store: Backend, patience_s: float = 10) -> SystemKeychain:
    return SystemKeychain(lambda: store, patience_s)


async def test_a_secret_comes_back_at_the_next_start():
    store = Store()
    await keychain(store).keep(COACH, "whistle")
    assert store.entries == {("Reviewer", "coach at api.shottracker.com"): "whistle"}
    assert await keychain(store).secret(COACH) == "whistle"
    assert await keychain(store).secret(VIDEO) is None
    await keychain(store).forget(COACH)
    await keychain(store).forget(COACH)
    assert await keychain(store).secret(COACH) is None
    assert store.threads == {"key store"}


async def test_the_same_name_at_another_host_is_another_account():
    chain = keychain(Store())
    await chain.keep(COACH, "whistle")
    await chain.keep(AccountName("coach", "https://api.example.com:8443"), "other")
    assert await chain.secret(COACH) == "whistle"


@pytest.mark.parametrize("priority", [0, 0.5, -1])
async def test_what_is_no_key_store_gets_no_secret(priority: float):
    store = Store(priority)
    chain = keychain(store)
    with pytest.raises(NoKeyStore, match="no key store"):
        await chain.keep(COACH, "whistle")
    assert store.entries == {}
    assert await chain.secret(COACH) == "whistle", "for this run"


async def test_whatever_a_key_store_raises_is_told_without_its_words():
    store = Store()
    store.failing = RuntimeError("dbus says whistle")
    with pytest.raises(NoKeyStore, match="refused") as told:
        await keychain(store).secret(COACH)
    assert "whistle" not in str(told.value)


async def test_a_key_store_that_hangs_holds_nothing_up():
    store = Store()
    store.free.clear()
    with pytest.raises(NoKeyStore, match=r"did not answer within 0\.01 s"):
        await keychain(store, patience_s=0.01).secret(COACH)
    store.free.set()


async def test_who_stops_waiting_leaves_nothing_behind():
    store = Store()
    store.free.clear()
    waiting = asyncio.create_task(keychain(store).secret(COACH))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    store.free.set()


def test_the_program_starts_without_looking_for_a_key_store():
    look = "import sys, reviewer.app, reviewer.entrance; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
