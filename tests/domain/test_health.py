"""What is found wrong with a game, and that nothing is where nothing is wrong."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.clip_order import Placed, against_the_clock
from reviewer.domain.game import Clip, Game, Hls, Missing, Possession
from reviewer.domain.health import Finding, FindingKind, Severity, check_health, finding_json
from reviewer.domain.moment import times_of
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, MediaMs, WallMs
from tests.builders import AWAY, HOME, make_clip, make_game, without_clock, without_footage


def game_of(*clips: Clip) -> Game:
    return replace(make_game(), clips=clips, plays=())


def possessions(count: int = 6) -> list[Clip]:
    """One after another, for either side in turn, the clock running."""
    return [
        make_clip(n, at_ms=317 + n * 20_137, team=(HOME if n % 2 else AWAY).id)
        for n in range(count)
    ]


def findings(game: Game) -> dict[FindingKind, Finding]:
    found = check_health(game, times_of(game))
    assert len({finding.kind for finding in found}) == len(found)
    return {finding.kind: finding for finding in found}


def test_a_sound_game_has_no_findings():
    assert findings(game_of(*possessions())) == {}


def test_missing_data_is_told_as_it_was_told():
    game = replace(game_of(*possessions()), missing=(Missing("shots", "Your account may not."),))
    assert (
        findings(game)[FindingKind.MISSING_DATA].sentence == "Without shots: Your account may not."
    )


def test_clips_without_footage_or_clock_are_named():
    clips = possessions()
    game = game_of(without_footage(clips[0]), without_clock(clips[1]), *clips[2:])
    found = findings(game)
    assert found[FindingKind.NO_FOOTAGE].clips == ("clip-0",)
    assert found[FindingKind.NO_FOOTAGE].severity is Severity.PROBLEM
    assert found[FindingKind.NO_CLOCK].clips == ("clip-1",)


def test_a_clip_whose_place_cannot_be_known_is_a_problem():
    clips = possessions()
    lost = replace(clips[0], start=None, hls=Hls("https://video.test/H1.m3u8", None, None, 0, None))
    found = findings(game_of(lost, *clips[1:]))
    assert found[FindingKind.NO_FOOTAGE].sentence == "1 clip has no known place in its footage."


def test_a_possession_without_a_clip_is_found_by_its_clock():
    clips = possessions()
    rows = tuple(
        Possession(
            clip.team, clip.period, None, clip.start, clip.end, clip.start_clock, None, (), ()
        )
        for clip in clips
        if clip.team is not None and clip.start is not None and clip.end is not None
    )
    game = replace(game_of(*clips[:2], *clips[3:]), possessions=rows)
    assert findings(game)[FindingKind.NO_CLIP].sentence == ("1 possession has no clip: H1 19:19.4.")


def test_clips_of_one_kind_and_team_that_overlap_are_found():
    clips = possessions()
    start, clock = WallMs((clips[0].end or 0) - 5_000), ClockMs(1_184_683)
    again = replace(
        clips[2], start=start, start_clock=clock, hls=replace(hls_of(clips[2]), start_offset=15.317)
    )
    found = findings(game_of(*clips[:2], again, *clips[3:]))
    assert found[FindingKind.OVERLAP].clips == ("clip-2",)


def test_another_kind_or_team_may_overlap():
    clips = possessions()
    shot = replace(make_clip(9, at_ms=15_000, length_ms=4_000, source="SHOT"), team=AWAY.id)
    assert findings(game_of(clips[0], shot, *clips[1:])) == {}


def test_a_clip_whose_clock_contradicts_its_place_is_found():
    clips = possessions()
    wrong = replace(clips[3], start_clock=ClockMs(300_000), end_clock=ClockMs(280_000))
    found = findings(game_of(*clips[:3], wrong, *clips[4:]))
    assert found[FindingKind.ORDER].clips == ("clip-3",)
    assert found[FindingKind.CLOCK_MAP].sentence.startswith("2 rows contradict the game clock")


def test_a_clip_whose_own_offset_is_wrong_is_an_outlier():
    clips = possessions()
    wrong = replace(clips[3], hls=replace(hls_of(clips[3]), start_offset=95.728))
    found = findings(game_of(*clips[:3], wrong, *clips[4:]))
    assert found[FindingKind.OUTLIER].clips == ("clip-3",)
    assert "by up to 35.0 s" in found[FindingKind.OUTLIER].sentence


def test_footage_that_nothing_verifies_is_told_with_its_reason():
    clip = replace(make_clip(), hls=replace(hls_of(make_clip()), video_start=None))
    found = findings(game_of(clip))
    assert "is not verified" in found[FindingKind.STREAM].sentence
    assert found[FindingKind.STREAM].clips == ("clip-0",)


def test_footage_that_may_be_off_by_more_than_a_picture_is_told():
    game = game_of(*possessions())
    facts = {
        hls_of(game.clips[0]).stream: StreamFacts(
            None, WallMs((game.clips[0].start or 0) - 317 + 90)
        )
    }
    (finding,) = check_health(game, times_of(game, facts))
    assert "may be off by 90 ms" in finding.sentence


def test_a_period_without_a_clock_is_told():
    blind = [replace(without_clock(clip), period=Period("H2")) for clip in possessions()]
    sentence = findings(game_of(*blind))[FindingKind.CLOCK_MAP].sentence
    assert sentence == "Nothing tells the game clock of the 2nd half."


def test_duplicates_are_counted():
    game = replace(game_of(*possessions()), repeated_clips=3)
    assert (
        findings(game)[FindingKind.DUPLICATE].sentence == "3 clips came twice and are shown once."
    )


def test_long_lists_are_cut_and_the_gravest_comes_first():
    game = game_of(*map(without_footage, map(without_clock, possessions(8))))
    first, *rest = check_health(game, times_of(game))
    assert first.severity is Severity.PROBLEM
    assert all(finding.severity is not Severity.PROBLEM for finding in rest)
    assert finding_json(first) == {
        "kind": "no footage",
        "severity": "problem",
        "sentence": "8 clips have no footage.",
        "clips": [f"clip-{n}" for n in range(8)],
    }


@given(st.lists(st.integers(0, 6), max_size=7))
def test_as_few_clips_as_can_be_are_said_to_contradict_the_clock(clocks: list[int]):
    placed = [Placed(MediaMs(n), ClockMs(clock), make_clip(n)) for n, clock in enumerate(clocks)]
    wrong = {clip.id for clip in against_the_clock(placed)}
    kept = [clock for n, clock in enumerate(clocks) if f"clip-{n}" not in wrong]
    assert falls(kept)
    more = combinations(clocks, len(kept) + 1)
    assert not any(falls(part) for part in more)


def falls(clocks: Sequence[int]) -> bool:
    return all(a >= b for a, b in pairwise(clocks))


def hls_of(clip: Clip) -> Hls:
    assert clip.hls is not None
    return clip.hls
