"""The marks on the floor that movement runs through, written down in the order of play."""

from collections import defaultdict
from typing import Final

from reviewer.demo.court import Point
from reviewer.demo.motion import Key, Slot, Touch, towards

_PACE_MM_PER_MS: Final = 6.5


class Marks:
    """Where each slot is to be, and who has the ball. A new mark strikes out what lay after it."""

    def __init__(self) -> None:
        self._keys: dict[Slot, list[Key]] = defaultdict(list)
        self._touches: list[Touch] = []

    @property
    def last_touch(self) -> Touch:
        return self._touches[-1]

    def move(self, slot: Slot, wall: int, place: Point, *, at_any_pace: bool = False) -> None:
        """Be at a place by then, or as near to it as a player can run."""
        keys = self._keys[slot]
        while keys and keys[-1].wall >= wall:
            keys.pop()
        if keys and not at_any_pace:
            reach_mm = _PACE_MM_PER_MS * (wall - keys[-1].wall)
            place = towards(keys[-1].place, place, reach_mm)
        keys.append(Key(wall, place))

    def hold(self, wall: int) -> None:
        """Everyone stays where the last move took them until now."""
        for slot, keys in self._keys.items():
            if keys[-1].wall < wall:
                self.move(slot, wall, keys[-1].place)

    def touch(
        self, wall: int, owner: Slot | Point, flight_ms: int = 420, peak_mm: int = 600
    ) -> None:
        """The ball reaches a player or a place."""
        while self._touches and self._touches[-1].wall >= wall:
            self._touches.pop()
        self._touches.append(Touch(wall, owner, flight_ms, peak_mm))

    def tracks(self) -> dict[Slot, tuple[Key, ...]]:
        return {slot: tuple(keys) for slot, keys in sorted(self._keys.items())}

    def touches(self) -> tuple[Touch, ...]:
        return tuple(self._touches)
