"""Writes the schemas that `recuento schema` prints into `schemas/v1/`, one file each, to be pointed at by others.

python -m release.schemas
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from recuento.records.formats import Described
from recuento.records.schemas import VERSION, schema_of

PLACE = Path(__file__).parents[1] / "schemas" / f"v{VERSION}"


def schemas() -> dict[str, str]:
    """The text of each file by its name."""
    return {
        f"{what}.json": json.dumps(schema_of(what), indent=2, ensure_ascii=False) + "\n" for what in get_args(Described)
    }


def main() -> None:
    """Writes the files."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (PLACE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
