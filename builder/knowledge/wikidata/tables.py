"""Writes what was found in a dump as vocabulary files: holders, groups, agencies + the knowledge base → an overlay folder.

What the knowledge base has stays as it is there and gains names and terms; a name that already stands for something else is left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from builder.knowledge import Knowledge
from builder.knowledge.people import PEOPLE, PERSON_COLUMNS, TERM_COLUMNS, TERMS, People, Person
from builder.knowledge.phrases import LANGUAGES
from builder.knowledge.sounds import likeness
from builder.strict import DataError
from builder.text.folding import fold

SOURCE, CERTAINTY = "wikidata", "1"
_ALIKE = 0.7
_MOST_VARIANTS = 8
_SHORTEST, _SHORTEST_ARABIC_WORDS = 4, 2
_SLUG = re.compile(r"[^a-z0-9]+")
Term = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who held offices: (office, role, label, country, start, end) each."""

    qid: str
    country: str
    names: Mapping[str, str]
    more: Mapping[str, Sequence[str]]
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Body:
    """A group or agency; ``kind`` is the kind of group or the agency's role."""

    qid: str
    kind: str
    names: Mapping[str, str]
    more: Mapping[str, Sequence[str]]
    lands: tuple[str, ...]
    designated: tuple[str, ...]
    founded: str
    dissolved: str


def write_tables(
    folder: Path,
    knowledge: Knowledge,
    holders: Iterable[Holder],
    groups: Sequence[Body],
    agencies: Sequence[Body],
    codes: Mapping[str, str],
) -> tuple[int, int, int, int]:
    """Write the four files and count their entries: people, terms, groups, institutions."""
    for name in (PEOPLE, TERMS, "groups.yml", "institutions.yml"):
        if (folder / name).exists():
            raise DataError(f"{folder / name}: exists already; give an empty folder")
    taken = {fold(alias.phrase): alias.code for alias in knowledge.aliases}
    counts = _write_people(folder, knowledge, holders, dict(taken))
    known = {group.qid: group.slug for group in knowledge.groups.values() if group.qid}
    listed = dict(pair for body in _ordered(groups) if (pair := _group(body, known, knowledge, codes, taken)) is not None)
    offices = dict(pair for body in _ordered(agencies) if (pair := _agency(body, codes, taken)) is not None)
    for name, entries in (("groups.yml", listed), ("institutions.yml", offices)):
        text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=10_000) if entries else "{}\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return (*counts, len(listed), len(offices))


def _ordered(bodies: Iterable[Body]) -> list[Body]:
    return sorted(bodies, key=lambda body: int(body.qid[1:]))


def _write_people(folder: Path, knowledge: Knowledge, holders: Iterable[Holder], taken: dict[str, str]) -> tuple[int, int]:
    by_name = {(person.country, fold(person.name_en)): person for person in knowledge.people.persons.values()}
    people = terms = 0
    seen: set[str] = set()
    with (
        (folder / PEOPLE).open("w", encoding="utf-8", newline="") as names,
        (folder / TERMS).open("w", encoding="utf-8", newline="") as told,
    ):
        rows, more = csv.writer(names, lineterminator="\n"), csv.writer(told, lineterminator="\n")
        rows.writerow(PERSON_COLUMNS)
        more.writerow(TERM_COLUMNS)
        for holder in holders:
            known = knowledge.people.persons.get(holder.qid) or by_name.get((holder.country, fold(holder.names.get("en", ""))))
            person = _person(holder, known, taken)
            new = list(_new_terms(holder, person.id, knowledge.people))
            if person.id in seen or (person == known and not new):
                continue
            seen.add(person.id)
            rows.writerow([*_cells(person), "|".join(person.variants), "|".join(person.alone)])
            more.writerows(new)
            people, terms = people + 1, terms + len(new)
    return people, terms


def _cells(person: Person) -> tuple[str, ...]:
    return person.id, person.country, person.name_en, person.name_ar, person.name_fr, person.name_ru


def _person(holder: Holder, known: Person | None, taken: Mapping[str, str]) -> Person:
    """The person's row: listed names stay, empty cells are filled, and spellings that sound like the name are added."""
    names = {language: _cell(holder.names.get(language, "")) for language in LANGUAGES}
    if known is not None:
        names = {language: getattr(known, f"name_{language}") or names[language] for language in LANGUAGES}
    spelled = [name for name in names.values() if name]
    extra = [
        name
        for language in LANGUAGES
        for other in holder.more.get(language, ())
        if " " in (name := _cell(other)) and name not in spelled and any(likeness(name, one) >= _ALIKE for one in spelled)
    ]
    variants = dict.fromkeys([*(known.variants if known else ()), *extra[:_MOST_VARIANTS]])
    spellings = tuple(variants)
    if known is not None:
        person = replace(known, name_en=names["en"], name_ar=names["ar"], name_fr=names["fr"], name_ru=names["ru"], variants=spellings)
        return known if _collides(person, taken) else person
    person = Person(holder.qid, holder.country, names["en"], names["ar"], names["fr"], names["ru"], spellings, ())
    if not _collides(person, taken):
        return person
    free = {language: "" if fold(name) in taken else name for language, name in names.items()}
    return Person(holder.qid, holder.country, free["en"], free["ar"], free["fr"], free["ru"], (), ())


def _cell(name: str) -> str:
    """A name without what has a meaning in the files: bars, brackets with a comma, braces; a note in brackets is left out."""
    return " ".join(re.sub(r"\([^()]*\)|[|{}]", " ", name).split())


def _collides(person: Person, taken: Mapping[str, str]) -> bool:
    """Whether a spelling of the person is another thing's name."""
    spelled = {fold(alias.phrase) for alias in People({person.id: person}, ()).aliases()}
    return any(taken.get(phrase, person.id) != person.id for phrase in spelled)


def _new_terms(holder: Holder, person: str, people: People) -> Iterator[list[str]]:
    """Terms that the knowledge base does not have: of the same role and country, begun in the same year."""
    known = {(term.role, term.country, term.start[:4]) for term in people.by_person.get(person, ())}
    for office, role, label, country, start, end in sorted(set(holder.terms)):
        if (role, country, start[:4]) not in known:
            yield [person, office, label, country, role, start, end, "", SOURCE, CERTAINTY, ""]


def _group(
    body: Body, known: Mapping[str, str], knowledge: Knowledge, codes: Mapping[str, str], taken: dict[str, str]
) -> tuple[str, dict[str, Any]] | None:
    """A group's entry; of a listed one only the cells that gain a name."""
    if body.qid in known:
        slug = known[body.qid]
        cells = knowledge.groups[slug].entry.keys
        gained = {language: new for language in LANGUAGES if (new := _names(body, language, slug, taken))}
        joined = {language: " | ".join(filter(None, (cells.get(language, ""), *new))) for language, new in gained.items()}
        return (slug, joined) if joined else None
    slug = _slug(body)
    names = {language: " | ".join(found) for language in LANGUAGES if (found := _names(body, language, slug, taken))}
    if not names or slug in knowledge.groups:
        return None
    entry: dict[str, Any] = {"name": _cell(body.names.get("en") or next(iter(body.names.values()))), "kind": body.kind, "qid": body.qid}
    places = [codes[land] for land in body.lands if land in codes]
    authorities = [codes[one] for one in body.designated if one in codes]
    facts = {"region": " ".join(places), "from": body.founded, "to": body.dissolved, "designated": " ".join(authorities)}
    return slug, {**entry, **{key: value for key, value in facts.items() if value}, "certainty": int(CERTAINTY), **names}


def _agency(body: Body, codes: Mapping[str, str], taken: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
    """An agency of one known state with a new English name."""
    party = next((codes[land] for land in body.lands if land in codes), None)
    slug = _slug(body)
    names = {language: " | ".join(found) for language in LANGUAGES if (found := _names(body, language, slug, taken))}
    if party is None or "en" not in names:
        return None
    days = {key: day for key, day in (("from", body.founded), ("to", body.dissolved)) if day}
    return slug, {"party": party, "role": body.kind, **days, **names}


def _slug(body: Body) -> str:
    """The item's id in small letters: names change, ids stay."""
    return _SLUG.sub("_", body.qid.lower())


def _names(body: Body, language: str, code: str, taken: dict[str, str]) -> list[str]:
    """New names of a language, now taken: no short words, and in Arabic, which has no capitals, no single ones but the label."""
    found = []
    for number, name in enumerate((body.names.get(language, ""), *body.more.get(language, ()))):
        name = _cell(name)
        phrase = fold(name)
        words = phrase.split()
        plain = len(words) < _SHORTEST_ARABIC_WORDS and (language == "ar" and number or name[:1].islower())
        if len(phrase) < _SHORTEST or plain or phrase in taken or not phrase[0].isalnum():
            continue
        taken[phrase] = code
        found.append(name)
    return found
