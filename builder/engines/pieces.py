"""Tables on their way to another process and back: pieces of rows → the same rows there, without what they were cut out of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa


class Pieces:
    """Tables of one schema, gone through once; where they must travel, they are gone through on leaving."""

    def __init__(self, tables: Iterable[pa.Table]) -> None:
        self._tables = tables

    def __iter__(self) -> Iterator[pa.Table]:
        return iter(self._tables)

    def table(self) -> pa.Table:
        """All rows."""
        return pa.concat_tables(self)

    def __reduce__(self) -> Any:
        tables = iter(self)
        first = next(tables)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, first.schema) as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)
        return _arrived, (sink.getvalue().to_pybytes(),)


def _arrived(data: bytes) -> Pieces:
    with pa.ipc.open_stream(data) as stream:
        return Pieces([stream.read_all()])
