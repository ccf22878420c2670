"""Where messages go: a rotating file, and the terminal for what matters. Secrets never do."""

import logging
import logging.handlers
from collections.abc import Iterable, Iterator
from pathlib import Path

from reviewer.net.redact import Redaction, quiet_libraries

_LIMIT_BYTES = 2_000_000
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(folder: Path, secrets: Iterable[str]) -> None:
    """Write what happens to `folder`, without the values in `secrets`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = logging.handlers.RotatingFileHandler(
        folder / "reviewer.log", maxBytes=_LIMIT_BYTES, backupCount=3, encoding="utf-8"
    )
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    redaction = Redaction([secret for secret in secrets if secret])
    for handler in (file, terminal):
        handler.setFormatter(logging.Formatter(_FORM))
        handler.addFilter(redaction)
    logging.basicConfig(level=logging.INFO, handlers=[file, terminal], force=True)
    quiet_libraries()


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
