"""A stream's playlists as the server words them, for whoever has to find out what is wrong."""

from contextlib import suppress
from dataclasses import dataclass

from reviewer.domain.errors import BadPlaylist, ReviewerError, StreamGone
from reviewer.media.playlist import MasterPlaylist, parse_playlist
from reviewer.net.policy import PLAYLIST
from reviewer.net.web import Web


@dataclass(frozen=True, slots=True)
class PlaylistText:
    """A playlist and the address that gave it."""

    url: str
    text: str


async def playlist_texts(web: Web, url: str) -> tuple[PlaylistText, ...]:
    """The playlist behind an `hlsFile`, and those of its qualities that can be had.

    Raises StreamGone or a ServiceError where there is none.
    """
    first = await _text(web, url)
    texts = [first]
    for variant in _variants(first):
        with suppress(ReviewerError):
            texts.append(await _text(web, variant))
    return tuple(texts)


async def _text(web: Web, url: str) -> PlaylistText:
    reply = await web.get(url, PLAYLIST)
    if not reply.ok:
        raise StreamGone(f"The stream cannot be had ({reply.status}).", status=reply.status)
    return PlaylistText(reply.url, reply.body.decode("utf-8", "replace"))


def _variants(first: PlaylistText) -> list[str]:
    """Where a list of qualities leads; nowhere where it is a playlist itself, or a broken one."""
    try:
        parsed = parse_playlist(first.text, first.url)
    except BadPlaylist:
        return []
    if not isinstance(parsed, MasterPlaylist):
        return []
    urls = [variant.url for variant in parsed.variants]
    urls += [variant.audio for variant in parsed.variants if variant.audio is not None]
    return list(dict.fromkeys(urls))
