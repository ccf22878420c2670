"""Sentences for the user from wherever they come, threads included."""

from PySide6.QtCore import QObject, Signal


class Notices(QObject):
    """Signal: `told(str)`. Adapters are given `told.emit`; it may be called from any thread."""

    told = Signal(str)
