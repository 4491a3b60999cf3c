"""Facts that rows need of the knowledge base: party → COW and GW numbers, place → name and position, group → designations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
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
        return None if place is None else (place.names.get("en", code), place.latitude, place.longitude)

    def designations(self, group: str) -> list[str]:
        found = self.knowledge.groups.get(group)
        if found is None:
            return []
        return [f"{name}:{found.un_listed}" if name == "UNO" and found.un_listed else name for name in found.designated]


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
def load_lookup(overlays: tuple[Path, ...] = ()) -> KnowledgeLookup:
    """The lookups of the package's own knowledge base, with overlay folders laid over it."""
    from builder.knowledge import load_knowledge

    return KnowledgeLookup(load_knowledge(overlays))
