"""Date expressions as plain records, for ``eventbuild dates``: text + day of publication + language → list of mappings."""

from __future__ import annotations

from datetime import date
from typing import Any

from builder.model import DateRange
from builder.parsers.dates.reader import read_dates


def report(text: str, published: date | None, language: str) -> list[dict[str, Any]]:
    """Every expression of the text with its reading; ``start`` and ``end`` count characters of the text."""
    return [record(found) for found in read_dates(text, language, published)]


def record(found: DateRange) -> dict[str, Any]:
    """One expression; a pure duration and an expression that waits for the day of publication have null days."""
    return {
        "words": found.words,
        "start": found.start,
        "end": found.end,
        "date_start": found.date_start.isoformat() if found.date_start else None,
        "date_end": found.date_end.isoformat() if found.date_end else None,
        "precision": found.precision,
        "edtf": found.edtf,
        "basis": found.basis,
        "rule": found.rule,
        "flags": list(found.flags),
    }
