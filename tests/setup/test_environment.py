import environment
import pytest
from shell import Failed

PINS = b"httpx==0.28.1"
PYTHON = "CPython 3.11.7"


@pytest.fixture
def venv(tmp_path):
    python = environment.python_of(tmp_path)
    python.parent.mkdir()
    python.touch()
    return tmp_path


def test_a_finished_environment_is_known_again(venv):
    environment.stamp(venv, environment.fingerprint(PINS, PYTHON, venv))
    assert environment.is_current(venv, environment.fingerprint(PINS, PYTHON, venv))


def test_one_that_was_left_half_made_is_not(venv):
    assert not environment.is_current(venv, environment.fingerprint(PINS, PYTHON, venv))


@pytest.mark.parametrize(
    ("pins", "python", "folder"),
    [
        (b"httpx==0.29", PYTHON, "."),
        (PINS, "CPython 3.12.1", "."),
        (PINS, PYTHON, "moved"),
    ],
    ids=["other pins", "other Python", "moved"],
)
def test_one_made_for_something_else_is_not(venv, pins, python, folder):
    environment.stamp(venv, environment.fingerprint(PINS, PYTHON, venv))
    assert not environment.is_current(venv, environment.fingerprint(pins, python, venv / folder))


def test_one_whose_python_is_gone_is_not(venv):
    made_for = environment.fingerprint(PINS, PYTHON, venv)
    environment.stamp(venv, made_for)
    environment.python_of(venv).unlink()
    assert not environment.is_current(venv, made_for)


def test_an_environment_that_is_current_is_left_alone(venv, monkeypatch, capsys):
    monkeypatch.setattr(environment, "VENV", venv)
    python = environment.this_python()
    pins = environment.REQUIREMENTS.read_bytes()
    environment.stamp(venv, environment.fingerprint(pins, python, venv))
    assert environment.ready() == environment.python_of(venv)
    assert capsys.readouterr().out == ""


def test_one_that_is_half_made_is_made_anew(venv, monkeypatch, tmp_path_factory):
    nothing_to_install = tmp_path_factory.mktemp("pins") / "requirements.txt"
    nothing_to_install.touch()
    (venv / "half").touch()
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "REQUIREMENTS", nothing_to_install)
    assert environment.ready() == environment.python_of(venv)
    assert not (venv / "half").exists()
    pins, python = nothing_to_install.read_bytes(), environment.this_python()
    assert environment.is_current(venv, environment.fingerprint(pins, python, venv))


def test_a_python_without_the_means_is_told_so(venv, monkeypatch):
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "has_venv", lambda: False)
    with pytest.raises(Failed, match="venv package is missing"):
        environment.ready()
