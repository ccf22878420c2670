"""What things are. Standard library only: no I/O, no Qt, and nobody asks what time it is."""
