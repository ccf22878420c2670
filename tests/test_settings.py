"""What the program keeps between starts."""

import json
from pathlib import Path

import pytest

from reviewer.domain.game import EventId, TeamId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.session.memory import Memory, RecentGame
from reviewer.settings import Account, Folders, Settings, SettingsFile, account

SETTINGS = Settings(
    memory=Memory(
        recents=(RecentGame(EventId("7"), "Harbor City at North Ridge"),),
        filter=ClipFilter(
            periods=frozenset({Period("H1")}),
            sources=frozenset({"POSSESSION"}),
            teams=frozenset({TeamId("10")}),
            text="made 3",
        ),
        volume=0.4,
    ),
    layout={"geometry": "abc"},
    api_url="https://api.example.com",
    user="coach",
    secret="whistle",
)


def test_settings_come_back(tmp_path: Path):
    file = SettingsFile(tmp_path / "deep" / "settings.json")
    file.save(SETTINGS)
    assert file.load() == SETTINGS


def test_without_a_file_there_are_defaults(tmp_path: Path):
    assert SettingsFile(tmp_path / "settings.json").load() == Settings()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"recents": [{}]}', '{"volume": "loud"}', '{"filter": 7}']
)
def test_a_file_that_makes_no_sense_is_set_aside(tmp_path: Path, text: str):
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert SettingsFile(path).load() == Settings()
    assert (tmp_path / "settings.unreadable.json").read_text() == text
    assert not path.exists()


def test_a_folder_in_the_file_s_place_costs_the_settings_only(tmp_path: Path):
    (tmp_path / "settings.json").mkdir()
    assert SettingsFile(tmp_path / "settings.json").load() == Settings()


def test_fields_of_a_newer_program_are_no_trouble(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"volume": 7, "theme": "dark"}))
    assert SettingsFile(path).load() == Settings(memory=Memory(volume=1.0))


def test_the_environment_wins_over_the_settings():
    environment = {"REVIEWER_API_URL": "https://other.example.com", "EVENT_USERNAME": "video"}
    assert account(SETTINGS, environment) == Account(
        "https://other.example.com", "video", "whistle"
    )
    assert account(Settings(), {}) == Account("https://api.shottracker.com", "", "")
    assert not account(Settings(), {}).complete


def test_a_secret_is_not_printed():
    assert "whistle" not in repr(account(SETTINGS, {}))


def test_one_folder_holds_everything_where_it_is_asked_for(tmp_path: Path):
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})
    places = (folders.settings, folders.cache, folders.library, folders.log)
    assert all(place.is_relative_to(tmp_path) for place in places)
