"""Findings about the knowledge base that are no errors: overlays → ambiguous names, names that add nothing, rules unused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from builder.knowledge import Knowledge, load_knowledge
from builder.knowledge.finder import SHARED
from builder.knowledge.phrases import LANGUAGES, Alias, casing
from builder.knowledge.sounds import likeness

_ONE_PERSON = 0.85


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
    """Two entries that look like one person: names alike, and a term of one office that begins in the same year."""
    begun: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for term in knowledge.people.terms:
        begun[term.office, term.country, term.start[:4]].add(term.person)
    pairs = {pair for persons in begun.values() for pair in combinations(sorted(persons), 2)}
    for one, other in sorted(pairs):
        if likeness(*(knowledge.people.persons[person].name_en for person in (one, other))) >= _ONE_PERSON:
            yield Finding("double", one, f"looks like {other}: names and terms agree; keep one entry, with the names of both")
