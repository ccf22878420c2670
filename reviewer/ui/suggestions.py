"""What the data suggest of a clip, drawn apart: dashed until somebody accepts it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.suggest import Suggestion
from reviewer.session.review import Review
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.text import Label, menu_words, tip
from reviewer.ui.tokens import Tokens


class SuggestionChip(QPushButton):
    """One of them. Signal: `accepted(Suggestion)`."""

    accepted = Signal(object)

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__()
        self._suggestion = suggestion
        self.setProperty("kind", "suggestion")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def show_suggestion(self, suggestion: Suggestion, title: str, who: str) -> None:
        """Offer this."""
        self._suggestion = suggestion
        words = f"{title} · {who}" if who else title
        self.setText(menu_words(f"✓ {words}"))
        self.setAccessibleName(words)
        self.setToolTip(tip(f"{suggestion.group}: {title}, {suggestion.why}"))

    def _on_clicked(self) -> None:
        self.accepted.emit(self._suggestion)


class Suggestions(QWidget):
    """Hidden where nothing is suggested."""

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__()
        self._review = review
        self._shown: tuple[Suggestion, ...] = ()
        self._chips: list[SuggestionChip] = []
        accept = QPushButton("Enter accepts")
        accept.setProperty("kind", "quiet")
        accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        accept.setToolTip(tip("Accept all of them", "Return"))
        top = QHBoxLayout()
        top.addWidget(Label("heading", "Suggested"))
        top.addStretch()
        top.addWidget(accept)
        self._flow = FlowLayout(tokens.space.xs + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space.xs)
        column.addLayout(top)
        column.addLayout(self._flow)
        accept.clicked.connect(review.tagging.accept_all)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show these."""
        self.setVisible(bool(suggestions))
        if suggestions == self._shown:
            return
        self._shown = suggestions
        for suggestion in suggestions[len(self._chips) :]:
            chip = SuggestionChip(suggestion)
            chip.accepted.connect(self._review.tagging.accept)
            self._flow.addWidget(chip)
            self._chips.append(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(suggestions))
            if place < len(suggestions):
                self._show(chip, suggestions[place])
        self.updateGeometry()

    def _show(self, chip: SuggestionChip, suggestion: Suggestion) -> None:
        button = self._review.palettes.vocabulary.button(suggestion.group, suggestion.value)
        game = self._review.game
        player = game.player(suggestion.player) if game is not None else None
        who = player.label if player is not None and suggestion.group == "Outcome" else ""
        chip.show_suggestion(suggestion, button.title, who)
