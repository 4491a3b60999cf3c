"""Shards: the results of some articles ↔ one file, a row an article; its columns hold the article's rows of every table.

A shard is written beside its place, flushed and renamed, so that a file without a dot before its name is whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.durable import flush
from builder.rows.quotes import MARK
from builder.schema import load_schema

SUFFIX = ".arrow"
SIGNATURES = "signatures"
TABLES = ("articles", "events", "dyads", "participants", "groups", "evidence")
COLUMNS = (*TABLES, SIGNATURES)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
_SIGNATURE = pa.schema(
    [("article_id", pa.string()), ("language", pa.string()), ("parties", pa.list_(pa.string())), ("grams", pa.int32()),
     ("signature", pa.list_(pa.uint32()))]
)  # fmt: skip


@cache
def row_types() -> Mapping[str, pa.StructType]:
    """The type of a row of every column; all values may be null, since the rows are checked later."""
    schema = load_schema()
    types = {name: [pa.field(field.name, field.type) for field in schema.arrow(name)] for name in TABLES}
    types["evidence"].append(pa.field(MARK, pa.bool_()))
    types[SIGNATURES] = list(_SIGNATURE)
    return {name: pa.struct(fields) for name, fields in types.items()}


def shard_schema() -> pa.Schema:
    """One row an article: its content's hash, whether it was coded or only opened, and a list of rows for each table."""
    lists = [pa.field(name, pa.list_(row_types()[name])) for name in COLUMNS]
    return pa.schema([pa.field("content", pa.binary(16)), pa.field("whole", pa.bool_()), *lists])


def columns_of(articles: Sequence[Rows]) -> dict[str, pa.Array]:
    """The rows of some articles as the columns of a shard; raises where a value does not have the type of its column."""
    types = row_types()
    for name in COLUMNS:
        known = {field.name for field in types[name]}
        for row in (row for rows in articles for row in rows.get(name, ())):
            if not known >= row.keys():
                raise ValueError(f"table '{name}' has no column '{min(row.keys() - known)}'")
    return {name: pa.array([list(rows.get(name, ())) for rows in articles], pa.list_(types[name])) for name in COLUMNS}


def write_shard(folder: Path, contents: Sequence[bytes], whole: Sequence[bool], columns: Mapping[str, pa.Array]) -> Path:
    """Write the results of some articles; the name follows from the articles, so the same work done twice makes one file."""
    schema = shard_schema()
    arrays = [pa.array(list(contents), pa.binary(16)), pa.array(list(whole), pa.bool_()), *(columns[name] for name in COLUMNS)]
    name = hashlib.sha256(b"".join(contents) + bytes(whole)).hexdigest()[:24]
    path, unfinished = folder / f"{name}{SUFFIX}", folder / f".{name}.{os.getpid()}"
    try:
        _write(unfinished, pa.table(arrays, schema=schema))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    flush(folder)
    return path


def _write(path: Path, table: pa.Table) -> None:
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with path.open("wb") as stream:
        with pa.ipc.new_file(stream, table.schema, options=options) as writer:
            writer.write_table(table)
        stream.flush()
        os.fsync(stream.fileno())


def shard_paths(folder: Path) -> Iterator[Path]:
    """The whole shards of a folder, in order of name."""
    yield from sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))


def read_shard(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A shard, or some of its columns."""
    names = shard_schema().names
    wanted = None if columns is None else sorted(names.index(name) for name in columns)
    options = pa.ipc.IpcReadOptions(included_fields=wanted, use_threads=False)
    with pa.OSFile(str(path)) as stream, pa.ipc.open_file(stream, options=options) as reader:
        return reader.read_all()


def rows_table(shard: pa.Table, name: str) -> pa.Table:
    """The rows of one table of all the shard's articles."""
    lists = shard[name].combine_chunks()
    return pa.Table.from_struct_array(lists.flatten())


def known_results(folder: Path) -> Iterator[tuple[Path, list[tuple[bytes, bool]]]]:
    """Each whole shard of a folder with the articles whose results it holds; one that cannot be read is left out, its work done again."""
    for path in shard_paths(folder):
        try:
            shard = read_shard(path, ["content", "whole"])
        except (OSError, pa.ArrowException):
            continue
        yield path, list(zip(shard["content"].to_pylist(), shard["whole"].to_pylist(), strict=True))
