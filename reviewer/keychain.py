"""The secrets of accounts, in this computer's own key store; the only file that knows keyring."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Protocol, TypeVar

from reviewer.domain.account import AccountName
from reviewer.domain.errors import NoKeyStore

_log = logging.getLogger(__name__)

SERVICE = "Reviewer"
PATIENCE_S = 60.0
"""The key store may be asking the user to unlock it."""

_LEAST = 1
"""What keyring ranks lower is a stand-in for nothing, or writes secrets down as they are."""

_UNUSABLE = "There is no key store on this computer that can be used."
_T = TypeVar("_T")


class Backend(Protocol):
    """A key store as keyring offers it. Any call may ask the user, and raise anything."""

    @property
    def priority(self) -> float: ...

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def system_backend() -> Backend:
    """The key store that fits this computer. Slow, and so never called while a window waits."""
    import keyring

    found: Backend = keyring.get_keyring()
    return found


class SystemKeychain:
    """Secrets by account. What it was once given it knows until the program ends.

    The key store is asked in a thread of its own, which may hang without holding anything up.
    Raises NoKeyStore.
    """

    def __init__(
        self, backend: Callable[[], Backend] = system_backend, patience_s: float = PATIENCE_S
    ) -> None:
        self._backend = backend
        self._patience_s = patience_s
        self._known: dict[AccountName, str] = {}

    async def secret(self, name: AccountName) -> str | None:
        """The secret of an account; None where it was never kept."""
        if name not in self._known:
            found = await self._ask(lambda store: store.get_password(SERVICE, _entry(name)))
            if found is None:
                return None
            self._known[name] = found
        return self._known[name]

    async def keep(self, name: AccountName, secret: str) -> None:
        """Keep a secret; where that fails it is still known until the program ends."""
        self._known[name] = secret
        await self._ask(lambda store: store.set_password(SERVICE, _entry(name), secret))

    async def forget(self, name: AccountName) -> None:
        """Remove the secret of an account, if there is one."""
        self._known.pop(name, None)
        await self._ask(lambda store: _delete(store, _entry(name)))

    async def _ask(self, call: Callable[[Backend], _T]) -> _T:
        answer: Future[_T] = Future()
        Thread(target=self._work, args=(call, answer), name="key store", daemon=True).start()
        waiting = asyncio.wrap_future(answer)
        try:
            await asyncio.wait({waiting}, timeout=self._patience_s)
        finally:
            waiting.cancel()  # what comes after this is too late
        if waiting.cancelled():
            raise NoKeyStore(f"The key store did not answer within {self._patience_s:g} s.")
        error = waiting.exception()
        if error is not None:
            _log.info("the key store failed: %s: %s", type(error).__name__, error)
            raise _told(error) from error
        return waiting.result()

    def _work(self, call: Callable[[Backend], _T], answer: "Future[_T]") -> None:
        try:
            value = call(_usable(self._backend()))
        except Exception as error:  # noqa: BLE001 - a plug-in's, handed to the one who waits
            if answer.set_running_or_notify_cancel():
                answer.set_exception(error)
        else:
            if answer.set_running_or_notify_cancel():
                answer.set_result(value)


def _usable(store: Backend) -> Backend:
    if store.priority < _LEAST:
        raise NoKeyStore(_UNUSABLE)
    return store


def _entry(name: AccountName) -> str:
    return f"{name.user} at {name.host}"


def _delete(store: Backend, entry: str) -> None:
    if store.get_password(SERVICE, entry) is not None:
        store.delete_password(SERVICE, entry)


def _told(error: BaseException) -> NoKeyStore:
    if isinstance(error, NoKeyStore):
        return error
    return NoKeyStore("The key store of this computer refused.")
