"""The shot chart of the open game: which shots are on it, and what a dot or a zone plays."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.game import Game, Shot
from reviewer.domain.listing import Choice, Choices
from reviewer.domain.periods import period_rank, period_title
from reviewer.domain.shot_chart import Dot, ShotChart, ShotFilter, Zone, shot_chart
from reviewer.session.clip_list import ClipList
from reviewer.session.play_through import PlayThrough


class Shots(QObject):
    """Signal: `changed()` when other shots are shown."""

    changed = Signal()

    def __init__(self, clips: ClipList, through: PlayThrough) -> None:
        super().__init__()
        self._clips = clips
        self._through = through
        self._game: Game | None = None
        self._filter = ShotFilter()
        self._chart = ShotChart()

    @property
    def chart(self) -> ShotChart:
        return self._chart

    @property
    def filter(self) -> ShotFilter:
        return self._filter

    @property
    def choices(self) -> Choices:
        """What the shots can be filtered by."""
        game = self._game
        return _choices(game) if game is not None else Choices()

    def open(self, game: Game) -> None:
        """This game is open; another one begins with all of its shots."""
        if self._game is None or self._game.id != game.id:
            self._filter = ShotFilter()
        self._game = game
        self._draw_up()

    def set_filter(self, wanted: ShotFilter) -> None:
        """Show the shots that this lets through."""
        self._filter = wanted
        self._draw_up()

    def play(self, dot: Dot) -> None:
        """Play one shot."""
        self._clips.choose(dot.clip)

    def play_zone(self, zone: Zone | None) -> None:
        """List the shots of a zone, or all that are shown, and play them."""
        dots = self._chart.dots if zone is None else self._chart.within(zone)
        if dots:
            title = "Shots" if zone is None else zone.value
            self._clips.show_only(title, [dot.clip for dot in dots])
            self._through.play_from_first()

    def _draw_up(self) -> None:
        if self._game is not None:
            self._chart = shot_chart(self._game, self._filter)
        self.changed.emit()


def _choices(game: Game) -> Choices:
    def counted(values: Iterable[str | None]) -> Counter[str]:
        return Counter(value for value in values if value is not None)

    shots: tuple[Shot, ...] = game.shots
    periods = counted(shot.period for shot in shots)
    teams = counted(shot.team for shot in shots)
    players = counted(shot.player for shot in shots)
    named = (
        Choice(each.id, each.label, players[each.id])
        for each in (game.player(shot.player) for shot in shots)
        if each is not None
    )
    sides = (game.team(shot.team) for shot in shots)
    return Choices(
        periods=tuple(
            Choice(period, period_title(period), periods[period])
            for period in sorted({shot.period for shot in shots}, key=period_rank)
        ),
        teams=tuple(dict.fromkeys(Choice(t.id, t.name, teams[t.id]) for t in sides if t)),
        players=tuple(sorted(set(named), key=lambda each: each.title.split()[-1])),
    )
