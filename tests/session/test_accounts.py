"""Signing in and out: what is tried, what is kept, and where it leads."""

from collections.abc import AsyncIterator

import pytest

from reviewer.domain.account import Account, AccountName
from reviewer.domain.errors import NoKeyStore, WrongSecret
from reviewer.session.accounts import Accounts, Asking, Left, SignedIn, Then, Trying, Unlocking
from tests.fakes import FakeBook, FakeDoor, FakeKeychain
from tests.session.room import settled, until

URL = "https://api.test"
COACH, VIDEO = AccountName("coach", URL), AccountName("video", URL)
NO_STORE = NoKeyStore("There is no key store.")


class Porch:
    """The accounts over fakes, and what they said."""

    def __init__(self, crashes: list[BaseException], book: FakeBook) -> None:
        self.door, self.keychain, self.book = FakeDoor(), FakeKeychain(), book
        self.accounts = Accounts(self.door, self.keychain, book, crashes.append)
        self.states: list[object] = []
        self.left: list[Left] = []
        self.failed: list[str] = []
        self.accounts.changed.connect(self.states.append)
        self.accounts.left.connect(self.left.append)
        self.accounts.failed.connect(self.failed.append)

    async def sign_in(self, user: str = "coach", secret: str = "whistle") -> None:
        self.accounts.sign_in(user, secret)
        await settled()


@pytest.fixture
async def porch(crashes: list[BaseException]) -> AsyncIterator[Porch]:
    made = Porch(crashes, FakeBook())
    yield made
    await made.accounts.aclose()


@pytest.fixture
async def known(crashes: list[BaseException]) -> AsyncIterator[Porch]:
    """Two accounts, of which the coach was here last."""
    made = Porch(crashes, FakeBook(COACH, VIDEO))
    made.keychain.secrets = {COACH: "whistle", VIDEO: "tape"}
    yield made
    await made.accounts.aclose()


async def test_an_account_that_shottracker_knows_is_kept(porch: Porch):
    await porch.sign_in(" coach ", " whistle\n")
    account = Account(URL, "coach", "whistle")
    assert porch.states == [Trying(COACH), Unlocking(COACH), SignedIn(account)]
    assert porch.keychain.secrets == {COACH: "whistle"}
    assert porch.book.current == COACH


async def test_a_refused_account_is_not_kept(porch: Porch):
    porch.door.failing = WrongSecret("Not this secret.")
    await porch.sign_in()
    assert porch.accounts.state == Asking("coach", porch.door.failing)
    assert porch.keychain.secrets == {}
    assert porch.book.names == ()


async def test_what_is_told_beside_success_arrives(porch: Porch):
    porch.door.told = ("This computer's clock is 7 minutes slow; set it right.",)
    await porch.sign_in()
    state = porch.accounts.state
    assert isinstance(state, SignedIn)
    assert state.told == porch.door.told


async def test_without_a_key_store_it_is_for_this_run_and_said(porch: Porch):
    porch.keychain.failing = NO_STORE
    await porch.sign_in()
    state = porch.accounts.state
    assert isinstance(state, SignedIn)
    assert state.told == ("There is no key store. You are signed in for this run only.",)
    assert not state.lasting
    assert porch.book.names == (COACH,)


async def test_the_newest_try_wins(porch: Porch):
    porch.door.gate.close()
    await porch.sign_in("coach")
    await porch.sign_in("video")
    porch.door.gate.open()
    await until(lambda: isinstance(porch.accounts.state, SignedIn))
    assert porch.book.names == (VIDEO,)


async def test_waiting_can_be_left(porch: Porch):
    porch.door.gate.close()
    await porch.sign_in()
    porch.accounts.cancel()
    assert porch.accounts.state == Asking("coach")
    porch.door.gate.open()
    await settled()
    assert porch.accounts.state == Asking("coach")


async def test_the_last_account_is_entered_without_a_word(known: Porch):
    known.accounts.enter()
    await settled()
    assert known.states == [Unlocking(COACH), SignedIn(Account(URL, "coach", "whistle"))]
    assert known.door.asked == []
    assert known.accounts.others == (VIDEO,)


@pytest.mark.parametrize("failing", [None, NO_STORE])
async def test_a_secret_that_cannot_be_had_is_asked_for(known: Porch, failing: NoKeyStore | None):
    known.keychain.secrets.clear()
    known.keychain.failing = failing
    known.accounts.enter()
    await settled()
    assert known.accounts.state == Asking("coach", failing)


async def test_nobody_signed_in_is_asked(porch: Porch):
    porch.accounts.enter()
    assert porch.accounts.state == Asking()


async def test_going_on_as_another(known: Porch):
    known.accounts.use(VIDEO)
    assert known.book.current == VIDEO
    assert known.left == [Left(Then.ENTER)]


async def test_signing_out_takes_the_secret_along(known: Porch):
    known.accounts.enter()
    await settled()
    known.accounts.sign_out(VIDEO)
    await settled()
    assert known.left == []
    known.accounts.sign_out(COACH)
    await settled()
    assert known.keychain.secrets == {}
    assert known.book.names == ()
    assert known.left == [Left(Then.SIGN_IN)]


async def test_a_key_store_that_refuses_at_sign_out_is_told_there_or_in_the_next_window(
    known: Porch,
):
    known.accounts.enter()
    await settled()
    known.keychain.failing = NO_STORE
    told = "is signed out. There is no key store. If it kept the secret, take “Reviewer” out of it"
    known.accounts.sign_out(VIDEO)
    await settled()
    assert known.failed == [f"video {told} by hand."]
    known.accounts.sign_out(COACH)
    await settled()
    assert known.left == [Left(Then.SIGN_IN, f"coach {told} by hand.")]
    assert known.book.names == ()


async def test_an_account_is_known_as_long_as_its_secret_may_be_kept(porch: Porch):
    porch.keychain.gate.close()
    await porch.sign_in()
    porch.accounts.cancel()
    assert porch.book.names == (COACH,), "the key store may have been given it"
    porch.accounts.sign_out(COACH)
    await settled()
    assert porch.book.names == (COACH,)
    porch.keychain.gate.open()
    await until(lambda: not porch.book.names)
