"""A screen for windows: the machine's own, or Xvfb while something runs."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from shell import Failed, say

SIZE = "1600x1000x24"


def has_screen(system: str, environ: Mapping[str, str]) -> bool:
    """Whether windows can be shown, by `platform.system()` and the environment."""
    return system != "Linux" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """Xvfb on a free display until the block ends; gives the variables that lead to it."""
    if shutil.which("Xvfb") is None:
        raise Failed("there is no screen, and Xvfb is not installed")
    say(f"no screen: starting Xvfb at {SIZE}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with (
        os.fdopen(reading) as announced,
        subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server,
    ):
        os.close(writing)
        try:
            number = announced.readline().strip()
            if not number:
                raise Failed("Xvfb did not start; run it by hand to see why")
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
