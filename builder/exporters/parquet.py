"""Parquet: Arrow table → file, the same bytes for the same rows (fixed compression, row groups, no clock, no pandas block)."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 131_072


def parquet_writer(schema: pa.Schema, path: Path) -> pq.ParquetWriter:
    """A file to write tables of at most a row group's rows into; the schema carries the descriptions into its footer."""
    return pq.ParquetWriter(path, schema, compression="zstd", version="2.6", store_schema=True)


def read_parquet(path: Path) -> pa.Table:
    """The table of a file, without dictionary or pandas forms."""
    return pq.read_table(path)
