"""Two releases → the difference: rows added, removed and changed by table, with old and new values and causes, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_texts
from builder.exporters.tables import in_order
from builder.releases.causes import Causes, causes
from builder.releases.changes import TableChanges, table_changes
from builder.releases.contents import Contents, contents
from builder.releases.descriptions import SchemaChange, schema_changes
from builder.schema import CHANGES, TABLES, Schema, Table, load_schema
from builder.validators.failures import Places, whole

# What ended is told by the table itself, and its rows are no rows of data.
COMPARED = tuple(name for name in TABLES if name != "tombstones")
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one release to another.

    ``rows`` is a table of the schema of changes; ``counts`` has rows by table and kind, ``totals`` all rows of a table before and after,
    ``heirs`` the events that tell the story of a removed one now, where the newer release says so.
    """

    old: str
    new: str
    rows: pa.Table
    counts: Counts
    totals: Mapping[str, tuple[int, int]]
    schema: tuple[SchemaChange, ...]
    parts: tuple[str, ...]
    heirs: Mapping[str, tuple[str, ...]]

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(len(self.rows) or self.schema)


def compare(old: Path, new: Path) -> Difference:
    """Compare two releases, each a folder or a zip of one."""
    with contents(old) as before, contents(new) as after:
        return difference(before, after)


def difference(old: Contents, new: Contents) -> Difference:
    """Compare two releases that are open."""
    schema = load_schema()
    why = causes(old, new)
    parts: list[pa.Table] = []
    counts: dict[str, dict[str, int]] = {}
    totals: dict[str, tuple[int, int]] = {}
    for name in COMPARED:
        before, after = old.table(name), new.table(name)
        found = table_changes(schema.tables[name], before, after)
        parts += _told(schema, schema.tables[name], (before, after), found, why)
        totals[name] = (len(before), len(after))
        counts[name] = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.rows_changed)}
    rows = in_order(schema, CHANGES, pa.concat_tables(parts)) if parts else schema.arrow(CHANGES).empty_table()
    changes = tuple(schema_changes(old, new))
    return Difference(old.version, new.version, rows, counts, totals, changes, why.parts, _heirs(rows, new.table("tombstones")))


def _heirs(rows: pa.Table, ended: pa.Table) -> dict[str, tuple[str, ...]]:
    removed = rows.filter(pc.and_(pc.equal(rows["table"], "events"), pc.equal(rows["change"], "removed")))
    told = ended.filter(pc.is_in(ended["event_id"], whole(removed["key"]))).select(["event_id", "successors"])
    return {row["event_id"]: tuple(row["successors"]) for row in told.to_pylist() if row["successors"]}


def _told(schema: Schema, spec: Table, tables: tuple[pa.Table, pa.Table], found: TableChanges, why: Causes) -> Iterator[pa.Table]:
    before, after = tables
    for kind, table, rows in (("removed", before, found.removed), ("added", after, found.added)):
        if len(rows):
            nothing = pa.nulls(len(rows), pa.string())
            yield _rows(schema, spec, table.take(pa.array(rows)), kind, (None, nothing, nothing), why)
    for column, (old_rows, new_rows) in found.changed.items():
        values = _texts(before, column, old_rows), _texts(after, column, new_rows)
        yield _rows(schema, spec, after.take(pa.array(new_rows)), "changed", (column, *values), why)


def _texts(table: pa.Table, column: str, rows: Places) -> pa.Array:
    """Values as they stand in CSV; an empty list is null there too."""
    texts = csv_texts(whole(table[column]).take(pa.array(rows)))
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _rows(schema: Schema, spec: Table, table: pa.Table, kind: str, values: tuple[str | None, pa.Array, pa.Array], why: Causes) -> pa.Table:
    column, old, new = values
    size = len(table)
    data = {
        "table": _same(spec.name, size),
        "key": shown_keys(table, spec),
        "change": _same(kind, size),
        "column": _same(column, size),
        "old": old,
        "new": new,
        "causes": why.of(table, spec.name, column),
    }
    arrow = schema.arrow(CHANGES)
    return pa.table([data[name] for name in arrow.names], schema=arrow)


def _same(value: str | None, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), size)


def shown_keys(table: pa.Table, spec: Table) -> pa.Array:
    """Primary keys as a person reads them."""
    parts = [pc.fill_null(pc.cast(whole(table[name]), pa.string()), "-") for name in spec.primary_key]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, " ")


def by_cause(rows: pa.Table) -> dict[str, int]:
    """Changes by the causes that they have, the most frequent first."""
    told = pc.binary_join(whole(rows["causes"]), " + ")
    counts = pc.value_counts(told).to_pylist()
    return {one["values"]: one["counts"] for one in sorted(counts, key=lambda one: (-one["counts"], one["values"]))}


def by_column(rows: pa.Table) -> dict[str, int]:
    """Changed values by table and column, the most frequent first."""
    changed = rows.filter(pc.is_valid(rows["column"]))
    names = pc.binary_join_element_wise(whole(changed["table"]), whole(changed["column"]), ".")
    counts = pc.value_counts(names).to_pylist()
    return {one["values"]: one["counts"] for one in sorted(counts, key=lambda one: (-one["counts"], one["values"]))}
