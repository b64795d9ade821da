"""Which folders of outputs this user's own runs wrote.

What stands in `out/` can come from a stranger, with hashes that fit. So a run leaves a receipt, named after the hash of
its manifest, in the user's own state folder (`$XDG_STATE_HOME/recuento/runs`, by default `~/.local/state/…`); outputs
without one are computed anew. Where no receipt can be kept every run computes everything.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path


def _receipt(manifest: bytes) -> Path:
    from platformdirs import user_state_path

    return user_state_path("recuento", appauthor=False) / "runs" / hashlib.sha256(manifest).hexdigest()


def keep_receipt(manifest: bytes) -> None:
    """Remembers that a run of this user wrote this manifest."""
    with contextlib.suppress(OSError):
        receipt = _receipt(manifest)
        receipt.parent.mkdir(parents=True, exist_ok=True)
        receipt.touch()


def has_receipt(manifest: bytes) -> bool:
    """Whether a run of this user wrote this manifest, byte for byte."""
    try:
        return _receipt(manifest).is_file()
    except OSError:
        return False
