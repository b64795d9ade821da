"""Peak memory of a process of its own. Not getrusage: its maximum counts what the parent held when it started it."""

from __future__ import annotations

REPORT_PEAK = """
import sys
print([l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')][0], file=sys.stderr)
"""
"""Code that ends a measured program: its peak resident memory in kilobytes, as the last line on standard error."""


def peak_of(standard_error: str) -> float:
    """Megabytes, from what a program that ended with `REPORT_PEAK` wrote."""
    return float(standard_error.rsplit(maxsplit=1)[-1]) / 1024
