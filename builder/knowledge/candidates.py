"""Names that no list holds, by how often a release names them: release tables → candidates for people.csv and terms.csv.

One person's spellings across articles and languages are tied where country and role agree and the names sound alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from builder.knowledge import Knowledge
from builder.knowledge.people import Person
from builder.knowledge.sounds import keys, likeness, skeleton, sounds, words_of
from builder.text.folding import fold

Row = Mapping[str, Any]
_SAME_ROLE, _OTHER_ROLE = 0.7, 0.85
_SCRIPTS = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff")}


@dataclass(frozen=True, slots=True)
class Seen:
    """One unknown name as one event has it; ``language`` is that of its articles, by the name's script where there are several."""

    name: str
    language: str
    country: str
    role: str
    office: str | None
    event: str
    articles: tuple[str, ...]
    day: date | None


@dataclass(slots=True)
class Candidate:
    """One person nobody listed, with all that was seen; ``like``: a listed person whose name sounds the same, if there is one."""

    country: str
    seen: list[Seen] = field(default_factory=list)
    like: Person | None = None

    def names(self, language: str) -> list[str]:
        """Spellings in a language, the most frequent first."""
        counts = Counter(one.name for one in self.seen if one.language == language)
        return sorted(counts, key=lambda name: (-counts[name], -len(name), name))

    def counted(self, column: str) -> dict[str, int]:
        """Roles or offices seen, with the number of events."""
        counts = Counter(value for one in self.seen if (value := getattr(one, column)))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def articles(self) -> set[str]:
        return {article for one in self.seen for article in one.articles}

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of publication."""
        known = [one.day for one in self.seen if one.day is not None]
        return (min(known), max(known)) if known else (None, None)

    @property
    def id(self) -> str:
        """A slug of country and name, the Latin spelling where there is one."""
        if self.like is not None:
            return self.like.id
        spelled = next((names[0] for language in ("en", "fr") if (names := self.names(language))), None)
        words = fold(spelled).split() if spelled else [sounds(word)[0].lower() for word in words_of(self.seen[0].name)]
        letters = ("".join(sign for sign in word if sign.isascii() and sign.isalnum()) for word in words)
        return "_".join((self.country.lower(), *filter(None, letters)))


def candidates(tables: Mapping[str, Iterable[Row]], knowledge: Knowledge, least: int = 1) -> list[Candidate]:
    """The unknown persons of a release named in at least ``least`` articles, the most frequent first."""
    by_country: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in _seen(tables):
        by_country[one.country].append(one)
    found = [candidate for country in sorted(by_country) for candidate in _tied(country, by_country[country])]
    kept = [candidate for candidate in found if len(candidate.articles) >= least]
    listed: defaultdict[str, list[Person]] = defaultdict(list)
    for person in knowledge.people.persons.values():
        listed[person.country].append(person)
    for candidate in kept:
        candidate.like = _listed_like(candidate, listed[candidate.country])
    return sorted(kept, key=lambda one: (-len(one.articles), -len(one.seen), one.id))


def _seen(tables: Mapping[str, Iterable[Row]]) -> Iterator[Seen]:
    events = {row["event_id"]: row for row in tables["events"]}
    for row in tables["participants"]:
        if row["kind"] != "person" or row["entity_id"] is not None:
            continue
        event = events[row["event_id"]]
        language = _language(row["name_raw"], event["languages"])
        place = (row["office"], row["event_id"], tuple(event["article_ids"]), event["first_published"])
        yield Seen(row["name_raw"], language, row["country"], row["role"], *place)


def _language(name: str, languages: Sequence[str]) -> str:
    for language, (first, last) in _SCRIPTS.items():
        if first <= name[0] <= last:
            return language
    return "fr" if "fr" in languages and "en" not in languages else "en"


def _tied(country: str, seen: Sequence[Seen]) -> list[Candidate]:
    """Sightings grouped by person; fuller names first, so that a surname alone joins the one person who bears it."""
    by_name: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        by_name[fold(one.name)].append(one)
    found: list[Candidate] = []
    index: defaultdict[str, list[int]] = defaultdict(list)
    for name in sorted(by_name, key=lambda name: (-len(words_of(name)), -len(by_name[name]), name)):
        roles = {one.role for one in by_name[name]}
        places = sorted({place for key in _keys(name) for place in index[key]})
        best = max(((_score(name, roles, found[place]), -place) for place in places), default=(0.0, 0))
        if best[0] > 0:
            number = -best[1]
        else:
            number = len(found)
            found.append(Candidate(country))
        found[number].seen += by_name[name]
        for key in _keys(name):
            index[key].append(number)
    return found


def _keys(name: str) -> set[str]:
    return {key for word in words_of(name) for key in keys(skeleton(word)) if key}


def _score(name: str, roles: set[str], group: Candidate) -> float:
    """How alike the name is to those of a group; 0 where that is too little to be one person."""
    shared = any(one.role in roles for one in group.seen)
    single = len(words_of(name)) == 1
    if single and not shared:
        return 0.0
    alike = max(likeness(name, other) for other in {one.name for one in group.seen})
    return alike if alike >= (_SAME_ROLE if shared and not single else _OTHER_ROLE) else 0.0


def _listed_like(candidate: Candidate, persons: Iterable[Person]) -> Person | None:
    """The listed person of the country whose full name sounds like the candidate's, if that is one."""
    names = {one.name for one in candidate.seen if len(words_of(one.name)) > 1}
    alike = [
        p for p in persons if any(likeness(a, b) >= _OTHER_ROLE for a in names for b in (p.name_en, p.name_ar, *p.spellings("ru")) if b)
    ]
    return alike[0] if len(alike) == 1 else None
