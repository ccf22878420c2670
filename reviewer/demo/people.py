"""Two invented teams and the players on them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SimPlayer:
    id: int
    first: str
    last: str
    jersey: str
    position: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class SimTeam:
    """A team; its first five players start."""

    id: int
    name: str
    short: str
    players: tuple[SimPlayer, ...]


def _squad(first_id: int, people: str) -> tuple[SimPlayer, ...]:
    rows = (line.split() for line in people.strip().splitlines())
    return tuple(
        SimPlayer(first_id + index, first, last, jersey, position)
        for index, (jersey, position, first, last) in enumerate(rows)
    )


HOME: Final = SimTeam(
    4101,
    "Harbor City",
    "HAR",
    _squad(
        71001,
        """
        4  G Tobi    Adeyemi
        7  G Luca    Marchetti
        11 F Kenji   Ito
        15 F Andre   Vaughn
        22 C Emil    Lindqvist
        00 G Rashad  Pope
        3  G Nico    Sandoval
        20 F Ben     Okafor
        33 F Will    Tremblay
        41 C Darko   Vidic
        """,
    ),
)
AWAY: Final = SimTeam(
    4102,
    "North Ridge",
    "NOR",
    _squad(
        72001,
        """
        2  G Miles   Carver
        5  G Jonah   Reyes
        12 F Sami    Haddad
        23 F Cole    Moreau
        30 C Peter   Novak
        0  G Theo    Banks
        8  G Isaac   Lund
        14 F Omar    Diallo
        34 C Grant   Whitlock
        """,
    ),
)
