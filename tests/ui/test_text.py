"""Labels and buttons show foreign text as it is, and give way where there is no room."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.text import ElidedLabel, KeyButton, Label, key_words, menu_words, tip
from reviewer.ui.tokens import load_tokens

LONG = "Saint Somewhere on the Lake at Another Very Long Name"


@pytest.fixture
def label(qtbot: QtBot) -> ElidedLabel:
    made = ElidedLabel(text=LONG)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_line_with_room_is_whole(label: ElidedLabel):
    label.resize(label.sizeHint())
    assert label.text() == LONG


def test_a_line_without_room_ends_in_dots_and_its_tip_is_whole(label: ElidedLabel):
    label.resize(100, 20)
    assert label.text().endswith("…")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= 100
    assert LONG in label.toolTip()
    label.resize(label.sizeHint())
    assert label.text() == LONG


def test_a_tip_shows_markup_as_text_and_names_its_key():
    assert tip("<b>a</b> & b", "Space") == "<p>&lt;b&gt;a&lt;/b&gt; &amp; b (Space)</p>"


def test_an_ampersand_is_no_mnemonic():
    assert menu_words("Bay & State") == "Bay && State"


def test_labels_read_no_markup(qtbot: QtBot):
    assert Label(text="<i>x</i>").textFormat() == Qt.TextFormat.PlainText


def test_a_key_button_is_as_wide_as_its_words_and_its_key(qtbot: QtBot):
    ground = QWidget()
    qtbot.addWidget(ground)
    row = QHBoxLayout(ground)
    button = KeyButton("Open game…", "Ctrl+O", load_tokens().space)
    row.addWidget(button)
    row.addStretch()
    ground.resize(800, 60)
    ground.show()
    words, cap = button.findChildren(QLabel)
    assert words.text() == "Open game…"
    assert cap.text() == key_words("Ctrl+O")
    assert button.width() < 300


def test_a_flow_wraps_like_text(qtbot: QtBot):
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(6)
    chips = [QPushButton() for _ in range(5)]
    for chip in chips:
        chip.setFixedSize(100, 20)
        flow.addWidget(chip)
    ground.setLayout(flow)
    ground.show()
    chips[1].hide()
    assert flow.heightForWidth(320) == 46
    assert flow.heightForWidth(1000) == 20
    flow.setGeometry(QRect(10, 10, 320, 46))
    assert [chip.pos() for chip in chips if chip.isVisible()] == [
        QPoint(10, 10),
        QPoint(116, 10),
        QPoint(222, 10),
        QPoint(10, 36),
    ]
    assert flow.minimumSize() == QSize(100, 20)
    flow.takeAt(0)
    assert flow.count() == 4
    assert flow.itemAt(9) is None
