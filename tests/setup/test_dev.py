import ast
import subprocess
import sys
from pathlib import Path

import dev
import pytest
import verbs
from shell import Failed


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_the_pythons_that_will_do(version):
    assert dev.unsupported(*version) == ""


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14), (4, 0)])
def test_any_other_python_is_told_which_will_do(version):
    sentence = dev.unsupported(*version)
    assert "3.11, 3.12 or 3.13" in sentence
    assert f"{version[0]}.{version[1]}" in sentence


def test_a_verb_passes_on_what_follows_it():
    assert verbs.parse(["test", "-k", "clock"]) == (verbs.VERBS["test"], ["-k", "clock"])
    assert verbs.parse(["demo"]) == (verbs.VERBS["demo"], [])


@pytest.mark.parametrize(
    "arguments", [[], ["freeze"], ["--help"], ["check", "--fix"], ["setup", "twice"]]
)
def test_a_wrong_call_shows_how_it_is_called(arguments, capsys):
    assert verbs.main(arguments) == 2
    shown = capsys.readouterr().err
    assert all(verb in shown for verb in verbs.VERBS)


def test_a_failed_set_up_is_one_sentence_and_no_traceback(monkeypatch, capsys):
    def fails(_rest):
        raise Failed("the disk is full")

    monkeypatch.setitem(verbs.VERBS, "setup", verbs.Verb(fails, "fails"))
    assert verbs.main(["setup"]) == 1
    assert capsys.readouterr().err == "dev: the disk is full\n"


def test_the_set_up_needs_the_standard_library_alone():
    without_packages = [sys.executable, "-E", "-S", dev.__file__]
    done = subprocess.run(without_packages, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, verbs.usage() + "\n")


def test_an_old_python_can_read_what_tells_it_that_it_is_old():
    ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))
