import os
import platform
import shutil

import debian
import environment
import pytest
import verbs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake Python is a shell script")
NO_XVFB = platform.system() != "Linux" or shutil.which("Xvfb") is None
ECHO = 'echo "ran $* on $DISPLAY"'


@pytest.fixture
def python(monkeypatch, tmp_path):
    """Stands for the environment's Python; call it with what it shall do."""

    def does(script):
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(environment, "ready", lambda: path)

    monkeypatch.setattr(debian, "provide", lambda names: None)
    monkeypatch.setenv("DISPLAY", ":7")
    return does


def test_every_gate_is_run_and_those_that_failed_are_named(python, capfd):
    python('case "$*" in *mypy* | *"ruff check"*) exit 1 ;; esac')
    assert verbs.main(["check"]) == 1
    shown = capfd.readouterr().out
    assert all(f"checking {gate}" in shown for gate in verbs.GATES)
    assert shown.endswith("dev: failed: lint, types\n")


def test_all_gates_passing_is_a_pass(python, capfd):
    python("exit 0")
    assert verbs.main(["check"]) == 0
    assert capfd.readouterr().out.endswith("dev: all checks passed\n")


def test_the_tests_get_the_arguments_and_give_the_exit_code(python, capfd):
    python(f"{ECHO}; exit 5")
    assert verbs.main(["test", "-k", "clock"]) == 5
    assert "ran -m pytest -k clock" in capfd.readouterr().out


def test_the_tests_are_repeated_until_one_fails(python, capfd, tmp_path):
    python(f'echo run >> {tmp_path}/runs; test "$(wc -l < {tmp_path}/runs)" -lt 3')
    assert verbs.main(["test", "--repeat", "5", "-x"]) == 1
    assert "running the tests, 3 of 5" in capfd.readouterr().out


def test_torture_goes_on_to_the_parsers_where_it_shall_take_long(python, capfd):
    python(ECHO)
    assert verbs.main(["torture", "--every", "9"]) == 0
    assert "ran -m tests.faults.torture --every 9 on" in capfd.readouterr().out
    assert verbs.main(["torture", "--long"]) == 0
    shown = capfd.readouterr().out
    assert "ran -m tests.faults.torture on" in shown
    assert "--hypothesis-profile nightly tests/test_parsers.py" in shown


def test_the_soak_gets_its_arguments(python, capfd):
    python(ECHO)
    assert verbs.main(["soak", "--changes", "9"]) == 0
    assert "soak.py --changes 9 on :7" in capfd.readouterr().out


def test_with_a_screen_the_demo_opens_its_window_there(python, capfd):
    python(ECHO)
    assert verbs.main(["demo"]) == 0
    assert "ran -m reviewer demo on :7\n" in capfd.readouterr().out


@pytest.mark.skipif(NO_XVFB, reason="needs Linux with Xvfb")
@pytest.mark.parametrize(
    ("given", "passed"),
    [([], "--tour demo.png"), (["--screenshot", "a b.png"], "--screenshot a b.png")],
)
def test_without_a_screen_the_demo_is_a_tour_unless_told_otherwise(
    python, monkeypatch, capfd, given, passed
):
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    python(f'test -S "/tmp/.X11-unix/X${{DISPLAY#:}}" && {ECHO}')
    assert verbs.main(["demo", *given]) == 0
    assert f"ran -m reviewer demo {passed} on :" in capfd.readouterr().out


def test_the_benchmarks_get_their_arguments(python, capfd):
    python(ECHO)
    assert verbs.main(["bench", "main", "--json", "f"]) == 0
    assert "bench.py main --json f on :7" in capfd.readouterr().out
