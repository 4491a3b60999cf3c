"""Closes the books of a run: results of all articles and the ledger → tables with one article row an input, and its rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from builder.accounting import SAME_TEXT, Ledger, Settled, Ticket, reject_id, repeated_reject, settle
from builder.model import Reject
from builder.rows import reject_rows
from builder.schema import TABLES

OUTCOMES = ("coded", "not_relevant", "duplicate", "rejected")
Row = dict[str, Any]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Books:
    """Tables before merging; rejects ordered by place; articles by outcome and by (outcome, reason)."""

    tables: Tables
    rejects: tuple[Reject, ...]
    outcomes: dict[str, int]
    reasons: dict[tuple[str, str], int]


def gather(results: Iterable[tuple[Ticket, Tables, Reject | None]], ledger: Ledger) -> Books:
    """Every input ends here as exactly one article row: coded, not relevant, duplicate or rejected."""
    settled = settle(ledger.tickets)
    tables: Tables = {name: [] for name in (*TABLES, "rejects", "signatures")}
    rejects = list(ledger.rejects)
    for ticket, rows, reject in results:
        if ticket in settled.repeated:
            rejects.append(repeated_reject(ticket))
        elif reject is not None:
            rejects.append(reject)
        elif ticket in settled.duplicates:
            tables["articles"] += [_duplicate(row, ticket, settled) for row in rows["articles"]]
        else:
            for name, found in rows.items():
                tables[name] += found
    rejects.sort(key=lambda r: (r.origin.path, r.origin.record, r.reason, r.article_id or ""))
    _enter(tables, rejects)
    return booked(tables, tuple(rejects))


def booked(tables: Tables, rejects: tuple[Reject, ...]) -> Books:
    """Books of these tables, with the articles counted by outcome and reason."""
    outcomes = Counter(row["outcome"] for row in tables["articles"])
    reasons = Counter((row["outcome"], row["reason"] or "") for row in tables["articles"])
    return Books(tables, rejects, {kind: outcomes[kind] for kind in OUTCOMES}, dict(reasons))


def _enter(tables: Tables, rejects: Iterable[Reject]) -> None:
    """Rows of the rejects; an id that another row has gets a number."""
    taken = {row["article_id"] for row in tables["articles"]}
    for reject in rejects:
        wanted = name = reject_id(reject)
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}#{number}"
        taken.add(name)
        for table, rows in reject_rows(reject, name).items():
            tables[table] += rows


def _duplicate(row: Row, ticket: Ticket, settled: Settled) -> Row:
    """The row of an article that repeats another's text."""
    counts = {name: 0 for name in row if name.startswith("n_")}
    return {
        **row,
        **counts,
        "article_id": settled.ids[ticket],
        "outcome": "duplicate",
        "reason": SAME_TEXT,
        "duplicate_of": settled.duplicates[ticket],
    }
