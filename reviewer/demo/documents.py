"""The simulated game as ShotTracker tells it: JSON documents in their documented shapes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviewer.demo.clips import SimClip, clips
from reviewer.demo.people import SimPlayer, SimTeam
from reviewer.demo.playbyplay import details
from reviewer.demo.possessionrows import possessions
from reviewer.demo.shotrows import game_shots
from reviewer.demo.truth import SimGame, SimHalf
from reviewer.demo.wire import FACILITY_ID, Json


@dataclass(frozen=True, slots=True)
class Documents:
    """One game's documents under an event id; links and streams start with `base_url`."""

    game: SimGame
    base_url: str
    event_id: str = "demo"

    def videos(self) -> list[Json]:
        return [self._video(clip) for clip in clips(self.game)]

    def _video(self, clip: SimClip) -> Json:
        half, start, end = clip.half, clip.start, clip.end
        clocks = (0, 0) if clip.without_clock else (half.clock(start), half.clock(end))
        return {
            "gameId": self.event_id,
            "eventStartTimestamp": start,
            "eventEndTimestamp": end,
            "startGameClockMs": clocks[0],
            "endGameClockMs": clocks[1],
            "period": half.period,
            "videoStartTimestamp": 0,
            "videoEndTimestamp": 0,
            "sourceKey": self._source(clip),
            "sessionId": half.session,
            "facilityId": FACILITY_ID,
            "location": "",
            "hlsVideoStartTimestamp": half.video_start,
            "hlsStartOffset": (start - half.video_start) / 1000,
            "hlsVideoDelayMs": half.delay_ms,
            "hlsDuration": (end - start) / 1000,
            "hlsFile": self.stream_url("gone" if clip.is_gone else half.period.lower()),
            "externalStartTimestamp": 0,
            "externalEndTimestamp": 0,
            "posterLocation": "",
        }

    def _source(self, clip: SimClip) -> Json:
        source: Json = {"source": clip.source, "teamId": str(self.game.teams[clip.side].id)}
        return source if clip.player is None else {**source, "playerId": str(clip.player.id)}

    def stream_url(self, folder: str) -> str:
        """Where a stream's playlist is: of `h1`, `h2`, or of one that is broken on purpose."""
        return f"{self.base_url}/media/{folder}/index.m3u8?take={self.game.take}"

    def event(self) -> Json:
        home, away = self.game.teams
        return {
            "id": self.event_id,
            "name": f"{away.name} vs {home.name}",
            "results": [self._session(half) for half in self.game.halves],
        }

    def _session(self, half: SimHalf) -> Json:
        stats = f"{self.base_url}/v1/data/stats/{half.session}"
        locations = f"{self.base_url}/v1/data/sensors/locations?id={half.session}"
        return {
            "id": half.session,
            "name": None,
            "type": "GAME_ROUND",
            "started_at": half.tipoff,
            "ended_at": half.end,
            "_stats": f"{stats}/stats",
            "_stats_details": f"{stats}/stats/details",
            "_shots": f"{stats}/shots",
            "_locations": [f"{locations}&from={half.tipoff}&to={half.end}"],
            "_possessions": f"{stats}/possessions",
            "_possessions_summary": f"{stats}/possessions/summary",
        }

    def totals(self) -> Json:
        """`gameTotals`: the score of the game, and of each period, the newest first."""
        last = self.game.halves[-1]
        return {
            **self._scores((0, 0), last.score(last.end)),
            "period": last.period,
            "gameClock": "00:00:00",
            "status": "ACTIVE",
            "periodTotals": [
                {
                    **self._scores(half.score_before, half.score(half.end)),
                    "period": half.period,
                    "sessionId": half.session,
                }
                for half in reversed(self.game.halves)
            ],
        }

    def _scores(self, before: tuple[int, int], after: tuple[int, int]) -> Json:
        home, away = self.game.teams
        return {
            "awayTeamScore": {"teamId": str(away.id), "value": after[1] - before[1]},
            "homeTeamScore": {"teamId": str(home.id), "value": after[0] - before[0]},
        }

    def catch_up(self, resources: Iterable[str]) -> Json:
        """Any of `stats`, `details`, `shots`, `possessions`; KeyError for others."""
        parts: dict[str, Callable[[], object]] = {
            "stats": lambda: [{}],
            "details": lambda: details(self.game, self.event_id),
            "shots": lambda: game_shots(self.game, self.event_id),
            "possessions": lambda: possessions(self.game, self.game.halves, self.base_url),
        }
        return {**{name: parts[name]() for name in resources}, "gameTotals": self.totals()}


def roster(team: SimTeam) -> Json:
    """The team with its players, the first five as starters."""
    return {
        "id": team.id,
        "name": team.name,
        "gender": "MEN",
        "conference_name": "Coast",
        "league_name": "Demo League",
        "sport": "BASKETBALL",
        "reference_id": str(team.id),
        "logo_image_link": "",
        "team_images": {},
        "players": [_roster_entry(player, team) for player in team.players],
    }


def _roster_entry(player: SimPlayer, team: SimTeam) -> Json:
    return {
        "id": player.id,
        "first_name": player.first,
        "last_name": player.last,
        "jersey_number": int(player.jersey),
        "jersey_number_str": player.jersey,
        "position": player.position,
        "profile_image_link": "",
        "display_name": player.name,
        "is_active": True,
        "special_services": [],
        "reference_id": str(player.id),
        "sensor": player.id + 100_000,
        "is_starter": player in team.players[:5],
        "is_scout": False,
        "team_player_images": {},
    }
