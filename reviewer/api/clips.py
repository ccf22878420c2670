"""Reads clips, gives each an id that survives reloading, and puts them into game order."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from reviewer.api import wire
from reviewer.api.rows import Rows, decoded, document, player_id, session_id, team_id
from reviewer.api.values import amount, clock_pair, period, wall
from reviewer.domain.game import Clip, ClipId, Hls, stream_id
from reviewer.domain.periods import Period, period_rank

_NO_SOURCE = "UNKNOWN"


def parse_videos(body: bytes) -> Rows[Clip]:
    """The clips of a game, in game order and with their ids.

    Clocks are as the feed has them; where they count up, `assemble` turns them for the whole game.
    """
    rows, unreadable = decoded(document(body, wire.Videos, "clips").videos, wire.Video)
    clips = [_clip(row) for row in rows]
    kept = _identified(clips)
    return Rows(kept, unreadable, len(clips) - len(kept))


def _clip(row: wire.Video) -> Clip:
    key = row.source_key or wire.SourceKey()
    start_clock, end_clock = clock_pair(row.start_game_clock_ms, row.end_game_clock_ms)
    return Clip(
        id=ClipId(""),
        period=period(row.period),
        source=(key.source or "").strip() or _NO_SOURCE,
        team=team_id(key.team_id),
        player=player_id(key.player_id),
        session=session_id(row.session_id),
        start=wall(row.event_start_timestamp),
        end=wall(row.event_end_timestamp),
        start_clock=start_clock,
        end_clock=end_clock,
        hls=_hls(row),
    )


def _hls(row: wire.Video) -> Hls | None:
    url = (row.hls_file or "").strip()
    if not _is_address(url):
        return None
    return Hls(
        url=url,
        video_start=wall(row.hls_video_start_timestamp),
        start_offset=amount(row.hls_start_offset),
        delay_ms=round(amount(row.hls_video_delay_ms) or 0),
        duration=amount(row.hls_duration),
    )


def _is_address(url: str) -> bool:
    try:
        stream_id(url)
    except ValueError:
        return False
    return bool(url)


def _identified(clips: Iterable[Clip]) -> tuple[Clip, ...]:
    """In game order. The second clip about one thing gets `-2`; in the same stream it goes."""
    counts: Counter[ClipId] = Counter()
    seen: set[tuple[ClipId, str]] = set()
    named: list[Clip] = []
    for clip in _in_game_order(tuple(clips)):
        key = _key(clip)
        if (key, _stream(clip)) in seen:
            continue
        seen.add((key, _stream(clip)))
        counts[key] += 1
        named.append(replace(clip, id=key if counts[key] == 1 else ClipId(f"{key}-{counts[key]}")))
    return tuple(named)


def _key(clip: Clip) -> ClipId:
    """Ten hex digits of what the clip is about; its address may change and has no part in it."""
    about = (clip.session, clip.period, clip.source, clip.team, clip.player, clip.start, clip.end)
    return ClipId(blake2b(repr(about).encode(), digest_size=5).hexdigest())


def _in_game_order(clips: tuple[Clip, ...]) -> list[Clip]:
    order = {period: place for place, period in enumerate(_periods_in_order(clips))}

    def place(clip: Clip) -> tuple[int, float, float, str]:
        end = math.inf if clip.end is None else clip.end
        return order[clip.period], _start(clip), end, _stream(clip)

    return sorted(clips, key=place)


def _periods_in_order(clips: Iterable[Clip]) -> list[Period]:
    """By their first moment; by their names where one of them has none."""
    first: dict[Period, float] = {}
    for clip in clips:
        first[clip.period] = min(_start(clip), first.get(clip.period, math.inf))
    if math.inf in first.values():
        return sorted(first, key=lambda label: (period_rank(label), first[label], label))
    return sorted(first, key=lambda label: (first[label], period_rank(label), label))


def _start(clip: Clip) -> float:
    return math.inf if clip.start is None else clip.start


def _stream(clip: Clip) -> str:
    return clip.hls.stream if clip.hls is not None else ""
