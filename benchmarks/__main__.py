"""``make bench``: every benchmark, one line a figure."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import case_run, counting, forensics, photographs, reading, serving, weighing

BENCHMARKS: dict[str, Callable[[], dict[str, float]]] = {
    "start-up": reading.start_up,
    "reading": reading.run,
    "counting": counting.run,
    "counting the Russian stations": counting.large,
    "counting a million stations": lambda: counting.large(11),
    "counting ten million stations": counting.ten_million,
    "photographs of sheets": photographs.run,
    "weighing": weighing.run,
    "audits and forensic tests": forensics.speed,
    "a whole case": case_run.run,
    "the site": serving.run,
}


def main() -> None:
    """Run them in turn and print what they measured."""
    for name, benchmark in BENCHMARKS.items():
        print(name)
        for figure, value in benchmark().items():
            print(f"  {figure:<72} {value:>12,.2f}")


main()
