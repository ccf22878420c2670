"""Set-up, demo, tests, checks and benchmarks: `python3 packaging/dev.py VERB`."""

import signal
import sys


def unsupported(major: int, minor: int) -> str:
    """What to tell somebody whose Python cannot run Reviewer; nothing where it can."""
    if (3, 11) <= (major, minor) <= (3, 13):
        return ""
    return f"Reviewer needs Python 3.11, 3.12 or 3.13; this is Python {major}.{minor}."


def main() -> int:
    """Run one verb. Whatever needs a recent Python is imported once that is known to be there."""
    sentence = unsupported(*sys.version_info[:2])
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    import verbs

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), _leave)
    return verbs.main(sys.argv[1:])


def _leave(number: int, _frame: object) -> None:
    # as an exception, so that what was started is stopped on the way out
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
