"""What every test gets: no screen, no host's settings, and noise that fails the test."""

import gc
import logging
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = "file"
if os.name == "nt":  # without a screen Qt does not look for the system's fonts there
    os.environ.setdefault("QT_QPA_FONTDIR", rf"{os.environ['WINDIR']}\Fonts")
for name in ("EVENT_USERNAME", "EVENT_SECRET", "REVIEWER_API_URL", "REVIEWER_HOME"):
    os.environ.pop(name, None)

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent

pytest_plugins = ["tests.footage", "tests.command"]

settings.register_profile("untimed", deadline=None)  # how fast a machine is decides no test
settings.register_profile(
    "nightly", deadline=None, max_examples=100_000, suppress_health_check=list(HealthCheck)
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def qapp():
    """The program's own QApplication: closing a window does not end an event loop."""
    from reviewer import app

    return app.application()


def pytest_collection_finish():
    """What was imported stays: collecting after every test need not look at it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_stays_on_this_thread():
    """Collected in a worker thread, a test's Qt objects would take the next test with them."""
    gc.disable()
    yield
    # Without an event loop nothing is deleted later: what hundreds of tests left would be taken
    # down, for seconds, within the first one that waits.
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1)  # all that is younger than this test


@pytest.fixture(autouse=True, scope="module")
def _old_garbage_goes_with_its_module():
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _noise_fails(caplog: pytest.LogCaptureFixture):
    """A log record of WARNING or above that the test did not read and clear fails it."""
    yield
    noise = [
        f"{record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if noise:
        pytest.fail("unexpected log records:\n" + "\n".join(noise))
