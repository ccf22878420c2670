"""The look holds together: every token is there, every icon draws, every text can be read."""

import re

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reviewer.ui.theme import Scheme, Theme, faded
from reviewer.ui.tokens import RESOURCES, Palette, load_tokens

ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
SCHEMES: tuple[Scheme, ...] = ("dark", "light")
LEGIBLE, VISIBLE = 4.5, 3.0
"""Contrast ratios that WCAG asks of text, and of what is large or no text."""


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def palettes() -> list[Palette]:
    tokens = load_tokens()
    return [tokens.dark, tokens.light, tokens.picture]


@pytest.mark.parametrize("palette", palettes(), ids=["dark", "light", "picture"])
def test_text_can_be_read_on_every_surface(palette: Palette):
    for ground in (palette.bg, palette.panel, palette.raised):
        for words in (palette.text, palette.mute, palette.bad):
            assert contrast(words, ground) >= LEGIBLE
        for mark in (palette.accent, palette.home, palette.away, palette.dim):
            assert contrast(mark, ground) >= VISIBLE
    assert contrast(palette.on_accent, palette.accent) >= VISIBLE  # an icon, or semi-bold words


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_is_filled_from_the_tokens_alone(qtbot: QtBot, scheme: Scheme):
    theme = Theme(scheme)
    source = (RESOURCES / "style.qss").read_text("utf-8")
    assert not re.search(r"#[0-9a-f]{3,8}\b", source)
    assert theme.colors == getattr(theme.tokens, scheme)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_in_the_color_asked_for(qtbot: QtBot, name: str):
    image = Theme("dark").icon(name, "#ff0000").pixmap(32, 32).toImage()
    red = [color for color in _colors(image) if color.alpha() > 200]
    assert red
    assert all(color.red() > 200 and color.green() < 60 for color in red)


def test_figures_are_tabular(qtbot: QtBot):
    font = Theme("dark").font(13)
    assert font.pixelSize() == 13
    assert [bytes(tag.toString().data()).decode() for tag in font.featureTags()] == ["tnum"]


def test_a_faded_color_is_the_same_color():
    assert faded("#ff8a3d", 0.5).name() == "#ff8a3d"
    assert faded("#ff8a3d", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)


def _colors(image: QImage) -> list[QColor]:
    size = image.size()
    return [image.pixelColor(x, y) for x in range(size.width()) for y in range(size.height())]
