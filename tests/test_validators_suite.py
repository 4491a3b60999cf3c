"""The Great Expectations suite and the row checks are one set of rules: they accept and reject the same rows."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builder.schema import TABLES, Column, load_schema
from builder.validators.columns import column_failures, typed
from builder.validators.relations import key_failures
from builder.validators.suite import run_suite
from tests.release_samples import rows
from tests.test_validators import FAULTS

SCHEMA = load_schema()
KINDS = ("vocabulary", "pattern", "null", "item_null", "repeated", "items", "empty", "control", "maximum", "minimum", "finite", "length")
OWN = [name for name, (_, rule) in FAULTS.items() if rule.count(".") == 2 and rule.endswith(KINDS)]
Broken = dict[str, tuple[int, ...]]


def by_row_checks(tables: dict[str, pa.Table]) -> Broken:
    """Failing rows by rule: every column's own rules, and unique keys."""
    found = [failure for name in TABLES for failure in column_failures(SCHEMA, name, tables[name])]
    found += [failure for name in TABLES for failure in key_failures(SCHEMA, name, {name: tables[name]})]
    return {one.rule: tuple(one.rows.tolist()) for one in found if not one.rule.endswith(".foreign_key")}


def by_suite(tables: dict[str, pa.Table]) -> Broken:
    rules = {one.rule: one.rows for one in run_suite(tables, SCHEMA) if not one.success}
    return {rule: places for rule, places in rules.items() if not rule.startswith("release.") and rule != "events.date_order"}


def differing(theirs: Broken, mine: Broken) -> list[tuple[str, tuple[int, ...] | None, tuple[int, ...] | None]]:
    return [(rule, theirs.get(rule), mine.get(rule)) for rule in sorted({*theirs, *mine}) if theirs.get(rule) != mine.get(rule)]


def test_both_reject_the_same_rows() -> None:
    """All single-column faults planted at once, each in an article's rows of its own."""
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for fault in OWN:
        one = copy.deepcopy(rows(1))
        FAULTS[fault][0](one)
        for name in TABLES:
            tables[name] += one[name]
    arrow = {name: typed(SCHEMA, name, tables[name])[0] for name in TABLES}
    mine = by_row_checks(arrow)
    assert {rule for _, rule in (FAULTS[name] for name in OWN)} <= set(mine)
    assert differing(by_suite(arrow), mine) == []


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values of the column's type, right ones and such as break its rules."""
    if column.is_list:
        return st.one_of(st.none(), st.lists(texts(column), max_size=3))
    if column.type == "date":
        return st.one_of(
            st.none(), st.dates(), st.sampled_from([date(1800, 1, 1), date(1799, 12, 31), date(2199, 12, 31), date(2200, 1, 1)])
        )
    if column.type == "bool":
        return st.one_of(st.none(), st.booleans())
    if column.type == "float64":
        return st.one_of(st.none(), st.floats(), st.sampled_from([0.0, 1.0, -90.0, 90.000001, 180.0]))
    if column.type != "string":
        return st.one_of(st.none(), st.integers(-5, 3000), st.just(2**31 - 1))
    return texts(column)


def texts(column: Column) -> st.SearchStrategy[Any]:
    known = [*SCHEMA.codes(column)[:3], column.example if isinstance(column.example, str) else column.example[0]]
    near = [f"{known[-1]}\n", known[-1].upper(), f" {known[-1]}", "", "\x07", "\x1f", "\t", "x" * 120, "x" * 121, "ش" * 301, "nan", "None"]
    free = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    return st.one_of(st.none(), st.sampled_from([*known, *near]), free)


def corrupted(draw: Any, name: str) -> Iterator[dict[str, Any]]:
    """Rows of the sample, each with a few columns replaced."""
    columns = SCHEMA.tables[name].columns
    for row in rows(1)[name] * 3:
        for label in draw(st.lists(st.sampled_from(sorted(columns)), max_size=4)):
            row = {**row, label: draw(values(columns[label]))}
        yield row


@given(st.data())
@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True)
def test_any_rows_are_judged_alike(data: st.DataObject) -> None:
    arrow = {name: typed(SCHEMA, name, list(corrupted(data.draw, name)))[0] for name in TABLES}
    assert differing(by_suite(arrow), by_row_checks(arrow)) == []


def test_a_good_release_meets_every_expectation() -> None:
    results = run_suite({name: typed(SCHEMA, name, rows().get(name, []))[0] for name in TABLES})
    assert len(results) > 300
    assert [one for one in results if not one.success and one.severity == "error"] == []
