r"""CSV: Arrow table ↔ file of the same rows, UTF-8, LF, and back to the same typed table.

Null is an empty field (no text is ever empty). A list is joined by "|"; inside its items "|" is written "\|" and "\" "\\".
A text that begins with = + - @ ' tab or CR has a "'" before it, so that a spreadsheet does not take it for a formula;
reading takes that one "'" away.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import Schema

SEPARATOR = "|"
FORMULA = "^[=+\\-@'\t\r]"
_BATCH = 16_384


@contextmanager
def csv_stream(path: Path) -> Iterator[Any]:
    """The file to write into, packed where its name says so."""
    with path.open("wb") as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
                yield packed
        else:
            yield raw


def csv_header(schema: pa.Schema) -> bytes:
    """The file's first line."""
    return (",".join(schema.names) + "\n").encode()


def csv_blocks(table: pa.Table) -> Iterator[memoryview]:
    """The bytes of the table's rows in blocks."""
    for batch in table.to_batches(max_chunksize=_BATCH):
        fields = [_quoted(csv_texts(column)) for column in batch.columns]
        lines = pc.binary_join_element_wise(*fields, ",", null_handling="replace", null_replacement="")
        yield joined_bytes(pc.binary_join_element_wise(lines, "", "\n"))


def _quoted(texts: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(texts, '[",\n\r]')
    if not pc.any(special).as_py():
        return texts
    doubled = pc.replace_substring(texts, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), texts)


def joined_bytes(texts: pa.Array) -> memoryview:
    """The bytes of all texts, one after the other; there are no nulls among them."""
    _, ends, data = texts.buffers()
    if data is None or not len(texts):
        return memoryview(b"")
    offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(data)[int(offsets[0]) : int(offsets[-1])]


def csv_texts(values: pa.Array) -> pa.Array:
    """A column's fields as they stand in the file."""
    kind = values.type
    if pa.types.is_list(kind):
        values = _joined(values)
    if pa.types.is_string(values.type):
        risky = pc.match_substring_regex(values, FORMULA)
        return pc.if_else(risky, pc.binary_join_element_wise("'", values, ""), values)
    return pc.cast(values, pa.string())


def _joined(values: pa.Array) -> pa.Array:
    items = pc.replace_substring(pc.replace_substring(values.flatten(), "\\", "\\\\"), SEPARATOR, "\\" + SEPARATOR)
    rebuilt = pa.ListArray.from_arrays(_offsets(values), items)
    return pc.binary_join(rebuilt, SEPARATOR)


def _offsets(values: pa.Array) -> pa.Array:
    lengths = pc.fill_null(pc.list_value_length(values), 0)
    return pa.concat_arrays([pa.array([0], pa.int32()), pc.cast(pc.cumulative_sum(lengths), pa.int32())])


def read_csv(path: Path, schema: Schema, name: str) -> pa.Table:
    """The typed table of a CSV file of this schema; ValueError names file, line and column of a wrong field."""
    return read_typed(path, schema.arrow(name), name)


def read_typed(path: Path, arrow: pa.Schema, name: str) -> pa.Table:
    """As ``read_csv``, for a table of these columns."""
    with path.open("rb") as raw:
        content = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
        with io.TextIOWrapper(content, encoding="utf-8", newline="") as stream:
            return _read(stream, path, arrow, name)


def _read(stream: TextIO, path: Path, arrow: pa.Schema, name: str) -> pa.Table:
    lines = csv.reader(stream, strict=True)
    header = next(lines, [])
    if header != arrow.names:
        raise ValueError(f"{path}:1: the header is not that of table '{name}'; expected {', '.join(arrow.names)}")
    columns: list[list[Any]] = [[] for _ in header]
    for row in lines:
        if len(row) != len(header):
            raise ValueError(f"{path}:{lines.line_num}: {len(row)} fields instead of {len(header)}; quote fields that hold commas")
        for values, field, text in zip(columns, arrow, row, strict=True):
            try:
                values.append(parse_field(text, field.type))
            except ValueError as error:
                raise ValueError(f"{path}:{lines.line_num}: column '{field.name}': {error}") from error
    loose = pa.schema([field.with_nullable(True) for field in arrow], metadata=arrow.metadata)
    return pa.table([pa.array(values, field.type) for values, field in zip(columns, loose, strict=True)], schema=loose)


def parse_field(text: str, kind: pa.DataType) -> Any:
    """The value of a field."""
    if pa.types.is_list(kind):
        return split_list(_plain(text)) if text else []
    if not text:
        return None
    if pa.types.is_string(kind):
        return _plain(text)
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_boolean(kind):
        if text not in ("true", "false"):
            raise ValueError(f"'{text}' is neither true nor false")
        return text == "true"
    return float(text) if pa.types.is_floating(kind) else int(text)


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def split_list(text: str) -> list[str]:
    """The items of a joined list."""
    items, current, escaped = [], "", False
    for letter in text:
        if escaped or letter not in "\\|":
            current, escaped = current + letter, False
        elif letter == "\\":
            escaped = True
        else:
            items.append(current)
            current = ""
    return [*items, current]
