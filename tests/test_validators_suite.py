"""The Great Expectations suite and the row checks are one set of rules: they accept and reject the same rows."""

from __future__ import annotations

import copy

import pytest

from builder.schema import TABLES, load_schema
from builder.validators.columns import column_failures, typed
from builder.validators.suite import run_suite
from tests.release_samples import rows
from tests.test_validators import FAULTS

KINDS = ("vocabulary", "pattern", "null", "item_null", "repeated", "items", "empty", "control", "maximum", "minimum", "finite", "length")
OWN = [name for name, (_, rule) in FAULTS.items() if rule.count(".") == 2 and rule.endswith(KINDS)]


def test_both_reject_the_same_rows() -> None:
    """All single-column faults planted at once, each in an article's rows of its own."""
    pytest.importorskip("great_expectations")
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for fault in OWN:
        one = copy.deepcopy(rows(1))
        FAULTS[fault][0](one)
        for name in TABLES:
            tables[name] += one[name]
    schema = load_schema()
    arrow = {name: typed(schema, name, tables[name])[0] for name in TABLES}
    mine = {one.rule: tuple(one.rows.tolist()) for name in TABLES for one in column_failures(schema, name, arrow[name])}
    theirs = {one.rule: one.rows for one in run_suite(arrow) if not one.success and one.rule.count(".") == 2}
    assert {rule for _, rule in (FAULTS[name] for name in OWN)} <= set(mine)
    assert theirs == mine


def test_a_good_release_meets_every_expectation() -> None:
    pytest.importorskip("great_expectations")
    schema = load_schema()
    results = run_suite({name: typed(schema, name, rows()[name])[0] for name in TABLES})
    assert len(results) > 250
    assert [one for one in results if not one.success and one.severity == "error"] == []
