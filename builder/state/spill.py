"""Rows of any number in sorted order within bounded memory: tables added in any order → blocks of rows sorted by their keys.

Rows are sorted in memory while they are few; beyond that, sorted runs are written to files and merged as they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

RUN_BYTES = 16 << 20
_BATCH = 1024  # of each of many runs so many rows are in memory while they are merged
Key = tuple[tuple[bool, Any], ...]


class Spill:
    """A table being sorted by ``keys``; rows that are equal in them keep the order in which they came within one ``add``."""

    def __init__(self, folder: Path, name: str, keys: Sequence[str]) -> None:
        self._folder, self._name, self._keys = folder, name, tuple(keys)
        self._waiting: list[pa.Table] = []
        self._bytes = self._runs = 0
        self.rows = 0

    def add(self, table: pa.Table) -> None:
        """Take rows in; all tables added must have the same columns."""
        if len(table):
            self._waiting.append(table)
            self._bytes += table.nbytes
            self.rows += len(table)
            if self._bytes > RUN_BYTES:
                self._write_run()

    def _sorted(self) -> pa.Table | None:
        if not self._waiting:
            return None
        table = _sorted(pa.concat_tables(self._waiting), self._keys)
        self._waiting, self._bytes = [], 0
        return table

    def _write_run(self) -> None:
        table = self._sorted()
        if table is None:
            return
        with pa.OSFile(str(self._path(self._runs)), "wb") as stream, pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table, max_chunksize=_BATCH)
        self._runs += 1

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._name}-{number:05}.run"

    def pieces(self) -> Iterator[pa.Table]:
        """All rows in order, in pieces of any size; what was added is let go of as it is read."""
        last = self._sorted()
        runs = [_stream(self._path(number)) for number in range(self._runs)]
        if last is not None:
            runs.append(iter([last]))
        if len(runs) == 1:
            yield from runs[0]
        else:
            yield from _merged(runs, self._keys)
        for number in range(self._runs):
            self._path(number).unlink()

    def blocks(self, rows: int) -> Iterator[pa.Table]:
        """All rows in order, in tables of so many rows, the last one of fewer."""
        return blocks_of(self.pieces(), rows)


def blocks_of(pieces: Iterable[pa.Table], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of so many rows, the last one of fewer."""
    waiting: list[pa.Table] = []
    count = 0
    for piece in pieces:
        waiting.append(piece)
        count += len(piece)
        while count >= rows:
            table = pa.concat_tables(waiting)
            yield table.slice(0, rows).combine_chunks()
            waiting, count = [table.slice(rows)], count - rows
    if count:
        yield pa.concat_tables(waiting).combine_chunks()


class Groups:
    """Sorted pieces read by their first key: all rows up to a value at a time."""

    def __init__(self, spill: Spill, key: str) -> None:
        self._pieces, self._key = spill.pieces(), key
        self._waiting: list[pa.Table] = []

    def whole(self, rows: int) -> Iterator[pa.Table]:
        """Tables of about so many rows in which no value of the key is cut in two."""
        for block in blocks_of(self._pieces, rows):
            table = pa.concat_tables([*self._waiting, block])
            cut = _rows_before(table, self._key, table[self._key][-1].as_py())
            if cut:
                yield table.slice(0, cut).combine_chunks()
            self._waiting = [table.slice(cut)]
        if self._waiting:
            yield pa.concat_tables(self._waiting).combine_chunks()

    def upto(self, bound: Any) -> pa.Table | None:
        """All rows not yet given whose key is at most ``bound``; None where there are none at all."""
        while not self._waiting or self._waiting[-1][self._key][-1].as_py() <= bound:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._waiting.append(piece)
        if not self._waiting:
            return None
        table = pa.concat_tables(self._waiting)
        cut = _rows_upto(table, (self._key,), _key(table, (self._key,), bound))
        self._waiting = [table.slice(cut)] if cut < len(table) else []
        return table.slice(0, cut).combine_chunks()


def _sorted(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    return table.take(pc.sort_indices(table, sort_keys=[(key, "ascending") for key in keys])).combine_chunks()


def _stream(path: Path) -> Iterator[pa.Table]:
    with pa.OSFile(str(path)) as stream, pa.ipc.open_stream(stream) as reader:
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _merged(runs: Sequence[Iterator[pa.Table]], keys: Sequence[str]) -> Iterator[pa.Table]:
    """In each step all rows up to the smallest of the runs' last rows in memory."""
    heads = [(head, run) for run in runs if (head := next(run, None)) is not None]
    while heads:
        bound = min(_row_key(head, keys, len(head) - 1) for head, _ in heads)
        parts, rest = [], []
        for head, run in heads:
            cut = _rows_upto(head, keys, bound)
            parts.append(head.slice(0, cut))
            left = head.slice(cut) if cut < len(head) else next(run, None)
            if left is not None:
                rest.append((left, run))
        heads = rest
        yield _sorted(pa.concat_tables(parts), keys)


def _row_key(table: pa.Table, keys: Sequence[str], row: int) -> Key:
    """A row's keys as they sort, nulls last."""
    return tuple((value is None, value if value is not None else 0) for value in (table[key][row].as_py() for key in keys))


def _key(table: pa.Table, keys: Sequence[str], value: Any) -> Key:
    return ((value is None, value if value is not None else 0),)


def _rows_upto(table: pa.Table, keys: Sequence[str], bound: Key) -> int:
    """How many rows of a sorted table come before or at the bound."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        if _row_key(table, keys, middle) <= bound:
            low = middle + 1
        else:
            high = middle
    return low


def _rows_before(table: pa.Table, key: str, value: Any) -> int:
    """How many rows of a sorted table come before the first with this value."""
    first = pc.index(table[key], value).as_py()
    return int(first)
