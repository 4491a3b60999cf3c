"""Values shared by rows and gold records: an event's date columns, words without stray spaces, lists without repeats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.model import Event
from builder.parsers.dates.edtf import edtf

Row = dict[str, Any]
WORDS_LIMIT = 120


def date_values(event: Event) -> Row:
    """The date columns of an event; without any day the precision is unknown and there is no basis."""
    when = event.date
    known = when.date_start is not None or when.date_end is not None
    start, end = when.date_start or when.date_end, when.date_end or when.date_start
    precision = when.precision if known and when.precision not in ("unknown", "duration") else ("day" if known else "unknown")
    return {
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "date_basis": when.basis if known else None,
        "date_edtf": when.edtf or edtf(start, end, precision, when.modifier),
        "date_text": when.words.strip()[:WORDS_LIMIT] or None,
        "date_flags": unique(when.flags),
    }


def unique(values: Iterable[str]) -> list[str]:
    """Each value once, in the order first met; empty ones left out."""
    return list(dict.fromkeys(value for value in values if value))


def clean(words: str) -> str:
    """Words with single spaces, on one line."""
    return " ".join(words.split())
