"""Parquet: Arrow table → file, the same bytes for the same rows (fixed compression, row groups, no clock, no pandas block)."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 131_072


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table whose schema carries the descriptions into its footer."""
    pq.write_table(table, path, row_group_size=ROW_GROUP, compression="zstd", version="2.6", store_schema=True)


def read_parquet(path: Path) -> pa.Table:
    """The table of a file, without dictionary or pandas forms."""
    return pq.read_table(path)
