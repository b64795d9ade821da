"""Who reads the articles of a case beside the rules: a language model, and a spaCy pipeline of the user's.

| verb                  | who reads                                                                                    |
|-----------------------|----------------------------------------------------------------------------------------------|
| run                   | whom the command names, else whom `[reader]` of case.toml names                               |
| weigh, ledger, export | who read in the last run, so that all tell the same; before any run whom `[reader]` names      |
| verify                | who read in the run that is verified                                                          |

After a run a model is not asked again: its replies are kept in the case. A case may come from anybody: a model on another machine, to
which text would go, is asked only where the command names it, too; and a pipeline is an installed package, never a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recuento.errors import InputError, LanguageError
from recuento.records.contest import Case

from .folder import REPLIES

if TYPE_CHECKING:
    from recuento.reading.model_reader.second import Limits, SecondReader

UNANSWERED = ", not all answered"
"""Stands behind a model's name in the versions of a run in which it left questions open: the next run asks again."""


@dataclass(frozen=True)
class Readers:
    """Who reads beside the rules, and, where nobody is named yet, how often and how long a model of the case may be asked."""

    second: SecondReader | None = None
    pipeline: str | None = None
    limits: Limits | None = None

    def versions(self, before: Mapping[str, str]) -> dict[str, str]:
        """The versions with those of these readers: records that were read without them are read anew. Raises LanguageError."""
        added = {}
        if self.pipeline is not None:
            added["pipeline"] = f"{self.pipeline} {_version_of(self.pipeline)}"
        if self.second is not None:
            added["model"] = self.second.endpoint.name
        return {**before, **added, "reader": "+".join([before["reader"], *added.values()])}

    def versions_as_answered(self, versions: dict[str, str]) -> dict[str, str]:
        """The versions that say, too, where the model left questions open."""
        if self.second is None or not self.second.unread:
            return versions
        return {**versions, **{key: f"{versions[key]}{UNANSWERED}" for key in ("model", "reader")}}

    @property
    def unanswered(self) -> str:
        """Which texts the model did not answer about, and why, in one line; "" where there are none."""
        return self.second.unanswered if self.second is not None else ""

    def close(self) -> None:
        """Closes the file of kept replies."""
        if self.second is not None:
            self.second.replies.close()


NOBODY = Readers()
"""Nobody beside the rules."""


def _version_of(pipeline: str) -> str:
    from recuento.reading.parse.installed import installed_pipelines

    version = installed_pipelines().get(pipeline)
    if version is None:
        raise LanguageError(
            f"the spaCy pipeline {pipeline!r} is not an installed package",
            mend="a case is read again by a pipeline's name and version: install it as a package, or leave it out",
        )
    return version


def readers_of(case: Case, folder: Path, wanted: Readers) -> Readers:
    """Who reads a case: those who are wanted, else those it names. Raises InputError for a model on another machine that only the case names."""
    named = case.reader
    second = wanted.second
    if second is None and named is not None and named.model is not None and named.name is not None:
        second = _on_this_machine(named.model, named.name, folder, wanted.limits)
    if second is None and wanted.limits is not None and wanted.limits.told():
        raise no_model()
    return Readers(second, wanted.pipeline or (named.pipeline if named is not None else None))


def no_model() -> InputError:
    """What is told where a model is to be asked or counted on and none is named."""
    mend = "name its address, as http://127.0.0.1:8080/v1, or name it in [reader] of the case"
    return InputError("there is no model", where="--model", mend=mend)


def _on_this_machine(model: str, name: str, folder: Path, limits: Limits | None) -> SecondReader:
    from recuento.reading.model_reader.endpoint import Endpoint
    from recuento.reading.model_reader.replies import Replies
    from recuento.reading.model_reader.second import Limits as Unlimited
    from recuento.reading.model_reader.second import SecondReader as Second

    endpoint = Endpoint(model, name)
    if not endpoint.is_here:
        raise InputError(
            f"the model is on another machine ({endpoint.url}), to which text of the articles would go",
            where="[reader]",
            mend=f"if it may, run it with --model {endpoint.url} --model-name {endpoint.name}",
        )
    return Second(endpoint, Replies(folder / REPLIES), limits=limits or Unlimited())


def readers_of_a_run(versions: Mapping[str, str], folder: Path) -> Readers:
    """Who read in a run, by the versions in its manifest: the model by the replies that it gave then, so that nothing is asked."""
    model, pipeline = versions.get("model"), versions.get("pipeline")
    return Readers(
        None if model is None else _by_kept_replies(model.removesuffix(UNANSWERED), folder),
        None if pipeline is None else pipeline.rpartition(" ")[0],
    )


def _by_kept_replies(name: str, folder: Path) -> SecondReader:
    from recuento.reading.model_reader.endpoint import Endpoint
    from recuento.reading.model_reader.replies import Replies
    from recuento.reading.model_reader.second import SecondReader as Second

    here = Endpoint("http://127.0.0.1/v1", name)
    return Second(here, Replies(folder / REPLIES), gone="the model's kept replies are too few")
