"""Takes away what the program keeps on this computer, and nothing else.

By name: where REVIEWER_HOME names a folder with other things in it, those stay.
"""

import asyncio
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from reviewer.crashes import left_behind
from reviewer.domain.errors import NoKeyStore
from reviewer.log import begin_anew, old_logs
from reviewer.session.ports import AccountBook, Keychain
from reviewer.settings import Folders

_log = logging.getLogger(__name__)


async def remove_all(folders: Folders, book: AccountBook, keychain: Keychain) -> tuple[str, ...]:
    """Empty library, kept footage, cache, settings, key store and log; what of it would not go."""
    left = [f"The log could not be emptied: {why}." for why in begin_anew()]
    for name in book.names:
        try:
            await keychain.forget(name)
        except NoKeyStore as error:
            left.append(f"The secret of {name.user}: {error.sentence}")
    left += await asyncio.to_thread(_removed, folders)
    return tuple(left)


def _removed(folders: Folders) -> list[str]:
    left: list[str] = []
    for path in _ours(folders):
        try:
            _remove(path)
        except OSError as error:
            _log.info("%s could not be removed: %s", path, error.strerror)
            left.append(f"{path.name} could not be removed: {error.strerror}.")
    return left


def _ours(folders: Folders) -> Iterator[Path]:
    """All that earlier starts may have left, whether it is there or not."""
    settings = folders.settings
    yield from settings.parent.glob(f"{settings.stem}.*")
    for folder, names in (
        (folders.cache, ("media", "demo")),
        (folders.kept, ("media", "games")),
        (folders.library, ("library*", "damaged-*", "lock*", "backups")),
        (folders.season, ("*.json", "*.new")),
    ):
        for name in names:
            yield from folder.glob(name)
    yield from old_logs(folders.log)
    yield from left_behind(folders.log)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
