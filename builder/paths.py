"""Finds the package's data folders, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
# The repository for a data set that ``scaffold`` writes, with a few articles.
TEMPLATES = PACKAGE / "templates" / "dataset"


def schema_dir() -> Path:
    """The folder with ``events.yml`` and ``vocab/``: packed into the wheel, else beside ``builder/`` in a checkout."""
    packed = PACKAGE / "_schemas"
    return packed if packed.is_dir() else PACKAGE.parent / "schemas"


def language_dir() -> Path:
    """The folder with the grammars, one set of YAML files a language."""
    return PACKAGE / "languages"


def workflow_file() -> Path:
    """The reusable workflow that publishes a data set: packed into the wheel, else where this repository itself uses it."""
    packed = PACKAGE / "templates" / "release-dataset.yml"
    return packed if packed.is_file() else PACKAGE.parent / ".github" / "workflows" / "release-dataset.yml"
