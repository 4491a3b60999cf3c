"""Events checked in blocks of whole stories, by any process: rows as gathered → one row an event, what was accepted, counts by article."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from builder.engines.pieces import Pieces
from builder.model import Issue
from builder.rows.quotes import shortened
from builder.runs.checked_articles import Finished, Index
from builder.schema import Schema
from builder.state.shards import row_types
from builder.stories import CHILDREN, Member, one_row_each
from builder.stories.combine import counted
from builder.validators import Checked, check

PER_EVENT = ("events", *CHILDREN)
Counts = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Block:
    """What was made of a block: events after merging, rows accepted and set aside, and events accepted and set aside by article."""

    merged: int
    tables: dict[str, Pieces]
    quarantine: list[dict[str, Any]]
    issues: list[Issue]
    events: Counts
    quarantined: Counts


def check_block(given: Mapping[str, Pieces], index: Index, repeats: Mapping[str, list[str]], schema: Schema, quote_length: int) -> Block:
    """Merge the stories of a block, count their articles, and check all rows against these."""
    block = _counted(_merged({name: pieces.table() for name, pieces in given.items()}), repeats, index.table)
    ids = pa.concat_arrays([*pc.list_flatten(block["events"]["article_ids"]).chunks, *block["evidence"]["article_id"].chunks]).unique()
    places = np.flatnonzero(pc.is_in(index.table["article_id"], ids).to_numpy())
    articles = index.table.take(pa.array(places))
    there = articles.filter(pa.array(index.accepted[places]))
    short = {name: shortened(name, table, quote_length) for name, table in block.items()}
    checked = check(short, schema, names=PER_EVENT, beside={"articles": there})
    known = articles["article_id"].combine_chunks()
    kept = pc.list_flatten(checked.tables["events"]["article_ids"])
    aside = {row["key"]: json.loads(row["row"])["article_ids"] or [] for row in checked.quarantine if row["table"] == "events"}
    lost = pa.chunked_array([pa.array([one for ids in aside.values() for one in ids], pa.string())])
    tables = {name: Pieces([table]) for name, table in checked.tables.items()}
    by_article = _count(places, known, kept), _count(places, known, lost)
    return Block(len(block["events"]), tables, checked.quarantine, checked.issues, *by_article)


def _count(places: npt.NDArray[np.int64], known: pa.Array, ids: pa.ChunkedArray) -> Counts:
    """How often each article is told of, by its place in the index."""
    found = pc.drop_null(pc.index_in(ids, known)).to_numpy()
    at, often = np.unique(places[found], return_counts=True)
    return at, often


def enter(block: Block, index: Index, schema: Schema, done: Finished) -> None:
    """Enter a checked block and count it."""
    done.merged += block.merged
    done.take(Checked({name: pieces.table() for name, pieces in block.tables.items()}, block.quarantine, block.issues), schema)
    for counts, (places, often) in ((index.events, block.events), (index.quarantined, block.quarantined)):
        counts[places] += often.astype(np.int32)


def _merged(given: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """A block with one row an event; what stands alone is not touched."""
    types = row_types()
    several = given["events"].filter(pc.is_valid(given["events"]["nth"]))
    heads = several["head"].combine_chunks()
    found = {
        row["event_id"]: Member(row["head"], row["nth"], row["rule"])
        for row in several.select(["event_id", "head", "nth", "rule"]).to_pylist()
    }
    plain: dict[str, pa.Table] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, table in given.items():
        together = pc.is_in(table["head"], heads)
        names = [field.name for field in types[name]]
        plain[name] = table.filter(pc.invert(together)).select(names)
        rows[name] = table.filter(together).select(names).to_pylist()
    if not found:
        return plain
    made = one_row_each(rows, found)
    return {name: pa.concat_tables([table, pa.Table.from_pylist(made[name], schema=table.schema)]) for name, table in plain.items()}


def _counted(block: dict[str, pa.Table], repeats: Mapping[str, list[str]], articles: pa.Table) -> dict[str, pa.Table]:
    """Events with all articles that tell them, exact repeats too; events of one article that nothing repeats stand counted."""
    events = block["events"]
    asked = [len(ids) > 1 or ids[0] in repeats for ids in events["article_ids"].to_pylist()]
    if not any(asked):
        return block
    rows = events.filter(pa.array(asked)).to_pylist()
    ids = {one for row in rows for name in row["article_ids"] for one in (name, *repeats.get(name, ()))}
    about = {
        row["article_id"]: row for row in articles.filter(pc.is_in(articles["article_id"], pa.array(sorted(ids), pa.string()))).to_pylist()
    }
    made = pa.Table.from_pylist([counted(row, repeats, about) for row in rows], schema=events.schema)
    return {**block, "events": pa.concat_tables([events.filter(pa.array([not one for one in asked])), made])}
