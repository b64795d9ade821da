"""From sheets to a tally, with everything that is wrong with them."""

from .counting import Counted, count

__all__ = ["Counted", "count"]
