"""Who asks ShotTracker, and whom."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

DEFAULT_API_URL = "https://api.shottracker.com"


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account as it may be shown and written down: all but its secret."""

    user: str
    api_url: str = DEFAULT_API_URL

    @property
    def host(self) -> str:
        """Whom it asks, as the user knows it."""
        return urlsplit(self.api_url).netloc.rpartition("@")[2] or self.api_url


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks, and whom."""

    api_url: str
    user: str
    secret: str = field(repr=False)

    @property
    def name(self) -> AccountName:
        return AccountName(self.user, self.api_url)

    @property
    def complete(self) -> bool:
        return bool(self.user and self.secret)
