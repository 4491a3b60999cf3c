"""Reads all inputs in turn: Sources → Articles and Rejects; one input's failure never ends the run."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from builder.model import Article, Reject
from builder.readers.lines import damaged
from builder.readers.options import ReadOptions
from builder.readers.sources import PACKING_ERRORS, Source, find_sources, open_source, reject, sniff, whole

Reader = Callable[[io.BufferedReader, str, ReadOptions], Iterator[Article | Reject]]


def read_inputs(inputs: Sequence[str | Path], options: ReadOptions) -> Iterator[Article | Reject]:
    """Articles and Rejects of all inputs, in order."""
    for source in find_sources(inputs):
        if isinstance(source, Reject):
            yield source
        else:
            yield from _read_one(source, options)


def _read_one(source: Source, options: ReadOptions) -> Iterator[Article | Reject]:
    try:
        with open_source(source.path) as stream:
            kind = source.kind or sniff(stream.peek(1 << 12))
            yield from reader_of(kind)(stream, whole(source.path), options)
    except PermissionError:
        yield reject(source.path, 0, "not_readable", "the file may not be read; change its permissions")
    except PACKING_ERRORS as error:
        yield damaged(source.path, 1, error)
    except Exception as error:  # the last resort: no content may end a run
        told = f"{type(error).__name__}: {error}"[:200]
        yield reject(source.path, 0, "failed", f"the file could not be read to its end ({told}); report this with the file")


def reader_of(kind: str) -> Reader:
    """The reader of a kind of input, imported when first needed."""
    if kind in ("jsonl", "json"):
        from builder.readers import jsonl

        return jsonl.read_jsonl if kind == "jsonl" else jsonl.read_json
    if kind == "csv":
        from builder.readers.tables import read_csv

        return read_csv
    if kind == "parquet":
        from builder.readers.parquet import read_parquet

        return read_parquet
    if kind == "txt":
        from builder.readers.plain import read_txt

        return read_txt
    if kind == "html":
        from builder.readers.pages import read_html

        return read_html
    if kind in ("zip", "tar"):
        from builder.readers import archives

        return archives.read_zip if kind == "zip" else archives.read_tar
    if kind == "warc":
        from builder.readers.warc import read_warc

        return read_warc
    from builder.readers.feeds import read_feed

    return read_feed
