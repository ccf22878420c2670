"""The keys of the window: one table that shortcuts are made from and the key list is drawn from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from reviewer.domain.subject import all_reviewed
from reviewer.session.review import Review
from reviewer.ui.nudge_control import STEP_MS

GROUPS = (
    *("Play", "Clips", "Tags", "Playlists", "Library"),
    *("Sync", "Window", "Account", "Help"),
)
"""What commands are about, in the order of the menu and of the key list."""


@dataclass(frozen=True, slots=True)
class Command:
    """What one key does, or one of several keys; without any it stands in the menu alone.

    `in_text` are those whose keys text fields leave. A switch says whether it `is_on`.
    """

    group: str
    title: str
    keys: tuple[str, ...]
    run: Callable[[], object]
    repeats: bool = False
    in_text: bool = False
    is_on: Callable[[], bool] | None = None


class Shell(Protocol):
    """What keys ask of the window itself."""

    def open_entry(self) -> None: ...
    def focus_search(self) -> None: ...
    def open_goto(self) -> None: ...
    def cycle_time(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def isFullScreen(self) -> bool: ...
    def step_back(self) -> None: ...
    def show_keys(self) -> None: ...
    def show_commands(self) -> None: ...


class PageShell(Protocol):
    """What keys ask of the pages beside and below the picture."""

    def nudge_frames(self, count: int) -> None: ...
    def nudge(self, by_ms: int) -> None: ...
    def show_sync(self) -> None: ...
    def show_health(self) -> None: ...
    def show_offline(self) -> None: ...
    def show_find(self) -> None: ...
    def play_found(self) -> None: ...
    def show_pivot(self) -> None: ...
    def show_shots(self) -> None: ...
    def type_tag(self) -> None: ...
    def write_note(self) -> None: ...
    def edit_palettes(self) -> None: ...


def commands(review: Review, shell: Shell, pages: PageShell) -> tuple[Command, ...]:
    """All of them, in the order of the key list."""
    play, pace = review.playback, review.playback.pace
    return (
        Command("Play", "Play or pause", ("Space",), play.toggle),
        Command("Play", "Replay from the lead-in", ("Home",), play.replay),
        Command("Play", "Back 3 seconds", ("Left",), partial(play.skip, -3000), repeats=True),
        Command("Play", "On 3 seconds", ("Right",), partial(play.skip, 3000), repeats=True),
        Command("Play", "Back 1 second", ("Shift+Left",), partial(play.skip, -1000), repeats=True),
        Command("Play", "On 1 second", ("Shift+Right",), partial(play.skip, 1000), repeats=True),
        Command("Play", "Back one frame", (",",), partial(play.step, -1), repeats=True),
        Command("Play", "On one frame", (".",), partial(play.step, 1), repeats=True),
        Command("Play", "Shuttle back, again for faster", ("J",), partial(pace.shuttle, -1)),
        Command("Play", "Pause", ("K",), pace.stop_shuttle),
        Command("Play", "Shuttle on, again for faster", ("L",), partial(pace.shuttle, 1)),
        Command(
            *("Play", "Loop the clip", ("\\",), pace.toggle_loop),
            is_on=lambda: pace.loop is not None,
        ),
        Command("Play", "Loop from here, to here, no more", ("Ctrl+L",), review.mark_loop),
        Command("Play", "Slower", ("[",), partial(pace.change_rate, -1)),
        Command("Play", "Faster", ("]",), partial(pace.change_rate, 1)),
        Command("Play", "Normal speed", ("Backspace",), partial(pace.set_rate, 1.0)),
        Command("Play", "Game clock, clip time, time of day", ("W",), shell.cycle_time),
        Command("Clips", "Previous clip", ("Up",), partial(review.step, -1), repeats=True),
        Command("Clips", "Next clip", ("Down",), partial(review.step, 1), repeats=True),
        Command(
            *("Clips", "Select upward", ("Shift+Up",)),
            partial(review.clips.extend_selection, -1),
            repeats=True,
        ),
        Command(
            *("Clips", "Select downward", ("Shift+Down",)),
            partial(review.clips.extend_selection, 1),
            repeats=True,
        ),
        Command("Clips", "Select all", ("Ctrl+A",), review.clips.select_all),
        Command(
            *("Clips", "Play through the list", ("U",), review.play_through),
            is_on=lambda: review.through.on,
        ),
        Command(
            *("Clips", "Skip footage already seen", (), review.toggle_repeats),
            is_on=lambda: not review.through.repeats,
        ),
        Command("Clips", "Search", ("/",), shell.focus_search),
        Command("Clips", "Find in this game or all", ("Ctrl+F",), pages.show_find, in_text=True),
        Command("Clips", "Pivot of this game", ("V",), pages.show_pivot),
        Command("Clips", "Shot chart of this game", ("S",), pages.show_shots),
        Command("Clips", "Play what was found", ("Ctrl+Return",), pages.play_found, in_text=True),
        Command("Clips", "Go to a clock or time", ("G",), shell.open_goto),
        *_tag_commands(review, pages),
        *_sync_commands(pages),
        Command("Window", "Games", ("Ctrl+O",), shell.open_entry, in_text=True),
        Command("Window", "Commands", ("Ctrl+K",), shell.show_commands, in_text=True),
        Command("Window", "Game health", ("H",), pages.show_health),
        Command("Window", "Kept offline, free space", (), pages.show_offline),
        Command(
            *("Window", "Full screen", ("F",), shell.toggle_full_screen),
            is_on=shell.isFullScreen,
        ),
        Command("Window", "Leave, cancel", ("Esc",), shell.step_back, in_text=True),
        Command("Window", "This list", ("?", "F1"), shell.show_keys),
    )


def in_groups(table: tuple[Command, ...]) -> tuple[Command, ...]:
    """The same commands, those of a group side by side."""
    return tuple(sorted(table, key=lambda command: GROUPS.index(command.group)))


def palette_commands(review: Review) -> tuple[Command, ...]:
    """The keys of the palette that is shown, which are others when another one is."""
    keyed = (button for button in review.palettes.current.buttons if button.key)
    return tuple(
        Command("Palette", button.title, (button.key,), partial(review.tagging.press, button))
        for button in keyed
    )


def _tag_commands(review: Review, pages: PageShell) -> tuple[Command, ...]:
    tagging = review.tagging
    return (
        Command("Tags", "Accept what is suggested", ("Return", "Enter"), tagging.accept_all),
        Command("Tags", "Tag by its name", ("T",), pages.type_tag),
        Command("Tags", "Note", ("N",), pages.write_note),
        Command(
            *("Tags", "Reviewed", ("X",), tagging.toggle_reviewed),
            is_on=lambda: all_reviewed(tagging.subjects),
        ),
        Command("Tags", "In: it begins here, clip or item", ("I",), review.set_in),
        Command("Tags", "Out: it ends here, clip or item", ("O",), review.set_out),
        Command("Tags", "Go to the in", ("Shift+I",), tagging.go_in),
        Command("Tags", "Go to the out", ("Shift+O",), tagging.go_out),
        Command("Tags", "The whole clip again", (), tagging.clear_trim),
        Command("Tags", "Edit palettes", (), pages.edit_palettes),
        Command("Tags", "Undo", ("Ctrl+Z",), review.history.undo),
        Command("Tags", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), review.history.redo),
    )


def _sync_commands(pages: PageShell) -> tuple[Command, ...]:
    frames, nudge, step = pages.nudge_frames, pages.nudge, STEP_MS
    return (
        Command("Sync", "Sync of this footage", ("A",), pages.show_sync),
        Command("Sync", "Data one frame earlier", ("Alt+Left",), partial(frames, -1), repeats=True),
        Command("Sync", "Data one frame later", ("Alt+Right",), partial(frames, 1), repeats=True),
        Command("Sync", "Data 0.5 s earlier", ("Alt+Shift+Left",), partial(nudge, -step)),
        Command("Sync", "Data 0.5 s later", ("Alt+Shift+Right",), partial(nudge, step)),
    )
