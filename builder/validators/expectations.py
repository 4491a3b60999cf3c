"""Expectations on a whole release (``schemas/release.yml``): tables → issues; ``abort`` ones are errors, ``warn`` ones warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.model import Issue
from builder.schema import Expectation, Schema


def expectation_issues(schema: Schema, tables: Mapping[str, pa.Table], previous: Mapping[str, int] | None = None) -> list[Issue]:
    """The expectations that a release does not meet; ``previous`` has the last release's rows by table, for drift."""
    issues = []
    for one in schema.expectations:
        measured = measure(one, tables[one.table], (previous or {}).get(one.table))
        if measured is not None and not _within(one, measured):
            issues.append(_issue(one, measured))
    return issues


def expectation_told(schema: Schema, tables: Mapping[str, pa.Table], previous: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """Every expectation with its bounds, what was measured (None: it could not be), and whether it is met."""
    told = []
    for one in schema.expectations:
        measured = measure(one, tables[one.table], (previous or {}).get(one.table))
        about = {
            name: getattr(one, name) for name in ("id", "table", "column", "kind", "value", "minimum", "maximum", "severity", "description")
        }
        told.append({**about, "measured": measured, "met": None if measured is None else _within(one, measured)})
    return told


def measure(one: Expectation, table: pa.Table, previous: int | None = None) -> float | None:
    """The figure that an expectation is about; None where it cannot be told (no rows, no last release)."""
    rows = len(table)
    if one.kind == "rows":
        return float(rows)
    if one.kind == "drift":
        return rows / previous if previous else None
    if rows == 0 or one.column is None:
        return None
    values = table[one.column]
    if one.kind == "distinct":
        return float(pc.count_distinct(values, mode="only_valid").as_py())
    if one.kind == "share":
        return float(pc.sum(pc.fill_null(pc.equal(values, one.value), False)).as_py() or 0) / rows
    return _filled(values) / rows


def _filled(values: pa.ChunkedArray) -> int:
    if pa.types.is_list(values.type):
        return int(pc.sum(pc.greater(pc.fill_null(pc.list_value_length(values), 0), 0)).as_py() or 0)
    return len(values) - int(values.null_count)


def _within(one: Expectation, measured: float) -> bool:
    return (one.minimum is None or measured >= one.minimum) and (one.maximum is None or measured <= one.maximum)


def _issue(one: Expectation, measured: float) -> Issue:
    bounds = f"{one.minimum if one.minimum is not None else '…'} to {one.maximum if one.maximum is not None else '…'}"
    message = f"{one.description} Measured {measured:.4g}, expected {bounds}."
    severity = "error" if one.severity == "abort" else "warning"
    return Issue(severity, one.table, f"release.{one.id}", one.kind, one.column or "", f"{measured:.6g}", message)
