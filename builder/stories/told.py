"""What is compared of an event, as one article tells it: event row, its participants and evidence → Told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from builder.knowledge.sounds import likeness
from builder.rows.crosswalk import directed
from builder.text.folding import fold

Row = dict[str, Any]
_SHORT_WORD = 3
_ALIKE = 0.75
_NOTHING: Row = {}
COLUMNS = (
    "event_id", "event_type", "source_parties", "target_parties", "first_published", "article_ids", "lead", "background", "status",
    "date_start", "date_end", "date_precision", "date_basis", "location_country", "location_name",
)  # fmt: skip
NAMES = ("country", "kind", "entity_id", "name")


@dataclass(frozen=True, slots=True)
class Name:
    """A participant: party, whether a person, id where listed, the name, and its longer words, folded."""

    country: str
    person: bool
    entity_id: str | None
    words: frozenset[str]
    name: str = ""

    def same(self, other: Name) -> bool:
        """The same id, or, where one has none, all words of the shorter name in the longer one, or names that sound the same."""
        if self.country != other.country or self.person != other.person:
            return False
        if self.entity_id and other.entity_id:
            return self.entity_id == other.entity_id
        if not self.person or not self.words or not other.words:
            return False
        return self.words <= other.words or other.words <= self.words or self._sounds_like(other)

    def _sounds_like(self, other: Name) -> bool:
        """Full names written in different ways or scripts: «سعيد شنقريحة», "Saïd Chengriha"."""
        full = len(self.words) > 1 and len(other.words) > 1
        return full and likeness(self.name, other.name) >= _ALIKE


@dataclass(frozen=True, slots=True)
class Told:
    """One event of one article; ``row`` is empty where only what is compared is needed."""

    id: str
    article_id: str
    published: date | None
    kind: str
    source: frozenset[str]
    target: frozenset[str]
    parties: frozenset[str]
    names: tuple[Name, ...]
    directed: bool
    lead: bool
    background: bool
    status: str
    start: date | None
    end: date | None
    precision: str
    basis: str | None
    country: str | None
    place: str | None
    row: Row

    @property
    def order(self) -> tuple[date, str, str]:
        return self.published or date.max, self.article_id, self.id


def told(row: Row, participants: Iterable[Mapping[str, Any]], whole: bool = True) -> Told:
    """An event row before merging (it has one article) as a Told; ``whole`` keeps the row itself."""
    source, target = _shared(frozenset(row["source_parties"])), _shared(frozenset(row["target_parties"]))
    names = tuple(_name(one["country"], one["kind"], one["entity_id"], one["name"]) for one in participants)
    kind = _word(row["event_type"])
    return Told(
        row["event_id"], row["article_ids"][0], _day(row["first_published"]), kind, source, target, _shared(source | target), names,
        directed(kind), row["lead"], row["background"], _word(row["status"]), _day(row["date_start"]), _day(row["date_end"]),
        _word(row["date_precision"]), _word(row["date_basis"]), _word(row["location_country"]), _word(row["location_name"]),
        row if whole else _NOTHING,
    )  # fmt: skip


# Equal values are one object, so that a million events fit into memory.
@lru_cache(maxsize=1 << 16)
def _shared(parties: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_word, parties))


@lru_cache(maxsize=1 << 16)
def _day(day: date | None) -> date | None:
    return day


@lru_cache(maxsize=1 << 16)
def _word(word: Any) -> Any:
    return word


@lru_cache(maxsize=1 << 16)
def _name(country: str, kind: str, entity_id: str | None, name: str) -> Name:
    words = frozenset(word for word in fold(name).split() if len(word) > _SHORT_WORD)
    return Name(country, kind == "person", entity_id, words)
