"""The footage that the faults strike, made once."""

from pathlib import Path

import pytest

from tests.faults.origin import make_streams


@pytest.fixture(scope="session")
def hls_of_faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_streams(tmp_path_factory.mktemp("struck"))
