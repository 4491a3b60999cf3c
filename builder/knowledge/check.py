"""Findings about the knowledge base that are no errors: overlays → ambiguous names, names that add nothing, rules unused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from builder.knowledge import Knowledge, load_knowledge
from builder.knowledge.finder import SHARED
from builder.knowledge.people import Person
from builder.knowledge.phrases import LANGUAGES, Alias, casing
from builder.knowledge.sounds import likeness, skeleton

_ONE_PERSON = 0.75
_LONG_SOUND = 3


class Finding(NamedTuple):
    """One finding: its kind, the entry it is about, and what to do."""

    kind: str
    code: str
    message: str


def kb_check(overlays: tuple[Path, ...] = ()) -> list[Finding]:
    """Load strictly (DataError at a fault), then list what a curator may want to look at."""
    knowledge = load_knowledge(overlays)
    return [*_shared_names(knowledge), *_unused_rules(knowledge), *_doubles(knowledge)]


def _shared_names(knowledge: Knowledge) -> Iterator[Finding]:
    named: defaultdict[tuple[str, str], list[Alias]] = defaultdict(list)
    for alias, phrase in zip(knowledge.aliases, knowledge.phrases, strict=True):
        for language in (alias.language,) if alias.language else LANGUAGES:
            named[language, phrase].append(alias)
    for (language, phrase), aliases in named.items():
        codes = sorted({f"{alias.kind} {alias.code}" for alias in aliases})
        if len(codes) > 1:
            yield Finding("ambiguous", aliases[0].code, f"{language} '{phrase}' names {', '.join(codes)}; context rules or the day decide")
        elif _repeated(aliases):
            yield Finding("unused", aliases[0].code, f"{language} '{phrase}' stands {len(aliases)} times in one entry; keep one")


def _repeated(aliases: list[Alias]) -> bool:
    if len(aliases) < 2 or aliases[0].kind in SHARED:
        return False  # spellings of persons and offices are computed, and may coincide
    return len({(alias.form, alias.context, casing(alias.phrase)) for alias in aliases}) < len(aliases)


def _unused_rules(knowledge: Knowledge) -> Iterator[Finding]:
    used = {alias.context for alias in knowledge.aliases}
    for rule in knowledge.contexts:
        if rule not in used and not rule.startswith(("capital_as_place", "every_")):
            yield Finding("unused", rule, f"no name asks the context rule '{rule}'; remove it or name it in a vocabulary")


def _doubles(knowledge: Knowledge) -> Iterator[Finding]:
    """Two entries that look like one person: names alike and a term of one role begun in the same year, or a full name in common."""
    people = knowledge.people
    begun: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for term in people.terms:
        begun[term.role, term.country, term.start[:4]].add(term.person)
    alike = {pair for pair in _pairs(begun.values()) if _alike(*(people.persons[person] for person in pair))}
    for one, other in sorted(alike | set(_namesakes(knowledge))):
        yield Finding("double", one, f"looks like {other}: names and terms agree; keep one entry, with the names of both")


def _pairs(groups: Iterable[set[str]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield from combinations(sorted(group), 2)


def _alike(one: Person, other: Person) -> bool:
    """Whether the names are alike, or the family names sound the same and the given names begin so: "Rich" and "Richard Knighton"."""
    if likeness(one.name_en, other.name_en) >= _ONE_PERSON:
        return True
    names, others = one.name_en.split(), other.name_en.split()
    family = skeleton(names[-1])
    return len(family) >= _LONG_SOUND and family == skeleton(others[-1]) and names[0][:_LONG_SOUND] == others[0][:_LONG_SOUND]


def _namesakes(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Persons of one country, or of a state and an organisation, with a full name in common."""
    persons = knowledge.people.persons
    named: defaultdict[str, set[str]] = defaultdict(set)
    for person in persons.values():
        for name in (person.name_en, person.name_ar, person.name_ru, *person.variants):
            if " " in name:
                named[name].add(person.id)
    for pair in _pairs(group for group in named.values() if len(group) > 1):
        countries = {persons[one].country for one in pair}
        if len(countries) == 1 or not countries <= set(knowledge.countries):
            yield pair
