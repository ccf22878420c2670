"""Pictures for the rows in sight: made while nobody waits for footage, a bounded number kept."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reviewer.domain.alignment import Alignment
from reviewer.domain.errors import ReviewerError, ServiceError
from reviewer.domain.game import Clip, ClipId, EventId
from reviewer.domain.times import MediaMs
from reviewer.session.ports import Stills
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)

_KEPT = 300
"""So many pictures stay in memory, of some 5 kB each; the others come from the disk again."""


@dataclass(frozen=True, slots=True)
class _Errand:
    clip: ClipId
    url: str
    at: MediaMs


class Posters(QObject):
    """JPEGs by clip. Signal: `arrived(ClipId)`."""

    arrived = Signal(str)

    def __init__(self, stills: Stills, on_crash: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._stills = stills
        self._tasks = Tasks(on_crash)
        self._game: EventId | None = None
        self._alignment: Alignment | None = None
        self._wanted: tuple[Clip, ...] = ()
        self._pictures: OrderedDict[ClipId, tuple[MediaMs, bytes]] = OrderedDict()
        self._failed: set[ClipId] = set()
        self._busy = False

    def picture(self, clip: ClipId) -> bytes | None:
        """The poster of a clip, if there is one by now."""
        _, picture = self._pictures.get(clip, (None, None))
        return picture

    def open(self, game: EventId, alignment: Alignment) -> None:
        """The clips of this game lie here from now on."""
        self._alignment = alignment
        if game != self._game:
            self._game = game
            self._pictures.clear()
            self._failed.clear()
        self._start()

    def want(self, clips: Sequence[Clip]) -> None:
        """These are in sight, the most wanted first; others are not made any more."""
        if tuple(clips) != self._wanted:
            self._wanted = tuple(clips)
            self._start()

    def set_busy(self, *, busy: bool) -> None:
        """Whether footage is being fetched that somebody waits for, or will."""
        if busy != self._busy:
            self._busy = busy
            self._start()

    async def aclose(self) -> None:
        """Stop; nothing is made from now on."""
        self._alignment = None
        await self._tasks.aclose()

    def _start(self) -> None:
        missing = [] if self._busy else [*self._missing()]
        if missing:
            self._tasks.start("posters", self._make(missing))
        else:
            self._tasks.cancel("posters")

    def _missing(self) -> Iterator[_Errand]:
        """What is still to be made, of the clips that have a place."""
        for clip in self._wanted:
            place = self._alignment.place(clip) if self._alignment is not None else None
            if place is None or clip.hls is None or clip.id in self._failed:
                continue
            middle = _whole_second((place.start + place.end) // 2)
            known, _ = self._pictures.get(clip.id, (None, None))
            if known != middle:
                yield _Errand(clip.id, clip.hls.url, middle)

    async def _make(self, errands: Sequence[_Errand]) -> None:
        for errand in errands:
            try:
                picture = await self._stills.poster(errand.url, errand.at)
            except ServiceError:
                return  # as soon as other rows are in sight it is tried again
            except ReviewerError as error:
                # a row does without; why the clip cannot play is told when it is chosen
                _log.info("clip %s has no poster: %s", errand.clip, error.sentence)
                self._failed.add(errand.clip)
            else:
                self._keep(errand.clip, errand.at, picture)

    def _keep(self, clip: ClipId, at: MediaMs, picture: bytes) -> None:
        self._pictures[clip] = at, picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.arrived.emit(clip)


def _whole_second(media: int) -> MediaMs:
    """A nudge moves no poster, as a rule; another alignment does."""
    return MediaMs(media // 1000 * 1000)
