"""The knowledge base: vocabulary files and overlays → Knowledge, which finds the names it lists in a Text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.garbage import uncollected
from builder.knowledge.anniversaries import Anniversary, load_anniversaries
from builder.knowledge.bodies import Bodies, Igo, Institution, bodies, load_igos, load_institutions
from builder.knowledge.contexts import Context, load_contexts
from builder.knowledge.countries import Country, load_countries
from builder.knowledge.exercises import Exercise, load_exercises
from builder.knowledge.finder import Finder, fold_all
from builder.knowledge.groups import Group, load_groups
from builder.knowledge.integrity import check_aliases
from builder.knowledge.offices import Offices, load_offices
from builder.knowledge.people import People, load_people
from builder.knowledge.phrases import Alias
from builder.knowledge.places import Place, load_places
from builder.knowledge.sources import check_overlays
from builder.model import Mention, Text
from builder.paths import schema_dir

__all__ = ["Country", "Group", "Igo", "Institution", "Knowledge", "Place", "load_knowledge"]

FILES = (
    "anniversaries.csv", "contexts.yml", "countries.yml", "exercises.yml", "groups.yml", "igos.yml", "institution_kinds.yml",
    "institutions.yml", "offices.yml", "people.csv", "places.csv", "ranks.yml", "terms.csv",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Knowledge:
    """All that is listed, by code, and the finder of each language.

    ``phrases`` are the aliases' own, folded, in their order; ``bodies`` what the coder asks of organisations.
    """

    countries: Mapping[str, Country]
    places: Mapping[str, Place]
    igos: Mapping[str, Igo]
    institutions: Mapping[str, Institution]
    groups: Mapping[str, Group]
    exercises: Mapping[str, Exercise]
    contexts: Mapping[str, Context]
    people: People
    offices: Offices
    anniversaries: tuple[Anniversary, ...]
    aliases: tuple[Alias, ...]
    phrases: tuple[str, ...]
    bodies: Bodies
    _finders: dict[str, Finder] = field(default_factory=dict, repr=False)

    def find(self, text: Text) -> list[Mention]:
        """Listed names in the text, by position."""
        finder = self._finders.get(text.language)
        if finder is None:
            finder = self._finders[text.language] = Finder(text.language, self.aliases, self.phrases, self.contexts)
        return finder.find(text)


@lru_cache(maxsize=4)
def load_knowledge(overlays: tuple[Path, ...] = ()) -> Knowledge:
    """The package's knowledge base with the overlay folders laid over it, checked; DataError names file, line and cure."""
    check_overlays(overlays, FILES)
    with uncollected():  # nothing made here is garbage, and looking for some takes a third of the time
        return _load(schema_dir() / "vocab", overlays)


def _load(folder: Path, overlays: tuple[Path, ...]) -> Knowledge:
    countries = load_countries(folder, overlays)
    places = load_places(folder, overlays)
    igos, institutions = load_igos(folder, overlays), load_institutions(folder, overlays)
    groups, contexts = load_groups(folder, overlays), load_contexts(folder, overlays)
    people, offices = load_people(folder, overlays), load_offices(folder, overlays)
    exercises = load_exercises(folder, overlays, {*countries, *igos})
    listed: list[Mapping[str, Any]] = [countries, places, igos, institutions, groups, exercises]
    aliases = (*_aliases(listed), *people.aliases(), *offices.aliases())
    phrases = tuple(fold_all([alias.phrase for alias in aliases]))
    check_aliases(aliases, phrases, contexts, (folder, *overlays))
    kept = load_anniversaries(folder, overlays, {*countries, *igos})
    return Knowledge(
        countries,
        places,
        igos,
        institutions,
        groups,
        exercises,
        contexts,
        people,
        offices,
        kept,
        aliases,
        phrases,
        bodies(igos, institutions, countries),
    )


def _aliases(vocabularies: Sequence[Mapping[str, Any]]) -> Iterator[Alias]:
    for vocabulary in vocabularies:
        for entry in vocabulary.values():
            yield from entry.aliases()
