"""Diagnostics are of the game that is asked for, and are made beside the window's thread."""

import threading
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from reviewer.api.heard import Heard
from reviewer.domain.account import Account
from reviewer.domain.game import EventId
from reviewer.settings import Folders
from reviewer.sources import connected, diagnostics
from tests.builders import make_game


async def test_diagnostics_do_not_stop_the_window(tmp_path: Path):
    threads: list[threading.Thread] = []

    class Watched(Heard):
        @property
        @override
        def body(self) -> bytes:
            threads.append(threading.current_thread())
            return b"{}"

    def answers(event: EventId) -> tuple[Heard, ...]:
        return (Watched(f"games/{event}", 200, b""),) if event == "555" else ()

    async def no_playlists(_url: str) -> tuple[()]:
        return ()

    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})
    async with connected(Account("http://127.0.0.1:9", "", ""), folders, print) as sources:
        faked = replace(sources, answers=answers, playlists=no_playlists)
        assert await diagnostics(faked, make_game(event="555"), print)
    assert threads
    assert threading.main_thread() not in threads
