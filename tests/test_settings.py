"""What the program keeps between starts."""

import errno
import json
import os
from pathlib import Path

import pytest

from reviewer.domain.account import Account, AccountName
from reviewer.domain.game import TeamId
from reviewer.domain.listing import NOT_REVIEWED, ClipFilter
from reviewer.domain.periods import Period
from reviewer.session.memory import Memory
from reviewer.settings import Folders, Settings, SettingsFile, SettingsKeeper, account_given
from tests.faults.disk import failing_disk

SETTINGS = Settings(
    memory=Memory(
        filter=ClipFilter(
            periods=frozenset({Period("H1")}),
            sources=frozenset({"POSSESSION"}),
            teams=frozenset({TeamId("10")}),
            text="made 3",
            tags=frozenset({"Grade/T"}),
            reviewed=frozenset({NOT_REVIEWED}),
        ),
        volume=0.4,
        palette="coordinator",
        playlist="tuesday",
    ),
    layout={"geometry": "abc"},
    api_url="https://api.example.com",
    accounts=(AccountName("video"), AccountName("coach", "https://api.example.com")),
    current=AccountName("coach", "https://api.example.com"),
)
COACH, VIDEO = AccountName("coach"), AccountName("video")


def test_settings_come_back(tmp_path: Path):
    file = SettingsFile(tmp_path / "deep" / "settings.json")
    file.save(SETTINGS)
    assert file.load() == SETTINGS


def test_without_a_file_there_are_defaults(tmp_path: Path):
    assert SettingsFile(tmp_path / "settings.json").load() == Settings()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"accounts": [{}]}',
        '{"accounts": [], "current": 2}',
        '{"volume": "loud"}',
        '{"filter": 7}',
    ],
)
def test_a_file_that_makes_no_sense_is_set_aside(tmp_path: Path, text: str):
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert SettingsFile(path).load() == Settings()
    assert (tmp_path / "settings.unreadable.json").read_text() == text
    assert not path.exists()


def test_what_cannot_even_be_set_aside_costs_the_settings_only(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text("{")
    path.with_suffix(".unreadable.json").mkdir()
    assert SettingsFile(path).load() == Settings()


def test_settings_that_cannot_be_saved_hold_and_are_told_once(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.with_suffix(".new").mkdir()
    told: list[str] = []
    keeper = SettingsKeeper(SettingsFile(path), {}, told.append)
    keeper.add(COACH)
    keeper.keep_memory(Memory(volume=0.5))
    assert (keeper.current, keeper.now.memory.volume) == (COACH, 0.5)
    why = os.strerror(errno.EACCES if os.name == "nt" else errno.EISDIR)
    assert told == [f"Settings cannot be saved ({why}): they hold until Reviewer ends."]
    path.with_suffix(".new").rmdir()
    keeper.add(VIDEO)
    assert SettingsKeeper(SettingsFile(path), {}).names == (VIDEO, COACH)


def test_a_file_that_the_disk_does_not_give_is_left_as_it_is(tmp_path: Path):
    path = tmp_path / "settings.json"
    SettingsKeeper(SettingsFile(path), {}).add(COACH)
    told: list[str] = []
    with failing_disk(tmp_path, fails_at=1):
        keeper = SettingsKeeper(SettingsFile(path), {}, told.append)
    keeper.add(VIDEO)
    assert keeper.names == (VIDEO,)
    assert told == ["Settings cannot be saved (Input/output error): they hold until Reviewer ends."]
    assert SettingsKeeper(SettingsFile(path), {}).names == (COACH,)


def test_a_folder_in_the_file_s_place_costs_the_settings_only(tmp_path: Path):
    (tmp_path / "settings.json").mkdir()
    assert SettingsFile(tmp_path / "settings.json").load() == Settings()


def test_fields_of_a_newer_program_are_no_trouble(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"volume": 7, "theme": "dark"}))
    assert SettingsFile(path).load() == Settings(memory=Memory(volume=1.0))


def test_the_environment_names_an_account_only_whole():
    environment = {"EVENT_USERNAME": "video", "EVENT_SECRET": "whistle"}
    assert account_given(Settings(), environment) == Account(
        "https://api.shottracker.com", "video", "whistle"
    )
    there = environment | {"REVIEWER_API_URL": "https://other.example.com"}
    given = account_given(SETTINGS, there)
    assert given is not None
    assert given.api_url == "https://other.example.com"
    assert account_given(Settings(), {"EVENT_USERNAME": "video"}) is None
    assert account_given(Settings(), {}) is None


def test_a_secret_is_not_printed():
    assert "whistle" not in repr(Account("https://api.example.com", "coach", "whistle"))


def test_the_account_chosen_last_is_the_current_one(tmp_path: Path):
    file = SettingsFile(tmp_path / "settings.json")
    keeper = SettingsKeeper(file, {})
    keeper.add(COACH)
    keeper.add(VIDEO)
    keeper.choose(COACH)
    again = SettingsKeeper(file, {"REVIEWER_API_URL": "https://other.example.com"})
    assert (again.names, again.current) == ((COACH, VIDEO), COACH)
    assert again.api_url == "https://other.example.com"
    again.remove(COACH)
    assert (again.names, again.current) == ((VIDEO,), None)


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a user's folders to the user")
def test_folders_are_for_nobody_else(tmp_path: Path):
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path / "home")})
    for folder in (folders.library, folders.log):
        folder.mkdir(parents=True, mode=0o755)
    folders.make()
    main = (folders.settings.parent, folders.cache, folders.library)
    for folder in (*main, folders.kept, folders.season, folders.log):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_one_folder_holds_everything_where_it_is_asked_for(tmp_path: Path):
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})
    places = (folders.settings, folders.cache, folders.library, folders.log)
    assert all(place.is_relative_to(tmp_path) for place in places)
