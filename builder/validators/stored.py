"""The files of a release folder → its tables in the columns of the schema, and what is wrong with the files: sums, forms, CSV ≠ Parquet.

The CSV form of a table is one text, so that it is right where it is the text that the Parquet form gives. Only where it is not, it is
read, to tell the rows that differ.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_blocks, csv_header, csv_texts, read_typed
from builder.exporters.folder import wrong_sums
from builder.exporters.logical import logical_hash
from builder.exporters.parquet import read_parquet
from builder.model import Issue
from builder.schema import TABLES, Schema, version_numbers
from builder.validators.described import described_issues
from builder.validators.failures import differs, joined_keys, key_text, positions, where, whole

MOST = 200
_SUM_FAULTS = {
    "changed": "its content is not that of SHA256SUMS; take the file from the original release",
    "missing": "SHA256SUMS names it and it is not there; take it from the original release",
    "unlisted": "SHA256SUMS does not name it; remove it from the release folder",
    "no_sums": "the release has no checksums; take the file from the original release",
}
# Before, run.json had the hash of the CSV text in this place.
_LOGICAL_SINCE = "0.2.0"


@dataclass(slots=True)
class Stored:
    """What a folder holds: run.json, the tables that could be read, columns that are younger than the release, and issues."""

    run: dict[str, Any]
    tables: dict[str, pa.Table] = field(default_factory=dict)
    absent: set[tuple[str, str]] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)

    @property
    def made_by(self) -> str:
        """The version of the schema that the release was written with."""
        return str(self.run.get("versions", {}).get("schema", ""))


def file_issue(rule: str, table: str, key: str, message: str, severity: str = "error") -> Issue:
    """An issue about a file or a whole table."""
    return Issue(severity, table, f"release.{rule}", key, "", "", message)


def manifest(folder: Path) -> tuple[dict[str, Any], list[Issue]]:
    """run.json, or what is wrong with it."""
    path = folder / "run.json"
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))), []
    except (OSError, ValueError) as error:
        return {}, [file_issue("manifest", "files", path.name, f"it cannot be read ({error}); take it from the original release")]


def stored(folder: Path, run: Mapping[str, Any], schema: Schema) -> Stored:
    """Read all tables of a folder."""
    found = Stored(dict(run))
    found.issues += [file_issue("checksum", "files", name, _SUM_FAULTS[fault]) for name, fault in wrong_sums(folder)]
    for name in TABLES:
        table = _read(folder, name, schema, found)
        if table is not None:
            found.issues += [*_csv_issues(folder, name, table, schema), *_told_issues(name, table, found)]
            found.tables[name] = _conform(table, name, schema, found)
        elif schema.tables[name].younger_than(found.made_by):
            found.tables[name] = schema.arrow(name).empty_table()
    found.issues += described_issues(folder, str(found.run.get("release", "")))
    return found


def _read(folder: Path, name: str, schema: Schema, found: Stored) -> pa.Table | None:
    path = folder / f"{name}.parquet"
    if not path.is_file():
        if not schema.tables[name].younger_than(found.made_by):
            found.issues.append(file_issue("table", name, path.name, "the table is missing; a release has all tables"))
        return None
    try:
        return read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        message = f"it is no whole Parquet file ({str(error)[:120]}); take it from the original release"
        found.issues.append(file_issue("table", name, path.name, message))
        return None


def _conform(table: pa.Table, name: str, schema: Schema, found: Stored) -> pa.Table:
    """The table with the columns of the schema; those younger than the release are filled with null."""
    known = schema.tables[name].columns
    extra = [column for column in table.column_names if column not in known]
    found.issues += [file_issue("column", name, column, "the schema has no such column") for column in extra]
    arrays = []
    for column in known.values():
        if column.name in table.column_names:
            arrays.append(_of_type(table[column.name], column.arrow, name, found))
            continue
        found.absent.add((name, column.name))
        if not column.younger_than(found.made_by):
            found.issues.append(file_issue("column", name, column.name, "the column is missing"))
        arrays.append(pa.nulls(len(table), column.arrow.type))
    return pa.table(arrays, schema=pa.schema([column.arrow.with_nullable(True) for column in known.values()]))


def _of_type(values: pa.ChunkedArray, wanted: pa.Field, name: str, found: Stored) -> pa.ChunkedArray:
    if values.type == wanted.type:
        return values
    found.issues.append(file_issue("type", name, wanted.name, f"the column has the type {values.type} instead of {wanted.type}"))
    try:
        return values.cast(wanted.type)
    except pa.ArrowException:
        return pa.chunked_array([pa.nulls(len(values), wanted.type)])


def _told_issues(name: str, table: pa.Table, found: Stored) -> Iterator[Issue]:
    """What run.json and the file's own footer say of the table."""
    about = found.run.get("tables", {}).get(name)
    if about is None:
        return
    if about.get("rows") != len(table):
        yield file_issue("rows", name, "run.json", f"run.json tells of {about.get('rows')} rows and the table has {len(table)}")
    if version_numbers(found.made_by) >= version_numbers(_LOGICAL_SINCE) and about.get("logical_sha256") != logical_hash(table):
        yield file_issue("logical", name, "run.json", "the rows or their order are not those that run.json was written for")
    release = (table.schema.metadata or {}).get(b"release", b"").decode()
    if release != found.run.get("release"):
        yield file_issue(
            "version", name, f"{name}.parquet", f"the table is of release {release}, and run.json of {found.run.get('release')}"
        )


def _csv_issues(folder: Path, name: str, table: pa.Table, schema: Schema) -> Iterator[Issue]:
    path = next((folder / f"{name}{suffix}" for suffix in (".csv", ".csv.gz") if (folder / f"{name}{suffix}").is_file()), None)
    if path is None:
        yield file_issue("table", name, f"{name}.csv", "the CSV form of the table is missing")
        return
    try:
        if _is_text_of(path, table):
            return
        other = read_typed(path, table.schema, name)
    except (OSError, ValueError, EOFError) as error:
        yield file_issue("csv", name, path.name, f"it cannot be read: {error}")
        return
    yield from _row_differences(name, table, other, schema.tables[name].primary_key, path.name)


def _is_text_of(path: Path, table: pa.Table) -> bool:
    """Whether a file is what the table gives as CSV, byte for byte."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for block in (csv_header(table.schema), *csv_blocks(table)):
            if stream.read(len(block)) != bytes(block):
                return False
        return not stream.read(1)


def _row_differences(name: str, table: pa.Table, other: pa.Table, key: tuple[str, ...], file: str) -> Iterator[Issue]:
    if not set(key) <= set(table.column_names):
        yield file_issue("csv", name, file, "it is not the same as the Parquet file")
        return
    mine, theirs = joined_keys(table, key), joined_keys(other, key)
    for rows, lacking, where_from in ((table, theirs, "the CSV file"), (other, mine, "the Parquet file")):
        strange = rows.filter(pc.invert(pc.is_in(joined_keys(rows, key), lacking)))
        for row in strange.slice(0, MOST).to_pylist():
            yield file_issue("csv", name, key_text(row, key), f"{where_from} has no such row")
    found = positions(mine, theirs)
    shared = pa.array([place for place, there in enumerate(found) if there >= 0], pa.int64())
    here, there = table.take(shared), other.take(pa.array(found).take(shared))
    told = False
    for column in table.column_names:
        for issue in _value_differences(name, column, here, there, key):
            told = True
            yield issue
    if not told and len(shared) == len(table) == len(other):
        yield file_issue("csv", name, file, "the rows stand in another order or form than in the Parquet file", "warning")
    elif len(table) != len(other):
        yield file_issue("csv", name, file, f"it has {len(other)} rows and the Parquet file {len(table)}")


def _value_differences(name: str, column: str, here: pa.Table, there: pa.Table, key: tuple[str, ...]) -> Iterator[Issue]:
    mine, theirs = whole(here[column]), whole(there[column])
    if pa.types.is_list(mine.type):
        unlike = [place for place, pair in enumerate(zip(mine.to_pylist(), theirs.to_pylist(), strict=True)) if pair[0] != pair[1]]
    else:
        unlike = list(where(pa.array(differs(mine, theirs))))
    chosen = pa.array(unlike[:MOST], pa.int64())
    texts = (csv_texts(values.take(chosen)).to_pylist() for values in (theirs, mine))
    for row, theirs_text, mine_text in zip(here.take(chosen).to_pylist(), *texts, strict=True):
        message = f"{column}: the CSV file has {_shown(theirs_text)} and the Parquet file {_shown(mine_text)}"
        yield Issue("error", name, "release.csv", key_text(row, key), column, theirs_text or "", message)


def _shown(text: str | None) -> str:
    return f"'{text}'" if text else "nothing"
