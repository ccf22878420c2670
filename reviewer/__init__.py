"""Reviewer: the desktop program in which a basketball staff watches its games."""

__version__ = "0.1.0"
