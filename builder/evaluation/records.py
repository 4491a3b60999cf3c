"""Gold records: lines of a file → records by id, and what is compared of them (parties, days, the leading event)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from builder.strict import DataError
from builder.vocabularies import load_vocabularies

Record = Mapping[str, Any]


def read_records(path: Path) -> dict[str, Record]:
    """Records of a JSON Lines file by id; DataError names the line that is none."""
    found: dict[str, Record] = {}
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                record = _record(path, number, line)
                found[record["id"]] = record
    return found


def _record(path: Path, number: int, line: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise DataError(f"{path}:{number}: not JSON ({error}); each line must be one object") from error
    if not isinstance(record, dict) or "id" not in record:
        raise DataError(f"{path}:{number}: no object with an 'id'; records and articles are joined by it")
    return record


def checked_gold(path: Path) -> dict[str, Record]:
    """Gold records; DataError where one does not say whether it is relevant, or is relevant without an event."""
    records = read_records(path)
    for key, record in records.items():
        if not isinstance(record.get("relevant"), bool):
            raise DataError(f"{path}: record '{key}' lacks 'relevant' (true or false); is this a file of gold records?")
        if record["relevant"] and not record.get("events"):
            raise DataError(f"{path}: record '{key}' is relevant but has no event; add its event or set relevant to false")
    return records


def judged_records(path: Path) -> dict[str, Record]:
    """Gold records, and labels that say of an article no more than whether it is relevant; they have no 'events'."""
    records = read_records(path)
    labels = {key: record for key, record in records.items() if "events" not in record and isinstance(record.get("relevant"), bool)}
    return labels if len(labels) == len(records) else checked_gold(path)


def is_coded(record: Record) -> bool:
    """Whether a record is a prediction (it says whether it is relevant), not an article still to be coded."""
    return "relevant" in record


def said_relevant(record: Record | None) -> bool:
    """A missing prediction says no."""
    return record is not None and bool(record.get("relevant"))


def listed(record: Record | None, name: str) -> list[Any]:
    """A list of a record that said it is relevant; what is missing is empty."""
    return list(record.get(name) or []) if record is not None and said_relevant(record) else []


def news_of(record: Record | None) -> list[Record]:
    """The events that are not background."""
    return [event for event in listed(record, "events") if not event.get("background")]


def lead_of(record: Record | None) -> Record | None:
    """The event marked as lead, else the first."""
    events = listed(record, "events")
    return next((event for event in events if event.get("lead")), events[0] if events else None)


def sides_of(event: Record | None) -> tuple[frozenset[str], frozenset[str]]:
    """Source and target parties."""
    if event is None:
        return frozenset(), frozenset()
    return frozenset(event.get("source") or ()), frozenset(event.get("target") or ())


def parties_of(event: Record | None) -> frozenset[str]:
    """Parties of both sides together."""
    source, target = sides_of(event)
    return source | target


def day_of(event: Record, name: str) -> date | None:
    """A day of an event; times of day are cut off."""
    value = event.get(name)
    return date.fromisoformat(value[:10]) if value else None


def dates_told(event: Record | None) -> str:
    """The dates of an event, for a list of errors."""
    if event is None:
        return "–"
    return f"{event.get('date_start') or '?'} … {event.get('date_end') or '?'} ({event.get('date_basis') or 'unknown'})"


@cache
def has_direction(event_type: str) -> bool:
    """Whether giver and receiver are told apart in a type; an unknown type is taken as directed."""
    entry = load_vocabularies()["event_types"].entries.get(event_type)
    return entry is None or entry.extra["direction"] == "directed"
