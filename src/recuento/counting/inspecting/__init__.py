"""From a file of sheets nobody has described to a first recipe, with how sure each line of it is and why."""

from .draft import Draft, inspect_file

__all__ = ["Draft", "inspect_file"]
