"""`python -m recuento` is `recuento`: the command line, and one line for Ctrl-C at any moment, also while it loads."""

from __future__ import annotations

import os
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
    if code == INTERRUPTED:
        # Python kills itself by the signal at its end if generated code (of a dataclass, say) was interrupted.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
