"""`reviewer clips`: a game's clips, filtered, each with its place and why it cannot play."""

import argparse
import asyncio
import json
from typing import Any

from reviewer.commands.opened import account_for, load_scouted, say_missing
from reviewer.domain.game import Clip, EventId, Game
from reviewer.domain.listing import clock_span
from reviewer.domain.moment import GameTimes, times_of
from reviewer.domain.periods import parse_period
from reviewer.domain.plan import why_not
from reviewer.session.scout import Scouted
from reviewer.settings import Folders
from reviewer.sources import kept_corrections


def list_clips(wanted: argparse.Namespace, folders: Folders) -> int:
    with account_for(wanted, folders) as who:
        game, scouted = asyncio.run(load_scouted(who, folders, EventId(wanted.event)))
    times = times_of(game, scouted.facts, kept_corrections(folders, game.id))
    rows = [
        _clip_facts(game, times, scouted, clip)
        for clip in game.clips
        if _wanted(game, clip, wanted)
    ]
    say_missing(game)
    if wanted.json:
        print(json.dumps(rows, indent=1))
    else:
        for row in rows:
            print(_clip_line(row))
    return 0


def _wanted(game: Game, clip: Clip, wanted: argparse.Namespace) -> bool:
    team, player = game.team(clip.team), game.player(clip.player)
    return (
        (wanted.period is None or clip.period == parse_period(wanted.period))
        and (wanted.source is None or clip.source.casefold() == wanted.source.casefold())
        and _matches(wanted.team, clip.team, team.name if team is not None else None)
        and _matches(wanted.player, clip.player, player.name if player is not None else None)
    )


def _matches(wanted: str | None, *known: str | None) -> bool:
    """Whether a team or player is the one asked for: by id, or by a part of the name."""
    if wanted is None:
        return True
    identity, name = known
    return wanted == identity or (name is not None and wanted.casefold() in name.casefold())


def _clip_facts(game: Game, times: GameTimes, scouted: Scouted, clip: Clip) -> dict[str, Any]:
    team, player = game.team(clip.team), game.player(clip.player)
    media = times.alignment.place(clip)
    reason = why_not(clip, times.alignment) or scouted.why_not(clip)
    return {
        "id": clip.id,
        "period": clip.period,
        "source": clip.source,
        "team_id": clip.team,
        "team": team.name if team is not None else None,
        "player_id": clip.player,
        "player": player.name if player is not None else None,
        "start_wall_ms": clip.start,
        "end_wall_ms": clip.end,
        "start_clock_ms": clip.start_clock,
        "end_clock_ms": clip.end_clock,
        "stream": clip.hls.stream if clip.hls is not None else None,
        "media_start_ms": media.start if media is not None else None,
        "media_end_ms": media.end if media is not None else None,
        "playable": reason is None,
        "why_not": reason,
    }


def _clip_line(row: dict[str, Any]) -> str:
    clock = clock_span(row["start_clock_ms"], row["end_clock_ms"]) or "–"
    who = ", ".join(filter(None, (row["team"], row["player"])))
    line = f"{row['id']}  {row['period']:3} {clock:15} {row['source']:12} {who}"
    return line if row["playable"] else f"{line}  [{row['why_not']}]"
