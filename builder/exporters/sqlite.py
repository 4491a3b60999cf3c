"""SQLite: the tables of a release → one file with keys, codes and full-text search over the words of the evidence, and its description.

Lists are JSON arrays, so that Datasette can facet them; the description is the metadata.json that Datasette reads.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.exporters.dataset import Dataset
from builder.exporters.manifest import write_json
from builder.schema import TABLES, Column, Schema, Table

_TYPES = {"int32": "INTEGER", "int64": "INTEGER", "bool": "INTEGER", "float64": "REAL"}
_BATCH = 65_536
_CODES = """CREATE TABLE codes (
    vocabulary TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, definition TEXT, PRIMARY KEY (vocabulary, code)
)"""
# Any three letters in a row find a word, since Arabic and Russian words carry prefixes and endings; the second column has them folded
# (one form for the alefs, no vowel signs …), so that they are found however they are spelt.
_SEARCH = 'CREATE VIRTUAL TABLE evidence_words USING fts5(words, folded, tokenize="trigram")'


def write_sqlite(tables: Mapping[str, pa.Table], schema: Schema, dataset: Dataset, version: str, path: Path) -> list[Path]:
    """Write the file anew, and beside it the metadata for Datasette."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.writing")
    unfinished.unlink(missing_ok=True)
    base = sqlite3.connect(unfinished, isolation_level=None)
    try:
        for line in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN"):
            base.execute(line)
        for name in TABLES:
            _fill(base, _present(schema.tables[name], tables[name]), tables[name])
        _fill_codes(base, schema)
        _fill_search(base, tables["evidence"])
        for line in ("COMMIT", "ANALYZE", "VACUUM"):
            base.execute(line)
    finally:
        base.close()
    unfinished.replace(path)
    about = path.with_suffix(".metadata.json")
    write_json(metadata(schema, dataset, version, path.stem), about, in_order=True)
    return [path, about]


def _present(table: Table, rows: pa.Table) -> Table:
    """The table without the columns that are younger than the release."""
    columns = {name: column for name, column in table.columns.items() if name in rows.column_names}
    return replace(table, columns=columns)


def _fill(base: sqlite3.Connection, table: Table, rows: pa.Table) -> None:
    base.execute(_create(table))
    places = ", ".join("?" * len(table.columns))
    base.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', _values(table, rows))  # noqa: S608 - names come from the schema
    for name in {key.column for key in table.foreign_keys if not table.columns[key.column].is_list}:
        base.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _create(table: Table) -> str:
    lines = [_declared(column) for column in table.columns.values()]
    if all(not table.columns[name].nullable for name in table.primary_key):
        lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.primary_key))})")
    for key in table.foreign_keys:
        if not table.columns[key.column].is_list:
            lines.append(f"FOREIGN KEY ({_quoted(key.column)}) REFERENCES {_quoted(key.table)} ({_quoted(key.target)})")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})"


def _declared(column: Column) -> str:
    return f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{'' if column.nullable else ' NOT NULL'}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _values(table: Table, rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    columns = list(table.columns.values())
    for batch in rows.select([column.name for column in columns]).to_batches(max_chunksize=_BATCH):
        yield from zip(*(_plain(column, batch.column(place)) for place, column in enumerate(columns)), strict=True)


def _plain(column: Column, values: pa.Array) -> list[Any]:
    if column.is_list:
        return [json.dumps(items or [], ensure_ascii=False) for items in values.to_pylist()]
    if column.type == "date":
        return values.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]
    return values.to_pylist()  # type: ignore[no-any-return]


def _fill_search(base: sqlite3.Connection, evidence: pa.Table) -> None:
    from builder.text.folding import fold

    base.execute(_SEARCH)
    lines = ((number, words, fold(words)) for number, words in enumerate(evidence["words"].to_pylist(), 1) if words)
    base.executemany("INSERT INTO evidence_words (rowid, words, folded) VALUES (?, ?, ?)", lines)


def _fill_codes(base: sqlite3.Connection, schema: Schema) -> None:
    """What the codes mean, for joins."""
    base.execute(_CODES)
    lines = [(name, one.id, one.label, one.definition) for name, known in schema.vocabularies.items() for one in known.entries.values()]
    base.executemany("INSERT INTO codes VALUES (?, ?, ?, ?)", lines)


def metadata(schema: Schema, dataset: Dataset, version: str, name: str) -> dict[str, Any]:
    """What Datasette shows of the data set, its tables and columns."""
    told = {"title": f"{dataset.title} {version}", "description": dataset.description}
    if dataset.license:
        told |= {"license": dataset.license.title, "license_url": dataset.license.url}
    if dataset.homepage:
        told["source_url"] = dataset.homepage
    return {**told, "databases": {name: {"tables": {table: _table_told(schema.tables[table]) for table in TABLES}}}}


def _table_told(table: Table) -> dict[str, Any]:
    told: dict[str, Any] = {"title": table.title, "description": table.description}
    told["columns"] = {column.name: column.description for column in table.columns.values()}
    return told | ({"fts_table": "evidence_words", "fts_pk": "rowid"} if table.name == "evidence" else {})
