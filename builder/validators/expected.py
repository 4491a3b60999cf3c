"""Schema and release expectations → Great Expectations' own expectations, and the frames that they are about.

A list column becomes two frames: its lengths stand in the table's frame, its items in a frame of their own.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import Column, Expectation, Schema
from builder.validators.failures import flat

if TYPE_CHECKING:
    import pandas as pd

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def _make(kind: str, **options: Any) -> Any:
    """An expectation by the name of its class."""
    return getattr(importlib.import_module("great_expectations.expectations"), kind)(**options)


def frames(schema: Schema, name: str, table: pa.Table, previous: int | None = None) -> Iterator[tuple[str, pd.DataFrame, list[Any]]]:
    """A table's frame with its expectations, and one more for the items of each list column; ``previous``: rows in the last release."""
    columns = schema.tables[name].columns.values()
    expectations = [one for column in columns for one in _column_expectations(schema, name, column)]
    expectations += [*_table_expectations(schema, name), *_release_expectations(schema, name, previous)]
    yield name, _frame(schema, name, table), expectations
    for column in columns:
        if column.is_list:
            yield f"{name}.{column.name}", _items(table, column.name), list(_item_expectations(schema, name, column))


def _frame(schema: Schema, name: str, table: pa.Table) -> pd.DataFrame:
    import pandas as pd

    data: dict[str, Any] = {}
    for column in schema.tables[name].columns.values():
        values = table[column.name].combine_chunks()
        if column.is_list:
            data[column.name] = pd.Series(pc.list_value_length(values).to_pylist(), dtype="float64")
        elif column.type == "date":
            data[column.name] = pd.Series(values.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False))
        elif column.type == "float64":
            # A frame cannot tell a NaN from a null, so whether numbers are finite stands in a column of its own.
            numbers = values.to_pylist()
            filler = float(column.minimum) if isinstance(column.minimum, (int, float)) else 0.0
            data[column.name] = pd.Series([filler if v != v else v for v in numbers], dtype="float64")
            data[_finite(column.name)] = pd.Series([None if v is None else str(math.isfinite(v)) for v in numbers], dtype=object)
        else:
            data[column.name] = _plain(values)
    return pd.DataFrame(data)


def _plain(values: pa.Array) -> pd.Series:
    """Values as the frame has them; texts stay in Arrow's memory where pandas can, which is many times faster than objects."""
    import pandas as pd

    return pd.Series(values.to_pandas())


def _items(table: pa.Table, name: str) -> pd.DataFrame:
    import pandas as pd

    rows, items = flat(table, name)
    return pd.DataFrame({"row": rows, "item": _plain(items).array}, index=pd.Index(rows))


def _column_expectations(schema: Schema, name: str, column: Column) -> Iterator[Any]:
    if not column.nullable:
        yield _make("ExpectColumnValuesToNotBeNull", column=column.name, meta=_meta(name, column, "null"))
    if column.is_list:
        if column.min_items:
            yield _make("ExpectColumnValuesToBeBetween", column=column.name, min_value=column.min_items, meta=_meta(name, column, "items"))
        return
    yield from _value_expectations(schema, name, column, column.name)


def _item_expectations(schema: Schema, name: str, column: Column) -> Iterator[Any]:
    yield _make("ExpectColumnValuesToNotBeNull", column="item", meta=_meta(name, column, "item_null"))
    yield _make("ExpectCompoundColumnsToBeUnique", column_list=["row", "item"], meta=_meta(name, column, "repeated"))
    yield from _value_expectations(schema, name, column, "item")


def _value_expectations(schema: Schema, name: str, column: Column, label: str) -> Iterator[Any]:
    if column.type in ("string", "list<string>"):
        yield _make("ExpectColumnValueLengthsToBeBetween", column=label, min_value=1, meta=_meta(name, column, "empty"))
        yield _make("ExpectColumnValuesToNotMatchRegex", column=label, regex=CONTROL, meta=_meta(name, column, "control"))
    if codes := schema.codes(column):
        yield _make("ExpectColumnValuesToBeInSet", column=label, value_set=list(codes), meta=_meta(name, column, "vocabulary"))
    if column.pattern:
        pattern = re.sub(r"\((?!\?)", "(?:", column.pattern.replace("$", r"\Z"))
        yield _make("ExpectColumnValuesToMatchRegex", column=label, regex=pattern, meta=_meta(name, column, "pattern"))
    if column.max_length is not None:
        yield _make("ExpectColumnValueLengthsToBeBetween", column=label, max_value=column.max_length, meta=_meta(name, column, "length"))
    if column.type == "float64":
        yield _make("ExpectColumnValuesToBeInSet", column=_finite(label), value_set=["True"], meta=_meta(name, column, "finite"))
    for key, side in (("minimum", "min_value"), ("maximum", "max_value")):
        if (limit := getattr(column, key)) is not None:
            yield _make("ExpectColumnValuesToBeBetween", column=label, **{side: _limit(column, limit)}, meta=_meta(name, column, key))


def _finite(name: str) -> str:
    return f"{name} is finite"


def _limit(column: Column, limit: Any) -> Any:
    return datetime(limit.year, limit.month, limit.day) if column.type == "date" else limit


def _table_expectations(schema: Schema, name: str) -> Iterator[Any]:
    key = schema.tables[name].primary_key
    meta = {"rule": f"{name}.key_unique"}
    if len(key) == 1:
        yield _make("ExpectColumnValuesToBeUnique", column=key[0], meta=meta)
    else:
        yield _make("ExpectCompoundColumnsToBeUnique", column_list=list(key), ignore_row_if="never", meta=meta)
    if name == "events":
        order = {"column_A": "date_end", "column_B": "date_start", "or_equal": True, "ignore_row_if": "either_value_is_missing"}
        yield _make("ExpectColumnPairValuesAToBeGreaterThanB", meta={"rule": "events.date_order"}, **order)


def _release_expectations(schema: Schema, name: str, previous: int | None) -> Iterator[Any]:
    """The release's expectations on a table; drift can be told only against a last release."""
    for one in schema.expectations:
        if one.table == name and (kind := _release_kind(schema, one, previous)):
            severity = "error" if one.severity == "abort" else "warning"
            yield _make(kind[0], **kind[1], meta={"rule": f"release.{one.id}", "severity": severity})


def _release_kind(schema: Schema, one: Expectation, previous: int | None) -> tuple[str, dict[str, Any]] | None:
    low, high = one.minimum, one.maximum
    if one.kind == "rows":
        return "ExpectTableRowCountToBeBetween", {"min_value": low, "max_value": high}
    if one.kind == "drift":
        return ("ExpectTableRowCountToBeBetween", _drift(low, high, previous)) if previous else None
    if one.kind == "distinct":
        return "ExpectColumnUniqueValueCountToBeBetween", {"column": one.column, "min_value": low, "max_value": high}
    if one.kind == "share" and high is not None:
        return "ExpectColumnValuesToNotBeInSet", {
            "column": one.column,
            "value_set": [one.value],
            "mostly": math.floor((1 - high) * 1e9) / 1e9,
        }
    if one.kind == "share":
        return "ExpectColumnValuesToBeInSet", {"column": one.column, "value_set": [one.value], "mostly": low}
    if one.column and schema.tables[one.table].columns[one.column].is_list:
        return "ExpectColumnValuesToBeBetween", {"column": one.column, "min_value": 1, "mostly": low}
    return "ExpectColumnValuesToNotBeNull", {"column": one.column, "mostly": low}


def _drift(low: float | None, high: float | None, previous: int) -> dict[str, int]:
    bounds = {
        "min_value": None if low is None else math.ceil(low * previous),
        "max_value": None if high is None else math.floor(high * previous),
    }
    return {side: bound for side, bound in bounds.items() if bound is not None}


def _meta(name: str, column: Column, kind: str) -> dict[str, str]:
    return {"rule": f"{name}.{column.name}.{kind}"}
