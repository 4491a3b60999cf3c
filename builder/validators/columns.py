"""Row checks derived from the schema: table → failures of type, null, emptiness, vocabulary, pattern, range, length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import Column, Schema
from builder.validators.failures import Failure, Places, flat, where, whole

_Mask = Callable[[pa.Array], Any]


def column_failures(schema: Schema, name: str, table: pa.Table) -> Iterator[Failure]:
    """All failures of a table's own columns."""
    for column in schema.tables[name].columns.values():
        for kind, message, rows in _column_checks(schema, column, table):
            if len(rows):
                yield Failure(name, f"{name}.{column.name}.{kind}", column.name, rows, message)


def _column_checks(schema: Schema, column: Column, table: pa.Table) -> Iterator[tuple[str, str, Places]]:
    values = whole(table[column.name])
    if not column.nullable:
        yield "null", "a value is required and there is none", where(pc.is_null(values))
    if column.is_list:
        yield from _list_checks(column, values)
    parents, items = flat(table, column.name)
    # Values repeat: what can be judged by the value alone is judged once for each.
    known = items.dictionary_encode() if pa.types.is_string(items.type) else None
    for kind, message, mask in item_masks(column, schema.codes(column)):
        rows = where(mask(items)) if known is None or kind == "item_null" else _holding(known, where(mask(known.dictionary)))
        yield kind, message, np.unique(parents[rows]) if len(rows) else rows


def _holding(values: pa.DictionaryArray, wrong: Places) -> Places:
    """Places of values that are among the wrong ones of the dictionary."""
    return where(pc.is_in(values.indices, pa.array(wrong, values.indices.type))) if len(wrong) else wrong


def _list_checks(column: Column, values: pa.Array) -> Iterator[tuple[str, str, Places]]:
    if column.min_items:
        message = f"the list needs at least {column.min_items} value(s)"
        yield "items", message, where(pc.less(pc.list_value_length(values), column.min_items))
    yield "repeated", "a value stands twice in the list", repeated_items(values)


def repeated_items(values: pa.Array) -> Places:
    """Rows whose list holds a value twice."""
    rows = pc.list_parent_indices(values).to_numpy(zero_copy_only=False).astype(np.int64)
    encoded = pc.fill_null(pc.list_flatten(values), "\0").dictionary_encode()
    pairs = rows * (len(encoded.dictionary) + 1) + encoded.indices.to_numpy(zero_copy_only=False)
    pairs.sort()
    return np.unique(pairs[1:][pairs[1:] == pairs[:-1]] // (len(encoded.dictionary) + 1))


def item_masks(column: Column, codes: Sequence[str]) -> Iterator[tuple[str, str, _Mask]]:
    """The checks of single values: rule kind, message, and the mask of failing values."""
    textual = column.type in ("string", "list<string>")
    if column.is_list:
        yield "item_null", "the list holds a null", pc.is_null
    if textual:
        yield "empty", "an empty text stands where a value or null belongs", lambda v: pc.equal(v, "")
        yield "control", "the text holds a control character", lambda v: pc.match_substring_regex(v, r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
    if codes:
        known = pa.array(codes, pa.string())
        message = f"the code is not in the vocabulary {'+'.join(column.vocabulary)}"
        yield "vocabulary", message, lambda v: pc.and_(pc.is_valid(v), pc.invert(pc.is_in(v, known)))
    if column.pattern:
        pattern = column.pattern
        yield "pattern", f"the text does not have the form {pattern}", lambda v: pc.invert(pc.match_substring_regex(v, pattern))
    if column.max_length is not None:
        length = column.max_length
        yield "length", f"the text is longer than {length} characters", lambda v: pc.greater(pc.utf8_length(v), length)
    yield from _range_masks(column)


def _range_masks(column: Column) -> Iterator[tuple[str, str, _Mask]]:
    low, high = column.minimum, column.maximum
    if column.type == "float64":
        yield "finite", "the number is not finite", lambda v: pc.invert(pc.is_finite(v))
    if low is not None:
        yield "minimum", f"the value lies below {low}", lambda v: pc.less(v, pa.scalar(low, v.type))
    if high is not None:
        yield "maximum", f"the value lies above {high}", lambda v: pc.greater(v, pa.scalar(high, v.type))


def rule_ids(schema: Schema, name: str) -> list[str]:
    """The ids of all row checks of a table."""
    ids = []
    for column in schema.tables[name].columns.values():
        kinds = [kind for kind, _, _ in item_masks(column, schema.codes(column))]
        kinds += ["type"] + ["null"] * (not column.nullable) + ["items"] * (column.min_items > 0) + ["repeated"] * column.is_list
        ids += [f"{name}.{column.name}.{kind}" for kind in kinds]
    return ids


Misfit = tuple[Mapping[str, Any], str, str]


def typed(schema: Schema, name: str, rows: pa.Table | Sequence[Mapping[str, Any]]) -> tuple[pa.Table, list[Misfit]]:
    """Rows as a table of the declared types, and the rows that cannot be: (row, column, what is wrong)."""
    arrow = schema.arrow(name)
    loose = pa.schema([field.with_nullable(True) for field in arrow])
    if isinstance(rows, pa.Table):
        return rows.select(arrow.names).cast(loose), []
    bad = [(row, column, "the schema has no such column") for row in rows if (column := _unknown(row, schema.tables[name].columns))]
    strange = {id(row) for row, _, _ in bad}
    kept = [row for row in rows if id(row) not in strange] if strange else list(rows)
    try:
        return pa.Table.from_pylist(kept, schema=loose), bad
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        faults = [(row, _misfit(row, loose)) for row in kept]
        good = [row for row, fault in faults if fault is None]
        bad += [(row, *fault) for row, fault in faults if fault is not None]
        return pa.Table.from_pylist(good, schema=loose), bad


def _unknown(row: Mapping[str, Any], columns: Mapping[str, Column]) -> str | None:
    return next((name for name in row if name not in columns), None) if not columns.keys() >= row.keys() else None


def _misfit(row: Mapping[str, Any], arrow: pa.Schema) -> tuple[str, str] | None:
    for field in arrow:
        try:
            pa.array([row.get(field.name)], field.type)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            return field.name, f"the value is not of the type {field.type}"
    return None
