"""What happened, in the words of a coach, from the feed's classifications."""

from collections.abc import Iterable, Sequence

from reviewer.domain.game import Play

_WORDS = {
    "TWO_POINT_MAKE": "made 2",
    "TWO_POINT_MISS": "missed 2",
    "THREE_POINT_MAKE": "made 3",
    "THREE_POINT_MISS": "missed 3",
    "FREE_THROW_MAKE": "free throw made",
    "FREE_THROW_MISS": "free throw missed",
    "OFFENSIVE_REB": "offensive rebound",
    "DEFENSIVE_REB": "defensive rebound",
    "LIVE_BALL_TURNOVER": "turnover",
    "DEAD_BALL_TURNOVER": "dead-ball turnover",
    "TIMEOUT": "time-out",
}
_FREE_THROWS = ("FREE_THROW_MAKE", "FREE_THROW_MISS")
_SIDESHOWS = frozenset({"SUBSTITUTION", "PERIOD_START", "PERIOD_END", "DEFENSIVE_REB"})
"""Rows that happen during a clip but are not what happened in it."""


def play_words(classification: str) -> str:
    """`made 3` for `THREE_POINT_MAKE`; one never seen is written out: `live ball turnover`."""
    return _WORDS.get(classification, classification.replace("_", " ").lower())


def describe(plays: Sequence[Play]) -> str:
    """One line for the plays of a clip, in their order: `Missed 2 · offensive rebound · made 2`."""
    told = [play for play in plays if play.classification not in _SIDESHOWS]
    words = list(dict.fromkeys(_phrases(told)))
    line = " · ".join(words)
    return line[:1].upper() + line[1:]


def leading(plays: Iterable[Play]) -> Play | None:
    """The play that a clip is about: its last shot, turnover or free throw, else its last."""
    told = [play for play in plays if play.classification not in _SIDESHOWS]
    ends = [play for play in told if "REB" not in play.classification]
    chosen = ends or told
    return chosen[-1] if chosen else None


def _phrases(plays: Sequence[Play]) -> Iterable[str]:
    throws = [play for play in plays if play.classification in _FREE_THROWS]
    counted = False
    for play in plays:
        if len(throws) > 1 and play.classification in _FREE_THROWS:
            if not counted:
                made = sum(throw.classification == "FREE_THROW_MAKE" for throw in throws)
                yield f"{made} of {len(throws)} free throws"
            counted = True
        else:
            yield play_words(play.classification)
