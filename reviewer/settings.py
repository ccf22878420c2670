"""What the program keeps between starts, and where. Read and written by the composition roots."""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from reviewer.domain.game import EventId, PlayerId, TeamId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.session.memory import Memory, RecentGame

_log = logging.getLogger(__name__)

DEFAULT_API_URL = "https://api.shottracker.com"


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
class Settings:
    """`layout` is the window's own affair. Empty strings mean: not set."""

    memory: Memory = field(default_factory=Memory)
    layout: Mapping[str, str] = field(default_factory=dict)
    api_url: str = ""
    user: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks, and whom."""

    api_url: str
    user: str
    secret: str = field(repr=False)

    @property
    def complete(self) -> bool:
        return bool(self.user and self.secret)


def account(settings: Settings, environment: Mapping[str, str] = os.environ) -> Account:
    """The account to use: the environment wins over the settings."""
    return Account(
        api_url=environment.get("REVIEWER_API_URL") or settings.api_url or DEFAULT_API_URL,
        user=environment.get("EVENT_USERNAME") or settings.user,
        secret=environment.get("EVENT_SECRET") or settings.secret,
    )


class SettingsFile:
    """Settings as JSON. A file that cannot be read is set aside, never written over."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """What was saved; the defaults where nothing usable is there."""
        try:
            return _from_json(json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _log.info("settings could not be opened: %s", error.strerror)
            return Settings()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            aside = self._path.with_suffix(".unreadable.json")
            self._path.replace(aside)
            _log.info("settings could not be read (%s) and were set aside", error)
            return Settings()

    def save(self, settings: Settings) -> None:
        """Write beside the file, then rename, so that it is always whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = self._path.with_suffix(".new")
        made.write_text(json.dumps(_to_json(settings), indent=1), "utf-8")
        made.chmod(0o600)
        made.replace(self._path)


def _to_json(settings: Settings) -> dict[str, Any]:
    memory = settings.memory
    wanted = memory.filter
    return {
        "recents": [{"id": recent.id, "name": recent.name} for recent in memory.recents],
        "filter": {
            "periods": sorted(wanted.periods),
            "sources": sorted(wanted.sources),
            "teams": sorted(wanted.teams),
            "players": sorted(wanted.players),
            "text": wanted.text,
        },
        "volume": memory.volume,
        "cache_limit_bytes": memory.cache_limit_bytes,
        "layout": dict(settings.layout),
        "api_url": settings.api_url,
        "user": settings.user,
        "secret": settings.secret,
    }


def _from_json(saved: dict[str, Any]) -> Settings:
    wanted = saved.get("filter", {})
    memory = Memory(
        recents=tuple(
            RecentGame(EventId(str(recent["id"])), str(recent["name"]))
            for recent in saved.get("recents", [])
        ),
        filter=ClipFilter(
            periods=frozenset(Period(str(value)) for value in wanted.get("periods", [])),
            sources=frozenset(str(value) for value in wanted.get("sources", [])),
            teams=frozenset(TeamId(str(value)) for value in wanted.get("teams", [])),
            players=frozenset(PlayerId(str(value)) for value in wanted.get("players", [])),
            text=str(wanted.get("text", "")),
        ),
        volume=min(1.0, max(0.0, float(saved.get("volume", 1.0)))),
        cache_limit_bytes=max(0, int(saved.get("cache_limit_bytes", Memory().cache_limit_bytes))),
    )
    layout = {str(key): str(value) for key, value in saved.get("layout", {}).items()}
    return Settings(
        memory=memory,
        layout=layout,
        api_url=str(saved.get("api_url", "")),
        user=str(saved.get("user", "")),
        secret=str(saved.get("secret", "")),
    )
