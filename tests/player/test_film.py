"""How a film is cut into stretches."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.player.film import cut


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
