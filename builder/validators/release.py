"""Checks of a finished release folder: files, checksums, types, CSV = Parquet, rules, counts, expectations → issues.

Any folder may be given, also one that was made by an older version or changed by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.exporters.csvfile import read_csv
from builder.exporters.folder import wrong_sums
from builder.exporters.parquet import read_parquet
from builder.knowledge.countries import load_countries
from builder.model import Issue
from builder.paths import schema_dir
from builder.schema import TABLES, Schema, schema_hash, schema_of
from builder.validators import failure_issues, failures
from builder.validators.counts import counted
from builder.validators.expectations import expectation_issues
from builder.validators.facts import number_failures
from builder.validators.texts import Texts, text_failures

_SUM_FAULTS = {
    "changed": "its content is not that of SHA256SUMS; take the file from the original release",
    "missing": "SHA256SUMS names it and it is not there; take it from the original release",
    "unlisted": "SHA256SUMS does not name it; remove it from the release folder",
    "no_sums": "the release has no checksums; take the file from the original release",
}


def release_issues(
    folder: Path,
    previous: Path | None = None,
    texts: Texts | None = None,
    overlays: tuple[Path, ...] = (),
    suite: Callable[[Schema, Mapping[str, pa.Table], Mapping[str, int], Sequence[Issue]], list[Issue]] | None = None,
) -> list[Issue]:
    """Everything wrong with a release folder, gravest kind first: files before tables before rows.

    ``overlays`` are the vocabulary folders that the run was given: their codes are codes too. ``suite`` is a second opinion on
    tables that could be read, told with what was found so far (``docs.second_opinion``).
    """
    issues = [_issue("checksum", "files", name, _SUM_FAULTS[fault]) for name, fault in wrong_sums(folder)]
    run, run_issues = _manifest(folder)
    schema = schema_of(overlays, run.get("settings", {}).get("quote_length"))
    tables: dict[str, pa.Table] = {}
    for name in TABLES:
        table, found = _table(folder, name, schema, str(run.get("versions", {}).get("schema", "")))
        issues += found
        if table is not None:
            tables[name] = table
            if (folder / f"{name}.parquet").is_file():
                issues += _csv_issues(folder, name, table, schema)
    issues += run_issues
    if len(tables) < len(TABLES):
        return issues
    issues += _row_issues(schema, tables, texts)
    issues += _number_issues(schema, tables, run, overlays)
    issues += _count_issues(tables, run)
    before = _previous_rows(previous)
    issues += expectation_issues(schema, tables, before)
    return [*issues, *(suite(schema, tables, before, issues) if suite else ())]


def _issue(rule: str, table: str, key: str, message: str, severity: str = "error") -> Issue:
    return Issue(severity, table, f"release.{rule}", key, "", "", message)


def _manifest(folder: Path) -> tuple[dict[str, Any], list[Issue]]:
    path = folder / "run.json"
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))), []
    except (OSError, ValueError) as error:
        return {}, [_issue("manifest", "files", path.name, f"it cannot be read ({error}); take it from the original release")]


def _table(folder: Path, name: str, schema: Schema, made_by: str) -> tuple[pa.Table | None, list[Issue]]:
    path = folder / f"{name}.parquet"
    if not path.is_file() and schema.tables[name].younger_than(made_by):
        return schema.arrow(name).empty_table(), []
    if not path.is_file():
        return None, [_issue("table", name, path.name, "the table is missing; a release has all tables")]
    try:
        table = read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        message = f"it is no whole Parquet file ({str(error)[:120]}); take it from the original release"
        return None, [_issue("table", name, path.name, message)]
    return _conform(table, name, schema, made_by)


def _conform(table: pa.Table, name: str, schema: Schema, made_by: str) -> tuple[pa.Table | None, list[Issue]]:
    """The table with the columns of the schema; those younger than the release are filled with null."""
    known = schema.tables[name].columns
    issues = [_issue("column", name, extra, "the schema has no such column") for extra in table.column_names if extra not in known]
    arrays, fields = [], []
    for column in known.values():
        field = column.arrow.with_nullable(True)
        fields.append(field)
        if column.name not in table.column_names:
            if not column.younger_than(made_by):
                issues.append(_issue("column", name, column.name, "the column is missing"))
            arrays.append(pa.nulls(len(table), field.type))
            continue
        values = table[column.name]
        if values.type != field.type:
            issues.append(_issue("type", name, column.name, f"the column has the type {values.type} instead of {field.type}"))
            try:
                values = values.cast(field.type)
            except pa.ArrowException:
                values = pa.nulls(len(table), field.type)
        arrays.append(values)
    return pa.table(arrays, schema=pa.schema(fields)), issues


def _csv_issues(folder: Path, name: str, table: pa.Table, schema: Schema) -> Iterator[Issue]:
    path = next((folder / f"{name}{suffix}" for suffix in (".csv", ".csv.gz") if (folder / f"{name}{suffix}").is_file()), None)
    if path is None:
        yield _issue("table", name, f"{name}.csv", "the CSV form of the table is missing")
        return
    try:
        other = read_csv(path, schema, name)
    except (OSError, ValueError, EOFError) as error:
        yield _issue("csv", name, path.name, f"it cannot be read: {error}")
        return
    if len(other) != len(table):
        yield _issue("csv", name, path.name, f"it has {len(other)} rows and the Parquet file {len(table)}")
        return
    for column in table.column_names:
        if not other[column].equals(table[column]):
            yield _issue("csv", name, f"{path.name}:{column}", "the column is not the same as in the Parquet file")


def _row_issues(schema: Schema, tables: Mapping[str, pa.Table], texts: Texts | None) -> Iterator[Issue]:
    found = [*failures(schema, tables), *(text_failures(tables["evidence"], texts) if texts else [])]
    for failure in found:
        yield from failure_issues(schema, tables, failure)


def _number_issues(schema: Schema, tables: Mapping[str, pa.Table], run: Mapping[str, Any], overlays: tuple[Path, ...]) -> Iterator[Issue]:
    """Numbers of states that differ are faults where the release was made with the list of countries at hand, else warnings."""
    countries = load_countries(schema_dir() / "vocab", overlays)
    given = run.get("settings", {}).get("overlays", [])
    same = run.get("schema_sha256") == schema_hash() and len(given) == len(overlays)
    for failure in number_failures(tables, countries, "error" if same else "warning"):
        yield from failure_issues(schema, tables, failure)


def _count_issues(tables: Mapping[str, pa.Table], run: Mapping[str, Any]) -> Iterator[Issue]:
    counts = counted(tables, [])["articles"]
    given = tables["articles"]
    for article, told, real in zip(*(t.to_pylist() for t in (given["article_id"], given["n_events"], counts["n_events"])), strict=True):
        if told != real:
            message = f"n_events is {told} and the release has {real} events of this article"
            yield Issue("error", "articles", "articles.n_events", str(article), "n_events", str(told), message)
    for name, about in run.get("tables", {}).items():
        if name in tables and about.get("rows") != len(tables[name]):
            yield _issue("rows", name, "run.json", f"run.json tells of {about.get('rows')} rows and the table has {len(tables[name])}")


def _previous_rows(previous: Path | None) -> dict[str, int]:
    if previous is None:
        return {}
    run, _ = _manifest(previous)
    return {name: int(about["rows"]) for name, about in run.get("tables", {}).items()}
