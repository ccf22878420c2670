"""Whether a game's offsets contain the delay of its video, decided once, from all clips."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.domain.alignment.guesses import (
    POSSIBLE_USES,
    SLACKS_MS,
    DelayUse,
    Rounding,
    Unit,
    guesses,
    unrefuted,
)
from reviewer.domain.alignment.rows import StreamRows


@dataclass(frozen=True, slots=True)
class DelayFound:
    """How the delay is used, and how the offsets were rounded where they are coarse.

    `starts_agree` says that the video starts bear the offsets out; `explained` of `asked` clips
    do so.
    """

    use: DelayUse
    roundings: tuple[Rounding, ...]
    starts_agree: bool
    explained: int
    asked: int


def find_delay(streams: Sequence[StreamRows], unit: Unit, grain_ms: int) -> DelayFound:
    """Whether the offsets contain the delay, from how they differ from the video starts."""
    known = [item for item in streams if item.video_start is not None]
    telling = [item for item in known if item.delay_ms] or known
    uses = POSSIBLE_USES if any(item.delay_ms for item in telling) else (DelayUse.NONE,)
    made = list(guesses(telling, unit, grain_ms, uses))
    left, explained = unrefuted(made, SLACKS_MS)
    roundings = tuple(kind for kind in Rounding if any(item.rounding is kind for item in left))
    return DelayFound(
        use=_use({item.use for item in left}) if _is_delayed(streams) else DelayUse.NONE,
        roundings=roundings or tuple(Rounding),
        starts_agree=bool(left),
        explained=explained,
        asked=len(made[0].misses_ms),
    )


def _use(left: set[DelayUse]) -> DelayUse:
    """The one use that is not refuted; streams without a delay tell nothing of the others."""
    only = left.pop() if len(left) == 1 else DelayUse.UNKNOWN
    return DelayUse.UNKNOWN if only is DelayUse.NONE else only


def _is_delayed(streams: Sequence[StreamRows]) -> bool:
    return any(item.delay_ms for item in streams)
