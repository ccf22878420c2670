"""Game health: how many things to check, which ones, and the clips that they are about."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from tests.builders import make_game, without_clock, without_footage
from tests.ui.desk import Desk, settled

K = Qt.Key


@pytest.fixture
async def ailing(desk: Desk) -> Desk:
    """A verified game, but for one clip without footage and nine without a clock."""
    game = make_game(24, length_ms=20_137)
    clips = [*game.clips[:2], without_footage(game.clips[2]), *game.clips[3:]]
    clips[12:21] = [without_clock(clip) for clip in clips[12:21]]
    desk.games.games[game.id] = replace(game, clips=tuple(clips), repeated_clips=1)
    await desk.open()
    return desk


async def test_a_sound_game_has_nothing_to_check(desk: Desk):
    game = make_game(12, length_ms=20_137)
    desk.games.games[game.id] = game
    await desk.open()
    desk.click("✓ Nothing to check")
    await settled()
    assert desk.sees("Game health")
    assert desk.sees("✓ Nothing to check")


async def test_findings_stand_by_gravity(ailing: Desk):
    ailing.click("▲ 1 thing to check")
    await settled()
    assert ailing.sees("✕ Problems")
    assert ailing.sees("1 clip has no footage.")
    assert ailing.sees("Good to know")
    assert ailing.sees("1 clip came twice and is shown once.")
    assert not ailing.sees("▲ To check")
    ailing.press(K.Key_H)
    await settled()
    assert not ailing.sees("✕ Problems")


async def test_a_click_chooses_the_clip_even_where_it_is_filtered_away(ailing: Desk):
    ailing.review.clips.set_filter(ClipFilter(periods=frozenset({Period("H2")})))
    ailing.press(K.Key_H)
    await settled()
    ailing.click("H1 19:19")
    await ailing.arrived()
    assert ailing.review.clips.current == "clip-2"
    assert ailing.sees("Cannot be played")


async def test_many_clips_are_shown_on_demand(ailing: Desk):
    ailing.press(K.Key_H)
    await settled()
    few = buttons(ailing)
    ailing.click("3 more")
    await settled()
    assert buttons(ailing) == few + 3
    assert not any(
        b.isVisible() for b in ailing.window.findChildren(QPushButton) if b.text() == "3 more"
    )


def buttons(desk: Desk) -> int:
    shown = [b for b in desk.window.findChildren(QPushButton) if b.isVisible()]
    return sum(b.text().startswith(("H1 ", "H2")) for b in shown)


async def test_the_page_follows_the_game(ailing: Desk):
    ailing.press(K.Key_H)
    await settled()
    await ailing.open("777")
    assert not ailing.sees("1 clip has no footage.")
    assert ailing.sees("is not verified")
    assert ailing.named_or_none(QPushButton, "▲ 2 things to check") is not None


async def test_diagnostics_are_asked_for_with_a_place_to_save_them(ailing: Desk, tmp_path: Path):
    wanted: list[Path] = []
    ailing.window.diagnostics_requested.connect(wanted.append)
    ailing.press(K.Key_H)
    await settled()
    ailing.click("Save diagnostics…")
    (dialog,) = ailing.window.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.selectFile(str(tmp_path / "mine"))
    dialog.accept()
    await settled()
    assert wanted == [tmp_path / "mine.zip"]


async def test_without_a_place_nothing_is_saved(ailing: Desk):
    wanted: list[Path] = []
    ailing.window.diagnostics_requested.connect(wanted.append)
    ailing.press(K.Key_H)
    await settled()
    ailing.click("Save diagnostics…")
    (dialog,) = ailing.window.findChildren(QFileDialog)
    dialog.reject()
    await settled()
    assert wanted == []
