"""One table in the form in which it is written: rows → Arrow table of the declared schema, sorted, in one piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import Schema


def final_table(schema: Schema, name: str, rows: pa.Table | Sequence[Mapping[str, Any]], version: str = "") -> pa.Table:
    """The table as it is written; the same rows in any order give the same table."""
    arrow = schema.arrow(name)
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows), schema=arrow)
    table = table.select(arrow.names).cast(arrow)
    keys = [(column, "ascending") for column in schema.tables[name].sort]
    table = table.take(pc.sort_indices(table, sort_keys=keys))
    about = {key.decode(): value.decode() for key, value in (arrow.metadata or {}).items()}
    if version:
        about["release"] = version
    # One chunk and ordered metadata: the layout of the pieces that rows came in must not reach the file.
    return table.combine_chunks().replace_schema_metadata(dict(sorted(about.items())))
