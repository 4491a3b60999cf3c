"""Stages 6 and 7 in blocks that fit into memory: gathered results → checked tables sorted on disk, what was set aside, counts.

A block holds whole stories with all that hangs on them, so that any process can merge and check it. Articles are checked first,
since events point to them; their counts of events are known last.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from builder.engines.local import spread
from builder.engines.pieces import Pieces
from builder.runs.accounting import Entry, Ledger
from builder.runs.checked_articles import CountedArticles, Finished, check_articles
from builder.runs.checked_events import PER_EVENT, check_block, enter
from builder.runs.gather import NUMBER, TURN, Gathered, by_shard, originals
from builder.schema import Schema
from builder.state.shards import read_shard, row_types, rows_table
from builder.state.spill import Groups, Spill
from builder.stories import CHILDREN, members
from builder.stories.copies import Kinship, joined, kinship_within
from builder.stories.told import Told, told

_BLOCK = 1_000
_ROWS = 2_000
_AT_ONCE = 8 << 20
Tell = Callable[[str, int], None]


def finish(
    ledger: Ledger, found: Gathered, work: Path, schema: Schema, merge: bool, quote_length: int, workers: int, tell: Tell
) -> Finished:
    """Merge events, check everything, count."""
    done = Finished({name: Spill(work, f"{name}-final", schema.tables[name].sort) for name in PER_EVENT}, _quarantine(work, schema))
    tell("merge", found.events.rows)
    done.coded = found.events.rows
    together, copies = _stories(ledger, found, work, merge, workers)
    _let_go()
    index, articles = check_articles(found, copies, work, schema, done)
    _let_go()
    spills = _spill_events(ledger, together, work, workers)
    task = partial(check_block, index=index, repeats=found.repeats, schema=schema, quote_length=quote_length)
    for block in spread(task, _event_blocks(spills), workers):
        enter(block, index, schema, done)
        tell("validate", done.merged)
        _let_go()
    done.tables["articles"] = CountedArticles(articles, index, schema, done)
    return done


def _let_go() -> None:
    """Give memory that is free back to the system, which Arrow would keep for later."""
    pa.default_memory_pool().release_unused()


def _quarantine(work: Path, schema: Schema) -> Spill:
    return Spill(work, "quarantine", schema.tables["quarantine"].sort)


def _stories(ledger: Ledger, found: Gathered, work: Path, merge: bool, workers: int) -> tuple[Spill, dict[int, str]]:
    """The events that become one with others, by the turn of their shard, and the originals of near copies by the copies' numbers."""
    together = Spill(work, "together", [TURN])
    if not merge:
        return together, {}
    known = joined([kinship_within(pieces) for pieces in _by_value(found.sketches, "language")])
    for table in spread(partial(_together, known=known), map(Pieces, _by_value(found.events, "event_type")), workers):
        together.add(table)
    names = ledger.names(set(known.copies.values()))
    return together, {copy: names[original] for copy, original in known.copies.items()}


def _by_value(spill: Spill, column: str) -> Iterator[Iterator[pa.Table]]:
    """Rows of each value of the first key, in order."""
    for _, group in groupby(_cut(spill, column), key=itemgetter(0)):
        yield (piece for _, piece in group)


def _cut(spill: Spill, column: str) -> Iterator[tuple[str | None, pa.Table]]:
    """Pieces of some rows that have one value each."""
    for piece in spill.pieces():
        for batch in piece.to_batches(max_chunksize=_ROWS):
            runs = pc.run_end_encode(batch[column])
            starts = [0, *runs.run_ends.to_pylist()]
            for value, start, end in zip(runs.values.to_pylist(), starts, starts[1:], strict=False):
                yield value, pa.Table.from_batches([batch.slice(start, end - start)])


def _together(pieces: Iterable[pa.Table], known: Kinship) -> pa.Table:
    """The events of one type that become one with others; here an event's id is its place among them."""
    ids: list[pa.Array] = []
    turns = array("i")

    def compared() -> Iterator[Told]:
        for piece in pieces:
            rows = piece.to_pylist()
            start = len(turns)
            ids.append(pa.array([row["event_id"] for row in rows], pa.string()))
            turns.extend(row[TURN] for row in rows)
            yield from (told(row, row["names"], start + place, row[NUMBER]) for place, row in enumerate(rows))

    places, heads, nths, rules = array("i"), array("i"), array("i"), []
    for place, one in members(compared(), known):
        places.append(place)
        heads.append(one.head)
        nths.append(one.nth)
        rules.append(one.rule)
    known_ids = pa.concat_arrays([pa.array([], pa.string()), *ids])
    columns = {
        "event_id": known_ids.take(pa.array(places, pa.int32())),
        "head": known_ids.take(pa.array(heads, pa.int32())),
        "nth": pa.array(nths, pa.int32()),
        "rule": pa.array(rules, pa.string()),
        TURN: pa.array(turns, pa.int32()).take(pa.array(places, pa.int32())),
    }
    return pa.table(columns)


def _spill_events(ledger: Ledger, together: Spill, work: Path, workers: int) -> dict[str, Spill]:
    """Rows of events and of all that hangs on them, in order of the event that they belong to after merging."""
    spills = {name: Spill(work, name, ["head"] if name != "events" else ["head", "nth"]) for name in PER_EVENT}
    waiting: dict[str, list[pa.Table]] = {name: [] for name in PER_EVENT}
    groups, size = Groups(together, TURN), 0
    for turn, shard in enumerate(spread(_event_rows, by_shard(ledger), workers)):
        for name, pieces in shard.items():
            waiting[name].append(pieces.table())
            size += waiting[name][-1].nbytes
        if size > _AT_ONCE:
            _add(spills, waiting, groups.upto(turn))
            size = 0
    if waiting["events"]:
        _add(spills, waiting, groups.upto(turn))
    return spills


def _event_rows(of: tuple[Path, list[Entry]]) -> dict[str, Pieces]:
    """The rows of a shard's events and of all that hangs on them."""
    path, entries = of
    shard = originals(read_shard(path, PER_EVENT).take([entry.place for entry in entries]), entries)
    return {name: Pieces([rows_table(shard, name)]) for name in PER_EVENT}


def _add(spills: Mapping[str, Spill], waiting: dict[str, list[pa.Table]], together: pa.Table | None) -> None:
    if together is None:
        together = _together((), Kinship())
    ids = together["event_id"].combine_chunks()
    for name, tables in waiting.items():
        table = pa.concat_tables(tables)
        tables.clear()
        place = pc.index_in(table["event_id"], ids)
        table = table.append_column("head", pc.coalesce(together["head"].take(place), table["event_id"]))
        if name == "events":
            for column in ("nth", "rule"):
                table = table.append_column(column, together[column].take(place))
        spills[name].add(table)


def _event_blocks(spills: Mapping[str, Spill]) -> Iterator[dict[str, Pieces]]:
    """The rows of whole stories, some thousand events at a time."""
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
        yield {name: Pieces([table]) for name, table in given.items()}
