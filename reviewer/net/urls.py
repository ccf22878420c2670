"""Which addresses may be asked: https, no user info, nothing inside somebody's network."""

import re
import socket
from enum import Enum, auto
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

from reviewer.domain.errors import AddressRefused

_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63}){0,126}\.?|[0-9a-f:.]+", re.IGNORECASE)
_LAST_PORT = 65_535


class Reach(Enum):
    """From where an address can be reached."""

    PUBLIC = auto()
    PRIVATE = auto()
    LOOPBACK = auto()
    SPECIAL = auto()
    """Link-local, multicast, reserved: never the address of footage."""


class UrlRules:
    """Judges addresses. Beside public hosts only those as near as the API's own are allowed."""

    def __init__(self, api_url: str) -> None:
        self._api_host = _host(_parse(api_url))
        self._near = reach_of_host(self._api_host)

    def check(self, url: str) -> None:
        """Raise AddressRefused where `url` may not be asked."""
        parsed = _parse(url)
        host = _host(parsed)
        if parsed.userinfo:
            raise AddressRefused("An address with a user name in it is not opened.")
        reach = reach_of_host(host)
        if parsed.scheme != "https" and not (parsed.scheme == "http" and reach is Reach.LOOPBACK):
            raise AddressRefused(f"{host} is only asked over https.")
        self._check_reach(host, reach)

    def check_address(self, url: str, address: str) -> None:
        """Raise AddressRefused where a host turned out to live at a forbidden `address`."""
        self._check_reach(_host(_parse(url)), _reach_of_address(ip_address(address)))

    def is_here(self, url: str) -> bool:
        """Whether `url` names this very computer."""
        return reach_of_host(_host(_parse(url))) is Reach.LOOPBACK

    def _check_reach(self, host: str, reach: Reach) -> None:
        if host == self._api_host or reach is Reach.PUBLIC:
            return
        if reach is Reach.SPECIAL or reach is not self._near:
            raise AddressRefused(f"{host} lies inside a private network and is not asked.")


def resolve(base: str, reference: str) -> str:
    """The absolute address that `reference`, found in the text at `base`, stands for."""
    try:
        return str(httpx.URL(base).join(reference))
    except httpx.InvalidURL as broken:
        raise AddressRefused("An address in the answer is not one.") from broken


def reach_of_host(host: str) -> Reach:
    """From where a host can be reached, as far as its name says."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.LOOPBACK
    address = _literal(name)
    return Reach.PUBLIC if address is None else _reach_of_address(address)


def _literal(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        pass
    try:
        # The resolver also takes 2130706433, 0x7f.1 and 127.1 for 127.0.0.1.
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None


def _reach_of_address(address: IPv4Address | IPv6Address) -> Reach:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _reach_of_address(address.ipv4_mapped)
        if address.sixtofour is not None:  # whether that is private depends on Python's version
            return Reach.SPECIAL
    if address.is_loopback:
        return Reach.LOOPBACK
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return Reach.SPECIAL
    if address.is_global:
        return Reach.PUBLIC
    return Reach.PRIVATE if address.is_private else Reach.SPECIAL


def _parse(url: str) -> httpx.URL:
    try:
        return httpx.URL(url)
    except httpx.InvalidURL as broken:
        raise AddressRefused("The address is not one.") from broken


def _host(url: httpx.URL) -> str:
    host = url.raw_host.decode("ascii")
    # The resolver fails in its own ways on names and ports that cannot be.
    if not _HOST.fullmatch(host) or (url.port or 0) > _LAST_PORT:
        raise AddressRefused("An address without a proper host and port is not opened.")
    return host
