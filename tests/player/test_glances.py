"""Pictures made ahead of being asked for: whoever lets go of them does not wait for them."""

from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.media import MediaWindow
from reviewer.player import glances
from reviewer.player.glances import Glances


@pytest.mark.usefixtures("qtbot")
def test_closing_stops_what_is_being_made(window: MediaWindow, monkeypatch: pytest.MonkeyPatch):
    begun = Event()
    said: list[str] = []

    class Endless:
        """A film whose pictures are never reached."""

        def __init__(self, window: MediaWindow) -> None: ...

        def picture(self, _index: int, stop: Event) -> None:
            begun.set()
            if stop.wait(60):
                said.append("stopped")

        def close(self) -> None:
            said.append("closed")

    monkeypatch.setattr(glances, "Film", Endless)
    ahead = Glances()
    ahead.want(window, 3)
    ahead.want(window, 4)
    assert begun.wait(60)
    ahead.close()
    assert said == ["stopped", "closed"]


def test_after_a_close_pictures_are_made_again(qtbot: QtBot, window: MediaWindow):
    ahead = Glances()
    ahead.close()
    ahead.want(window, 3)
    qtbot.waitUntil(lambda: ahead.picture(window, 3) is not None)
    ahead.close()
    assert ahead.picture(window, 3) is None
