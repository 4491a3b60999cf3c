"""Days whose anniversaries news keeps: anniversaries.csv → Anniversary, by id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.knowledge.sources import Entry, read_csv_entries
from builder.strict import DataError, line_of

FILE = "anniversaries.csv"
COLUMNS = ("id", "a", "b", "kind", "fact", "date")
KINDS = ("relations", "treaty", "founding", "independence")


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A dated fact between two parties, or of the one organisation ``a``."""

    id: str
    parties: tuple[str, ...]
    kind: str
    day: date


def load_anniversaries(folder: Path, overlays: Sequence[Path], codes: Collection[str]) -> tuple[Anniversary, ...]:
    """The facts in order of their ids; ``codes`` are those of the countries and organisations known."""
    entries = read_csv_entries(FILE, folder, overlays, COLUMNS)
    return tuple(_anniversary(entries[key], codes) for key in sorted(entries))


def _anniversary(entry: Entry, codes: Collection[str]) -> Anniversary:
    keys = entry.keys
    where = f"{entry.path}:{line_of(entry.path, entry.id)}: entry '{entry.id}'"
    parties = tuple(code for code in (keys["a"], keys["b"]) if code)
    for code in parties:
        if code not in codes:
            raise DataError(f"{where}: no country or organisation has the code '{code}'; correct it or add it to countries.yml or igos.yml")
    if not parties or keys["kind"] not in KINDS:
        raise DataError(
            f"{where}: the kind '{keys['kind']}' of {keys['a'] or 'no party'} is not known; give a party and one of {', '.join(KINDS)}"
        )
    try:
        day = date.fromisoformat(keys["date"])
    except ValueError as error:
        raise DataError(f"{where}: '{keys['date']}' is not a day; write it as YYYY-MM-DD") from error
    return Anniversary(entry.id, parties, keys["kind"], day)
