"""Facts that rows need of the knowledge base: party → COW and GW numbers, place → name and position, group → designations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

Numbers = tuple[int | None, int | None]
Place = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class KnowledgeLookup:
    """The knowledge base, seen as lookups by code."""

    knowledge: Any

    def numbers(self, party: str) -> Numbers:
        country = self.knowledge.countries.get(party)
        return (None, None) if country is None else (country.cow, country.gw)

    def place(self, code: str) -> Place | None:
        place = self.knowledge.places.get(code)
        return None if place is None else (place.name, place.latitude, place.longitude)

    def designations(self, group: str) -> list[str]:
        found = self.knowledge.groups.get(group)
        return [] if found is None else list(found.designations)


@dataclass(frozen=True, slots=True)
class FixedLookup:
    """A lookup of given facts; what is not given is unknown."""

    parties: Mapping[str, Numbers]
    places: Mapping[str, Place]
    groups: Mapping[str, list[str]]

    def numbers(self, party: str) -> Numbers:
        return self.parties.get(party, (None, None))

    def place(self, code: str) -> Place | None:
        return self.places.get(code)

    def designations(self, group: str) -> list[str]:
        return self.groups.get(group, [])


@cache
def load_lookup() -> KnowledgeLookup:
    """The lookups of the package's own knowledge base."""
    from builder.knowledge import load_knowledge

    return KnowledgeLookup(load_knowledge())
