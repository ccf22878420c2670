import json
import math

import bench
import pytest
from figures import Figure, at_least, at_most
from hypothesis import given
from hypothesis import strategies as st

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)

QUICK = """
from figures import Figure, at_least, at_most

def measure():
    yield Figure("click to frame", 41.0, "ms", at_most(60), {"mpv": 33.0})
    yield Figure("rows kept", 3.0, "rows", at_least(5))
"""
BROKEN = """
from figures import Figure, at_most

def measure():
    yield Figure("start", 0.9, "s", at_most(1.2))
    raise LookupError("no footage to measure with")
"""
CRASHED = """
import os
from figures import Figure, at_most

def measure():
    yield Figure("start", 0.9, "s", at_most(1.2))
    os._exit(7)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bench_quick.py").write_text(QUICK)
    return tmp_path


def test_a_figure_may_be_exactly_at_its_limit():
    assert at_most(60).is_met_by(60)
    assert at_least(60).is_met_by(60)


@given(NUMBERS, NUMBERS)
def test_away_from_the_limit_one_direction_is_met_and_the_other_is_not(value, limit):
    assert at_most(limit).is_met_by(value) == (value <= limit)
    assert at_least(limit).is_met_by(value) == (value >= limit)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_was_not_measured(value):
    with pytest.raises(ValueError, match="click to frame"):
        Figure("click to frame", value, "ms", at_most(60))


def test_the_report_has_a_row_for_every_figure(folder, tmp_path, capsys):
    report = tmp_path / "figures.json"
    assert bench.main(["--json", str(report)], folder) == 0
    assert json.loads(report.read_text()) == [
        {
            "name": "click to frame",
            "value": 41.0,
            "unit": "ms",
            "aim": 60,
            "ok": True,
            "peers": {"mpv": 33.0},
        },
        {"name": "rows kept", "value": 3.0, "unit": "rows", "aim": 5, "ok": False, "peers": {}},
    ]
    shown = capsys.readouterr().out
    assert "Qt 6" in shown
    assert "click to frame  41     ms    at most 60  yes  mpv 33" in shown
    assert "rows kept       3      rows  at least 5  no" in shown


@pytest.mark.parametrize(
    ("broken", "reason"), [(BROKEN, "no footage to measure with"), (CRASHED, "exit code 7")]
)
def test_a_group_that_fails_says_so_and_the_others_still_run(folder, capfd, broken, reason):
    (folder / "bench_awry.py").write_text(broken)
    assert bench.main([], folder) == 1
    shown = capfd.readouterr()
    assert "the group awry failed" in shown.err
    assert reason in shown.err
    assert "start" in shown.out
    assert "click to frame" in shown.out


def test_only_the_named_groups_are_measured(folder, capsys):
    (folder / "bench_awry.py").write_text(BROKEN)
    assert bench.main(["quick"], folder) == 0
    assert "click to frame" in capsys.readouterr().out


def test_an_unknown_group_is_a_wrong_call(folder, capsys):
    with pytest.raises(SystemExit, match="2"):
        bench.main(["slow"], folder)
    assert "no such group: slow (there is quick)" in capsys.readouterr().err
