"""The segments of a stream with all that is needed to place them: time base, order, sound."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from reviewer.domain.errors import BadSegment, MediaError, NoNetwork, ReviewerError, ServiceError
from reviewer.media.arrival import Arrival
from reviewer.media.demux import first_picture_us, is_footage
from reviewer.media.fetch import BEGINNING_BYTES, Fetcher, OnProgress, resource_name
from reviewer.media.keys import Keys, decrypted, decrypted_beginning, iv_of
from reviewer.media.piece import Piece, Sound
from reviewer.media.playlist import Segment
from reviewer.media.timebase import Stream
from reviewer.media.together import together
from reviewer.net.policy import INIT, SEGMENT, Policy

_log = logging.getLogger(__name__)

_GLIMPSE = replace(SEGMENT, tries=1)
"""For what only bears something out: the footage that it is about is here already."""

_SOUND_SLACK_US = 250_000
"""Segments of sound do not end where those of the picture do."""


class PieceReader:
    """Fetches segments and finds out where they belong.

    `on_silent` is told what became of sound that is lost.
    """

    def __init__(
        self, fetcher: Fetcher, keys: Keys, on_silent: Callable[[Stream, ReviewerError], None]
    ) -> None:
        self._fetcher = fetcher
        self._keys = keys
        self._on_silent = on_silent

    async def piece(
        self,
        stream: Stream,
        index: int,
        on_progress: OnProgress | None,
        arrival: Arrival | None = None,
    ) -> Piece:
        """The segment with this index. Raises a MediaError or ServiceError where it is lost."""
        segment = stream.playlist.segments[index]
        async with together() as jobs:
            footage = self._segment(stream, segment, on_progress, arrival)
            fetching = jobs.create_task(footage, name="footage")
            jobs.create_task(self._find_origin(stream, segment), name="origin")
            hearing = jobs.create_task(self._sounds(stream, segment), name="sounds")
        data, sounds = fetching.result(), hearing.result()
        if await self._what_is_wrong(stream, index, data):
            data = await self._anew(stream, index)
        return stream.piece(segment, data, sounds)

    async def _anew(self, stream: Stream, index: int) -> bytes:
        """A segment that was not the right one, fetched again: the wrong one may be an old one."""
        segment = stream.playlist.segments[index]
        name = _name(stream, segment)
        await self._fetcher.forget(name, segment.resource)
        data = await self._segment(stream, segment)
        wrong = await self._what_is_wrong(stream, index, data)
        if wrong:
            await self._fetcher.forget(name, segment.resource)  # the next time it may be right
            raise BadSegment(wrong)
        return data

    async def part(self, stream: Stream, index: int, arrival: Arrival) -> Piece | None:
        """What has arrived of a segment; None where it cannot be placed, or sound lies apart.

        Raises a MediaError or ServiceError.
        """
        segment = stream.playlist.segments[index]
        if stream.variant.audio is not None:
            return None
        await self._find_origin(stream, segment)
        data = await self._beginning_in_clear(segment, bytes(arrival.data))
        init = await self._init(stream, segment)
        stamp_us = await _stamp_us(init + data)
        if stamp_us is None:
            return None
        await self._learn(stream, segment, stamp_us)
        if not stream.is_placed(stamp_us, segment):
            return None
        return replace(stream.piece(segment, init + data), arriving=True)

    async def _find_origin(self, stream: Stream, segment: Segment) -> None:
        """Learn the time stamp that a segment's run begins with: its first one is looked into.

        Where that is lost, the first segment that is had and the playlist's sums will say it.
        """
        start = stream.run_starts(segment.run)
        if start == segment:
            return  # it will be known as soon as this one is here
        try:
            await self._look_into(stream, start)
        except NoNetwork:
            raise
        except (MediaError, ServiceError) as error:
            _log.info("a run's first segment is lost: %s", error.sentence)

    async def _look_into(self, stream: Stream, start: Segment, stamp_us: int | None = None) -> None:
        """Learn what a run begins with; `stamp_us` is its first segment's, where that is here."""
        key = _origin_key(stream, start)
        async with self._fetcher.turn(key):
            if start.run in stream.origins_us:
                return
            noted = await self._fetcher.noted(key) if stream.playlist.ended else None
            if noted:
                stream.learn(start, int(noted))
                return
            if stamp_us is None:
                stamp_us = await self._first_stamp_us(stream, start)
            if stamp_us is not None:
                stream.learn(start, stamp_us)
                stream.doubted.add(start.run)

    async def _learn(self, stream: Stream, segment: Segment, stamp_us: int) -> None:
        """A segment is here and begins so: it says what its run begins with, or bears that out."""
        start = stream.run_starts(segment.run)
        if segment == start:
            await self._look_into(stream, start, stamp_us)
        stream.learn(segment, stamp_us)
        if segment.run in stream.doubted:
            agreed = segment != start and stream.is_placed(stamp_us, segment)
            await self._settle(stream, start, () if agreed else stream.after(start))

    async def _settle(self, stream: Stream, start: Segment, witnesses: Sequence[Segment]) -> None:
        """Note what a run begins with. Two witnesses who agree know better than its start."""
        key = _origin_key(stream, start)
        async with self._fetcher.turn(key):
            if start.run not in stream.doubted:
                return
            stamps = [(start, stream.origins_us[start.run])]
            for witness in witnesses:
                its_us = await self._glimpsed_us(stream, witness)
                if its_us is None:
                    continue
                stamps.append((witness, its_us))
                if stream.is_placed(its_us, witness):
                    break
            origin_us = stream.best_origin_us(stamps)
            stream.origins_us[start.run] = origin_us
            stream.doubted.discard(start.run)
            if stream.playlist.ended:
                await self._fetcher.note(key, str(origin_us).encode())

    async def _glimpsed_us(self, stream: Stream, segment: Segment) -> int | None:
        """Time stamp of a segment that nobody waits for: one try, and None where that fails."""
        try:
            return await self._first_stamp_us(stream, segment, _GLIMPSE)
        except (MediaError, ServiceError) as error:
            _log.info("a witness of a run's beginning is lost: %s", error.sentence)
            return None

    async def _first_stamp_us(
        self, stream: Stream, segment: Segment, policy: Policy = SEGMENT
    ) -> int | None:
        """Time stamp of a segment's first picture: of its beginning, else of all of it."""
        beginning = await self._beginning(stream, segment, policy)
        stamp_us = await _stamp_us(beginning) if beginning is not None else None
        if stamp_us is None:
            stamp_us = await _stamp_us(await self._segment(stream, segment))
        return stamp_us

    async def _what_is_wrong(self, stream: Stream, index: int, data: bytes) -> str:
        """Why a segment's footage cannot be shown in its place; "" where it can."""
        segment = stream.playlist.segments[index]
        stamp_us = await _stamp_us(data)
        if stamp_us is None:
            return "A piece of the footage holds no picture."
        await self._learn(stream, segment, stamp_us)
        if stream.is_placed(stamp_us, segment):
            return ""
        try:
            elsewhere = await self._belongs_elsewhere(stream, segment, stamp_us, data)
        except (MediaError, ServiceError) as error:
            _log.info("whether the time stamps jump is not known: %s", error.sentence)
            return ""
        return "A piece of the footage is out of place." if elsewhere else ""

    async def _belongs_elsewhere(
        self, stream: Stream, segment: Segment, stamp_us: int, data: bytes
    ) -> bool:
        """Whether footage with other time stamps than its place has is there twice, has changed
        places or stands between others that are right.

        Time stamps that jump and stay so are a new time base that nobody marked.
        """
        after = next(iter(stream.after(segment)), None)
        if after is not None and segment != stream.run_starts(segment.run):
            after_us = await _stamp_us(await self._segment(stream, after))
            if after_us is not None and stream.is_placed(after_us, after):
                return True
        other = stream.place_of(stamp_us, segment)
        if other is None:
            return False
        other_data = await self._segment(stream, other)
        other_us = await _stamp_us(other_data)
        changed = other_us is not None and stream.is_placed(other_us, segment)
        return changed or other_data == data

    async def _sounds(self, stream: Stream, segment: Segment) -> list[Sound | None]:
        """The sound of a segment where it comes by itself; None for what is lost of it."""
        if stream.sound is None:
            return [None] if stream.variant.audio is not None else []
        playlist = stream.sound.playlist
        start_us, end_us = segment.start_us - _SOUND_SLACK_US, segment.end_us + _SOUND_SLACK_US
        heard = [playlist.segments[index] for index in playlist.covering(start_us, end_us)]
        async with together() as jobs:
            sounds = [
                jobs.create_task(
                    self._sound(stream, stream.sound, part), name=f"sound {part.number}"
                )
                for part in heard
            ]
        return [sound.result() for sound in sounds]

    async def _sound(self, stream: Stream, sound: Stream, part: Segment) -> Sound | None:
        try:
            return Sound(await self._segment(sound, part), part.start_us)
        except (MediaError, ServiceError) as error:
            self._on_silent(stream, error)
            return None

    async def _beginning(self, stream: Stream, segment: Segment, policy: Policy) -> bytes | None:
        """Init section and a segment's beginning, in clear; None where all of it is here."""
        if segment.gap:
            raise BadSegment("The stream has a hole here.")
        sent = await self._fetcher.beginning(_name(stream, segment), segment.resource, policy)
        if sent is None:
            return None
        init = await self._init(stream, segment)
        return init + await self._beginning_in_clear(segment, sent)

    async def _segment(
        self,
        stream: Stream,
        segment: Segment,
        on_progress: OnProgress | None = None,
        arrival: Arrival | None = None,
    ) -> bytes:
        """Init section and segment together, in clear: so they are kept; the key is not."""
        if segment.gap:
            raise BadSegment("The stream has a hole here.")
        init = await self._init(stream, segment)
        return init + await self._fetcher.kept(
            _name(stream, segment),
            segment.resource,
            SEGMENT,
            opened=partial(self._in_clear, segment),
            on_progress=on_progress,
            arrival=arrival,
        )

    async def _init(self, stream: Stream, segment: Segment) -> bytes:
        if segment.init is None:
            return b""
        opened = partial(self._init_in_clear, segment)
        return await self._fetcher.kept(f"{stream.name} init", segment.init, INIT, opened=opened)

    async def _init_in_clear(self, segment: Segment, data: bytes) -> bytes:
        """Whether an init section is encrypted depends on the order of tags; its bytes tell."""
        return data if is_footage(data) else await self._in_clear(segment, data)

    async def _beginning_in_clear(self, segment: Segment, data: bytes) -> bytes:
        if segment.key is None:
            return data
        secret = await self._keys.secret(segment.key)
        return decrypted_beginning(data, secret, iv_of(segment.key, segment.number))

    async def _in_clear(self, segment: Segment, data: bytes) -> bytes:
        if segment.key is None:
            return data
        secret = await self._keys.secret(segment.key)
        iv = iv_of(segment.key, segment.number)
        return await asyncio.to_thread(decrypted, data, secret, iv)


def _origin_key(stream: Stream, start: Segment) -> str:
    """What is noted under this is the time stamp that a run begins with."""
    return f"origin {stream.name} {start.number} {resource_name(start.resource)}"


def _name(stream: Stream, segment: Segment) -> str:
    """What a segment is called in the cache."""
    return f"{stream.name} {segment.number}"


async def _stamp_us(data: bytes) -> int | None:
    """Time stamp of a segment's first picture; None where there is none."""
    for beginning in (data[:BEGINNING_BYTES], data):
        try:
            return await asyncio.to_thread(first_picture_us, beginning)
        except BadSegment as error:
            _log.debug("no picture in %d bytes: %s", len(beginning), error.sentence)
    return None
