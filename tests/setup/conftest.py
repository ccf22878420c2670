import os

import pytest

from tests.setup.tools import Tools


@pytest.fixture
def tools(monkeypatch, tmp_path):
    """Programs that are not there, noting how they are called."""
    if os.name == "nt":
        pytest.skip("the stand-ins are shell scripts")
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return Tools(folder)
