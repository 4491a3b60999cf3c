"""Stage 1, read: files, folders, globs or standard input → Articles and Rejects, in order of the inputs, lazily."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder.readers.options import FIELDS, Limits, ReadOptions

if TYPE_CHECKING:
    from builder.model import Article, Reject

__all__ = ["FIELDS", "Limits", "ReadOptions", "read"]


def read(inputs: Sequence[str | Path], options: ReadOptions | None = None) -> Iterator[Article | Reject]:
    """Every article of the inputs, or a Reject that names file, record, reason and cure; never raises for bad content."""
    from builder.readers.run import read_inputs

    return read_inputs(inputs, options or ReadOptions())
