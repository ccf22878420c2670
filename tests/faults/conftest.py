"""The footage that the faults strike, made once."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.hls import Packaging, make_hls

RATE = Fraction(10)


@pytest.fixture(scope="session")
def hls_of_faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two streams of four segments of 4 s, the frame number drawn in."""
    folder = tmp_path_factory.mktemp("struck")
    for name in ("game", "other"):
        make_hls(folder / name, Packaging(rate=RATE, frames=160, sound=False))
    return folder
