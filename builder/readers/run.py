"""Goes through all inputs in turn: Sources → Articles, Rejects and pages still to be read; one input's failure never ends the run."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from builder.model import Article, Origin, Reject
from builder.readers.lines import fault_of
from builder.readers.options import ReadOptions
from builder.readers.pages import Page, read_page
from builder.readers.sources import Source, find_sources, open_source, sniff, whole

Item = Article | Reject | Page
Reader = Callable[[io.BufferedReader, str, ReadOptions], Iterator[Item]]


def read_inputs(inputs: Sequence[str | Path], options: ReadOptions) -> Iterator[Article | Reject]:
    """Articles and Rejects of all inputs, in order."""
    return read_items(find_items(inputs, options), options)


def read_items(items: Iterable[Item], options: ReadOptions) -> Iterator[Article | Reject]:
    """The items with the pages among them read."""
    return (read_page(item, options) if isinstance(item, Page) else item for item in items)


def find_items(inputs: Sequence[str | Path], options: ReadOptions) -> Iterator[Item]:
    """What the inputs hold, in order; pages, which take long to read, are found but not read, so that any process may read them."""
    for source in find_sources(inputs):
        if isinstance(source, Reject):
            yield source
        elif source.kind == "html":
            yield Page(Origin(whole(source.path), 1), Path(source.path).absolute())
        else:
            yield from _items_of(source, options)


def _items_of(source: Source, options: ReadOptions) -> Iterator[Item]:
    try:
        with open_source(source.path) as stream:
            kind = source.kind or sniff(stream.peek(1 << 12))
            yield from reader_of(kind)(stream, whole(source.path), options)
    except Exception as error:
        yield fault_of(source.path, error)


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

        return partial(archives.read_zip if kind == "zip" else archives.read_tar, reader_of=reader_of)
    if kind == "warc":
        from builder.readers.warc import read_warc

        return read_warc
    from builder.readers.feeds import read_feed

    return read_feed
