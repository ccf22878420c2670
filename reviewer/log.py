"""Where messages go: a rotating file, and the terminal for what matters. Secrets never do."""

import logging
import logging.handlers
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewer.net.redact import Redaction, quiet_libraries

_log = logging.getLogger(__name__)

_NAME = "reviewer.log"
_LIMIT_BYTES = 2_000_000
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(folder: Path, secrets: Iterable[str]) -> None:
    """Write what happens to `folder`, without the values in `secrets`.

    Where nothing can be written there it is told on the terminal, which what matters goes to.
    """
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [terminal]
    trouble: OSError | None = None
    try:
        handlers.append(_file(folder))
    except OSError as error:
        trouble = error
    redaction = Redaction([secret for secret in secrets if secret])
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_FORM))
        handler.addFilter(redaction)
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    quiet_libraries()
    if trouble is not None:
        _log.warning("there is no log: %s", trouble.strerror)


def begin_anew() -> list[str]:
    """Empty the log that is being written; why it would not, where it would not."""
    why: list[str] = []
    for handler in logging.getLogger().handlers:
        if not isinstance(handler, logging.handlers.RotatingFileHandler):
            continue
        try:
            os.truncate(handler.baseFilename, 0)  # it appends, and so goes on at the new end
        except OSError as error:
            why.append(str(error.strerror))
    return why


def old_logs(folder: Path) -> list[Path]:
    """Those that are not written to any more."""
    return [*folder.glob(f"{_NAME}.*")]


def _file(folder: Path) -> logging.Handler:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return logging.handlers.RotatingFileHandler(
        folder / _NAME, maxBytes=_LIMIT_BYTES, backupCount=3, encoding="utf-8"
    )


def hide(secret: str) -> None:
    """A secret that became known while the log is being written stays out of it too."""
    for redaction in _redactions():
        redaction.hide(secret)


def redacted(text: str) -> str:
    """A text for a file beside the log, without what the log would not hold either."""
    for redaction in _redactions():
        text = redaction.redact(text)
    return text


def _redactions() -> Iterator[Redaction]:
    filters = (each for handler in logging.getLogger().handlers for each in handler.filters)
    return (each for each in filters if isinstance(each, Redaction))
