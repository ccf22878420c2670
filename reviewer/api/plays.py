"""Reads play-by-play rows."""

from collections.abc import Iterable
from hashlib import blake2b

from msgspec import Raw

from reviewer.api import wire
from reviewer.api.rows import Rows, built, decoded, player_id, session_id, team_id
from reviewer.api.values import amount, clock, id_text, period, wall
from reviewer.domain.game import Play

_WITHDRAWN = "DELETED_"
_POINTS = {"FREE_THROW_MAKE": 1, "TWO_POINT_MAKE": 2, "THREE_POINT_MAKE": 3}
_MOST_POINTS = 4


def plays(raws: Iterable[Raw]) -> Rows[Play]:
    """The plays that stand, each once, in order of time."""
    rows, unreadable = decoded(raws, wire.Detail)
    standing = (row for row in rows if not (row.classification or "").startswith(_WITHDRAWN))
    found = built(standing, _play, unreadable)
    once = {play.id: play for play in found.items}
    ordered = tuple(sorted(once.values(), key=lambda play: (play.wall, play.id)))
    return Rows(ordered, found.unreadable, len(found.items) - len(ordered))


def _play(row: wire.Detail) -> Play | None:
    moment = wall(row.timestamp)
    if moment is None:
        return None
    kind = (row.classification or "").strip()
    actor = row.key.actor_id if row.key is not None else None
    about = (id_text(row.event_id), id_text(actor), moment, kind)
    return Play(
        id=blake2b(repr(about).encode(), digest_size=5).hexdigest(),
        wall=moment,
        period=period(row.period),
        clock=clock(row.game_clock),
        shot_clock=clock(row.shot_clock),
        team=team_id(row.team_id),
        player=player_id(row.pid),
        session=session_id(row.session_id),
        classification=kind,
        description=(row.description or "").strip(),
        points=_points(row.stats, kind),
    )


def _points(stats: wire.DetailStats | None, kind: str) -> int:
    told = amount(stats.points) if stats is not None else None
    if told is None or not 0 <= told <= _MOST_POINTS:
        return _POINTS.get(kind, 0)
    return round(told)
