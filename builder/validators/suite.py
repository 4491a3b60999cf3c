"""Great Expectations suite: the schema's own row checks as expectations → results by rule, for a whole release.

The library takes seconds to import, so it is imported only here and only when asked for; it sends nothing anywhere.
A list column becomes two frames: its lengths stand in the table's frame, its items in a frame of their own.
"""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import TABLES, Column, Expectation, Schema, load_schema
from builder.validators.failures import flat

if TYPE_CHECKING:
    import pandas as pd

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The outcome of one expectation: the rule it stands for, and the positions of the rows that broke it."""

    rule: str
    kind: str
    success: bool
    rows: tuple[int, ...]
    severity: str = "error"


def run_suite(tables: Mapping[str, pa.Table], schema: Schema | None = None, complete: bool = True) -> list[SuiteResult]:
    """Run all suites; with ``complete`` the failing rows are listed, else only whether there are any."""
    schema = schema or load_schema()
    context = quiet_context()
    results: list[SuiteResult] = []
    for name in TABLES:
        for title, frame, expectations in frames(schema, name, tables[name]):
            results += _validate(context, title, frame, expectations, complete)
    return results


def _make(kind: str, **options: Any) -> Any:
    """An expectation by the name of its class."""
    return getattr(importlib.import_module("great_expectations.expectations"), kind)(**options)


def quiet_context() -> Any:
    """An in-memory context without telemetry and progress bars."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    setattr(context.variables, "progress_bars", {"globally": False, "metric_calculations": False})  # noqa: B010
    return context


def _validate(context: Any, title: str, frame: pd.DataFrame, expectations: list[Any], complete: bool) -> list[SuiteResult]:
    import great_expectations as gx

    suite = context.suites.add(gx.ExpectationSuite(name=title, expectations=expectations))
    batches = context.data_sources.add_pandas(title).add_dataframe_asset(title).add_batch_definition_whole_dataframe("all")
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=title, data=batches, suite=suite))
    form = {"result_format": "COMPLETE"} if complete else {"result_format": "BOOLEAN_ONLY"}
    outcome = definition.run(batch_parameters={"dataframe": frame}, result_format=form)
    return [_result(one) for one in outcome.results]


def _result(one: Any) -> SuiteResult:
    config = one.expectation_config
    if one.exception_info.get("raised_exception"):
        raise RuntimeError(f"{config.meta['rule']}: {one.exception_info.get('exception_message')}")
    rows = sorted({int(place) for place in (one.result or {}).get("unexpected_index_list") or ()})
    return SuiteResult(config.meta["rule"], config.type, bool(one.success), tuple(rows), config.meta.get("severity", "error"))


def frames(schema: Schema, name: str, table: pa.Table) -> Iterator[tuple[str, pd.DataFrame, list[Any]]]:
    """A table's frame with its expectations, and one more for the items of each list column."""
    columns = schema.tables[name].columns.values()
    expectations = [one for column in columns for one in _column_expectations(schema, name, column)]
    yield name, _frame(schema, name, table), [*expectations, *_table_expectations(schema, name)]
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
            data[column.name] = pd.Series(values.to_pylist(), dtype=object)
    return pd.DataFrame(data)


def _items(table: pa.Table, name: str) -> pd.DataFrame:
    import pandas as pd

    rows, items = flat(table, name)
    return pd.DataFrame({"row": rows, "item": pd.Series(items.to_pylist(), dtype=object).to_numpy()}, index=pd.Index(rows))


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
        pattern = column.pattern.replace("$", r"\Z")
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
    for one in schema.expectations:
        if one.table == name and (made := _release_expectation(one)) is not None:
            yield made


def _release_expectation(one: Expectation) -> Any:
    meta = {"rule": f"release.{one.id}", "severity": "error" if one.severity == "abort" else "warning"}
    if one.kind == "rows":
        return _make("ExpectTableRowCountToBeBetween", min_value=one.minimum, max_value=one.maximum, meta=meta)
    if one.kind == "share" and one.maximum is not None:
        return _make("ExpectColumnValuesToNotBeInSet", column=one.column, value_set=[one.value], mostly=1 - one.maximum, meta=meta)
    return None


def _meta(name: str, column: Column, kind: str) -> dict[str, str]:
    return {"rule": f"{name}.{column.name}.{kind}"}
