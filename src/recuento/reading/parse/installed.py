"""Which spaCy pipelines are installed, told without loading spaCy."""

from __future__ import annotations

from importlib.metadata import entry_points

_GROUP = "spacy_models"
"""What `spacy package` has a pipeline announce itself under: https://spacy.io/usage/saving-loading#entry-points."""


def installed_pipelines() -> dict[str, str]:
    """Each installed pipeline's name and the version of its package."""
    return {found.name: found.dist.version for found in entry_points(group=_GROUP) if found.dist is not None}
