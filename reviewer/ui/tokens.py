"""The look as values: colours, type, spaces and sizes, read from `resources/tokens.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Where icons, tokens and style sheet lie: beside the package, in a frozen build too."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, as `#rrggbb`."""

    bg: str
    panel: str
    raised: str
    line: str
    text: str
    mute: str
    dim: str
    accent: str
    on_accent: str
    home: str
    away: str
    good: str
    warn: str
    bad: str


@dataclass(frozen=True, slots=True)
class Flags:
    """Colours that a tag can be flagged with, by their names."""

    red: str
    orange: str
    green: str
    blue: str
    violet: str


@dataclass(frozen=True, slots=True)
class Opacity:
    """From 0 to 1: the colour of a tag button that is on, plates over the picture, played rows,
    the clip on its seek bar, hatching.
    """

    tag: float
    plate: float
    played: float
    clip: float
    hatch: float


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Heights of text in pixels."""

    cap: int
    small: int
    body: int
    title: int
    large: int
    clock: int


@dataclass(frozen=True, slots=True)
class Spaces:
    """Distances in pixels."""

    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the sizes of a shirt
    xl: int


@dataclass(frozen=True, slots=True)
class Corners:
    """Radii in pixels."""

    small: int
    control: int
    plate: int
    pill: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """Extents of the window's parts in pixels."""

    window_width: int
    window_height: int
    list_width: int
    list_min_width: int
    picture_min_width: int
    picture_min_height: int
    top_bar: int
    status_bar: int
    control: int
    button: int
    field: int
    chip: int
    icon_button: int
    play_width: int
    row: int
    poster_width: int
    poster_height: int
    kept_mark: int
    group: int
    edge: int
    dot: int
    seek_bar: int
    seek_labels: int
    seek_tick: int
    seek_groove: int
    seek_knob: int
    seek_ring: int
    hatch_step: int
    hatch_height: int
    hatch_pen: float
    icon: int
    volume_width: int
    message_width: int
    chip_max_width: int
    tag_button: int
    tag_buttons_min: int
    tag_chip: int
    note: int
    editor_width: int
    editor_height: int
    editor_list: int
    editor_form: int
    progress: int
    inspector_width: int
    goto_width: int
    item_note: int
    sign_in_width: int
    games_width: int
    news_height: int
    game_time: int
    game_score: int
    day: int
    drawer_min_height: int
    drawer_height: int
    command_width: int
    command_height: int
    found_row: int
    found_game: int
    found_period: int
    found_clock: int
    pivot_row: int
    pivot_heading: int
    pivot_column: int
    shot_dot: int
    court_width: int
    court_height: int


@dataclass(frozen=True, slots=True)
class Times:
    """How long nothing is said about loading, how long an answer stays over the picture, how long
    typing rests until a note is kept, and how long the key store is asked without a word.
    """

    patience_ms: int
    toast_ms: int
    note_ms: int
    unlock_ms: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """All of them. `picture` is the palette of what lies over footage, in either scheme."""

    dark: Palette
    light: Palette
    picture: Palette
    flag: Flags
    opacity: Opacity
    type: TypeSizes
    space: Spaces
    corner: Corners
    size: Sizes
    time: Times


def load_tokens(path: Path = RESOURCES / "tokens.json") -> Tokens:
    """Read the tokens; a missing or unknown one is an error."""
    read = json.loads(path.read_text("utf-8"))
    return Tokens(**{name: group(**read[name]) for name, group in get_type_hints(Tokens).items()})


def style_values(tokens: Tokens, palette: Palette) -> Mapping[str, Any]:
    """Names a style sheet may use: `$accent`, `$picture_text`, `$type_small`, `$plate` …"""
    groups: dict[str, Any] = {
        "": palette,
        "picture_": tokens.picture,
        "type_": tokens.type,
        "space_": tokens.space,
        "corner_": tokens.corner,
        "size_": tokens.size,
    }
    values = {
        f"{prefix}{field.name}": getattr(group, field.name)
        for prefix, group in groups.items()
        for field in fields(group)
    }
    plate = _translucent(tokens.picture.panel, tokens.opacity.plate)
    return values | {"plate": plate, "style": (RESOURCES / "style").as_posix()}


def _translucent(color: str, opacity: float) -> str:
    """A colour as a style sheet writes it where what lies behind shows through."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"rgba({red}, {green}, {blue}, {round(opacity * 100)}%)"
