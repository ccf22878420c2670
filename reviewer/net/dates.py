"""Reads the dates that HTTP headers carry."""

from datetime import UTC
from email.utils import parsedate_to_datetime


def epoch_s(text: str) -> float | None:
    """Seconds since the epoch of `Mon, 05 Jan 2026 12:00:00 GMT`; None where it is no date."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None
