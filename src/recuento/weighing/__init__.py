"""From claim and count to a verdict. Sees records only; computes in integers and fractions."""

from .weighing import weigh

__all__ = ["weigh"]
