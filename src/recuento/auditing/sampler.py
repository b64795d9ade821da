"""Random draws that anybody can repeat: SHA-256 of a public seed and a counter, as election audits use it.

The i-th draw, from 1 on, is the SHA-256 digest of the UTF-8 text `SEED,i`, read as a whole number in hexadecimal and divided by 2^256:
a fraction r from 0 up to 1 (Rivest's and Stark's public samplers). Of things with whole weights the draw takes the first whose running
sum of weights exceeds r times their total. On a shell: `printf 'SEED,1' | sha256sum`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate

from recuento.errors import InputError


def fraction(seed: str, i: int) -> int:
    """The i-th draw as a whole number, of 2^256."""
    return int.from_bytes(sha256(f"{seed},{i}".encode()).digest(), "big")


def draw_weighted(weights: Sequence[int], seed: str, first: int, last: int) -> list[int]:
    """The places of the things drawn, with replacement, from the first to the last draw. Raises InputError where no weight is above 0."""
    sums = list(accumulate(weights))
    if not sums or sums[-1] <= 0:
        raise InputError("there is nothing to draw from", mend="give at least one batch that can hold an error")
    # The first running sum above r·total is the first above its whole part.
    return [bisect_right(sums, fraction(seed, i) * sums[-1] >> 256) for i in range(first, last + 1)]
