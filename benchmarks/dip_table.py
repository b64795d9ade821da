"""The null distribution of the dip: quantiles of dip times the root of n over samples of a uniform distribution.

    python -m benchmarks.dip_table [SAMPLES] [SIZE]

Prints the table that `recuento.forensics.dip` holds, of 20,000 samples of 1,000 by default: some minutes.
"""

from __future__ import annotations

import sys

import numpy as np

from recuento.forensics.dip import dip

LEVELS = (0.999, 0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.002, 0.001, 0.0005)


def main() -> None:
    """Draws the samples and prints the table."""
    samples, size = (int(a) for a in (*sys.argv[1:], *("20000", "1000")[len(sys.argv) - 1 :]))
    rng = np.random.default_rng(1985)
    scaled = np.array([dip(rng.random(size)) for _ in range(samples)]) * size**0.5
    for level, quantile in zip(LEVELS, np.quantile(scaled, [1 - p for p in LEVELS]), strict=True):
        print(f"    ({level}, {quantile:.4f}),")


if __name__ == "__main__":
    main()
