"""What the library keeps of a stream's alignment: the corrections that the user made."""

from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.domain.corrections import (
    NO_CORRECTIONS,
    BadCorrection,
    StreamCorrections,
    from_json,
    to_json,
)
from reviewer.domain.edits import Fields, Target
from reviewer.domain.errors import BadEntry
from reviewer.domain.game import EventId, StreamId


@dataclass(frozen=True, slots=True)
class StreamSync:
    """One stream's corrections, in one game."""

    KIND: ClassVar[str] = "sync"

    game: EventId
    stream: StreamId
    corrections: StreamCorrections = NO_CORRECTIONS

    @property
    def target(self) -> Target:
        return Target(self.KIND, self.game, self.stream)

    def fields(self) -> Fields:
        return {"corrections": to_json(self.corrections)}

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        try:
            corrections = from_json(fields.get("corrections"))
        except BadCorrection as error:
            raise BadEntry(f"Alignment: {error.sentence}") from error
        return cls(target.game, StreamId(target.id), corrections)
