"""What the program keeps between starts, and where. Read and written by the composition roots."""

import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_IMODE, S_IRWXG, S_IRWXO
from typing import Any

import platformdirs

from reviewer.domain.account import DEFAULT_API_URL, Account, AccountName
from reviewer.domain.errors import NONSENSE
from reviewer.domain.game import PlayerId, TeamId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.domain.times import WallMs
from reviewer.session.memory import Memory

_log = logging.getLogger(__name__)
_OTHERS = S_IRWXG | S_IRWXO
_NEVER = WallMs(0)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the program keeps things. `REVIEWER_HOME` moves all of it to one folder."""

    settings: Path
    cache: Path
    library: Path
    log: Path

    @property
    def kept(self) -> Path:
        """What is kept offline: beside the library, where no system cleans up."""
        return self.library.with_name("kept")

    @property
    def season(self) -> Path:
        """What the schedule said, account by account."""
        return self.library.with_name("season")

    def make(self) -> None:
        """Make them, for nobody but their user. What cannot be made is told by whoever needs it."""
        beside = (self.kept, self.season, self.log)
        for folder in (self.settings.parent, self.cache, self.library, *beside):
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                mode = S_IMODE(folder.stat().st_mode)
                if mode & _OTHERS:
                    folder.chmod(mode & ~_OTHERS)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Folders":
        home = environment.get("REVIEWER_HOME")
        if home:
            root = Path(home).expanduser().resolve()
            return cls(root / "settings.json", root / "cache", root / "library", root / "log")
        place = platformdirs.PlatformDirs("Reviewer", appauthor=False)
        return cls(
            place.user_config_path / "settings.json",
            place.user_cache_path,
            place.user_data_path / "library",
            place.user_log_path,
        )


@dataclass(frozen=True, slots=True)
class Updates:
    """Whether to tell of new versions, the address of their feed, and when it was asked last.

    Without an address nobody is asked.
    """

    wanted: bool = True
    url: str = ""
    asked: WallMs = _NEVER


@dataclass(frozen=True, slots=True)
class Settings:
    """`layout` is the window's own affair. Empty strings mean: not set.

    `accounts` are those of this computer, the latest first, and `current` is the one to enter
    as.
    """

    memory: Memory = field(default_factory=Memory)
    layout: Mapping[str, str] = field(default_factory=dict)
    api_url: str = ""
    accounts: tuple[AccountName, ...] = ()
    current: AccountName | None = None
    updates: Updates = field(default_factory=Updates)


def account_given(
    settings: Settings, environment: Mapping[str, str] = os.environ
) -> Account | None:
    """The account that the environment names, whole; it wins over any that is signed in."""
    user = environment.get("EVENT_USERNAME", "")
    secret = environment.get("EVENT_SECRET", "")
    account = Account(api_url(settings, environment), user, secret)
    return account if account.complete else None


def api_url(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Whom new accounts are tried with."""
    return environment.get("REVIEWER_API_URL") or settings.api_url or DEFAULT_API_URL


class SettingsFile:
    """Settings as JSON. What makes no sense is set aside; what the disk does not give is never
    written over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unread: OSError | None = None

    def load(self) -> Settings:
        """What was saved; the defaults where nothing usable is there."""
        try:
            return _from_json(json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _log.info("settings could not be opened: %s", error.strerror)
            self._unread = error
            return Settings()
        except NONSENSE as error:
            _log.info("settings could not be read (%s) and are set aside", error)
            self._set_aside()
            return Settings()

    def save(self, settings: Settings) -> None:
        """Write beside the file, then rename, so that it is always whole. Raises OSError."""
        if self._unread is not None:
            raise self._unread
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = self._path.with_suffix(".new")
        made.write_text(json.dumps(_to_json(settings), indent=1), "utf-8")
        made.chmod(0o600)
        made.replace(self._path)

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_suffix(".unreadable.json"))
        except OSError as error:
            _log.info("settings could not be set aside: %s", error.strerror)


class SettingsKeeper:
    """The settings as they are now, written down as soon as they change.

    Where they cannot be written they hold until the end of this run; `on_trouble` is told once,
    in words for the user.
    """

    def __init__(
        self,
        file: SettingsFile,
        environment: Mapping[str, str] = os.environ,
        on_trouble: Callable[[str], None] | None = None,
    ) -> None:
        self._file = file
        self._environment = environment
        self._on_trouble = on_trouble
        self._now = file.load()

    @property
    def now(self) -> Settings:
        return self._now

    @property
    def names(self) -> tuple[AccountName, ...]:
        return self._now.accounts

    @property
    def current(self) -> AccountName | None:
        return self._now.current

    @property
    def api_url(self) -> str:
        return api_url(self._now, self._environment)

    def keep_memory(self, memory: Memory) -> None:
        self._keep(replace(self._now, memory=memory))

    def keep_layout(self, layout: Mapping[str, str]) -> None:
        self._keep(replace(self._now, layout=layout))

    def add(self, name: AccountName) -> None:
        """This account is signed in, as the latest."""
        others = tuple(other for other in self.names if other != name)
        self._keep(replace(self._now, accounts=(name, *others), current=name))

    def choose(self, name: AccountName) -> None:
        """The next to be entered as."""
        self.add(name)

    def remove(self, name: AccountName) -> None:
        """This account is known no more."""
        others = tuple(other for other in self.names if other != name)
        current = None if name == self.current else self.current
        self._keep(replace(self._now, accounts=others, current=current))

    @property
    def updates_wanted(self) -> bool:
        return self._now.updates.wanted

    @property
    def updates_url(self) -> str:
        return self._environment.get("REVIEWER_UPDATES_URL") or self._now.updates.url

    @property
    def updates_asked(self) -> WallMs:
        return self._now.updates.asked

    def keep_updates_asked(self, now: WallMs) -> None:
        self._keep(replace(self._now, updates=replace(self._now.updates, asked=now)))

    def keep_updates_wanted(self, *, wanted: bool) -> None:
        self._keep(replace(self._now, updates=replace(self._now.updates, wanted=wanted)))

    def _keep(self, settings: Settings) -> None:
        self._now = settings
        try:
            self._file.save(settings)
        except OSError as error:
            _log.info("settings could not be saved: %s", error.strerror)
            self._tell(error)

    def _tell(self, error: OSError) -> None:
        told, self._on_trouble = self._on_trouble, None
        if told is not None:
            told(f"Settings cannot be saved ({error.strerror}): they hold until Reviewer ends.")


def _to_json(settings: Settings) -> dict[str, Any]:
    memory = settings.memory
    wanted = memory.filter
    return {
        "filter": {
            "periods": sorted(wanted.periods),
            "sources": sorted(wanted.sources),
            "teams": sorted(wanted.teams),
            "players": sorted(wanted.players),
            "text": wanted.text,
            "tags": sorted(wanted.tags),
            "reviewed": sorted(wanted.reviewed),
        },
        "volume": memory.volume,
        "palette": memory.palette,
        "cache_limit_bytes": memory.cache_limit_bytes,
        "height": memory.height,
        "playlist": memory.playlist,
        "layout": dict(settings.layout),
        "api_url": settings.api_url,
        "accounts": [{"user": name.user, "api_url": name.api_url} for name in settings.accounts],
        "current": settings.accounts.index(settings.current) if settings.current else None,
        "updates": {
            "wanted": settings.updates.wanted,
            "url": settings.updates.url,
            "asked_ms": settings.updates.asked,
        },
    }


def _from_json(saved: dict[str, Any]) -> Settings:
    wanted = saved.get("filter", {})
    memory = Memory(
        filter=ClipFilter(
            periods=frozenset(Period(str(value)) for value in wanted.get("periods", [])),
            sources=frozenset(str(value) for value in wanted.get("sources", [])),
            teams=frozenset(TeamId(str(value)) for value in wanted.get("teams", [])),
            players=frozenset(PlayerId(str(value)) for value in wanted.get("players", [])),
            text=str(wanted.get("text", "")),
            tags=frozenset(str(value) for value in wanted.get("tags", [])),
            reviewed=frozenset(str(value) for value in wanted.get("reviewed", [])),
        ),
        volume=min(1.0, max(0.0, float(saved.get("volume", 1.0)))),
        palette=str(saved.get("palette", Memory().palette)),
        cache_limit_bytes=max(0, int(saved.get("cache_limit_bytes", Memory().cache_limit_bytes))),
        height=None if saved.get("height") is None else int(saved["height"]),
        playlist=None if saved.get("playlist") is None else str(saved["playlist"]),
    )
    layout = {str(key): str(value) for key, value in saved.get("layout", {}).items()}
    accounts, current = _accounts(saved)
    return Settings(
        memory=memory,
        layout=layout,
        api_url=str(saved.get("api_url", "")),
        accounts=accounts,
        current=current,
        updates=_updates(saved.get("updates", {})),
    )


def _updates(saved: dict[str, Any]) -> Updates:
    return Updates(
        wanted=bool(saved.get("wanted", True)),
        url=str(saved.get("url", "")),
        asked=WallMs(int(saved.get("asked_ms", 0))),
    )


def _accounts(saved: dict[str, Any]) -> tuple[tuple[AccountName, ...], AccountName | None]:
    """The accounts and the current one."""
    names = tuple(
        AccountName(str(account["user"]), str(account["api_url"]))
        for account in saved.get("accounts", [])
    )
    current = saved.get("current")
    return names, None if current is None else names[int(current)]
