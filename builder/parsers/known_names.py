"""What the knowledge base knows of names: listed persons → their whole names as written; a role, a surname and a day → who held it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from builder.knowledge import Knowledge
from builder.knowledge.finder import fold_all
from builder.knowledge.people import Person, Term
from builder.model import Mention, Text
from builder.parsers.name_tokens import capital

# Father's and family names that follow a listed name: «محمد بن سلمان» + «بن عبدالعزيز آل سعود», "bin Salman" + "Al Saud".
_LINEAGE = {
    "ar": re.compile(r"(?:\s+(?:بن|ابن|بنت|ال|ولد)\s+(?:عبد\s+)?[^\W\d_]+)+(?!\w)"),
    "ru": re.compile(r"(?:[\s-]+(?:бин|бен|ибн|аль|аль-)[\s-]+[^\W\d_]+)+(?!\w)"),
}
_LINEAGE_LATIN = re.compile(r"(?:[\s-]+(?:bin|ben|ibn|al|ould)[\s-]+[^\W\d_]+)+(?!\w)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*\.?) $")
_FURTHEST = 24
_SCRIPTS = {"ar": ("name_ar",), "en": ("name_en",), "fr": ("name_en", "name_fr"), "ru": ("name_ru",)}
_SHARED_ROLES = frozenset(("GOV", "OTH", "LEG", "JUS"))


def whole_names(text: Text, persons: Sequence[Mention], knowledge: Knowledge) -> list[Mention]:
    """Listed persons, one a span, each with the given names before a surname and the lineage after it."""
    kept: dict[tuple[int, int], Mention] = {}
    floor = 0
    for person in persons:
        if (person.start, person.end) not in kept:
            kept[person.start, person.end] = whole = _whole(text, person, floor, knowledge)
            floor = whole.end
    return list(kept.values())


def _whole(text: Text, person: Mention, floor: int, knowledge: Knowledge) -> Mention:
    found = _LINEAGE.get(text.language, _LINEAGE_LATIN).match(text.folded, person.end)
    start, end = person.start, person.end
    if found and capital(text, text.folded.rfind(" ", 0, found.end()) + 1) and found[0] not in text.folded[start:end]:
        end = found.end()
    if " " not in text.folded[start : person.end]:
        own = _own_words(knowledge, person.code)
        while (before := _WORD_BEFORE.search(text.folded, max(floor, start - _FURTHEST), start)) and before[1] in own:
            start = before.start(1)
    return person if (start, end) == (person.start, person.end) else replace(person, start=start, end=end)


@cache
def _own_words(knowledge: Knowledge, code: str) -> frozenset[str]:
    person = knowledge.people.persons[code]
    return frozenset(word for name in fold_all(_names(person)) for word in name.split())


def _names(person: Person) -> list[str]:
    return [name for name in (person.name_en, person.name_ar, person.name_fr, person.name_ru, *person.variants) if name]


@cache
def arabic_name_words(knowledge: Knowledge) -> frozenset[str]:
    """Every word that stands in a listed person's Arabic name."""
    persons = knowledge.people.persons.values() if knowledge.people else ()
    return frozenset(
        word for name in fold_all([one for person in persons for one in (person.name_ar, *person.variants)]) for word in name.split()
    )


def holder(knowledge: Knowledge, language: str, role: str, party: str | None, surname: str, day: date | None) -> Term | None:
    """The only person of that surname who held an office of the role on the day, in the country where one is told."""
    if day is None or role in _SHARED_ROLES or knowledge.people is None:
        return None
    iso = day.isoformat()
    fitting = [t for t in _surnamed(knowledge, language, role).get(surname, ()) if t.covers(iso) and party in (None, t.country)]
    return fitting[0] if len({term.person for term in fitting}) == 1 else None


@cache
def _surnamed(knowledge: Knowledge, language: str, role: str) -> Mapping[str, list[Term]]:
    """Terms of a role by the folded surnames of those who held them."""
    terms = [term for term in knowledge.people.terms if term.role == role]
    pairs = [(getattr(knowledge.people.persons[term.person], column).split()[-1:], term) for term in terms for column in _SCRIPTS[language]]
    told = [(last[0], term) for last, term in pairs if last]
    found: dict[str, list[Term]] = {}
    for surname, (_, term) in zip(fold_all([last for last, _ in told]) if told else (), told, strict=True):
        found.setdefault(surname, []).append(term)
    return found
