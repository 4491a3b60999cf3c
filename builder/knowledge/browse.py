"""Looks into the knowledge base: a name or an id → the entries that bear it, as plain mappings to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from builder.knowledge import Knowledge, load_knowledge
from builder.knowledge.finder import fold_all
from builder.text.folding import fold

_TABLES = ("countries", "igos", "places", "institutions", "groups")


def search(name: str, day: date | None = None, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """Names equal to or holding the words, the equal ones first; with a day, whether the entry existed then."""
    knowledge = load_knowledge(overlays)
    wanted = fold(name)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for alias, phrase in zip(knowledge.aliases, fold_all([alias.phrase for alias in knowledge.aliases]), strict=True):
        if wanted not in phrase:
            continue
        key = (alias.kind, alias.code)
        if key not in found or (phrase == wanted and not found[key]["exact"]):
            row = {"kind": alias.kind, "code": alias.code, "name": alias.phrase, "language": alias.language, "party": alias.party}
            found[key] = {**row, "role": alias.role, "context": alias.context, "exact": phrase == wanted}
    rows = sorted(found.values(), key=lambda row: (not row["exact"], row["kind"], row["code"]))
    return rows if day is None else [{**row, "existed": _existed(knowledge, row["code"], day)} for row in rows]


def show(code: str, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """The entries with this id, with all their keys as the files give them, and the file."""
    knowledge = load_knowledge(overlays)
    rows: list[dict[str, Any]] = []
    for table in _TABLES:
        item = getattr(knowledge, table).get(code)
        if item is not None:
            rows.append({"table": table, "id": code, **item.entry.keys, "file": item.entry.path.name})
    return rows


def _existed(knowledge: Knowledge, code: str, day: date) -> bool | None:
    """Dates are known to the day, month or year, and are compared at the precision given."""
    for table in ("countries", "igos", "institutions", "groups"):
        item = getattr(knowledge, table).get(code)
        if item is not None:
            start, end, today = item.valid_from or "", item.valid_to or "", day.isoformat()
            return (not start or today[: len(start)] >= start) and (not end or today[: len(end)] <= end)
    return None
