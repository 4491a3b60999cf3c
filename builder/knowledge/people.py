"""People and their terms of office: people.csv and terms.csv → People, with the aliases of persons and who held what on a day."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from builder.knowledge.names import FAMILY_FIRST, arabic_variants, latin_variants
from builder.knowledge.phrases import Alias
from builder.knowledge.sounds import likeness
from builder.knowledge.sources import Entry, read_csv_entries
from builder.languages.russian import case_forms
from builder.strict import DataError, line_of

PEOPLE, TERMS = "people.csv", "terms.csv"
PERSON_COLUMNS = ("person", "country", "name_en", "name_ar", "name_fr", "name_ru", "variants", "alone")
TERM_COLUMNS = ("person", "office", "position", "country", "role", "start", "end", "as_of", "source", "certainty", "flag")
_ARAB = frozenset("DZA MAR TUN LBY EGY SDN MRT ESH SAU YEM OMN ARE QAT BHR KWT IRQ SYR LBN JOR PSE SOM DJI COM LAS GCC OIC AMU".split())
# From this likeness on, two full names of one office, country and day are one person's.
ALIKE = 0.7
_RANK = {"HOS": 0, "HOG": 1, "IGO": 2, "DEF": 3, "FOR": 3, "MOI": 4, "INT": 4, "MIL": 4, "NSC": 4}


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office; dates are as known (day, month or year), an open end holds until ``as_of`` at least."""

    person: str
    office: str
    position: str
    country: str
    role: str
    start: str
    end: str
    as_of: str
    source: str
    certainty: str
    flag: str

    def covers(self, day: str) -> bool:
        """Whether the day lies in the term, dates compared at the precision both have."""
        start, end = self.start, self.end
        if start and day[: len(start)] < start:
            return False
        if end:
            return day[: len(end)] <= end
        return self.flag != "succeeded"


@dataclass(frozen=True, slots=True)
class Person:
    """One person: id (QID or slug), country, the names to show, and every spelling listed."""

    id: str
    country: str
    name_en: str
    name_ar: str
    name_fr: str
    name_ru: str
    variants: tuple[str, ...]
    alone: tuple[str, ...]

    def spellings(self, language: str) -> list[str]:
        """The full names in the language's script, listed and computed."""
        if language == "ar":
            listed = [self.name_ar, *(one for one in self.variants if _is_arabic(one))]
            foreign, family_first = self.country not in _ARAB, self.country in FAMILY_FIRST
            return [form for one in listed if " " in one for form in arabic_variants(one, foreign, family_first)]
        if language == "ru":
            listed = [self.name_ru, *(one for one in self.variants if _is_cyrillic(one))]
            return [form for one in listed if " " in one for form in case_forms(one)]
        if not self.name_fr and not self.variants and not self.name_ar:
            return [self.name_en] if " " in self.name_en else []
        listed = [self.name_en, self.name_fr, *(one for one in self.variants if not _is_arabic(one) and not _is_cyrillic(one))]
        return [form for one in listed if " " in one for form in latin_variants(one)]

    def short_spellings(self, language: str) -> list[str]:
        """Single words that name the person: surnames well known, and nicknames."""
        words = [one for one in (*self.alone, *self.variants) if " " not in one]
        if language == "ar":
            return [one for one in words if _is_arabic(one)]
        if language == "ru":
            return [form for one in words if _is_cyrillic(one) for form in case_forms(one)]
        return [one for one in words if not _is_arabic(one) and not _is_cyrillic(one)]


def _aliases(person: Person, languages: tuple[str, ...]) -> Iterator[Alias]:
    rule = "kb.person." + person.id
    for phrase in person.spellings(languages[0]):
        for language in languages:
            yield Alias(phrase, language, "person", person.id, "name", person.country, None, rule)
    if not person.alone and not person.variants:
        return
    for phrase in person.short_spellings(languages[0]):
        rule = ("kb.alone." if phrase in person.alone or languages == ("ru",) else "kb.short.") + person.id
        for language in languages:
            yield Alias(phrase, language, "person", person.id, "name", person.country, None, rule)


def _is_arabic(name: str) -> bool:
    return "\u0600" <= name[:1] <= "\u06ff"


def _is_cyrillic(name: str) -> bool:
    return "\u0400" <= name[:1] <= "\u04ff"


@dataclass(frozen=True)
class People:
    """All persons by id and all terms."""

    persons: Mapping[str, Person]
    terms: Sequence[Term]

    def aliases(self) -> Iterator[Alias]:
        """Every spelling of every person; the rule ``kb.short`` marks single words, which need support in the article."""
        for person in self.persons.values():
            for scripts, listed in (("ar",), person.name_ar), (("ru",), person.name_ru), (("en", "fr"), person.name_en):
                if listed:
                    yield from _aliases(person, scripts)

    @cached_property
    def by_person(self) -> dict[str, list[Term]]:
        """Terms of each person, earliest first."""
        found: dict[str, list[Term]] = {}
        for term in sorted(self.terms, key=lambda one: one.start):
            found.setdefault(term.person, []).append(term)
        return found

    @cached_property
    def by_office(self) -> dict[tuple[str, str], list[Term]]:
        """Terms of each (office, country)."""
        found: dict[tuple[str, str], list[Term]] = {}
        for term in self.terms:
            found.setdefault((term.office, term.country), []).append(term)
        return found

    def holders(self, office: str, country: str, day: date | None) -> list[str]:
        """Who held the office on the day; all holders ever where no day is known."""
        terms = self.by_office.get((office, country), [])
        if day is not None:
            iso = day.isoformat()
            terms = [term for term in terms if term.covers(iso)]
        return list(dict.fromkeys(term.person for term in terms))

    def sounding(self, name: str, language: str, role: str, country: str, day: date) -> Term | None:
        """The term of the one person who held an office of the role in the country on the day and whose name sounds like this one."""
        alike: dict[str, Term] = {}
        for term in self._by_role.get((role, country), ()):
            if term.person not in alike and term.covers(day.isoformat()) and self._sounds(term.person, name, language):
                alike[term.person] = term
        return next(iter(alike.values())) if len(alike) == 1 else None

    def _sounds(self, person: str, name: str, language: str) -> bool:
        one = self.persons[person]
        known = {one.name_en, one.name_ar, one.name_ru} if language != "ru" else {one.name_en, *one.spellings("ru")}
        return any(likeness(name, other) >= ALIKE for other in known if other)

    @cached_property
    def _by_role(self) -> dict[tuple[str, str], list[Term]]:
        found: dict[tuple[str, str], list[Term]] = {}
        for term in self.terms:
            found.setdefault((term.role, term.country), []).append(term)
        return found

    def term_on(self, person: str, day: date | None) -> Term | None:
        """The most prominent term on the day, else the last before it, else the first; without a day of all but short ones."""
        terms = self.by_person.get(person)
        if not terms:
            return None
        if day is None:
            return min(reversed(terms), key=lambda term: (_brief(term), *_prominence(term)))
        iso = day.isoformat()
        current = [term for term in terms if term.covers(iso)]
        if current:
            return min(current, key=_prominence)
        before = [term for term in terms if term.end and term.end <= iso]
        return max(before, key=lambda term: term.end) if before else terms[0]

    def held(self, person: str, role: str, country: str | None, day: date | None) -> bool | None:
        """Whether the person had an office of the role on the day; None where nothing is known of him or of the day."""
        terms = self.by_person.get(person)
        if not terms or day is None:
            return None
        iso = day.isoformat()
        fitting = [term for term in terms if term.role == role and (country is None or term.country == country)]
        return any(term.covers(iso) for term in fitting)


def _brief(term: Term) -> bool:
    """Whether the term began and ended within a year."""
    return bool(term.end) and term.start[:4] == term.end[:4]


def _prominence(term: Term) -> tuple[int, int]:
    # A chief of staff who is also a deputy minister is an officer first.
    deputy = term.office.startswith("deputy")
    return (5 if deputy else _RANK.get(term.role, 6)), int(deputy)


def load_people(folder: Path, overlays: Sequence[Path]) -> People:
    """Persons and terms of the vocabulary folder with the overlays laid over them."""
    persons = {key: _person(entry) for key, entry in read_csv_entries(PEOPLE, folder, overlays, PERSON_COLUMNS).items()}
    terms = [term for place in (folder, *overlays) if (place / TERMS).is_file() for term in _terms(place / TERMS, persons)]
    return People(persons, terms)


def _person(entry: Entry) -> Person:
    keys = entry.keys
    if " " in keys["alone"]:
        line = line_of(entry.path, f"{entry.id},")
        raise DataError(f"{entry.path}:{line}: '{entry.id}' has '{keys['alone']}' as names alone; write single words, others as variants")
    return Person(
        entry.id, keys["country"], keys["name_en"], keys["name_ar"], keys["name_fr"], keys["name_ru"],
        _cell(keys["variants"]), _cell(keys["alone"]),
    )  # fmt: skip


def _cell(value: str) -> tuple[str, ...]:
    return tuple(value.split("|")) if value else ()


_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def _terms(path: Path, persons: Mapping[str, Person]) -> Iterator[Term]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, [])
        if tuple(header) != TERM_COLUMNS:
            raise DataError(f"{path}:1: the header is {','.join(header)}; write {','.join(TERM_COLUMNS)}")
        for row in rows:
            if len(row) != len(TERM_COLUMNS):
                raise DataError(f"{path}:{rows.line_num}: {len(row)} cells; give {len(TERM_COLUMNS)}")
            if row[0] not in persons:
                raise DataError(f"{path}:{line_of(path, row[0])}: the person '{row[0]}' is not in {PEOPLE}; add a row there")
            for value in row[5:7]:
                if value and not _DAY.fullmatch(value):
                    raise DataError(f"{path}:{rows.line_num}: '{value}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
            yield Term(*row)
