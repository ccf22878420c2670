"""Where the frozen program begins. On Windows its window has no terminal to write to."""

import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program; what it prints goes nowhere where there is no terminal."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
        from reviewer import cli

        return cli.main()


if __name__ == "__main__":
    sys.exit(main())
