"""When an account's games are and how they ended, apart from any game that is open."""

from reviewer.api.endpoints import Endpoints
from reviewer.domain.game import EventId
from reviewer.domain.score import Score


class Calendar(Endpoints):
    """Its small answers are for the list of games, not for one that is opened."""

    async def score(self, event: EventId) -> Score | None:
        """How a game stands, in the smallest answer that says so; None where none does."""
        totals = (await self.catch_up(event, "stats")).totals
        if totals.home_score is None or totals.away_score is None:
            return None
        return Score(home=totals.home_score, away=totals.away_score)
