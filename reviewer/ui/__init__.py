"""Widgets: they show what the session says, emit what the user meant, and hold no truth."""
