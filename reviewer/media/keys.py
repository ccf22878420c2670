"""AES-128 as HLS uses it: keys are fetched once and stay in memory."""

import asyncio
from collections import defaultdict

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from reviewer.domain.errors import BadSegment, NotAnAnswer, StreamGone, Unplayable
from reviewer.media.playlist import Key
from reviewer.net.policy import KEY
from reviewer.net.web import Web

_BLOCK_BYTES = 16
_KEY_BYTES = 16


class Keys:
    """The keys of encrypted footage. None is ever written to disk."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: dict[str, bytes] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def secret(self, key: Key) -> bytes:
        """The 16 bytes behind a playlist's key.

        Raises Unplayable where Reviewer cannot decrypt the footage, StreamGone where the key is
        refused, a ServiceError where the network fails.
        """
        if key.method != "AES-128" or key.format != "identity" or key.url is None:
            raise Unplayable(
                "This footage is encrypted in a way that Reviewer cannot open.",
                remedy="Ask ShotTracker for footage without copy protection.",
            )
        async with self._locks[key.url]:
            if key.url not in self._known:
                self._known[key.url] = await self._fetched(key.url)
            return self._known[key.url]

    async def _fetched(self, url: str) -> bytes:
        try:
            reply = await self._web.get(url, KEY)
        except NotAnAnswer as error:
            raise _no_key("is not one") from error
        if not reply.ok:
            sentence = f"The key of this encrypted footage was refused ({reply.status})."
            raise StreamGone(sentence, status=reply.status)
        if len(reply.body) != _KEY_BYTES:
            raise _no_key(f"has {len(reply.body)} bytes instead of {_KEY_BYTES}")
        return reply.body


def decrypted(data: bytes, secret: bytes, iv: bytes) -> bytes:
    """A whole segment in clear. Raises BadSegment where the key does not fit or bytes are lost."""
    if len(data) % _BLOCK_BYTES:
        raise BadSegment("A piece of the encrypted footage is cut short.")
    decryptor = Cipher(AES128(secret), CBC(iv)).decryptor()
    unpadder = PKCS7(8 * _BLOCK_BYTES).unpadder()
    try:
        padded = decryptor.update(data) + decryptor.finalize()
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError as error:
        raise BadSegment("A piece of the footage cannot be decrypted with its key.") from error


def decrypted_beginning(data: bytes, secret: bytes, iv: bytes) -> bytes:
    """As much of a segment's beginning in clear as makes whole blocks."""
    whole = len(data) - len(data) % _BLOCK_BYTES
    return Cipher(AES128(secret), CBC(iv)).decryptor().update(data[:whole])


def iv_of(key: Key, number: int) -> bytes:
    """The initialisation vector of the segment with this number."""
    return key.iv if key.iv is not None else number.to_bytes(_BLOCK_BYTES, "big")


def _no_key(why: str) -> Unplayable:
    return Unplayable(
        f"The key of this encrypted footage {why}.", remedy="If it stays, tell ShotTracker."
    )
