"""The language model that a case names (`[reader]`), where it is on this machine.

A case may come from anybody: a model on another machine, to which text would go, is asked only where the command names it, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recuento.errors import InputError
from recuento.records.contest import Case

from .folder import REPLIES

if TYPE_CHECKING:
    from recuento.reading.model_reader.second import Limits, SecondReader


def second_reader_of(case: Case, folder: Path, limits: Limits | None = None) -> SecondReader | None:
    """The model with the replies kept in the case; None where the case names none. Raises InputError for another machine's."""
    if case.reader is None:
        return None
    from recuento.reading.model_reader.endpoint import Endpoint
    from recuento.reading.model_reader.replies import Replies
    from recuento.reading.model_reader.second import Limits as Unlimited
    from recuento.reading.model_reader.second import SecondReader as Second

    endpoint = Endpoint(case.reader.model, case.reader.name)
    if not endpoint.is_here:
        raise InputError(
            f"the model is on another machine ({endpoint.url}), to which text of the articles would go",
            where="[reader]",
            mend=f"if it may, run it with --model {endpoint.url} --model-name {endpoint.name}",
        )
    return Second(endpoint, Replies(folder / REPLIES), limits=limits or Unlimited())
