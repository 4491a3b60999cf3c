"""Reads Parquet in batches: rows → Articles and Rejects; only the columns needed are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from builder.model import Article, Origin, Reject
from builder.readers.options import FIELDS, ReadOptions
from builder.readers.records import article_of
from builder.readers.sources import reject
from builder.readers.tables import wrong_columns

BATCH = 512


def read_parquet(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """One article a row, numbered from 1."""
    import pyarrow
    from pyarrow import parquet

    try:
        whole: Any = (
            stream if isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable() else pyarrow.BufferReader(stream.read())
        )
        if not stream.seekable() or _size(whole) == 0:
            yield reject(path, 1, "empty_file", "the file is empty; remove it or fetch it again")
            return
        table = parquet.ParquetFile(whole)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError, OSError) as error:
        yield reject(path, 1, "damaged", f"not a whole Parquet file ({str(error).splitlines()[0]}); write or fetch it again")
        return
    header = table.schema_arrow.names
    missing = [name for name in (options.columns.get(f, f) for f in ("title", "text")) if name not in header]
    if missing:
        yield reject(path, 1, "wrong_columns", wrong_columns(missing, header))
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
