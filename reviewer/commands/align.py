"""`reviewer align`: how data and footage were brought together, and the health of a game."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.commands.opened import account_for, say
from reviewer.domain.account import Account
from reviewer.domain.alignment import StreamReport, Sync, report_json
from reviewer.domain.clock import PeriodClock
from reviewer.domain.game import EventId, Game
from reviewer.domain.health import Finding, check_health, finding_json
from reviewer.domain.moment import GameTimes, times_of
from reviewer.domain.periods import period_title
from reviewer.domain.times import format_clock
from reviewer.session.scout import Scouted, scout
from reviewer.settings import Folders
from reviewer.sources import connected, diagnostics, kept_corrections

_CANNOT_WRITE = 2


@dataclass(frozen=True, slots=True)
class _Opened:
    """A game with its streams looked at; `diagnostics` are empty unless asked for."""

    game: Game
    scouted: Scouted
    diagnostics: bytes = b""


def tell_alignment(wanted: argparse.Namespace, folders: Folders) -> int:
    with account_for(wanted, folders) as who:
        opened = asyncio.run(_open(who, folders, wanted))
    corrections = kept_corrections(folders, opened.game.id)
    times = times_of(opened.game, opened.scouted.facts, corrections)
    findings = check_health(opened.game, times)
    if wanted.json:
        print(json.dumps(_facts(opened, times, findings), indent=1))
    else:
        print("\n".join(_lines(opened, times, findings)))
    if wanted.diagnostics is None:
        return 0
    try:
        wanted.diagnostics.write_bytes(opened.diagnostics)
    except OSError as error:
        say(f"{wanted.diagnostics} could not be written: {error.strerror}.")
        return _CANNOT_WRITE
    return 0


async def _open(who: Account, folders: Folders, wanted: argparse.Namespace) -> _Opened:
    async with connected(who, folders, say) as sources:
        game = await sources.games.load_game(EventId(wanted.event))
        scouted = await scout(sources.media, game.clips)
        if wanted.diagnostics is None:
            return _Opened(game, scouted)
        return _Opened(game, scouted, await diagnostics(sources, game, say))


def _facts(opened: _Opened, times: GameTimes, findings: tuple[Finding, ...]) -> dict[str, object]:
    return {
        "event": opened.game.id,
        **report_json(times.alignment.report),
        "unreachable": {
            stream: error.sentence for stream, error in opened.scouted.failures.items()
        },
        "clock": [_period_facts(period) for period in times.clock.periods],
        "health": [finding_json(finding) for finding in findings],
    }


def _period_facts(period: PeriodClock) -> dict[str, object]:
    return {
        "period": period.period,
        "start_wall_ms": period.span.start,
        "end_wall_ms": period.span.end,
        "first_clock_ms": period.first,
        "last_clock_ms": period.last,
        "contradictions": period.contradictions,
    }


def _lines(opened: _Opened, times: GameTimes, findings: tuple[Finding, ...]) -> Iterator[str]:
    report = times.alignment.report
    yield opened.game.name
    yield from report.why
    for stream in report.streams:
        yield f"Footage {stream.stream[:6]}: {_badge(stream)}."
        yield from (f"  {why}" for why in stream.why)
        if error := opened.scouted.failures.get(stream.stream):
            yield f"  {error.sentence}"
    for period in times.clock.periods:
        first, last = format_clock(period.first), format_clock(period.last)
        yield f"Clock of the {period_title(period.period)}: known from {first} to {last}."
    yield "Health:" if findings else "Health: nothing amiss."
    yield from (f"  {finding.severity}: {finding.sentence}" for finding in findings)


def _badge(stream: StreamReport) -> str:
    bound = f" ±{stream.residual_ms} ms" if stream.residual_ms is not None else ""
    match stream.sync:
        case Sync.VERIFIED:
            return f"verified{bound}"
        case Sync.CORRECTED:
            return f"corrected by you{bound}"
        case Sync.UNVERIFIED:
            return "not verified"
