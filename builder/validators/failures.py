"""Failures: which rows of which table broke which rule, before they become issues and quarantine rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Tables = Mapping[str, pa.Table]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows (by position) of a table that broke a rule; ``column`` is None where the rule is about the whole row."""

    table: str
    rule: str
    column: str | None
    rows: Places
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Rule:
    """A cross-field rule: ``find`` gives the positions of the rows that break it; its docstring explains it."""

    id: str
    table: str
    column: str | None
    message: str
    find: Callable[[Tables], Places]
    severity: str = "error"

    @property
    def explanation(self) -> str:
        return " ".join((self.find.__doc__ or "").split())

    def failures(self, tables: Tables) -> Failure | None:
        rows = self.find(tables)
        return Failure(self.table, self.id, self.column, rows, self.message, self.severity) if len(rows) else None


def rule(name: str, message: str, column: str | None = None, severity: str = "error") -> Callable[[Callable[[Tables], Places]], Rule]:
    """Make a function that finds failing rows a rule; the table is the part of the name before the dot."""

    def made(find: Callable[[Tables], Places]) -> Rule:
        return Rule(name, name.partition(".")[0], column, message, find, severity)

    return made


def where(mask: Any) -> Places:
    """Positions where a mask is true; unknown counts as false."""
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))


def flat(table: pa.Table, column: str) -> tuple[Places, pa.Array]:
    """A list column's items with the position of the row that each stands in."""
    values = whole(table[column])
    if pa.types.is_list(values.type):
        return pc.list_parent_indices(values).to_numpy(zero_copy_only=False).astype(np.int64), pc.list_flatten(values)
    return np.arange(len(values)), values


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array."""
    combined = column.combine_chunks()
    return pa.concat_arrays(combined.chunks) if isinstance(combined, pa.ChunkedArray) else combined


def codes(*columns: pa.Array) -> tuple[list[Places], list[str]]:
    """Each text as its rank among all the texts of the columns, so that numbers compare as the texts do."""
    known = sorted({value for column in columns for value in pc.unique(column).to_pylist() if value is not None})
    ranks = pa.array(known, pa.string())
    return [pc.fill_null(pc.index_in(column, ranks), -1).to_numpy(zero_copy_only=False).astype(np.int64) for column in columns], known


def positions(keys: pa.Array, among: pa.Array) -> Places:
    """Position of each key in another column, or -1."""
    return np.asarray(pc.fill_null(pc.index_in(keys, among), -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def differs(left: pa.Array, right: pa.Array) -> npt.NDArray[np.bool_]:
    """Where two columns differ; two nulls are the same."""
    unequal = pc.fill_null(pc.not_equal(left, right), False)
    one_null = pc.xor(pc.is_null(left), pc.is_null(right))
    return np.asarray(pc.or_(unequal, one_null).to_numpy(zero_copy_only=False), dtype=bool)


def joined_keys(table: pa.Table, key: Sequence[str]) -> pa.Array:
    """The primary key of every row as one text that no other key has."""
    parts = [pc.cast(whole(table[name]), pa.string()) for name in key]
    if len(parts) == 1:
        return pc.fill_null(parts[0], "\0")
    return pc.binary_join_element_wise(*parts, "\1", null_handling="replace", null_replacement="\0")


def key_text(row: Mapping[str, Any], key: Sequence[str]) -> str:
    """A row's primary key as one text."""
    return " ".join(str(row.get(name)) for name in key)
