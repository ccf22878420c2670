"""What the faults strike, made once: the footage, and who vouches for its hosts."""

from pathlib import Path

import pytest

from tests.faults.origin import make_streams
from tests.net.certificates import Authority, make_authority


@pytest.fixture(scope="session")
def hls_of_faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_streams(tmp_path_factory.mktemp("struck"))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))
