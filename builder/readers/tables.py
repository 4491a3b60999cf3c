"""Reads CSV and TSV with a header line: rows → Articles and Rejects; the separator is told by the header."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from builder.model import Article, Origin, Reject
from builder.readers.encodings import decode_text
from builder.readers.lines import numbered_lines
from builder.readers.options import ReadOptions
from builder.readers.records import article_of
from builder.readers.sources import reject

SAMPLE = 1 << 16
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
    if "\r" in header_line.rstrip("\r\n"):
        yield reject(path, 1, "malformed_row", "lines end with CR alone, as on old Macs; save the file with line ends LF")
        return
    csv.field_size_limit(options.limits.line_bytes)
    separator = max(",\t;|", key=header_line.count)
    try:
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=separator))]
    except csv.Error as error:
        yield reject(path, 1, "malformed_row", f"the header is not a valid row ({error}); correct it")
        return
    if fault := header_fault(header, options):
        yield reject(path, 1, "wrong_columns", fault)
        return
    yield from _rows(csv.reader(lines, delimiter=separator), header, path, options, told, at)


def header_fault(header: list[str], options: ReadOptions) -> str | None:
    """What is wrong with a table's columns: title or text missing, or a column that stands twice."""
    if double := next((name for name in header if name and header.count(name) > 1), None):
        return f"the column '{_shown(double)}' stands twice; rename or remove one"
    missing = next((name for name in (options.columns.get(field, field) for field in ("title", "text")) if name not in header), None)
    if missing is None:
        return None
    has = _shown(", ".join(header[:20])[:300])
    return f"no column '{missing}'; the file has: {has}; say which column holds it with --map {missing}=COLUMN"


def _shown(words: str) -> str:
    return _ESCAPED.sub("\N{REPLACEMENT CHARACTER}", words)


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


def _guess(stream: io.BufferedReader) -> str:
    """UTF-8, unless the table's beginning is plainly in one of the old Arabic, Russian or Western tables."""
    sample = stream.peek(SAMPLE)[:SAMPLE] if hasattr(stream, "peek") else b""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        return "utf-8"
    except UnicodeDecodeError:
        found = decode_text(sample)
    return found[1] if found else "utf-8"


def _decoded(stream: io.BufferedReader, path: str, options: ReadOptions, told: list[Reject], at: list[int]) -> Iterator[str]:
    """Lines as text, bad bytes kept as escapes so that only their row is rejected."""
    encoding = options.encoding or _guess(stream)
    for item in numbered_lines(stream, path, options.limits.line_bytes):
        at[0] += 1
        if isinstance(item, Reject):
            told.append(item)
            continue
        line = item[1].decode(encoding, "surrogateescape")
        yield line.removeprefix("\ufeff") if item[0] == 1 else line
