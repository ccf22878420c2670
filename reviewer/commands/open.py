"""`reviewer open LINK`: the window, on what a `reviewer://` link names."""

import argparse

from reviewer.commands.opened import DEMO
from reviewer.commands.window import go_through
from reviewer.domain.links import parse_link
from reviewer.session.accounts import Then
from reviewer.settings import Folders


def open_link(wanted: argparse.Namespace, folders: Folders) -> int:
    """In the window that is open, else in a new one. Raises BadLink."""
    link = parse_link(wanted.link) if wanted.link else None
    is_demo = link is not None and link.event == DEMO
    return go_through(Then.DEMO if is_demo else Then.ENTER, wanted, folders, link)
