"""What is said of the clip on screen, or of all that are selected: a chip for every tag."""

from collections import defaultdict
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.counted import counted
from reviewer.domain.errors import ReviewerError
from reviewer.domain.said import Chip
from reviewer.domain.subject import Subject
from reviewer.domain.times import WallMs, format_clock
from reviewer.session.review import Review
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.menu_button import ask_words
from reviewer.ui.tag_chip import ChipLook, TagChip
from reviewer.ui.tag_menu import tag_menu
from reviewer.ui.text import Label
from reviewer.ui.theme import Theme


class ClipTags(QWidget):
    """Shows chips; they go to their moment, take the tag off, or offer what else can be done."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._theme = theme
        self._looks: tuple[ChipLook, ...] = ()
        self._chips: list[TagChip] = []
        self._title = Label("heading")
        self._count = Label("heading")
        self._none = Label("small", "No tag yet.")
        space = theme.tokens.space
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self._count)
        self._flow = FlowLayout(space.xs + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addWidget(self._none)
        column.addLayout(self._flow)

    def show_subjects(self, subjects: tuple[Subject, ...]) -> None:
        """Show what is said of these clips."""
        several = len(subjects) > 1
        self._title.setText(f"On these {len(subjects)} clips" if several else "On this clip")
        looks = self._together(subjects) if several else self._single(subjects)
        if looks != self._looks:
            self._looks = looks
            self._fill(looks)
        self._count.setText(str(len(looks)) if looks else "")
        self._none.setVisible(not looks)

    def _single(self, subjects: tuple[Subject, ...]) -> tuple[ChipLook, ...]:
        return tuple(
            self._look(subject, chip) for subject in subjects for chip in subject.said.chips
        )

    def _together(self, subjects: tuple[Subject, ...]) -> tuple[ChipLook, ...]:
        by_value: defaultdict[str, list[Chip]] = defaultdict(list)
        for subject in subjects:
            for chip in subject.said.chips:
                by_value[chip.id].append(chip)
        return tuple(
            ChipLook(
                tuple(chips),
                f"{_title(chips[0])} · {len(chips)}",
                f"On {counted(len(chips), 'clip')}",
            )
            for chips in by_value.values()
        )

    def _look(self, subject: Subject, chip: Chip) -> ChipLook:
        tag, times = chip.tag, self._review.times
        at = ""
        if not subject.is_whole(tag) and times is not None:
            reading = times.clock.at(WallMs(tag.span.start + chip.button.lead_ms))
            at = f" {format_clock(reading.clock, tenths=False)}" if reading.clock else ""
        game = self._review.game
        player = game.player(tag.player) if game is not None else None
        who = f" · {player.label}" if player is not None else ""
        offered = self._review.palettes.vocabulary
        other = [offered.button(tag.group, each).title for each in tag.suggested]
        overrides = tag.suggested and tag.suggested != tag.values
        explained = (
            f"{tag.group}: {chip.button.title}",
            f"Suggested was: {', '.join(other)}" if overrides else "",
            tag.note,
            "Click goes there, × takes it off, right click for more",
        )
        note = " ✎" if tag.note else ""
        words = f"{_title(chip)}{at}{who}{note}"
        return ChipLook((chip,), words, "\n".join(filter(None, explained)), tag.flag)

    def _fill(self, looks: tuple[ChipLook, ...]) -> None:
        """Chips are made as they are needed, and kept."""
        width = self._theme.tokens.size.inspector_width - 2 * self._theme.tokens.space.m
        for look in looks[len(self._chips) :]:
            chip = TagChip(look, self._theme, width)
            chip.went.connect(self._on_went)
            chip.removed.connect(self._on_removed)
            chip.asked.connect(self._on_asked)
            self._flow.addWidget(chip)
            self._chips.append(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(looks))
            if place < len(looks):
                chip.show_look(looks[place])
        self.updateGeometry()

    def _on_went(self, look: ChipLook) -> None:
        if len(look.chips) == 1:
            self._review.tagging.go_to(look.chips[0].tag.span.start)

    def _on_removed(self, look: ChipLook) -> None:
        self._review.tagging.remove(look.chips)

    def _on_asked(self, look: ChipLook, at: QPoint) -> None:
        if len(look.chips) == 1:
            menu = tag_menu(self._review, look.chips[0], self._theme.tokens, self._ask_note, self)
            menu.popup(at)

    def _ask_note(self, chip: Chip) -> None:
        self._ask(chip, f"What to say about “{chip.button.title}”:", chip.tag.note)

    def _ask(self, chip: Chip, label: str, words: str) -> None:
        answer = partial(self._on_note, chip)
        ask_words(self, "Note of this tag", label, words, answer, long=True)

    def _on_note(self, chip: Chip, text: str) -> None:
        try:
            self._review.tagging.set_tag_note(chip.tag, text)
        except ReviewerError as error:
            self._ask(chip, f"Not kept yet. {error}", text)


def _title(chip: Chip) -> str:
    return f"{chip.button.glyph} {chip.button.title}".strip()
