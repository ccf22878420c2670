"""Help: what the program is, and whether all of it works, in dialogs over the window."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QWidget

from reviewer import app
from reviewer.about import about
from reviewer.domain.about import About, Part, consequence_of
from reviewer.helping import Help
from reviewer.ui.about_dialog import AboutDialog
from reviewer.ui.checks_dialog import ChecksDialog
from reviewer.ui.theme import Theme

LISTED = [
    {"name": "httpx", "version": "0.28.1", "licence": "BSD-3-Clause", "texts": ["httpx/LICENSE"]},
    {"name": "PySide6", "version": "6.11.3", "licence": "LGPL-3.0-only", "texts": ["LGPL-3.0.txt"]},
    {"name": "other", "version": "1", "licence": "MIT", "texts": []},
]


@pytest.fixture
def licences(tmp_path: Path) -> Path:
    """The folder as a build leaves it."""
    (tmp_path / "httpx").mkdir()
    (tmp_path / "httpx" / "LICENSE").write_text("Redistribution and use …", encoding="utf-8")
    (tmp_path / "LGPL-3.0.txt").write_text("GNU LESSER", encoding="utf-8")
    (tmp_path / "licences.json").write_text(json.dumps(LISTED), encoding="utf-8")
    return tmp_path


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_build_tells_of_every_part_and_shows_its_licence(qapp, licences: Path):
    told, window = about(licences), QWidget()
    assert [part.text for part in told.parts] == ["Redistribution and use …", "GNU LESSER", ""]
    dialog = AboutDialog(told, Theme().tokens, window)
    assert "Qt" in words(dialog)
    parts, text = dialog.findChild(QListWidget), dialog.findChild(QPlainTextEdit)
    assert parts is not None
    assert text is not None
    assert text.toPlainText() == "Redistribution and use …"
    parts.setCurrentRow(2)
    assert text.toPlainText() == "No text came with it."


def test_a_checkout_says_that_nothing_is_bundled(qapp, tmp_path: Path):
    told = about(tmp_path)
    assert told.parts == ()
    assert "This is a checkout" in told.consequence


@pytest.mark.parametrize(
    ("encoders", "told"), [(("libx264", "libx265"), "libx264 and libx265: this build"), ((), "")]
)
def test_a_build_with_gpl_encoders_says_what_follows(encoders: tuple[str, ...], told: str):
    sentence = consequence_of(encoders, bundled=True)
    assert told in sentence
    assert ("under the GPL" in sentence) == bool(encoders)


def test_parts_without_a_text_are_still_named():
    assert About({}, "", (Part("a", "1", "MIT"),)).parts[0].text == ""


def test_the_self_test_shows_what_came_of_each_part(qapp):
    shown: list[str] = []

    async def look() -> int:
        window = QWidget()
        helping = Help(Theme().tokens, shown.append, app.crashed)
        helping.attend(window)
        commands = {command.title: command for command in helping.commands()}
        commands["Self-test"].run()
        dialog = window.findChild(ChecksDialog)
        assert dialog is not None
        over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        dialog.windowTitleChanged.connect(over.set_result)
        shown.append(await over)
        shown.append(words(dialog))
        await helping.aclose()
        return 0

    app.run(look)
    assert shown[0] == "Self-test passed"
    assert all(part in shown[1] for part in ("Footage", "Library", "Trust store", "Versions"))


async def test_the_window_shows_what_the_program_is(qapp):
    window = QWidget()
    helping = Help(Theme().tokens, pytest.fail, app.crashed)
    helping.show_about()
    helping.attend(window)
    helping.show_about()
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    assert "FFmpeg in Qt" in words(dialog)
    dialog.close()
