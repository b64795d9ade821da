"""`python -m recuento` is `recuento`: the command line, and one line for Ctrl-C at any moment, also while it loads."""

from __future__ import annotations

import signal
import sys

INTERRUPTED = 130


def main() -> int:
    """Runs the command line and gives its exit code."""
    try:
        from .cli import main as command_line

        code = command_line()
    except KeyboardInterrupt:
        print("recuento: interrupted", file=sys.stderr)  # noqa: T201 - nothing else may be loaded yet
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what there was to do is done
    return code


if __name__ == "__main__":
    sys.exit(main())
