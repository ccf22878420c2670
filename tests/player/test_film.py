"""How a film is cut into stretches, and how one picture of it is had."""

from threading import Event

from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from reviewer.domain.media import MediaWindow
from reviewer.player.film import Film, cut


class Counted(Event):
    """Is set after having been looked at some times."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    @override
    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0


@given(keys=st.sets(st.integers(0, 500)), count=st.integers(1, 500), size=st.integers(2, 100))
def test_stretches_cover_every_picture_once_and_begin_at_keys(
    keys: set[int], count: int, size: int
):
    keys = {key for key in keys if key < count}
    stretches = cut(keys, count, size)
    assert [index for stretch in stretches for index in stretch] == list(range(count))
    assert all(0 < len(stretch) <= size for stretch in stretches)
    assert keys <= {stretch.start for stretch in stretches}


def test_a_long_run_is_cut_into_equal_parts():
    assert cut([0, 60], 120, 46) == (range(30), range(30, 60), range(60, 90), range(90, 120))


def test_a_picture_that_nobody_wants_any_more_is_not_decoded_to_its_end(window: MediaWindow):
    last = len(window.pictures) - 1
    film = Film(window)
    assert film.picture(last, Event()) is not None
    hasty = Counted(3)
    assert film.picture(last, hasty) is None
    assert hasty.left == -1
    film.close()
