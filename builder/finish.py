"""Stages 6 and 7 in blocks that fit into memory: gathered results → checked tables sorted on disk, what was set aside, counts.

A block holds whole stories with all that hangs on them, so that it can be merged and checked by itself. Articles are checked first,
since events point to them; their counts of events are known last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from builder.accounting import Ledger
from builder.checked_articles import CountedArticles, Finished, Index, check_articles
from builder.gather import Gathered, by_shard, originals
from builder.rows.quotes import shortened
from builder.schema import Schema
from builder.state.shards import read_shard, row_types, rows_table
from builder.state.spill import Groups, Spill
from builder.stories import CHILDREN, Member, members, one_row_each
from builder.stories.combine import counted
from builder.stories.copies import Kinship, joined, kinship_within
from builder.stories.told import told
from builder.validators import check

PER_EVENT = ("events", *CHILDREN)
_BLOCK = 1_000
_AT_ONCE = 8 << 20
Tell = Callable[[str, int], None]


def finish(ledger: Ledger, found: Gathered, work: Path, schema: Schema, merge: bool, quote_length: int, tell: Tell) -> Finished:
    """Merge events, check everything, count."""
    done = Finished({name: Spill(work, f"{name}-final", schema.tables[name].sort) for name in PER_EVENT}, _quarantine(work, schema))
    tell("merge", found.events.rows)
    done.coded = found.events.rows
    known = joined([kinship_within(rows) for rows in _by_value(found.sketches, "language")]) if merge else Kinship()
    together = _together(found.events, known) if merge else _members_table({})
    _let_go()
    index, articles = check_articles(found, known.copies, work, schema, done)
    _let_go()
    spills = _spill_events(ledger, together, work)
    for block in _event_blocks(spills, together):
        block = _counted(block, found.repeats, index.table)
        done.merged += len(block["events"])
        tell("validate", done.merged)
        _check_events(block, index, schema, quote_length, done)
        _let_go()
    done.tables["articles"] = CountedArticles(articles, index, schema, done)
    return done


def _let_go() -> None:
    """Give memory that is free back to the system, which Arrow would keep for later."""
    pa.default_memory_pool().release_unused()


def _quarantine(work: Path, schema: Schema) -> Spill:
    return Spill(work, "quarantine", schema.tables["quarantine"].sort)


def _by_value(spill: Spill, column: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Rows of each value of the first key, in order."""
    rows = (row for piece in spill.pieces() for batch in piece.to_batches(max_chunksize=2000) for row in batch.to_pylist())
    for _, group in groupby(rows, key=itemgetter(column)):
        yield group


def _together(events: Spill, known: Kinship) -> pa.Table:
    """The events that become one with others; those of one type are in memory at a time."""
    tables = []
    for rows in _by_value(events, "event_type"):
        tables.append(_members_table(members((told(row, row["names"], whole=False) for row in rows), known)))
    return pa.concat_tables(tables) if tables else _members_table({})


def _members_table(found: Mapping[str, Member]) -> pa.Table:
    columns = {
        "event_id": pa.array(found, pa.string()),
        "head": pa.array([one.head for one in found.values()], pa.string()),
        "nth": pa.array([one.nth for one in found.values()], pa.int32()),
        "rule": pa.array([one.rule for one in found.values()], pa.string()),
    }
    return pa.table(columns)


def _spill_events(ledger: Ledger, together: pa.Table, work: Path) -> dict[str, Spill]:
    """Rows of events and of all that hangs on them, in order of the event that they belong to after merging."""
    spills = {name: Spill(work, name, ["head"] if name != "events" else ["head", "nth"]) for name in PER_EVENT}
    waiting: dict[str, list[pa.Table]] = {name: [] for name in PER_EVENT}
    size = 0
    for path, entries in by_shard(ledger):
        shard = originals(read_shard(path, PER_EVENT).take([entry.place for entry in entries]), entries)
        for name in PER_EVENT:
            waiting[name].append(rows_table(shard, name))
            size += waiting[name][-1].nbytes
        if size > _AT_ONCE:
            _add(spills, waiting, together)
            size = 0
    _add(spills, waiting, together)
    return spills


def _add(spills: Mapping[str, Spill], waiting: dict[str, list[pa.Table]], together: pa.Table) -> None:
    ids = together["event_id"].combine_chunks()
    for name, tables in waiting.items():
        if not tables:
            continue
        table = pa.concat_tables(tables)
        tables.clear()
        place = pc.index_in(table["event_id"], ids)
        table = table.append_column("head", pc.coalesce(together["head"].take(place), table["event_id"]))
        if name == "events":
            for column in ("nth", "rule"):
                table = table.append_column(column, together[column].take(place))
        spills[name].add(table)


def _event_blocks(spills: Mapping[str, Spill], together: pa.Table) -> Iterator[dict[str, pa.Table]]:
    """Merged tables, some thousand events at a time."""
    types = row_types()
    below = {name: Groups(spills[name], "head") for name in CHILDREN}
    for events in Groups(spills["events"], "head").whole(_BLOCK):
        bound = events["head"][-1].as_py()
        given = {"events": events}
        for name, rows in below.items():
            table = rows.upto(bound)
            given[name] = (
                pa.schema(list(types[name])).empty_table().append_column("head", pa.array([], pa.string())) if table is None else table
            )
        yield _merged(given)


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


def _check_events(block: dict[str, pa.Table], index: Index, schema: Schema, quote_length: int, done: Finished) -> None:
    """Check a block against its articles, enter what was accepted and count it."""
    ids = pa.concat_arrays([*pc.list_flatten(block["events"]["article_ids"]).chunks, *block["evidence"]["article_id"].chunks]).unique()
    places = np.flatnonzero(pc.is_in(index.table["article_id"], ids).to_numpy())
    articles = index.table.take(pa.array(places))
    there = articles.filter(pa.array(index.accepted[places]))
    block = {name: shortened(name, table, quote_length) for name, table in block.items()}
    checked = check(block, schema, names=PER_EVENT, beside={"articles": there})
    done.take(checked, schema)
    known = articles["article_id"].combine_chunks()
    _count(index.events, places, known, pc.list_flatten(checked.tables["events"]["article_ids"]))
    aside = {row["key"]: json.loads(row["row"])["article_ids"] or [] for row in checked.quarantine if row["table"] == "events"}
    _count(index.quarantined, places, known, pa.chunked_array([pa.array([one for ids in aside.values() for one in ids], pa.string())]))


def _count(counts: npt.NDArray[np.int32], places: Any, known: pa.Array, ids: pa.ChunkedArray) -> None:
    found = pc.drop_null(pc.index_in(ids, known)).to_numpy()
    np.add.at(counts, places[found], 1)
