"""What stands on the screen, read from the bar code in the picture."""

from pytestqt.qtbot import QtBot

from reviewer.demo import barcode
from reviewer.domain.times import FrameTime
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen


def frame(number: int) -> FrameTime:
    return FrameTime(round(number * 1_000_000 / 30))


def number_of(shown: FrameTime) -> int:
    return round(shown * 30 / 1_000_000)


def number_on(screen: Screen) -> int | None:
    return barcode.read_image(screen.picture())


def shows(player: ClipPlayer, screen: Screen, number: int) -> bool:
    shown = player.shown
    return shown is not None and number_of(shown) == number == number_on(screen)


def await_frame(qtbot: QtBot, player: ClipPlayer, screen: Screen, number: int) -> None:
    qtbot.waitUntil(lambda: shows(player, screen, number))


class Watcher:
    """Writes down the number of every frame shown, and that the picture bears the same."""

    def __init__(self, player: ClipPlayer, screen: Screen) -> None:
        self._screen = screen
        self.seen: list[int] = []
        self.wrong: list[tuple[int, int | None]] = []
        player.frame_shown.connect(self._on_frame)

    def _on_frame(self, shown: FrameTime) -> None:
        told, drawn = number_of(shown), number_on(self._screen)
        self.seen.append(told)
        if told != drawn:
            self.wrong.append((told, drawn))
