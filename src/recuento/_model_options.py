"""The language model that a command names: its options, what is told before it is asked, and what is told at the end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._console import complain, say
from .errors import InputError

if TYPE_CHECKING:
    from .reading.model_reader.second import Limits, SecondReader

ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="URL", help="A language model reads stances, too: its OpenAI-compatible address."),
]
ModelNameOption = Annotated[
    str | None, typer.Option("--model-name", metavar="NAME", help="Which of the models at that address.")
]
ModelRepliesOption = Annotated[
    Path | None,
    typer.Option("--model-replies", metavar="FILE", help="Where its replies are kept; none is asked for twice."),
]
ModelCallsOption = Annotated[
    int | None,
    typer.Option(
        "--model-calls", metavar="N", min=1, help="Ask it no more often than this; the rest is read by the rules."
    ),
]
ModelMinutesOption = Annotated[
    float | None,
    typer.Option(
        "--model-minutes", metavar="N", min=0.01, help="Ask it no longer than this; the rest is read by the rules."
    ),
]


@dataclass(frozen=True)
class ModelAsked:
    """What the options say of a model."""

    url: str | None = None
    name: str | None = None
    replies: Path | None = None
    calls: int | None = None
    minutes: float | None = None

    @property
    def is_asked(self) -> bool:
        """Whether any of the options was given."""
        return self != ModelAsked()

    @property
    def limits(self) -> Limits:
        """How often and how long it may be asked."""
        from .reading.model_reader.second import Limits

        return Limits(self.calls, None if self.minutes is None else self.minutes * 60)


def reader_of(asked: ModelAsked, *, quiet: bool, dry_run: bool = False, processes: int = 1) -> SecondReader | None:
    """The language model that was named, with where its replies are kept. What leaves the machine is told first."""
    if asked.url is None:
        if asked.is_asked or dry_run:
            raise InputError("there is no model", where="--model", mend="name its address, as http://127.0.0.1:8080/v1")
        return None
    if processes > 1:
        raise InputError("a model is asked by one process", where="--processes", mend="leave --processes out")
    if not asked.name:
        raise InputError("which model is not said", where="--model-name", mend="name one that the server has")
    from platformdirs import user_cache_path

    from .reading.model_reader.endpoint import Endpoint
    from .reading.model_reader.replies import Replies
    from .reading.model_reader.second import SecondReader

    endpoint = Endpoint(asked.url, asked.name)
    if not quiet and not dry_run:
        if not endpoint.is_here:
            complain(f"sentences about the vote, with 300 characters before and after each, go to {asked.url}")
        if told := asked.limits.told():
            complain(told)
    replies = Replies(asked.replies or user_cache_path("recuento") / "model.sqlite")
    return SecondReader(endpoint, replies, counting=dry_run, limits=asked.limits)


def tell_calls(second: SecondReader, articles: int) -> None:
    """Tells what a dry run counted."""
    say(f"{articles:,} articles, {second.calls:,} calls, about {second.tokens:,} tokens to {second.endpoint.url}")


def tell_the_end(second: SecondReader | None) -> None:
    """Closes what a language model needed, and tells what it did not answer."""
    if second is None:
        return
    second.replies.close()
    tell_unanswered(second.unanswered)


def tell_unanswered(line: str) -> None:
    """Tells what a model left open, where it did."""
    if line:
        complain(line)
