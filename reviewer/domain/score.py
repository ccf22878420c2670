"""The score at any moment, from the points of the play-by-play."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reviewer.domain.game import Game, TeamId
from reviewer.domain.times import WallMs


@dataclass(frozen=True, slots=True)
class Score:
    home: int
    away: int


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Running score; `scores[i]` holds from `walls[i]` on."""

    walls: tuple[WallMs, ...]
    scores: tuple[Score, ...]

    def at(self, wall: WallMs) -> Score | None:
        """The score at this moment; None where the play-by-play has no points at all."""
        if not self.walls:
            return None
        index = bisect_right(self.walls, wall) - 1
        return self.scores[index] if index >= 0 else Score(0, 0)


def score_line(game: Game) -> ScoreLine:
    """The running score of a game; empty where the teams or the points are not known."""
    if game.home is None or game.away is None:
        return ScoreLine((), ())
    scored = [play for play in game.plays if play.points]
    scored.sort(key=lambda play: play.wall)
    home = accumulate(_points(play.team, game.home.id, play.points) for play in scored)
    away = accumulate(_points(play.team, game.away.id, play.points) for play in scored)
    return ScoreLine(
        tuple(play.wall for play in scored),
        tuple(Score(*pair) for pair in zip(home, away, strict=True)),
    )


def _points(team: TeamId | None, wanted: TeamId, points: int) -> int:
    return points if team == wanted else 0
