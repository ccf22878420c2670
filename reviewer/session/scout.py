"""Looks at every stream of a game before anyone plays it: its length, its dates, whether it is."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.errors import MediaError, ReviewerError
from reviewer.domain.game import Clip, StreamId
from reviewer.domain.health import Finding, FindingKind, Severity
from reviewer.session.ports import MediaSource


@dataclass(frozen=True, slots=True)
class Scouted:
    """What the streams say of themselves, and those that do not answer as they should."""

    facts: Mapping[StreamId, StreamFacts]
    failures: Mapping[StreamId, ReviewerError]

    def why_not(self, clip: Clip) -> str | None:
        """Why this clip's stream cannot be played; None where nothing speaks against it."""
        error = self.failures.get(clip.hls.stream) if clip.hls is not None else None
        return error.sentence if isinstance(error, MediaError) else None

    def findings(self, clips: Sequence[Clip]) -> tuple[Finding, ...]:
        """The streams that do not answer as they should, as things to know about the game."""
        return tuple(
            Finding(
                FindingKind.NO_FOOTAGE,
                Severity.PROBLEM,
                f"Footage {stream[:6]} cannot be played. {error.sentence}",
                tuple(clip.id for clip in clips if clip.hls and clip.hls.stream == stream),
            )
            for stream, error in self.failures.items()
            if isinstance(error, MediaError)
        )


async def scout(media: MediaSource, clips: Sequence[Clip]) -> Scouted:
    """Ask each stream once. Nothing is raised: a stream's trouble is told in the result."""
    urls = {clip.hls.stream: clip.hls.url for clip in clips if clip.hls is not None}
    answers = await asyncio.gather(*(_facts(media, url) for url in urls.values()))
    told = dict(zip(urls, answers, strict=True))
    return Scouted(
        {stream: told for stream, told in told.items() if isinstance(told, StreamFacts)},
        {stream: told for stream, told in told.items() if isinstance(told, ReviewerError)},
    )


async def _facts(media: MediaSource, url: str) -> StreamFacts | ReviewerError:
    try:
        return await media.facts(url)
    except ReviewerError as error:
        return error
