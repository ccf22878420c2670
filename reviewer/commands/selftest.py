"""`reviewer --self-test`: whether all that the program needs came along, a line for each part."""

import argparse
import os
from threading import Timer

from reviewer.domain.checks import Check, check_lines
from reviewer.settings import Folders

_LIMIT_S = 90.0
"""Beyond the limits of all parts: then something hangs that cannot be called back."""


def run_self_test(_wanted: argparse.Namespace, _folders: Folders) -> int:
    """0 where everything works, 1 where something is missing."""
    watch = Timer(_LIMIT_S, _give_up)
    watch.daemon = True
    watch.start()
    from reviewer import app, selftest

    async def test() -> int:
        return 0 if await selftest.self_test(_tell) else 1

    app.application(window=False)
    code = app.run(test)
    watch.cancel()
    return code


def _give_up() -> None:
    _tell(Check("self-test", ok=False, says=f"It hangs: not over after {_LIMIT_S:.0f} s."))
    os._exit(1)


def _tell(check: Check) -> None:
    print(check_lines([check]), flush=True)
