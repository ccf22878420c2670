"""What was decided and why, in a coach's words."""

from collections.abc import Iterator, Sequence

from reviewer.domain.alignment.guesses import TOLERANCE_MS, DelayUse
from reviewer.domain.alignment.meaning import Meaning
from reviewer.domain.alignment.streams import FittedStream
from reviewer.domain.counted import counted
from reviewer.domain.times import format_length

_USES = {
    DelayUse.ADDED: "The offsets leave that out, so it is added",
    DelayUse.INCLUDED: "The offsets contain that already, so nothing is added",
    DelayUse.INCLUDED_NEGATIVE: "The offsets have that taken off already, so nothing is added",
}


def game_sentences(meaning: Meaning, streams: Sequence[FittedStream]) -> tuple[str, ...]:
    """The decisions for the whole game, each with its evidence."""
    if not streams:
        return ("No clip has footage.",)
    return tuple(_game_sentences(meaning, streams))


def stream_sentences(stream: FittedStream) -> tuple[str, ...]:
    """What bears a verified stream out, and what was left aside."""
    agreeing = [witness.name for witness in stream.witnesses if witness.agrees]
    also = f", and so does {' and '.join(agreeing)}" if agreeing else ""
    told = f"{_agreement(stream)} within {stream.bound_ms} ms{also}."
    jumps = [
        f"The recording was interrupted at {format_length(jump.media)}; its clips show by how much."
        for jump in (stream.recording.jumps if stream.recording else ())
    ]
    unset = [
        f"{_capital(witness.name)} was never set; it is not used."
        for witness in stream.witnesses
        if not witness.counts
    ]
    return (told, *jumps, *unset)


def stream_doubts(stream: FittedStream, meaning: Meaning) -> tuple[str, ...]:
    """Why a stream is not verified; empty where it is."""
    return tuple(_doubts(stream, meaning))


def _game_sentences(meaning: Meaning, streams: Sequence[FittedStream]) -> Iterator[str]:
    yield meaning.unit.why
    yield _delay_sentence(meaning, max((item.rows.delay_ms for item in streams), key=abs))
    yield meaning.duration.why
    if meaning.grain.ms > 1:
        yield f"Offsets are rounded to {_seconds(meaning.grain.ms)}; many clips together say more."
    if len(streams) > 1 and all(len(item.rows.clips) == 1 for item in streams):
        yield "Every clip has a file of its own; its offset is the lead before the play."
    outliers = sum(len(item.recording.outliers) for item in streams if item.recording)
    if outliers:
        yield (
            f"{counted(outliers, 'clip')} would start more than {_seconds(TOLERANCE_MS)} away from "
            f"where the rest of the footage puts {'it' if outliers == 1 else 'them'}, and "
            f"{'is' if outliers == 1 else 'are'} played there instead."
        )


def _delay_sentence(meaning: Meaning, delay_ms: int) -> str:
    found = meaning.delay
    if found.use is DelayUse.NONE:
        return "Picture and data have no delay between them."
    behind = f"The picture is {_seconds(delay_ms)} {'behind' if delay_ms > 0 else 'ahead of'}"
    if found.use is DelayUse.UNKNOWN:
        early = ": clips may start early" if delay_ms > 0 else ""
        return (
            f"{behind} the data. Nothing shows whether the offsets contain that, so nothing is "
            f"added{early}."
        )
    return (
        f"{behind} the data. {_USES[found.use]}: {found.explained} of {found.asked} clips show it."
    )


def _doubts(stream: FittedStream, meaning: Meaning) -> Iterator[str]:
    if not meaning.unit.decided:
        yield "The unit of the offsets is a guess."
    if not stream.settled:
        yield f"The delay of {_seconds(stream.unsettled_ms)} may or may not be in the offsets."
    if stream.recording is None:
        yield "No clip says where it lies in this footage."
        return
    for witness in stream.witnesses:
        if witness.counts and not witness.agrees:
            yield f"{_capital(witness.name)} is {_seconds(witness.off_ms)} off what its clips say."
    if stream.outvoted:
        yield f"Only {_agreement(stream)} on where it lies in this footage."
    if not stream.checked:
        yield "Nothing checks where its clips lie."
    if stream.bound_ms > TOLERANCE_MS:
        yield f"Its offsets are too rough: they tell the place to ±{_seconds(stream.bound_ms)}."


def _agreement(stream: FittedStream) -> str:
    verb = "agrees" if stream.agreeing == 1 else "agree"
    return f"{stream.agreeing} of {counted(len(stream.rows.rows), 'clip')} {verb}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _seconds(milliseconds: int) -> str:
    return f"{abs(milliseconds) / 1000:.2f} s"
