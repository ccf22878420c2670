"""A game is chosen from the account's games or by its id, loads, fails and is asked for again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton

from reviewer.domain.errors import NoNetwork, NotPermitted
from reviewer.domain.game import EventId, Team, TeamId
from reviewer.domain.offline import KeptGame
from reviewer.domain.score import Score
from reviewer.domain.season import Wanted
from reviewer.domain.times import WallMs
from reviewer.ui.filter_bar import FilterChip
from tests.builders import TIPOFF, make_scheduled
from tests.ui.desk import Desk, settled, until

CTRL = Qt.KeyboardModifier.ControlModifier
DAY_MS = 86_400_000
SEARCH = "Search games"
_TAG = "Type a tag"
_REFUSED = NotPermitted("This account may not open game 403.", request_id="req-1", status=403)


def listed(desk: Desk) -> list[str]:
    """The rows of the games page as they are read out."""
    model = desk.named(QListView, "Games").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


async def test_an_empty_window_shows_the_games_and_takes_an_id_at_once(desk: Desk):
    assert listed(desk) == ["Yesterday", "Harbor City at Old & Gold, Final, Old & Gold Arena"]
    for key in (Qt.Key.Key_5, Qt.Key.Key_5, Qt.Key.Key_5, Qt.Key.Key_Return):
        desk.press(key)
    await until(lambda: desk.review.game is not None)
    await settled()
    assert desk.games.asked == ["555"]
    assert desk.window.windowTitle() == "Harbor City at North Ridge – Reviewer"
    assert desk.sees("Pick a clip")
    assert desk.named_or_none(QListView, "Games") is None


async def test_the_tag_desk_stands_beside_clips_and_not_beside_games(desk: Desk):
    def tags() -> bool:
        return desk.named_or_none(QLineEdit, _TAG) is not None

    assert not tags()
    desk.window.pages.show_offline()
    assert desk.sees("Kept offline")
    desk.click("Close")
    assert not desk.sees("Kept offline")
    assert not tags()
    await desk.open()
    assert tags()
    desk.press(Qt.Key.Key_O, CTRL)
    assert not tags()
    desk.window.pages.type_tag()
    assert tags()
    assert desk.named_or_none(QListView, "Games") is None


async def test_a_game_is_chosen_with_the_arrows_and_enter(desk: Desk):
    desk.schedule.games.append(make_scheduled("555", WallMs(TIPOFF - DAY_MS)))
    desk.season.refresh()
    await settled()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    await settled()
    assert desk.games.asked == ["555"]


async def test_typing_searches_and_enter_opens_what_is_left(desk: Desk):
    desk.schedule.games.append(make_scheduled("555", WallMs(TIPOFF - DAY_MS)))
    desk.season.refresh()
    await settled()
    desk.type(SEARCH, "gold")
    assert len(listed(desk)) == 2
    desk.press(Qt.Key.Key_Return)
    await settled()
    assert desk.games.asked == ["777"]


async def test_a_click_opens_a_game(desk: Desk):
    view = desk.named(QListView, "Games")
    view.clicked.emit(view.model().index(1, 0))
    await settled()
    assert desk.games.asked == ["777"]
    desk.press(Qt.Key.Key_O, CTRL)
    assert listed(desk)[:2] == [
        "Opened lately",
        "Harbor City at North Ridge, 58 to 61, Final, Old & Gold Arena",
    ]


async def test_an_id_can_be_opened_although_games_fit(desk: Desk):
    desk.schedule.games.append(make_scheduled("5551", TIPOFF))
    desk.season.refresh()
    await settled()
    desk.type(SEARCH, " 555 ")
    assert len(listed(desk)) == 2
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    await settled()
    assert desk.games.asked == ["555"]


async def test_upcoming_games_are_a_click_away(desk: Desk):
    desk.schedule.games.append(make_scheduled("9", WallMs(TIPOFF + 3 * DAY_MS)))
    desk.season.refresh()
    await settled()
    desk.click("Upcoming")
    assert listed(desk)[0] == "Fri 17 Nov"
    assert desk.named(QPushButton, "Later games").isEnabled()
    desk.click("Played")
    assert listed(desk)[0] == "Yesterday"


async def test_one_team_s_games(desk: Desk):
    desk.schedule.games.append(make_scheduled("555", TIPOFF))
    desk.season.refresh()
    await settled()
    chip = desk.named(FilterChip, "Team: all")
    actions = chip.menu_actions
    assert [action.text() for action in actions] == [
        "Harbor City\t2",
        "North Ridge\t1",
        "Old && Gold\t1",
    ]
    actions[1].trigger()
    assert len(listed(desk)) == 2


async def test_scores_of_what_is_in_sight_are_fetched(desk: Desk):
    desk.schedule.scores[EventId("777")] = Score(home=70, away=64)
    desk.season.refresh()
    await until(lambda: desk.schedule.scored)
    await settled()
    assert "64 to 70" in listed(desk)[1]
    asked = len(desk.schedule.scored)
    desk.season.look_for(desk.season.wanted)
    await settled()
    assert len(desk.schedule.scored) == asked


async def test_a_schedule_that_cannot_be_had_says_which_part_and_can_be_retried(desk: Desk):
    desk.schedule.failing = NoNetwork("api.test could not be found.")
    desk.season.refresh()
    await settled()
    assert desk.sees("No connection")
    assert desk.sees("16 Oct to 15 Nov · 16 Nov to 16 Dec")
    assert len(listed(desk)) == 2
    desk.schedule.failing = None
    desk.click("Try again")
    await settled()
    assert not desk.sees("No connection")


async def test_nothing_that_fits_is_said_with_the_way_out(desk: Desk):
    desk.type(SEARCH, "nobody here")
    assert desk.sees("No game fits")
    desk.click("Clear search")
    assert len(listed(desk)) == 2


async def test_earlier_games_are_one_key_away(desk: Desk):
    old = WallMs(TIPOFF - 50 * DAY_MS)
    desk.schedule.games.append(make_scheduled("1", old, away=Team(TeamId("7"), "Lakeside")))
    assert desk.sees("Back to 16 Oct")
    desk.press(Qt.Key.Key_E, CTRL)
    await settled()
    assert listed(desk)[-1] == "Lakeside at North Ridge, Final, North Ridge Arena"
    assert desk.sees("Back to 15 Sep")


async def test_a_kept_game_is_marked(desk: Desk):
    view = desk.named(QListView, "Games")
    before = view.grab().toImage()
    desk.keeper.here[EventId("777")] = KeptGame(
        EventId("777"), "Old & Gold", frozenset({None}), frozenset({None}), 1
    )
    await desk.open("555")
    desk.season.look_for(Wanted(text="gold"))
    desk.press(Qt.Key.Key_O, CTRL)
    await settled()
    assert before != view.grab().toImage()


async def test_loading_is_said(desk: Desk):
    desk.games.gate.close()
    desk.season.choose(EventId("777"))
    await settled()
    assert desk.sees("Loading Harbor City at Old & Gold")
    desk.games.gate.open()
    await until(lambda: desk.review.game is not None)
    assert not desk.sees("Loading")


async def test_a_refusal_says_why_and_can_be_copied_and_tried_again(desk: Desk):
    desk.games.failing[EventId("403")] = _REFUSED
    desk.type(SEARCH, "403")
    desk.press(Qt.Key.Key_Return)
    await settled()
    assert desk.sees("No access")
    assert desk.sees("This account may not open game 403.")
    assert desk.sees("Ask ShotTracker to open it for your account.")
    assert desk.sees("req-1")
    desk.click("Copy details")
    copied = QGuiApplication.clipboard().text()
    assert "req-1" in copied
    assert "Status 403" in copied
    assert "Event 403" in copied
    desk.click("Try again")
    await settled()
    assert desk.games.asked == ["403", "403"]


async def test_a_refusal_leaves_the_open_game_usable(desk: Desk):
    await desk.open()
    desk.games.failing[EventId("403")] = _REFUSED
    desk.review.open_game(EventId("403"))
    await settled()
    assert desk.sees("No access")
    desk.click_row(0)
    await desk.arrived()
    assert desk.shown_clip() == "clip-0"
    desk.click("Dismiss")
    assert not desk.sees("No access")


async def test_ctrl_o_shows_the_games_and_esc_goes_back(desk: Desk):
    await desk.open()
    desk.press(Qt.Key.Key_O, CTRL)
    assert desk.named(QLineEdit, SEARCH).hasFocus()
    desk.type(SEARCH, "x")
    desk.press(Qt.Key.Key_Escape)
    assert desk.named(QLineEdit, SEARCH).text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert desk.named_or_none(QLineEdit, SEARCH) is None
    desk.click("Games")
    desk.click("Back to the game")
    assert desk.named_or_none(QLineEdit, SEARCH) is None


async def test_names_from_outside_are_never_read_as_markup(desk: Desk):
    desk.games.failing[EventId("9")] = NotPermitted("<b>Bold</b> words")
    desk.review.open_game(EventId("9"))
    await settled()
    assert desk.sees("<b>Bold</b> words")
