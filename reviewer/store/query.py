"""Filters as SQL conditions on `moments`. What the user typed is only ever a parameter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from reviewer.domain import finding
from reviewer.domain.finding import Filter


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL that is true or false of a row of `moments`, never null."""

    sql: str
    values: tuple[str | int, ...] = ()


def condition(wanted: Filter) -> Condition:
    """What a filter asks of a moment."""
    match wanted:
        case finding.All(parts):
            return _joined(" AND ", parts, "TRUE")
        case finding.AnyOf(parts):
            return _joined(" OR ", parts, "FALSE")
        case finding.Not(part):
            inner = condition(part)
            return Condition(f"NOT {inner.sql}", inner.values)
        case finding.Says(text):
            return _says(text)
        case _:
            return _of_tags(wanted) or _of_clip(wanted)


def _of_tags(wanted: Filter) -> Condition | None:
    match wanted:
        case finding.Tagged(group, value):
            return _hung("pin_values WHERE grp = ? AND value = ?", group, value)
        case finding.Flagged(colour):
            return _hung("pins WHERE flag = ?", colour)
        case finding.Reviewed():
            return _hung("pins WHERE reviewed")
        case finding.OnFloor(player):
            return _hung("floor WHERE player = ?", player)
        case finding.Involves(player):
            return Condition(
                "(player IS ? OR key IN (SELECT moment FROM pins WHERE player = ?))",
                (player, player),
            )
    return None


def _of_clip(wanted: Filter) -> Condition:
    match wanted:
        case finding.InGame(game):
            return Condition("(game = ?)", (game,))
        case finding.InPeriod(period):
            return Condition("(period = ?)", (period,))
        case finding.From(source):
            return Condition("(source = ?)", (source,))
        case finding.Of(team):
            return Condition("(team IS ?)", (team,))
        case finding.Ended(outcome):
            return Condition("(outcome = ?)", (outcome,))
        case finding.Margin(least, most):
            return _between("margin", least, most)
        case finding.Clock(least, most):
            return _between("start_clock_ms", least, most)
    raise TypeError(f"no condition for {wanted!r}")


def match_of(text: str) -> str:
    """Typed text as an FTS5 query: all of its words, each perhaps only begun; "" for none."""
    plain = unicodedata.normalize("NFC", text)
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return " ".join(f'"{word}"*' for word in words)


def _says(text: str) -> Condition:
    match = match_of(text)
    if not match:
        return Condition("TRUE")
    return Condition(
        "(key IN (SELECT rowid FROM moment_words WHERE moment_words MATCH ?))", (match,)
    )


def _hung(rows: str, *values: str) -> Condition:
    return Condition(f"(key IN (SELECT moment FROM {rows}))", values)


def _between(column: str, least: int, most: int) -> Condition:
    return Condition(f"({column} IS NOT NULL AND {column} BETWEEN ? AND ?)", (least, most))


def _joined(word: str, parts: Iterable[Filter], empty: str) -> Condition:
    inner = [condition(part) for part in parts]
    if not inner:
        return Condition(empty)
    values = tuple(value for part in inner for value in part.values)
    return Condition(f"({word.join(part.sql for part in inner)})", values)
