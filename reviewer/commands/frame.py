"""`reviewer frame`: one picture of the footage as a file, and what holds there."""

import argparse
import json
from functools import partial
from typing import Any

from reviewer.commands.opened import account_for, say
from reviewer.domain.account import Account
from reviewer.domain.errors import UnknownClip
from reviewer.domain.game import ClipId, EventId, Game
from reviewer.domain.goto import find, to_clock
from reviewer.domain.moment import GameTimes
from reviewer.domain.plan import FrameTarget, target_at, target_in_clip
from reviewer.domain.times import ClockMs, WallMs, format_clock, media_ms
from reviewer.settings import Folders

_CANNOT_WRITE = 2


def write_frame(wanted: argparse.Namespace, folders: Folders) -> int:
    if wanted.at is not None and wanted.clip is None:
        wanted.refuse("--at goes with --clip")
    if (wanted.period is None) != (wanted.clock is None):
        wanted.refuse("--period and --clock go together")
    from reviewer import app

    app.application(window=False)
    with account_for(wanted, folders) as who:
        return app.run(partial(_write, who, folders, wanted))


async def _write(who: Account, folders: Folders, wanted: argparse.Namespace) -> int:
    from reviewer import app

    locate = partial(_target, wanted)
    picture, moment = await app.grab_frame(who, folders, locate, say, EventId(wanted.event))
    if not picture.save(str(wanted.out)):
        say(f"{wanted.out} could not be written.")
        return _CANNOT_WRITE
    reading = moment.reading
    facts = {
        "media_ms": media_ms(moment.frame),
        "wall_ms": moment.wall,
        "period": reading.period,
        "clock_ms": reading.clock,
        "clock_certainty": reading.certainty,
    }
    print(json.dumps(facts) if wanted.json else _spoken(facts))
    return 0


def _target(wanted: argparse.Namespace, game: Game, times: GameTimes) -> FrameTarget:
    if wanted.clock is not None:
        return find(to_clock(wanted.period, wanted.clock, game, times.clock), times, game)
    if wanted.clip is None:
        return target_at(game, times.alignment, WallMs(wanted.wall))
    clip = next((clip for clip in game.clips if clip.id == ClipId(wanted.clip)), None)
    if clip is None:
        raise UnknownClip(f"This game has no clip {wanted.clip}.")
    return target_in_clip(clip, times.alignment, round((wanted.at or 0) * 1000))


def _spoken(facts: dict[str, Any]) -> str:
    clock = facts["clock_ms"]
    shown = "no clock" if clock is None else format_clock(ClockMs(clock))
    return (
        f"media {facts['media_ms']} ms, wall {facts['wall_ms']} ms, "
        f"{facts['period'] or 'no period'} {shown} ({facts['clock_certainty']})"
    )
