"""An embedded ShotTracker with a generated game: its data, its footage, and its truth."""
