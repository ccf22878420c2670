"""Fetches what will probably be watched next, while nothing else is wanted."""

import logging
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import Clip
from reviewer.domain.plan import PlaybackPlan
from reviewer.domain.times import FrameTime
from reviewer.session.ports import MediaSource, Player
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)


class Ahead:
    """Brings clips into the cache one after another; the first of them stands ready to play.

    `plan` says where a clip lies, or raises Unplayable; `on_done` is called when all that
    was to be fetched ahead was tried.
    """

    def __init__(
        self,
        media: MediaSource,
        player: Player,
        plan: Callable[[Clip], PlaybackPlan],
        on_crash: Callable[[BaseException], None],
        on_done: Callable[[], None] = lambda: None,
    ) -> None:
        self._media = media
        self._player = player
        self._plan = plan
        self._tasks = Tasks(on_crash)
        self._on_done = on_done
        self._running = False

    @property
    def running(self) -> bool:
        """Whether something is being fetched ahead."""
        return self._running

    def fetch(
        self,
        clips: Sequence[Clip],
        begins: Mapping[Clip, FrameTime] = MappingProxyType({}),
    ) -> None:
        """Fetch these, the first one first; what was being fetched ahead is given up.

        `begins` says where a clip will begin where that is not its lead-in's first picture.
        """
        self._running = True
        self._tasks.start("fetch ahead", self._fetch(clips, begins))

    def stop(self) -> None:
        """Leave the line to what is wanted now."""
        self._running = False
        self._tasks.cancel("fetch ahead")

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _fetch(self, clips: Sequence[Clip], begins: Mapping[Clip, FrameTime]) -> None:
        for index, clip in enumerate(clips):
            try:
                plan = self._plan(clip)
                window = await self._media.window(plan.url, plan.played)
            except ReviewerError as error:
                # nobody asked for it yet; the same will be told when somebody does
                _log.info("clip %s was not fetched ahead: %s", clip.id, error.sentence)
                continue
            begin = begins.get(clip, plan.start)
            if index == 0:
                self._player.prepare(window, begin)
            self._player.glance(window, begin)
        self._running = False
        self._on_done()
