"""Games and clips for tests: valid, small, and the same every time."""

from dataclasses import replace
from types import MappingProxyType

from reviewer.domain.game import (
    Clip,
    ClipId,
    EventId,
    Game,
    Hls,
    Play,
    Player,
    PlayerId,
    ScheduledGame,
    Team,
    TeamId,
)
from reviewer.domain.palettes import Button, Group, Palette, Press
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

TIPOFF = WallMs(1_700_000_000_000)
PERIOD_MS = 1_200_000
HALFTIME_MS = 900_000
HOME = Team(TeamId("10"), "North Ridge")
AWAY = Team(TeamId("20"), "Harbor City")
PLAYERS = MappingProxyType(
    {
        player.id: player
        for player in (
            Player(PlayerId("101"), "Sam Okafor", "2", HOME.id),
            Player(PlayerId("102"), "Luc Moreau", "23", HOME.id),
            Player(PlayerId("201"), "Kenji Ito", "11", AWAY.id),
            Player(PlayerId("202"), "Tobi Adeyemi", "4", AWAY.id),
        )
    }
)
_PLAYERS_OF = {HOME.id: ("101", "102"), AWAY.id: ("201", "202")}
_ENDS = ("TWO_POINT_MAKE", "THREE_POINT_MISS", "THREE_POINT_MAKE", "LIVE_BALL_TURNOVER")
_POINTS = {"TWO_POINT_MAKE": 2, "THREE_POINT_MAKE": 3}
GOOD = Button("++", "Good", "Grade", "#45c486", "▲", key="1")
POOR = Button("-", "Poor", "Grade", "#f0616d", "▼", key="2", aliases=("bad",))
ICE = Button("ICE", "Ice", "Coverage", "#d279d2", "❄", key="Shift+1", aliases=("down", "blue"))
HELP = Button("HELP", "Help", "Off-ball", "#b0a0ff", "◌", key="8", links=("Off-ball/LATE",))
LATE = Button("LATE", "Late", "Off-ball", "#b0a0ff", "≠", key="9")
FLAG = Button("FLAG", "Flag", "Admin", "#8a93a3", "⚑", key="0", press=Press.MOMENT)
PRESS = Button("PRESS", "Press", "Admin", "#8a93a3", "⇄", key="-", press=Press.UNTIL_AGAIN)
_GROUPS = (
    *(Group("Grade"), Group("Coverage")),
    *(Group("Off-ball", many=True), Group("Admin", many=True)),
)
COACH = Palette("coach", "Coach", _GROUPS, (GOOD, POOR, ICE, HELP, LATE, FLAG, PRESS))
DATA = Palette(
    "data",
    "Every tag",
    (Group("Side"), Group("Outcome")),
    (
        Button("OFF", "Offence", "Side", "#9aa3b2", "→"),
        Button("+2", "Made 2", "Outcome", "#45c486", "●"),
        Button("X3", "Missed 3", "Outcome", "#f0616d", "○"),
    ),
)
PALETTES = (COACH, DATA)


def period_start(period: Period) -> WallMs:
    """When a half begins."""
    return WallMs(TIPOFF + (PERIOD_MS + HALFTIME_MS) * (int(period[1:]) - 1))


def make_clip(
    number: int = 0,
    period: str = "H1",
    *,
    at_ms: int = 20_000,
    length_ms: int = 20_000,
    source: str = "POSSESSION",
    team: TeamId | None = HOME.id,
    player: str | None = None,
) -> Clip:
    """A clip that starts `at_ms` after its period did, while the clock runs all the time."""
    begin = period_start(Period(period))
    return Clip(
        id=ClipId(f"clip-{number}"),
        period=Period(period),
        source=source,
        team=team,
        player=PlayerId(player) if player else None,
        session=None,
        start=WallMs(begin + at_ms),
        end=WallMs(begin + at_ms + length_ms),
        start_clock=ClockMs(PERIOD_MS - at_ms),
        end_clock=ClockMs(PERIOD_MS - at_ms - length_ms),
        hls=Hls(f"https://video.test/{period}.m3u8", begin, at_ms / 1000, 0, length_ms / 1000),
    )


def make_play(clip: Clip, classification: str, number: int = 0) -> Play:
    """What ended a clip, half a second before its end."""
    assert clip.end is not None
    assert clip.end_clock is not None
    assert clip.team is not None
    players = _PLAYERS_OF[clip.team]
    return Play(
        id=f"play-{number}",
        wall=WallMs(clip.end - 500),
        period=clip.period,
        clock=ClockMs(clip.end_clock + 500),
        shot_clock=None,
        team=clip.team,
        player=PlayerId(players[number % len(players)]),
        session=None,
        classification=classification,
        description=classification.title(),
        points=_POINTS.get(classification, 0),
    )


def make_game(count: int = 6, *, event: str = "555", length_ms: int = 20_000) -> Game:
    """`count` possessions in turn, the second half of them in the second half."""
    clips, plays = [], []
    for number in range(count):
        late = number >= (count + 1) // 2
        place = number - (count + 1) // 2 if late else number
        clip = make_clip(
            number,
            "H2" if late else "H1",
            at_ms=place * length_ms,
            length_ms=length_ms,
            team=(HOME if number % 2 else AWAY).id,
        )
        clips.append(clip)
        plays.append(make_play(clip, _ENDS[number * 3 // 2 % len(_ENDS)], number // 2))
    return Game(
        id=EventId(event),
        name=f"{AWAY.name} at {HOME.name}",
        home=HOME,
        away=AWAY,
        status="FINAL",
        home_score=61,
        away_score=58,
        clips=tuple(clips),
        plays=tuple(plays),
        players=PLAYERS,
    )


def without_footage(clip: Clip) -> Clip:
    """The same clip with no stream."""
    return replace(clip, hls=None)


def without_clock(clip: Clip) -> Clip:
    """The same clip with no clock values."""
    return replace(clip, start_clock=None, end_clock=None)


def make_scheduled(
    event: str, tipoff: WallMs, home: Team = HOME, away: Team = AWAY, status: str = "FINAL"
) -> ScheduledGame:
    """A game of the schedule."""
    return ScheduledGame(EventId(event), None, tipoff, home, away, status, f"{home.name} Arena")
