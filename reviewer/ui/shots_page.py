"""The shot chart: a court, what it is filtered by, and every zone in figures that play."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.shot_chart import Zone, tally
from reviewer.session.playback_state import Idle, PlaybackState
from reviewer.session.review import Review
from reviewer.ui.court import Court
from reviewer.ui.drawer import DrawerPage
from reviewer.ui.filter_bar import FilterChip
from reviewer.ui.switch_chip import SwitchChip
from reviewer.ui.text import Label, SplitButton
from reviewer.ui.theme import Theme

_FIELDS = {"teams": "Team", "players": "Player", "periods": "Period"}
_LEGEND = "● made   ✕ missed   ·   twos and threes as the data say, zones by distance"


class ShotsPage(DrawerPage):
    """Shows the shots of the open game; a dot plays its clip, a zone all of its clips."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._shots = review.shots
        self._theme = theme
        self._court = Court(theme)
        self._dots = SwitchChip("Shots")
        self._zones = SwitchChip("Zones")
        self._all = QPushButton("Play all")
        self._total = Label("strong")
        self._chips = {
            field: FilterChip(field, title, theme.tokens.size.chip_max_width)
            for field, title in _FIELDS.items()
        }
        self._figures = {zone: Label("mute") for zone in Zone}
        self._buttons = {zone: self._zone_button(zone) for zone in Zone}
        self._arrange()
        self._dots.setChecked(True)
        self._zones.toggled.connect(self._on_zones)
        self._all.clicked.connect(self._on_all)
        self._court.dot_picked.connect(self._shots.play)
        self._court.zone_picked.connect(self._shots.play_zone)
        for chip in self._chips.values():
            chip.picked.connect(self._on_picked)
        self._shots.changed.connect(self._on_changed)
        review.playback.changed.connect(self._on_playback)
        theme.changed.connect(self._court.update)
        self._on_changed()
        self._on_playback(review.playback.state)

    @property
    def court(self) -> Court:
        return self._court

    def _zone_button(self, zone: Zone) -> SplitButton:
        button = SplitButton(zone.value, self._figures[zone], self._theme.tokens.space)
        button.setProperty("kind", "recent")
        button.clicked.connect(self._on_zone_clicked)
        button.setProperty("zone", zone.value)
        return button

    def _arrange(self) -> None:
        space = self._theme.tokens.space
        group = QButtonGroup(self)
        top = QHBoxLayout()
        top.setSpacing(space.s)
        for button in (self._dots, self._zones):
            group.addButton(button)
            top.addWidget(button)
        top.addSpacing(space.m)
        for chip in self._chips.values():
            top.addWidget(chip)
        top.addStretch()
        top.addWidget(self._total)
        top.addWidget(self._all)
        below = QHBoxLayout()
        below.setSpacing(space.l)
        below.addWidget(self._court, 3)
        below.addWidget(self._zone_list(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, space.s)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addLayout(below, 1)

    def _zone_list(self) -> QWidget:
        space = self._theme.tokens.space
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for button in self._buttons.values():
            column.addWidget(button)
        legend = Label("small", _LEGEND)
        legend.setWordWrap(True)
        legend.setContentsMargins(space.s, space.s, 0, 0)
        column.addWidget(legend)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setObjectName("zones")
        scroll.setWidget(listed)
        return scroll

    def _on_changed(self) -> None:
        chart, choices, wanted = self._shots.chart, self._shots.choices, self._shots.filter
        for field, chip in self._chips.items():
            chip.show_choices(getattr(choices, field), getattr(wanted, field))
        self._court.show_chart(chart)
        unplaced = f" · {chart.unplaced} without a place" if chart.unplaced else ""
        self._total.setText(chart.total.words + unplaced)
        self._all.setEnabled(bool(chart.dots))
        for zone, button in self._buttons.items():
            dots = chart.within(zone)
            self._figures[zone].setText(tally(dots).words if dots else "–")
            button.setEnabled(bool(dots))
            button.setVisible(bool(dots) or zone is not Zone.BACKCOURT)

    def _on_zones(self, on: Any) -> None:
        self._court.show_zones(on=bool(on))

    def _on_all(self) -> None:
        self._shots.play_zone(None)

    def _on_zone_clicked(self) -> None:
        self._shots.play_zone(Zone(self.sender().property("zone")))

    def _on_picked(self, field: str, values: frozenset[Any]) -> None:
        change: dict[str, Any] = {field: values}
        self._shots.set_filter(replace(self._shots.filter, **change))

    def _on_playback(self, state: PlaybackState) -> None:
        self._court.set_playing(None if isinstance(state, Idle) else state.clip.id)
