"""`reviewer` and `reviewer demo`: the window, on the account's games or the embedded one."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from reviewer.commands.opened import DEMO, demo_account, filmed
from reviewer.demo.server import DemoServer
from reviewer.settings import Folders, SettingsFile, account

if TYPE_CHECKING:
    from reviewer.app import Visit


def show_window(_wanted: argparse.Namespace, folders: Folders) -> int:
    from reviewer import app

    who = account(SettingsFile(folders.settings).load())
    return app.run(partial(app.show_window, who, folders, None))


def show_demo(wanted: argparse.Namespace, folders: Folders) -> int:
    from reviewer import app, tour

    app.application()
    with app.progress_shown("Filming the demo game…") as progress:
        game, footage = filmed(wanted.demo, folders, progress)
    visit: Visit | None = None
    if wanted.screenshot:
        visit = partial(tour.take_screenshot, file=wanted.screenshot)
    elif wanted.tour:
        visit = partial(tour.show_halves, file=wanted.tour, truth=game)
    with DemoServer(game, footage, port=DemoServer.usual_port) as server:
        return app.run(partial(app.show_window, demo_account(server), folders, DEMO, visit))
