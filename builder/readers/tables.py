"""Reads CSV and TSV with a header line: rows → Articles and Rejects; the separator is told by the header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from builder.model import Article, Origin, Reject
from builder.readers.lines import numbered_lines
from builder.readers.options import ReadOptions
from builder.readers.records import article_of
from builder.readers.sources import reject

_ESCAPED = re.compile("[\udc80-\udcff]")


def read_csv(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """One article a row; a row's number is the line on which it begins."""
    told: list[Reject] = []
    at = [0]
    lines = _decoded(stream, path, options, told, at)
    header_line = next(lines, None)
    if header_line is None:
        yield told[0] if told else reject(path, 1, "empty_file", "the file is empty; remove it or fetch it again")
        return
    csv.field_size_limit(options.limits.line_bytes)
    separator = max(",\t;|", key=header_line.count)
    try:
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=separator))]
    except csv.Error as error:
        yield reject(path, 1, "malformed_row", f"the header is not a valid row ({error}); correct it")
        return
    missing = [name for name in (options.columns.get(f, f) for f in ("title", "text")) if name not in header]
    if missing:
        yield reject(path, 1, "wrong_columns", wrong_columns(missing, header))
        return
    yield from _rows(csv.reader(lines, delimiter=separator), header, path, options, told, at)


def wrong_columns(missing: list[str], header: list[str]) -> str:
    """The message for a table that lacks a column."""
    has = ", ".join(header[:20])
    return f"no column '{missing[0]}'; the file has: {has}; say which column holds it with --map {missing[0]}=COLUMN"


def _rows(
    rows: Iterator[list[str]], header: list[str], path: str, options: ReadOptions, told: list[Reject], at: list[int]
) -> Iterator[Article | Reject]:
    read = 0
    while True:
        begin = at[0] + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            read += 1
            yield reject(path, begin, "malformed_row", f"not a valid row ({error}); correct or remove it")
            continue
        read += len(told)
        yield from _flush(told)
        read += 1
        if row:
            yield _of_row(row, header, path, begin, options)
    if not read and not told:
        yield reject(path, 2, "empty_file", "the table has a header and no rows; add rows or remove the file")
    yield from _flush(told)


def _flush(told: list[Reject]) -> Iterator[Reject]:
    while told:
        yield told.pop(0)


def _of_row(row: list[str], header: list[str], path: str, number: int, options: ReadOptions) -> Article | Reject:
    if len(row) != len(header):
        message = f"the row has {len(row)} fields, the header {len(header)}; quote fields that hold the separator"
        return reject(path, number, "malformed_row", message)
    if any(_ESCAPED.search(value) for value in row):
        return reject(path, number, "invalid_utf8", "the row holds bytes that are not UTF-8; save the file as UTF-8")
    return article_of(dict(zip(header, row, strict=True)), Origin(path, number), options, "record")


def _decoded(stream: io.BufferedReader, path: str, options: ReadOptions, told: list[Reject], at: list[int]) -> Iterator[str]:
    """Lines as text, bad bytes kept as escapes so that only their row is rejected."""
    encoding = options.encoding or "utf-8"
    for item in numbered_lines(stream, path, options.limits.line_bytes):
        at[0] += 1
        if isinstance(item, Reject):
            told.append(item)
            continue
        line = item[1].decode(encoding, "surrogateescape")
        yield line.removeprefix("\ufeff") if item[0] == 1 else line
