import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import screen
from shell import Failed

needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")


def socket_of(variables: dict[str, str]) -> Path:
    return Path("/tmp/.X11-unix") / variables["DISPLAY"].replace(":", "X")


def run_on_virtual_screen(work: Callable[[dict[str, str]], None]) -> None:
    with screen.virtual_screen() as variables:
        work(variables)


@pytest.mark.parametrize(
    ("system", "variables", "there"),
    [
        ("Linux", {}, False),
        ("Linux", {"DISPLAY": ""}, False),
        ("Linux", {"DISPLAY": ":0"}, True),
        ("Linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("Darwin", {}, True),
        ("Windows", {}, True),
    ],
)
def test_where_windows_can_be_shown(system, variables, there):
    assert screen.has_screen(system, variables) is there


@needs_xvfb
def test_the_virtual_screen_ends_with_what_ran_on_it():
    shown: list[Path] = []

    def look(variables):
        shown.append(socket_of(variables))
        assert shown[0].exists()

    run_on_virtual_screen(look)
    assert not shown[0].exists()


@needs_xvfb
def test_the_virtual_screen_ends_when_what_ran_on_it_failed():
    shown: list[Path] = []

    def fail(variables):
        shown.append(socket_of(variables))
        raise LookupError

    with pytest.raises(LookupError):
        run_on_virtual_screen(fail)
    assert not shown[0].exists()


def test_no_xvfb_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failed, match="Xvfb is not installed"):
        run_on_virtual_screen(print)
