"""What is compared of an event, as one article tells it: event row, its participants and evidence → Told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.rows.crosswalk import directed
from builder.text.folding import fold

Row = dict[str, Any]
_SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A participant: party, whether a person, id where listed, and the longer words of the name, folded."""

    country: str
    person: bool
    entity_id: str | None
    words: frozenset[str]

    def same(self, other: Name) -> bool:
        """The same id, or, where one has none, all words of the shorter name in the longer one."""
        if self.country != other.country or self.person != other.person:
            return False
        if self.entity_id and other.entity_id:
            return self.entity_id == other.entity_id
        return self.person and bool(self.words and other.words) and (self.words <= other.words or other.words <= self.words)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of one article."""

    row: Row
    article_id: str
    published: date | None
    kind: str
    source: frozenset[str]
    target: frozenset[str]
    parties: frozenset[str]
    names: tuple[Name, ...]
    directed: bool

    @property
    def id(self) -> str:
        return str(self.row["event_id"])

    @property
    def order(self) -> tuple[date, str, str]:
        return self.published or date.max, self.article_id, self.id


def told(row: Row, participants: Iterable[Row]) -> Told:
    """An event row before merging (it has one article) as a Told."""
    source, target = frozenset(row["source_parties"]), frozenset(row["target_parties"])
    names = tuple(_name(one) for one in participants)
    kind = row["event_type"]
    return Told(row, row["article_ids"][0], row["first_published"], kind, source, target, source | target, names, directed(kind))


def _name(row: Row) -> Name:
    words = frozenset(word for word in fold(row["name"]).split() if len(word) > _SHORT_WORD)
    return Name(row["country"], row["kind"] == "person", row["entity_id"], words)
