"""Reads Parquet in batches: rows → Articles and Rejects; only the columns needed are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from builder.model import Article, Origin, Reject
from builder.readers.options import FIELDS, ReadOptions
from builder.readers.records import article_of
from builder.readers.sources import reject
from builder.readers.tables import header_fault

BATCH = 512
# Parquet that is itself packed is read whole, up to so many times the size of a page.
IN_MEMORY = 16


def read_parquet(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """One article a row, numbered from 1."""
    import pyarrow
    from pyarrow import parquet

    try:
        in_file = isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable()
        limit = IN_MEMORY * options.limits.page_bytes
        data = b"" if in_file else stream.read(limit + 1)
        if len(data) > limit:
            yield reject(path, 1, "file_too_large", f"packed Parquet beyond {limit:,} bytes is not read; unpack the file first")
            return
        whole: Any = stream if in_file else pyarrow.BufferReader(data)
        if _size(whole) == 0:
            yield reject(path, 1, "empty_file", "the file is empty; remove it or fetch it again")
            return
        table = parquet.ParquetFile(whole)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError, OSError) as error:
        yield reject(path, 1, "damaged", f"not a whole Parquet file ({str(error).splitlines()[0]}); write or fetch it again")
        return
    header = table.schema_arrow.names
    if fault := header_fault(header, options):
        yield reject(path, 1, "wrong_columns", fault)
        return
    if not table.metadata.num_rows:
        yield reject(path, 1, "empty_file", "the table has no rows; add rows or remove the file")
        return
    wanted = [name for name in dict.fromkeys([*(options.columns.get(f, f) for f in FIELDS), "lang"]) if name in header]
    yield from _rows(table, wanted, path, options)


def _size(whole: Any) -> int:
    if hasattr(whole, "size"):
        size = whole.size
        return int(size() if callable(size) else size)
    whole.seek(0, io.SEEK_END)
    end = whole.tell()
    whole.seek(0)
    return int(end)


def _rows(table: Any, wanted: list[str], path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    import pyarrow

    number = 0
    try:
        for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield article_of(row, Origin(path, number), options, "record")
    except (pyarrow.ArrowException, OSError, UnicodeDecodeError) as error:
        yield reject(
            path, number + 1, "damaged", f"the rows from here on cannot be read ({str(error).splitlines()[0]}); write the file again"
        )
