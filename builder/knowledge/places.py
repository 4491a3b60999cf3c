"""Places: places.csv → Place by id (cities, bases, regions, straits, with coordinates) and the aliases that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_csv_entries
from builder.strict import DataError, line_of

FILE = "places.csv"
KINDS = frozenset(("capital", "city", "base", "region", "strait", "sea", "island", "crossing", "camp", "site"))
COLUMNS = ("id", "country", "kind", "name_en", "name_ar", "name_fr", "name_ru", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``country`` is empty where it lies in several states or at sea."""

    id: str
    country: str
    kind: str
    latitude: float | None
    longitude: float | None
    entry: Entry

    @property
    def names(self) -> Mapping[str, str]:
        """The name to show, by language."""
        found = {}
        for language in LANGUAGES:
            spelled = cell_forms(self.entry, self.entry.keys[f"name_{language}"])
            if spelled:
                found[language] = spelled[0][0]
        return found

    def aliases(self) -> Iterator[Alias]:
        """Every phrase that names the place."""
        form = "capital" if self.kind == "capital" else "place"
        party, rule = self.country or None, f"kb.place.{self.id}"
        for language in LANGUAGES:
            cell = self.entry.keys[f"name_{language}"]
            if not cell:
                continue
            for phrase, context in cell_forms(self.entry, cell):
                yield Alias(phrase, language, "place", self.id, form, party, None, rule, context)


def load_places(folder: Path, overlays: Sequence[Path]) -> dict[str, Place]:
    """Places by id."""
    return {key: _place(entry) for key, entry in read_csv_entries(FILE, folder, overlays, COLUMNS).items()}


def _place(entry: Entry) -> Place:
    keys = entry.keys
    if keys["kind"] not in KINDS:
        known = ", ".join(sorted(KINDS))
        line = line_of(entry.path, entry.id)
        raise DataError(f"{entry.path}:{line}: place '{entry.id}' has the kind '{keys['kind']}'; use one of {known}")
    latitude = float(keys["lat"]) if keys["lat"] else None
    longitude = float(keys["lon"]) if keys["lon"] else None
    return Place(entry.id, keys["country"], keys["kind"], latitude, longitude, entry)
