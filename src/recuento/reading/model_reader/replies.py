"""Every reply of a model, kept by what was asked, of which model and with which parameters: a rerun asks nothing twice and works offline."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recuento.errors import OutputError


def key_of(parameters: Mapping[str, Any], messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str:
    """The SHA-256 of all that the reply depends on. The address is not in it: the same model elsewhere is the same model."""
    asked = {"parameters": dict(parameters), "messages": messages, "schema": dict(schema)}
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


class Replies:
    """The replies in one SQLite file."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it. Raises OutputError where that cannot be."""
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False)
            with self._database:
                self._database.execute(
                    "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, model TEXT NOT NULL, prompt TEXT NOT NULL, reply TEXT NOT NULL)"
                )
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"cannot hold the model's replies ({error})", where=str(path), mend="name another file"
            ) from error

    def get(self, key: str) -> str | None:
        """The reply to what has this key; None where it was never asked."""
        with self._lock:
            row = self._database.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, model: str, messages: list[dict[str, str]], reply: str) -> None:
        """Keeps a reply; one that is there already stays."""
        prompt = json.dumps(messages, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
        held = reply.encode("utf-8", "backslashreplace").decode()
        with self._lock, self._database:
            self._database.execute("INSERT OR IGNORE INTO replies VALUES (?, ?, ?, ?)", (key, model, prompt, held))

    def close(self) -> None:
        """Closes the file."""
        self._database.close()
