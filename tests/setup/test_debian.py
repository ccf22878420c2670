import os
from pathlib import Path

import debian
import pytest
from hypothesis import given
from hypothesis import strategies as st

BARE_DEBIAN_12 = frozenset({"libc6", "python3", "libssl3"})
UBUNTU_24_04 = frozenset({"libglib2.0-0t64", "libssl3t64", "libegl1", "xvfb"})
NAMES = st.lists(st.sampled_from(debian.wanted(screen=False, venv=False, python=(3, 12))))


def test_a_machine_with_a_screen_needs_no_xvfb():
    assert "xvfb" not in debian.wanted(screen=True, venv=True, python=(3, 11))
    assert "xvfb" in debian.wanted(screen=False, venv=True, python=(3, 11))


def test_a_python_without_the_means_gets_the_venv_package_of_its_own_version():
    assert "python3.13-venv" in debian.wanted(screen=True, venv=False, python=(3, 13))
    assert not any("venv" in name for name in debian.wanted(screen=True, venv=True, python=(3, 13)))


def test_a_bare_machine_lacks_all_but_what_it_has():
    names = ["libegl1", "libssl3", "libglib2.0-0"]
    assert debian.missing(names, BARE_DEBIAN_12) == ["libegl1", "libglib2.0-0"]


def test_a_library_is_there_under_its_later_name_too():
    assert debian.missing(["libglib2.0-0", "libssl3", "libgl1"], UBUNTU_24_04) == ["libgl1"]


def test_packages_are_asked_for_by_the_names_of_the_release():
    names = ["libglib2.0-0", "libegl1"]
    assert debian.in_this_release(names, UBUNTU_24_04) == ["libglib2.0-0t64", "libegl1"]
    assert debian.in_this_release(names, frozenset()) == names


@given(NAMES, st.booleans())
def test_what_was_installed_is_not_missing_afterwards(names, later):
    known = frozenset(f"{name}t64" if later else name for name in names)
    assert debian.missing(names, frozenset(debian.in_this_release(names, known))) == []


class FakeApt:
    """A Debian 13 on PATH that has libegl1 and offers libssl3t64; it writes down its orders."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._put("dpkg-query", "echo 'installed libegl1'; echo 'not-installed libgl1'; exit 1")
        self._put("apt-cache", "echo libssl3t64; echo libgl1")
        self.apt_exits_with(0)
        self._put("env", 'exec /usr/bin/env "$@"')

    def apt_exits_with(self, code: int) -> None:
        orders = self._folder / "orders"
        self._put("apt-get", f'echo "$@" >> {orders}; echo apt speaks; exit {code}')

    @property
    def orders(self) -> list[str]:
        orders = self._folder / "orders"
        return orders.read_text().splitlines() if orders.exists() else []

    def _put(self, name: str, script: str) -> None:
        path = self._folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


@pytest.fixture
def apt(monkeypatch, tmp_path):
    if os.name == "nt":
        pytest.skip("the fakes are shell scripts")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return FakeApt(tmp_path)


def test_root_has_what_is_missing_installed_without_a_word_from_apt(apt, capfd):
    debian.provide(["libegl1", "libssl3", "libgl1"])
    update, install = apt.orders
    assert "update" in update
    assert install.startswith("install -y --no-install-recommends libssl3t64 libgl1 ")
    assert capfd.readouterr() == ("dev: installing 2 system packages with apt\n", "")


def test_with_nothing_missing_apt_is_not_asked(apt, capfd):
    debian.provide(["libegl1"])
    assert apt.orders == []
    assert capfd.readouterr() == ("", "")


def test_who_may_not_install_is_told_what_to_type(apt, monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    debian.provide(["libssl3", "libgl1"])
    assert apt.orders == []
    typed = "sudo apt-get install -y --no-install-recommends libssl3t64 libgl1\n"
    assert capsys.readouterr().out.endswith(typed)


def test_what_apt_says_when_it_fails_is_shown(apt, capfd):
    apt.apt_exits_with(100)
    debian.provide(["libgl1"])
    shown = capfd.readouterr()
    assert "apt speaks" in shown.err
    assert shown.out.endswith("sudo apt-get install -y --no-install-recommends libgl1\n")


def test_elsewhere_than_on_debian_nothing_is_done(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    debian.provide(["libegl1"])
    assert capsys.readouterr().out == ""
