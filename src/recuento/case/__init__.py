"""A case folder and the work on it: what its case.toml says, what it holds, what is done again, and what is written."""

from __future__ import annotations

from .folder import load, new

__all__ = ["load", "new"]
