"""What is being kept offline: how much it is, yes or no, how far it has come, what was lost."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.counted import counted
from reviewer.domain.errors import ReviewerError
from reviewer.domain.offline import KeptSize, Order, format_size
from reviewer.session.offline import (
    KeepFailed,
    Keeping,
    KeptAll,
    Offline,
    OfflineState,
    Resting,
    Sized,
    Sizing,
)
from reviewer.ui.message_panel import Message, MessagePanel, failure
from reviewer.ui.tokens import Tokens


class KeepPanel(QWidget):
    """Shows the session's order; hidden while there is none."""

    def __init__(self, offline: Offline, tokens: Tokens) -> None:
        super().__init__()
        self._offline = offline
        self._panel = MessagePanel(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        self._panel.acted.connect(self._on_acted)
        self._panel.dismissed.connect(offline.dismiss)
        offline.changed.connect(self._on_changed)
        self._on_changed(offline.state)

    def _on_changed(self, state: OfflineState) -> None:
        self.setVisible(not isinstance(state, Resting))
        if not isinstance(state, Resting):
            can_dismiss = not isinstance(state, Keeping)
            self._panel.show_message(_message(state), can_dismiss=can_dismiss)

    def _on_acted(self) -> None:
        match self._offline.state:
            case Sized():
                self._offline.confirm()
            case Keeping(paused=False):
                self._offline.pause()
            case _:
                self._offline.go_on()


def order_words(order: Order) -> str:
    """`the game`, `38 clips`, `1 clip`."""
    if any(part.clip is None for part in order.parts):
        return "the game"
    return counted(len(order.parts), "clip")


def _message(state: Sizing | Sized | Keeping | KeptAll | KeepFailed) -> Message:
    match state:
        case Sizing():
            return Message("Keep offline", "Finding out how much it is…", progress=-1)
        case Sized(order, size):
            return Message(
                f"Keep {order_words(order)} offline?", _size_words(size), action="Keep offline"
            )
        case Keeping():
            return _keeping(state)
        case KeptAll(order, lost):
            return _kept(order, lost)
        case KeepFailed(order, error):
            return failure(error, f"Keeping {order_words(order)}", can_retry=bool(order.parts))


def _size_words(size: KeptSize) -> str:
    here = f" {format_size(size.here_bytes)} of it is here." if size.here_bytes else ""
    free = f" The disk has {format_size(size.free_bytes)} free."
    return f"About {format_size(size.total_bytes)}.{here}{free}"


def _keeping(state: Keeping) -> Message:
    so_far = state.so_far
    title = f"Keeping {order_words(state.order)}" + (" – paused" if state.paused else "")
    action = "Go on" if state.paused else "Pause"
    if so_far is None:
        return Message(title, progress=-1, action=action)
    fraction = so_far.done_bytes / so_far.total_bytes if so_far.total_bytes else -1
    done, total = format_size(so_far.done_bytes), format_size(so_far.total_bytes)
    lost = f"{counted(len(state.lost), 'piece')} failed." if state.lost else ""
    return Message(title, f"{done} of about {total}", lost, progress=fraction, action=action)


def _kept(order: Order, lost: tuple[ReviewerError, ...]) -> Message:
    if not lost:
        return Message("Kept offline", f"{order_words(order).capitalize()} can play anywhere.")
    title = f"Kept, but {counted(len(lost), 'piece')} failed"
    return Message(title, lost[-1].sentence, lost[-1].advice, action="Try again")
