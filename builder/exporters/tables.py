"""One table in the form in which it is written: rows → sorted blocks of the declared schema, written as Parquet and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_blocks, csv_header, csv_stream
from builder.exporters.logical import Logical
from builder.exporters.parquet import ROW_GROUP, parquet_writer
from builder.schema import Schema


class Sorted(Protocol):
    """A table too large for memory, sorted as its schema says."""

    def blocks(self, rows: int) -> Iterator[pa.Table]:
        """The rows in order, in tables of so many rows, the last one of fewer."""


Rows: TypeAlias = "pa.Table | Sequence[Mapping[str, Any]] | Sorted"


def write_rows(schema: Schema, name: str, rows: Rows, place: Path, version: str, csv_suffix: str) -> dict[str, Any]:
    """Write a table's two files; the same rows in any order give the same bytes. Returns what the manifest tells of it."""
    arrow = final_schema(schema, name, version)
    logical, count = Logical(arrow), 0
    with parquet_writer(arrow, place / f"{name}.parquet") as parquet, csv_stream(place / f"{name}{csv_suffix}") as text:
        text.write(csv_header(arrow))
        for block in _blocks(schema, name, rows):
            # One chunk a block: the layout of the pieces that rows came in must not reach the file.
            table = block.select(arrow.names).cast(arrow).combine_chunks()
            parquet.write_table(table, row_group_size=ROW_GROUP)
            logical.add(table)
            count += len(table)
            for lines in csv_blocks(table):
                text.write(lines)
            pa.default_memory_pool().release_unused()
    return {"rows": count, "columns": len(arrow), "logical_sha256": logical.hexdigest()}


def final_schema(schema: Schema, name: str, version: str = "") -> pa.Schema:
    """The schema as it is written into the file, with the release's version."""
    arrow = schema.arrow(name)
    about = {key.decode(): value.decode() for key, value in (arrow.metadata or {}).items()}
    if version:
        about["release"] = version
    return arrow.with_metadata(dict(sorted(about.items())))


def _blocks(schema: Schema, name: str, rows: Rows) -> Iterator[pa.Table]:
    """Sorted blocks of a row group each; rows in memory are sorted first."""
    if isinstance(rows, pa.Table | Sequence):
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows), schema=schema.arrow(name))
        table = in_order(schema, name, table)
        yield from (table.slice(start, ROW_GROUP) for start in range(0, len(table), ROW_GROUP))
    else:
        yield from rows.blocks(ROW_GROUP)


def in_order(schema: Schema, name: str, table: pa.Table) -> pa.Table:
    """The rows in the order in which they are written."""
    return table.take(pc.sort_indices(table, sort_keys=[(column, "ascending") for column in schema.tables[name].sort]))
