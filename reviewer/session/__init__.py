"""What is going on now: controllers and state. QtCore only; the world is behind `ports`."""
