"""Where the frozen program begins. On Windows its window has no terminal to write to."""

import gc
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program; what it prints goes nowhere where there is no terminal."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        gc.disable()  # what is imported stays: looking through it would take as long as a picture
        from reviewer import cli

        gc.enable()
        return cli.main()


if __name__ == "__main__":
    sys.exit(main())
