"""What is compared of an event, as one article tells it: event row and its participants → Told.

Equal values are one object, so that the events of a million articles fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from builder.knowledge.sounds import likeness
from builder.rows.crosswalk import directed
from builder.text.folding import fold

Row = Mapping[str, Any]
_SHORT_WORD = 3
_LONG_DAYS = 31
_ALIKE = 0.75
_PLAIN = ("lead", "background", "status", "date_start", "date_end", "date_precision", "date_basis", "location_country", "location_name")
COLUMNS = ("event_id", "event_type", "source_parties", "target_parties", "first_published", *_PLAIN)
NAMES = ("country", "kind", "entity_id", "name")


@dataclass(frozen=True, slots=True)
class Name:
    """A participant: party, whether a person, id where listed, the name, and its longer words, folded."""

    country: str
    person: bool
    entity_id: str | None
    words: frozenset[str]
    name: str

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
        return full and _alike(*sorted((self.name, other.name)))


@dataclass(frozen=True, slots=True)
class What:
    """An event without who tells it: type, sides, participants, days, status, place.

    ``fine``: told or set to the day, and not of long duration; ``dated``: by words of the article, not set to its own day.
    """

    kind: str
    source: frozenset[str]
    target: frozenset[str]
    parties: frozenset[str]
    names: tuple[Name, ...]
    listed: Mapping[str, frozenset[str]]
    directed: bool
    lead: bool
    background: bool
    status: str
    start: date | None
    end: date | None
    fine: bool
    dated: bool
    country: str | None
    place: str | None


class Told(NamedTuple):
    """One event of one article; ids and articles are of any kind that sorts, and sort as their names do."""

    id: Any
    article: Any
    published: date | None
    what: What

    @property
    def order(self) -> tuple[date, Any, Any]:
        return self.published or date.max, self.article, self.id


def told(row: Row, participants: Iterable[Row], id_: Any, article: Any) -> Told:
    """An event row before merging (it has one article) as a Told under these names."""
    source, target = _shared(frozenset(row["source_parties"])), _shared(frozenset(row["target_parties"]))
    names = tuple(_name(one["country"], one["kind"], one["entity_id"], one["name"]) for one in participants)
    what = _what(row["event_type"], source, target, names, *(row[name] for name in _PLAIN))
    return Told(id_, article, _day(row["first_published"]), what)


@lru_cache(maxsize=1 << 15)
def _what(kind: str, source: frozenset[str], target: frozenset[str], names: tuple[Name, ...], *plain: Any) -> What:
    lead, background, status, start, end, precision, basis, country, place = plain
    fine = precision == "day" and start is not None and end is not None and (end - start).days < _LONG_DAYS
    days = (_day(start), _day(end), fine, basis != "publication")
    told_ = (directed(kind), lead, background, _word(status), *days, _word(country), _word(place))
    return What(_word(kind), source, target, _shared(source | target), names, _listed(names), *told_)


@lru_cache(maxsize=1 << 15)
def _listed(names: tuple[Name, ...]) -> Mapping[str, frozenset[str]]:
    """The ids of listed persons by their country."""
    people = [(name.country, name.entity_id) for name in names if name.person and name.entity_id]
    return {country: frozenset(id_ for of, id_ in people if of == country) for country, _ in people}


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
    return Name(country, kind == "person", entity_id, words, name)


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> bool:
    return likeness(one, other) >= _ALIKE
