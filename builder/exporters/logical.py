"""Logical hash: Arrow table → SHA-256 over its typed values, the same whatever wrote the file, however it is cut or packed.

Of each column, in order: name, type, number of rows; then the SHA-256 of what it is made of: a byte a value (1 where there is one),
numbers and days as little-endian int64 or IEEE double, texts as UTF-8 with their lengths, lists as lengths and items. Null is 0 or empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import joined_bytes


class Logical:
    """The hash of a table that comes in pieces."""

    def __init__(self, schema: pa.Schema) -> None:
        self._rows = 0
        self._columns = [(field, [hashlib.sha256() for _ in _streams(pa.array([], field.type))]) for field in schema]

    def add(self, table: pa.Table) -> None:
        """Take the next rows in."""
        self._rows += len(table)
        for (_, streams), column in zip(self._columns, table.columns, strict=True):
            for chunk in column.chunks:
                for stream, part in zip(streams, _streams(chunk), strict=True):
                    stream.update(part)

    def hexdigest(self) -> str:
        """The hash of all rows taken in."""
        total = hashlib.sha256()
        for field, streams in self._columns:
            total.update(f"{field.name}\0{_kind(field.type)}\0{self._rows}\n".encode())
            for stream in streams:
                total.update(stream.digest())
        return total.hexdigest()


def logical_hash(table: pa.Table) -> str:
    """The hash of a table's rows in their order."""
    total = Logical(table.schema)
    total.add(table)
    return total.hexdigest()


def _kind(kind: pa.DataType) -> str:
    """A type's name, without the name that a file format gives to the items of a list."""
    return f"list<{_kind(kind.value_type)}>" if pa.types.is_list(kind) else str(kind)


def _streams(values: pa.Array) -> Iterator[memoryview]:
    """The parts that an array is made of; one type gives the same number of parts whatever the array holds."""
    yield _bytes(pc.is_valid(values), "u1")
    if pa.types.is_list(values.type):
        yield _numbers(pc.list_value_length(values))
        yield from _streams(pc.list_flatten(values))
    elif pa.types.is_string(values.type):
        yield _numbers(pc.binary_length(values))
        yield joined_bytes(pc.fill_null(values, ""))
    elif pa.types.is_floating(values.type):
        # Zero has two signs, and they are the same value.
        yield _bytes(pc.add(pc.fill_null(values, 0.0), 0.0), "<f8")
    else:
        yield _numbers(values.cast(pa.int32()) if pa.types.is_date32(values.type) else values)


def _numbers(values: pa.Array) -> memoryview:
    return _bytes(pc.fill_null(values.cast(pa.int64()), 0), "<i8")


def _bytes(values: pa.Array, form: str) -> memoryview:
    return np.ascontiguousarray(values.to_numpy(zero_copy_only=False).astype(form)).data
