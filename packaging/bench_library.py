"""How fast the library is with a season in it: 60 games, 20,000 clips, 100,000 tags."""

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, time_ns
from typing import ParamSpec

from figures import Figure, at_most
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from watching import NoFootage, NoSeason

from reviewer import app, tour
from reviewer.domain.finding import (
    All,
    Ended,
    Filter,
    Margin,
    Not,
    Of,
    OnFloor,
    Reviewed,
    Says,
    Tagged,
    meant,
)
from reviewer.domain.game import Clip, ClipId, EventId, Game, PlayerId, Team, TeamId
from reviewer.domain.palettes import palette_from_json
from reviewer.domain.periods import Period
from reviewer.domain.question import MARGINS, Question
from reviewer.domain.seen import SeenClip, SeenGame
from reviewer.domain.tags import Tag
from reviewer.domain.times import ClockMs, WallMs, WallSpan
from reviewer.player.deck import Deck
from reviewer.session.games import Games
from reviewer.session.review import Review
from reviewer.sources import palette_files
from reviewer.store.library import Library
from reviewer.ui.theme import Theme
from reviewer.ui.window import MainWindow

P = ParamSpec("P")

GAMES, CLIPS, TAGS = 60, 333, 1_667
PRESSES = 300
PAGE = 200
TYPED = "weak side tagger post"
PALETTE = Path(__file__).parents[1] / "resources" / "palettes" / "basketball.json"
GROUPS = {
    "Play type": ("TR", "PRB", "PRR", "PU", "ISO", "SU", "OS", "HO", "CUT", "PTB", "MISC"),
    "Start": ("MK", "DR", "ST", "DB", "OR", "ATO", "BLOB", "SLOB", "TIP", "FT", "PS"),
    "Grade": ("++", "+", "-", "T", "S", "P", "Q"),
}
NOTES = ("", "", "", "Weak-side tagger late on the roll", "Great close-out", "Show to bigs Tuesday")
OUTCOMES = ("TWO_POINT_MAKE", "THREE_POINT_MISS", "THREE_POINT_MAKE", "LIVE_BALL_TURNOVER")
SEARCHES: tuple[tuple[str, Filter], ...] = (
    ("all after-time-out plays", Tagged("Start", "ATO")),
    (
        "a lineup's close misses",
        All((Ended("THREE_POINT_MISS"), Margin(-5, 5), OnFloor(PlayerId("3")))),
    ),
    ("not yet reviewed", Not(Reviewed())),
    ("words in notes", Says("tagger roll")),
)
CHOICES: tuple[Filter, ...] = (
    Tagged("Start", "ATO"),
    Of(TeamId("h")),
    OnFloor(PlayerId("3")),
    MARGINS[2],
    Reviewed(),
    Reviewed(),
)


def measure() -> Iterator[Figure]:
    """Tag, undo, search, type and open, in milliseconds."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        fill(folder)
        started = perf_counter()
        library = _opened(folder)
        library.games()
        library.kept(Tag, EventId("7"))
        spent = _ms_since(started)
        yield Figure("open, with the games and one game's tags", spent, "ms", at_most(300))
        with library:
            yield from _tagging(library)
            yield from _at_the_desk(library)
            yield from _searching(library)
            yield from _opening(library)
            yield from _sharing(library, folder)


def _tagging(library: Library) -> Iterator[Figure]:
    dice, game = random.Random(1), EventId("7")
    tags = [_tag(game, number, dice) for number in range(PRESSES)]
    presses = [_timed(library.save, game, "Tag", [tag]) for tag in tags]
    undos = [_timed(library.undo, game) for _ in tags]
    yield Figure("tag to durable, p95", _p95(presses), "ms", at_most(10))
    yield Figure("undo, p95", _p95(undos), "ms", at_most(20))
    tags = [_tag(game, number, dice) for number in range(20)]
    yield Figure(
        "20 clips tagged at once",
        _timed(library.save, game, "Tag", tags),
        "ms",
        at_most(50),
    )


def _at_the_desk(library: Library) -> Iterator[Figure]:
    """The whole way through the window: key, journal on disk, list and buttons painted."""
    presses: list[float] = []
    undos: list[float] = []

    async def press_keys() -> int:
        files = palette_files(PALETTE.parent)
        review = Review(_OneGame(), NoFootage(), Deck(), library, app.crashed, palettes=files)
        games = Games(NoSeason(), NoSeason(), app.crashed, partial(WallMs, 0))
        window = MainWindow(review, QWidget(), Theme("dark"), games=games)
        window.show()
        window.activateWindow()
        review.open_game(EventId("7"))
        await tour.game_shown(review)
        clips = [row.id for row in review.clips.shown]
        for number in range(PRESSES):
            review.clips.choose(clips[number * 7 % len(clips)])
            await asyncio.sleep(0.01)
            presses.append(_timed(_press, window, Qt.Key(Qt.Key.Key_1 + number % 9)))
            if number % 3 == 0:
                control = Qt.KeyboardModifier.ControlModifier
                undos.append(_timed(_press, window, Qt.Key.Key_Z, control))
        window.hide()
        await review.aclose()
        return 0

    app.run(press_keys)
    yield Figure("tag key to durable and shown, p95", _p95(presses), "ms", at_most(10))
    yield Figure("undo key to undone and shown, p95", _p95(undos), "ms", at_most(20))


def _press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key, and all that it changes laid out and painted, before anything else happens."""
    QTest.keyClick(window, key, held)
    for event in (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest):
        QApplication.sendPostedEvents(None, event.value)


class _OneGame:
    """Game 7, with the clips that its tags hang on."""

    async def load_game(self, event: EventId) -> Game:
        seen = _game(int(event), random.Random(0))
        clips = tuple(
            Clip(
                id=each.id,
                period=each.period,
                source=each.source,
                team=each.team,
                player=each.player,
                session=None,
                start=each.span.start,
                end=each.span.end,
                start_clock=each.start_clock,
                end_clock=each.end_clock,
                hls=None,
            )
            for each in seen.clips
        )
        return Game(event, seen.name, home=seen.home, away=seen.away, clips=clips)


def _searching(library: Library) -> Iterator[Figure]:
    yield Figure(
        "a game read for searching, worst", _worst(library.read_ahead()), "ms", at_most(30)
    )
    for name, wanted in SEARCHES:
        spent = [_timed(library.find, wanted, PAGE) for _ in range(10)]
        yield Figure(f"first results: {name}", max(spent), "ms", at_most(100))
    buttons = palette_from_json(json.loads(PALETTE.read_text("utf-8"))).buttons
    begun = [Question(rest=(meant(TYPED[:end], buttons),)) for end in range(1, len(TYPED) + 1)]
    spent = [_asked(library, question) for question in begun]
    yield Figure("a keystroke, with all live counts, worst", max(spent), "ms", at_most(30))
    question, turned = Question(), []
    for choice in CHOICES:
        question = question.turned(choice)
        turned += [_asked(library, question) for _ in range(10)]
    yield Figure("a choice, with all live counts, worst", max(turned), "ms", at_most(30))


def _asked(library: Library, question: Question) -> float:
    """What the Find page asks at every change, over all games."""
    around = {facet: question.around(facet) for facet in question.picks}
    return _timed(library.answer, question.filter, around, None, PAGE)


def _opening(library: Library) -> Iterator[Figure]:
    """A game that was cut anew is opened: its clips are put and its tags hung on them."""
    steps = library.saving_game(_game(7, random.Random(2)))
    yield Figure("a game cut anew into the library, worst step", _worst(steps), "ms", at_most(16))


def _worst(steps: Iterator[None]) -> float:
    spent, done = [], object()
    while True:
        started = perf_counter()
        ended = next(steps, done) is done
        spent.append(_ms_since(started))
        if ended:
            return max(spent)


def _sharing(library: Library, folder: Path) -> Iterator[Figure]:
    """A season goes to a colleague who has nothing: once in a staff's life, off the desk."""
    package = folder / "season.zip"
    yield Figure(
        "a season exported", _timed(library.vault.export, package) / 1000, "s", at_most(10)
    )
    with _opened(folder / "colleague") as colleague:
        spent = _timed(colleague.vault.take_in, package, "Import")
    yield Figure("a season imported", spent / 1000, "s", at_most(60))


def _opened(folder: Path) -> Library:
    ids = count(time_ns())
    return Library.open(
        folder,
        now=lambda: WallMs(time_ns() // 1_000_000),
        author="Ada",
        new_id=lambda: f"{next(ids):032x}",
    )


def fill(folder: Path) -> None:
    """Make a season's library in a folder."""
    with _opened(folder) as library:
        _fill(library)


def _fill(library: Library) -> None:
    dice = random.Random(0)
    for number in range(GAMES):
        game = _game(number, dice)
        for _ in library.saving_game(game):
            pass
        tags = [_tag(game.id, number, dice) for number in range(TAGS)]
        library.save(game.id, "Tag", tags)


def _game(number: int, dice: random.Random) -> SeenGame:
    home, away = Team(TeamId("h"), "North Ridge"), Team(TeamId("a"), f"Visitor {number}")
    clips = tuple(_clip(place, number, home, dice) for place in range(CLIPS))
    return SeenGame(
        EventId(str(number)), f"Game {number}", clips[0].span.start, home, away, (), clips
    )


def _clip(place: int, number: int, home: Team, dice: random.Random) -> SeenClip:
    outcome = dice.choice(OUTCOMES)
    return SeenClip(
        id=ClipId(f"{number}-{place}"),
        period=Period("H1"),
        span=_span(number, place),
        source="POSSESSION",
        team=home.id,
        player=PlayerId(str(place % 12)),
        start_clock=ClockMs(1_200_000 - place * 3_600),
        end_clock=ClockMs(1_200_000 - place * 3_600 - 3_000),
        title=outcome,
        words=f"{outcome.replace('_', ' ').lower()} #{place % 12} north ridge possession 1st half",
        outcome=outcome,
        margin=dice.randint(-20, 20),
        floor=tuple(PlayerId(str(each)) for each in dice.sample(range(24), 10)),
    )


def _tag(game: EventId, number: int, dice: random.Random) -> Tag:
    group = dice.choice(list(GROUPS))
    return Tag(
        id=f"{dice.getrandbits(128):032x}",
        game=game,
        period=Period("H1"),
        span=_span(int(game), number % CLIPS),
        group=group,
        values=(dice.choice(GROUPS[group]),),
        note=dice.choice(NOTES),
    )


def _span(game: int, place: int) -> WallSpan:
    start = 1_700_000_000_000 + game * 86_400_000 + place * 20_000
    return WallSpan(WallMs(start), WallMs(start + 18_000))


def _timed(what: Callable[P, object], *given: P.args, **named: P.kwargs) -> float:
    started = perf_counter()
    what(*given, **named)
    return _ms_since(started)


def _ms_since(started: float) -> float:
    return (perf_counter() - started) * 1000


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]
