"""The schema: ``schemas/*.yml`` → tables and columns, and the Arrow schema of each.

Every column is described once, in its table's file; checks, codebook, CSV header and metadata are made from these objects.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.paths import schema_dir
from builder.strict import DataError, check_keys, line_of, load_yaml
from builder.vocabularies import Entry, Vocabulary, load_vocabularies

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "date": pa.date32(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "list<string>": pa.list_(pa.string()),
}
_OPTIONAL = ("nullable", "vocabulary", "unit", "minimum", "maximum", "pattern", "min_items", "max_length", "certainty", "since")
SEVERITIES = ("abort", "warn")
# Kinds of expectations on a release, and whether they are about a column.
EXPECTED = {"rows": False, "drift": False, "fill": True, "share": True, "distinct": True}
TABLES = ("events", "dyads", "participants", "groups", "evidence", "articles", "tombstones")
BESIDE = ("rejects", "quarantine")
CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type and limits, what it means, how it is coded, how sure it is."""

    name: str
    type: str
    description: str
    coded: str
    example: Any
    nullable: bool = False
    vocabulary: tuple[str, ...] = ()
    unit: str | None = None
    minimum: float | date | None = None
    maximum: float | date | None = None
    pattern: str | None = None
    min_items: int = 0
    max_length: int | None = None
    certainty: str | None = None
    since: str = "0.1.0"

    def younger_than(self, version: str) -> bool:
        """Whether a release of this version of the schema cannot have the column."""
        return bool(version) and version_numbers(self.since) > version_numbers(version)

    @property
    def is_list(self) -> bool:
        return self.type.startswith("list<")

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field, with the description in its metadata."""
        about = {"description": self.description, "coded": self.coded}
        if self.unit:
            about["unit"] = self.unit
        if self.vocabulary:
            about["vocabulary"] = "+".join(self.vocabulary)
        if self.max_length is not None:
            about["max_length"] = str(self.max_length)
        return pa.field(self.name, ARROW_TYPES[self.type], self.nullable, metadata=dict(sorted(about.items())))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Values of ``column`` (a text or a list) that must stand in another table's column."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a release; ``beside`` tables hold what was kept out of it, or the changes between two."""

    name: str
    title: str
    description: str
    primary_key: tuple[str, ...]
    sort: tuple[str, ...]
    columns: Mapping[str, Column]
    foreign_keys: tuple[ForeignKey, ...] = ()
    beside: bool = False

    def younger_than(self, version: str) -> bool:
        """Whether a release of this version of the schema cannot have the table."""
        return all(column.younger_than(version) for column in self.columns.values())


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation on a whole release (``release.yml``)."""

    id: str
    table: str
    kind: str
    severity: str
    description: str
    column: str | None = None
    value: Any = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables, vocabularies and release expectations, with the schema's version."""

    version: str
    tables: Mapping[str, Table]
    vocabularies: Mapping[str, Vocabulary]
    expectations: tuple[Expectation, ...]

    def arrow(self, table: str) -> pa.Schema:
        """Arrow schema of a table; the table's description and the schema's version are in its metadata."""
        spec = self.tables[table]
        about = {"description": spec.description, "schema_version": self.version, "table": table}
        return pa.schema([column.arrow for column in spec.columns.values()], metadata=about)

    def codes(self, column: Column) -> tuple[str, ...]:
        """The codes that a column may hold, in vocabulary order; empty where it is open."""
        return tuple(code for name in column.vocabulary for code in self.vocabularies[name].ids)


def version_numbers(version: str) -> tuple[int, ...]:
    """A version's numbers, so that versions compare as they follow each other."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _limit(kind: str, value: Any) -> Any:
    return date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value


def _column(path: Path, raw: Mapping[str, Any], known: Mapping[str, Vocabulary]) -> Column:
    name = str(raw.get("name", "?"))
    where = f"{path}:{line_of(path, f'name: {name}')}"
    check_keys(path, name, raw, ("name", "type", "description", "coded", "example"), _OPTIONAL)
    kind = raw["type"]
    if kind not in ARROW_TYPES:
        raise DataError(f"{where}: column '{name}' has the unknown type '{kind}'; use one of {', '.join(ARROW_TYPES)}")
    for vocabulary in raw.get("vocabulary", ()):
        if vocabulary not in known:
            raise DataError(f"{where}: column '{name}' names the vocabulary '{vocabulary}', which has no file in vocab/; add it")
    values = dict(raw, vocabulary=tuple(raw.get("vocabulary", ())))
    for key in ("minimum", "maximum", "example"):
        if key in values:
            values[key] = _limit(kind, values[key])
    return Column(**values)


def _table(path: Path, known: Mapping[str, Vocabulary]) -> Table:
    raw = load_yaml(path)
    required = ("table", "title", "description", "primary_key", "columns")
    check_keys(path, path.stem, raw, required, ("sort", "foreign_keys", "beside"))
    columns: dict[str, Column] = {}
    for item in raw["columns"]:
        column = _column(path, item, known)
        if column.name in columns:
            raise DataError(f"{path}:{line_of(path, column.name)}: column '{column.name}' stands twice; keep one")
        columns[column.name] = column
    keys = tuple(_foreign_key(path, item) for item in raw.get("foreign_keys", ()))
    primary = tuple(raw["primary_key"])
    order = (*raw.get("sort", ()), *primary)
    for name in (*order, *(key.column for key in keys)):
        if name not in columns:
            raise DataError(f"{path}:{line_of(path, name)}: key column '{name}' is not among the columns; add or correct it")
    sort = tuple(dict.fromkeys(order))
    return Table(raw["table"], raw["title"], raw["description"], primary, sort, columns, keys, raw.get("beside", False))


def _foreign_key(path: Path, raw: Mapping[str, Any]) -> ForeignKey:
    check_keys(path, "foreign_keys", raw, ("column", "references"))
    table, _, target = str(raw["references"]).partition(".")
    return ForeignKey(raw["column"], table, target)


def _expectations(path: Path, tables: Mapping[str, Table]) -> tuple[str, tuple[Expectation, ...]]:
    raw = load_yaml(path)
    check_keys(path, "release", raw, ("version", "expectations"))
    found: dict[str, Expectation] = {}
    for item in raw["expectations"]:
        required = ("id", "table", "kind", "severity", "description")
        check_keys(path, item.get("id", "?"), item, required, ("column", "value", "minimum", "maximum"))
        one = Expectation(**item)
        fault = f"'{one.id}' stands twice; keep one" if one.id in found else _wrong(one, tables)
        if fault:
            raise DataError(f"{path}:{line_of(path, f'id: {one.id}')}: {fault}")
        found[one.id] = one
    return str(raw["version"]), tuple(found.values())


def _wrong(one: Expectation, tables: Mapping[str, Table]) -> str | None:
    """What makes an expectation one that cannot be checked."""
    columns = tables[one.table].columns if one.table in tables else {}
    if not columns or (one.column is not None and one.column not in columns):
        return f"'{one.id}' is about {one.table}.{one.column}, which no schema has; correct it"
    if one.severity not in SEVERITIES:
        return f"'{one.id}' has the severity '{one.severity}'; use one of {', '.join(SEVERITIES)}"
    if one.kind not in EXPECTED:
        return f"'{one.id}' is of the kind '{one.kind}'; use one of {', '.join(EXPECTED)}"
    if one.minimum is None and one.maximum is None:
        return f"'{one.id}' has no bound, so that nothing can break it; give minimum or maximum"
    if (one.column is None) == EXPECTED[one.kind]:
        return f"'{one.id}' is of the kind '{one.kind}', which {'needs a' if EXPECTED[one.kind] else 'has no'} column"
    if one.kind == "share" and one.column and columns[one.column].nullable:
        return f"'{one.id}' is a share of a column that may be null, which leaves open whether nulls count; take another column"
    return None


def load_schema(folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> Schema:
    """The schema of the package, or of another folder of the same form; DataError where a file breaks a rule.

    ``overlays`` are folders laid over the knowledge base: the countries, organisations and groups that they add are codes too.
    """
    return _read_schema(folder or schema_dir(), overlays)


@cache
def _read_schema(base: Path, overlays: tuple[Path, ...]) -> Schema:
    known = load_vocabularies(base, overlays)
    tables = {name: _table(base / f"{name}.yml", known) for name in (*TABLES, *BESIDE, CHANGES)}
    version, expectations = _expectations(base / "release.yml", tables)
    for table in tables.values():
        for key in table.foreign_keys:
            if key.table not in tables or key.target not in tables[key.table].columns:
                raise DataError(f"{base / table.name}.yml: foreign key to '{key.table}.{key.target}', which no schema has; correct it")
    return Schema(version, tables, known, expectations)


def schema_of(overlays: tuple[Path, ...] = (), quote_length: int | None = None) -> Schema:
    """The schema with a shorter limit for the words of the evidence, which are cut there."""
    schema = load_schema(overlays=overlays)
    evidence = schema.tables["evidence"]
    words = evidence.columns["words"]
    if quote_length in (None, words.max_length):
        return schema
    columns = {**evidence.columns, "words": replace(words, max_length=quote_length)}
    return replace(schema, tables={**schema.tables, "evidence": replace(evidence, columns=columns)})


def with_codes(schema: Schema, ontology: Mapping[str, str]) -> Schema:
    """The schema with the codes, too, that a release of other vocabularies tells of."""
    known = dict(schema.vocabularies)
    for name, told in ontology.items():
        codes = [code.partition(":")[0] for code in told.split()]
        more = {code: Entry(code, code, "") for code in codes if name in known and code not in known[name].entries}
        if more:
            known[name] = replace(known[name], entries={**known[name].entries, **more})
    return replace(schema, vocabularies=known)


@cache
def schema_hash(folder: Path | None = None) -> str:
    """SHA-256 over the names and bytes of all schema and vocabulary files."""
    base = folder or schema_dir()
    total = hashlib.sha256()
    for path in sorted(p for p in base.rglob("*") if p.suffix in (".yml", ".csv")):
        total.update(f"{path.relative_to(base).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def to_table(name: str, rows: Sequence[Mapping[str, Any]], schema: Schema | None = None) -> pa.Table:
    """Rows as an Arrow table of the declared types; raises where a value has another type."""
    schema = schema or load_schema()
    return pa.Table.from_pylist(list(rows), schema=schema.arrow(name))
