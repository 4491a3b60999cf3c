"""Closes the books of a run: ledger and shards → article rows, what is compared of events, and sketches, each sorted on disk.

Every input ends here as exactly one article row: coded, not relevant, duplicate or rejected.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.engines.local import spread
from builder.engines.pieces import Pieces
from builder.model import Reject
from builder.rows import reject_rows
from builder.runs.accounting import REPEATED_ID, SAME_TEXT, Entry, Ledger
from builder.schema import Schema
from builder.state.shards import SIGNATURES, read_shard, row_types, rows_table
from builder.state.spill import Spill
from builder.stories.copies import RANK, SKETCH, sketch_row
from builder.stories.told import COLUMNS, NAMES

OUTCOMES = ("coded", "not_relevant", "duplicate", "rejected")
LATE_REASONS = ("coder_error", "worker_lost", REPEATED_ID)
TOLD_REJECTS = 1000
NUMBER, TURN = "number", "turn"
_NAME = pa.struct([pa.field(name, pa.string()) for name in NAMES])
Turn = tuple[int, Path, list[Entry]]
TOLD_ORDER = ("event_type", "first_published", NUMBER, "event_id")


@dataclass(frozen=True, slots=True)
class Books:
    """The first rejects in order of place; articles by outcome and by (outcome, reason)."""

    rejects: tuple[Reject, ...]
    outcomes: dict[str, int]
    reasons: dict[tuple[str, str], int]


@dataclass
class Gathered:
    """Article rows with their numbers, by id; what is compared of events; sketches by language; exact repeats by their original."""

    articles: Spill
    events: Spill
    sketches: Spill
    rejects: Spill
    first_rejects: list[Reject] = field(default_factory=list)
    repeats: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def gather(ledger: Ledger, work: Path, schema: Schema, workers: int) -> Gathered:
    """Enter all results and rejects."""
    found = Gathered(
        Spill(work, "articles", ["article_id"]),
        Spill(work, "told", TOLD_ORDER),
        Spill(work, "sketches", RANK),
        Spill(work, "rejects", schema.tables["rejects"].sort),
    )
    for articles, events, sketches in spread(_of_shard, _turns(ledger, found), workers):
        found.articles.add(articles.table())
        found.events.add(events.table())
        found.sketches.add(sketches.table())
    _enter_rejects(ledger, found, schema)
    return found


def _turns(ledger: Ledger, found: Gathered) -> Iterator[Turn]:
    """Every shard with its number and its articles; exact repeats are noted on the way."""
    for turn, (path, entries) in enumerate(by_shard(ledger)):
        for entry in entries:
            if entry.original is not None:
                found.repeats[entry.original].append(entry.name)
        yield turn, path, entries


def _of_shard(turn: Turn) -> tuple[Pieces, Pieces, Pieces]:
    """Article rows, what is compared of events, and sketches."""
    number, path, entries = turn
    shard = read_shard(path, ["articles", "events", "participants", SIGNATURES]).take([entry.place for entry in entries])
    numbers = [entry.number for entry in entries if entry.original is None]
    whole = originals(shard, entries)
    tables = _article_rows(rows_table(shard, "articles"), entries), _told(whole, numbers, number), _sketches(whole, numbers)
    return Pieces([tables[0]]), Pieces([tables[1]]), Pieces([tables[2]])


def by_shard(ledger: Ledger) -> Iterator[tuple[Path, list[Entry]]]:
    """The articles with results, shard by shard."""
    for shard, entries in groupby(ledger.entries(), lambda entry: entry.shard):
        yield Path(shard), list(entries)


def originals(shard: pa.Table, entries: Sequence[Entry]) -> pa.Table:
    """The articles of a shard that are no exact repeats of others."""
    return shard.filter(pa.array([entry.original is None for entry in entries], pa.bool_()))


def _article_rows(rows: pa.Table, entries: Sequence[Entry]) -> pa.Table:
    """Article rows with the place where each was read; those that repeat another's text under their own name, with nothing coded."""
    copies = pa.array([entry.original is not None for entry in entries], pa.bool_())
    told: dict[str, Any] = {
        "article_id": [entry.name for entry in entries],
        "source_file": [PurePath(entry.path).name or None for entry in entries],
        "source_record": [entry.record for entry in entries],
        "duplicate_of": [entry.original for entry in entries],
    }
    for name, values in told.items():
        rows = _with(rows, name, pa.array(values, rows.schema.field(name).type))
    same: dict[str, Any] = {"outcome": "duplicate", "reason": SAME_TEXT, "relevance": None}
    same |= {name: 0 for name in rows.column_names if name.startswith("n_")}
    for name, value in same.items():
        rows = _with(rows, name, pc.if_else(copies, pa.scalar(value, rows.schema.field(name).type), rows[name]))
    return rows.append_column(NUMBER, pa.array([entry.number for entry in entries], pa.int32()))


def _with(rows: pa.Table, name: str, values: Any) -> pa.Table:
    place = rows.schema.get_field_index(name)
    return rows.set_column(place, rows.schema.field(place), values)


def _told(shard: pa.Table, numbers: Sequence[int], turn: int) -> pa.Table:
    """The events of some articles with the names of who took part, the numbers of their articles, and the turn of their shard."""
    events = rows_table(shard, "events").select(COLUMNS)
    people: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_table(shard, "participants").select(["event_id", *NAMES]).to_pylist():
        people[row.pop("event_id")].append(row)
    names = [people.get(event_id, []) for event_id in events["event_id"].to_pylist()]
    of = pc.list_parent_indices(shard["events"].combine_chunks())
    events = events.append_column("names", pa.array(names, pa.list_(_NAME)))
    events = events.append_column(NUMBER, pa.array(numbers, pa.int32()).take(of))
    return events.append_column(TURN, pa.array([turn] * len(events), pa.int32()))


def _sketches(shard: pa.Table, numbers: Sequence[int]) -> pa.Table:
    about = rows_table(shard, "articles").select(["published", "agency", "publisher"]).to_pylist()
    signed = zip(shard[SIGNATURES].to_pylist(), about, numbers, strict=True)
    return pa.Table.from_pylist([sketch_row(row, article, number) for rows, article, number in signed for row in rows], schema=SKETCH)


def _enter_rejects(ledger: Ledger, found: Gathered, schema: Schema) -> None:
    kinds = {"articles": pa.schema([*row_types()["articles"], pa.field(NUMBER, pa.int32())]), "rejects": schema.arrow("rejects")}
    spills = {"articles": found.articles, "rejects": found.rejects}
    for rows, rejects in _batched(ledger.rejects()):
        found.first_rejects += rejects[: TOLD_REJECTS - len(found.first_rejects)]
        for name, table in spills.items():
            table.add(pa.Table.from_pylist(rows[name], schema=kinds[name]))


def _batched(named: Iterable[tuple[str, Reject]], most: int = 5000) -> Iterator[tuple[dict[str, list[Any]], list[Reject]]]:
    rows: dict[str, list[Any]] = {"articles": [], "rejects": []}
    rejects: list[Reject] = []
    for name, reject in named:
        rejects.append(reject)
        for table, more in reject_rows(reject, name).items():
            rows[table] += more
        if len(rejects) >= most:
            yield rows, rejects
            rows, rejects = {"articles": [], "rejects": []}, []
    yield rows, rejects


def booked(rejects: Iterable[Reject], reasons: Counter[tuple[str, str]]) -> Books:
    """The books, with the articles counted by outcome."""
    outcomes: Counter[str] = Counter()
    for (outcome, _), count in reasons.items():
        outcomes[outcome] += count
    return Books(tuple(rejects), {kind: outcomes[kind] for kind in OUTCOMES}, dict(reasons))


def stages(books: Books, coded: int, merged: int, events: int) -> dict[str, dict[str, Any]]:
    """What went into each stage, what came out, and what was dropped, by reason: events coded, after merging, and in the release."""
    outcomes, reasons = books.outcomes, books.reasons
    rejected = {why: count for (outcome, why), count in sorted(reasons.items()) if outcome == "rejected"}
    late = {why: count for why, count in rejected.items() if why in LATE_REASONS}
    early = {why: count for why, count in rejected.items() if why not in LATE_REASONS}
    total = sum(outcomes.values())
    articles = total - sum(early.values())
    passed = {"in": articles, "out": articles, "dropped": {}}
    not_relevant = {why: count for (outcome, why), count in sorted(reasons.items()) if outcome == "not_relevant"}
    repeated = reasons.get(("duplicate", SAME_TEXT), 0)
    told = {**not_relevant, **late, **({SAME_TEXT: repeated} if repeated else {})}
    return {
        "read": {"in": total, "out": articles, "dropped": early},
        **dict.fromkeys(("normalize", "find", "resolve"), passed),
        "code": {"in": articles, "out": articles - sum(told.values()), "dropped": told},
        "merge": {"in": coded, "out": merged, "dropped": {"merged": coded - merged} if coded > merged else {}},
        "validate": {"in": merged, "out": events, "dropped": {"quarantined": merged - events} if merged > events else {}},
        "export": {"in": events, "out": events, "dropped": {}},
    }
