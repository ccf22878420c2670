"""A process that tags without end and says each tag's id once it is saved: to be killed.

python -m tests.store.busy_desk FOLDER ROUND
"""

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from reviewer.domain.tags import Tag
from tests.store.desk import Ids, open_library, see_game
from tests.store.season import GAMES, TAGS


def tag_without_end(folder: Path, round_: str) -> None:
    """Three tags a change, a note on the way, and every fifth change undone and redone."""
    game = GAMES[0].id
    with open_library(folder, ids=Ids(f"round-{round_}")) as library:
        see_game(library, GAMES[0])
        for number in count():
            tags = [made(f"{round_}-{number}-{part}") for part in range(3)]
            library.save(game, "Tag", tags)
            library.save(game, "Note", [replace(tags[0], note="watch the roll")])
            if number % 5 == 0:
                library.undo(game)
                library.redo(game)
            for tag in tags:
                sys.stdout.write(f"{tag.id}\n")
            sys.stdout.flush()


def made(name: str) -> Tag:
    return replace(TAGS[0], id=name, note="")


if __name__ == "__main__":
    tag_without_end(Path(sys.argv[1]), sys.argv[2])
