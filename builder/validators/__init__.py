"""Stage 7, validate: rows of all tables → accepted tables, quarantine rows, issues. Nothing that broke a rule is accepted.

A row set aside may leave others without what they point to; the checks are repeated until none is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from builder.model import Issue
from builder.rows.quotes import told_apart
from builder.schema import TABLES, Schema, load_schema
from builder.validators import crossfield, ended, events, relations
from builder.validators.columns import column_failures, typed
from builder.validators.counts import counted
from builder.validators.failures import Failure, Rule, key_text
from builder.validators.texts import MESSAGE, RULE, Texts, text_failures

RULES: tuple[Rule, ...] = (*events.RULES, *crossfield.RULES, *relations.RULES, *ended.RULES)
Given = Mapping[str, "pa.Table | Sequence[Mapping[str, Any]]"]


class Checked(NamedTuple):
    """The tables that may be released, the rows kept out with the rule they broke, and all issues, warnings too."""

    tables: dict[str, pa.Table]
    quarantine: list[dict[str, Any]]
    issues: list[Issue]


def check(
    tables: Given,
    schema: Schema | None = None,
    texts: Texts | None = None,
    names: Sequence[str] = TABLES,
    beside: Mapping[str, pa.Table] | None = None,
) -> Checked:
    """Check the rows of a whole run, or of a part of it, against the schema and the cross-field rules.

    Of a part only the tables ``names`` are checked; ``beside`` has those that they point to, which were checked before, with the
    columns that the rules ask for. Keys that point from a table of a part into the same table are left to the caller.

    ``texts`` gives title and text of articles by id; with it the words of the evidence are looked up in them. Evidence
    that was marked where the text was at hand (``rows.quotes``) is set aside without.
    """
    schema = schema or load_schema()
    beside = beside or {}
    current: dict[str, pa.Table] = {}
    quarantine: list[dict[str, Any]] = []
    issues: list[Issue] = []
    for name in names:
        given = tables.get(name, [])
        if name == "evidence":
            given, misquoted = told_apart(given)
            for quote in misquoted:
                set_aside(schema, name, quote, (RULE, "words", MESSAGE), quarantine, issues)
        current[name], misfits = typed(schema, name, given)
        for row, column, message in misfits:
            set_aside(schema, name, row, (f"{name}.{column}.type", column, message), quarantine, issues)
    first = True
    while found := [f for f in _all_failures(schema, {**beside, **current}, texts, names) if first or f.severity == "error"]:
        for failure in found:
            _record(schema, current, failure, quarantine, issues)
        first = False
        if all(failure.severity != "error" for failure in found):
            break
        current = {name: _without(table, name, found) for name, table in current.items()}
        current = counted(current, quarantine)
    return Checked(counted(current, quarantine), _distinct(quarantine), issues)


def _all_failures(schema: Schema, tables: Mapping[str, pa.Table], texts: Texts | None, names: Sequence[str]) -> Iterator[Failure]:
    yield from failures(schema, tables, names)
    if texts:
        yield from text_failures(tables["evidence"], texts)


def failures(schema: Schema, tables: Mapping[str, pa.Table], names: Sequence[str] = TABLES) -> Iterator[Failure]:
    """Every failure of tables that have the declared types."""
    for name in names:
        yield from column_failures(schema, name, tables[name])
        yield from relations.key_failures(schema, name, tables, part=len(names) < len(TABLES))
    for one in RULES:
        if one.table in names and (failure := one.failures(tables)):
            yield failure


def _record(
    schema: Schema, tables: Mapping[str, pa.Table], failure: Failure, quarantine: list[dict[str, Any]], issues: list[Issue]
) -> None:
    rows = tables[failure.table].take(pa.array(failure.rows)).to_pylist()
    for row in rows:
        if failure.severity == "error":
            set_aside(schema, failure.table, row, (failure.rule, failure.column, failure.message), quarantine, issues)
        else:
            issues.append(_issue(schema, failure.table, row, failure))


def failure_issues(schema: Schema, tables: Mapping[str, pa.Table], failure: Failure) -> Iterator[Issue]:
    """One issue for each row that broke a rule."""
    for row in tables[failure.table].take(pa.array(failure.rows)).to_pylist():
        yield _issue(schema, failure.table, row, failure)


def _issue(schema: Schema, table: str, row: Mapping[str, Any], failure: Failure) -> Issue:
    key = key_text(row, schema.tables[table].primary_key)
    value = _text(row.get(failure.column)) if failure.column else None
    return Issue(failure.severity, table, failure.rule, key, failure.column or "", value or "", failure.message)


def set_aside(
    schema: Schema,
    table: str,
    row: Mapping[str, Any],
    fault: tuple[str, str | None, str],
    quarantine: list[dict[str, Any]],
    issues: list[Issue],
) -> None:
    """Enter a row that broke a rule: the fault is (rule, column, message)."""
    rule, column, message = fault
    key = key_text(row, schema.tables[table].primary_key)
    value = _text(row.get(column)) if column else None
    listed = row.get("article_ids")
    article = row.get("article_id") or (listed[0] if isinstance(listed, list) and listed else None)
    about = {"table": table, "rule": rule, "key": key, "column": column, "value": value, "message": message}
    whole = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace").decode()
    quarantine.append({**about, "article_id": _text(article), "row": whole})
    issues.append(Issue("error", table, rule, key, column or "", value or "", message))


def _text(value: Any) -> str | None:
    """A value as text that UTF-8 can hold."""
    if value is None or value == "":
        return None
    return ("|".join(map(str, value)) if isinstance(value, list) else str(value)).encode("utf-8", "replace").decode()


def _without(table: pa.Table, name: str, found: Sequence[Failure]) -> pa.Table:
    bad = [failure.rows for failure in found if failure.table == name and failure.severity == "error"]
    if not bad:
        return table
    keep = np.ones(len(table), bool)
    keep[np.concatenate(bad)] = False
    return table.filter(pa.array(keep))


def _distinct(quarantine: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sorted, and the same row for the same rule once."""
    unique = {tuple(str(value) for value in row.values()): row for row in quarantine}
    return [unique[key] for key in sorted(unique)]


__all__ = ["RULES", "Checked", "Failure", "check", "failure_issues", "failures", "set_aside"]
