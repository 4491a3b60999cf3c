"""Loads how a language joins offices, countries and names: ``languages/<xx>.actors.yml`` → ActorWords, checked strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.parsers.grammar.syntax import NEVER, load_syntax
from builder.paths import language_dir
from builder.strict import DataError, check_keys, load_yaml
from builder.text.folding import fold

_KEYS = (
    "language",
    "links",
    "name_links",
    "counterpart",
    "former",
    "not_names",
    "not_alone",
    "particles",
    "purposes",
    "posts",
    "speaks",
    "lends_name",
    "named_after",
    "given_names",
    "delegation",
    "of_state",
    "deputy",
    "speaks_for",
    "bodies",
    "predicates",
    "candidacy",
    "hopefuls",
    "things",
    "lineage",
    "fathers",
    "no_surname_after",
    "courtesy",
    "next_person",
    "second_halves",
    "opens_name",
    "joins_name",
    "ends_name",
    "name_articles",
    "not_headed",
    "indefinite",
    "surname_endings",
    "named_behind",
    "articles",
    "attached",
    "splits_office",
    "soldiers",
    "partisans",
    "possessives",
    "journey",
    "ordinal",
    "term",
)


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Compiled words of one language; all match folded text. ``traits``: what it does (``languages/traits.yml``)."""

    language: str
    traits: frozenset[str]
    link: re.Pattern[str]
    name_link: re.Pattern[str]
    counterpart: re.Pattern[str]
    counterparts: tuple[str, ...]
    former: frozenset[str]
    not_names: frozenset[str]
    not_alone: frozenset[str]
    particles: frozenset[str]
    purpose: re.Pattern[str]
    post: re.Pattern[str]
    speaks: frozenset[str]
    lends_name: frozenset[str]
    named_after: frozenset[str]
    given_names: frozenset[str]
    delegation: tuple[str, ...]
    of_state: tuple[str, ...]
    deputy: re.Pattern[str]
    speaks_for: re.Pattern[str]
    body: re.Pattern[str]
    predicates: frozenset[str]
    candidacy: frozenset[str]
    hopefuls: frozenset[str]
    thing: re.Pattern[str]
    lineage: re.Pattern[str]
    lineage_opens: frozenset[str]
    father: re.Pattern[str]
    no_surname_after: frozenset[str]
    courtesy: frozenset[str]
    next_person: re.Pattern[str]
    second_halves: frozenset[str]
    opens_name: frozenset[str]
    joins_name: frozenset[str]
    ends_name: frozenset[str]
    name_articles: frozenset[str]
    not_headed: frozenset[str]
    indefinite: frozenset[str]
    surname_endings: frozenset[str]
    named_behind: frozenset[str]
    articles: frozenset[str]
    attached: frozenset[str]
    splits_office: tuple[str, ...]
    soldiers: tuple[str, ...]
    partisans: tuple[str, ...]
    possessives: frozenset[str]
    journey: re.Pattern[str]
    ordinal: re.Pattern[str]
    term: re.Pattern[str]


@lru_cache(maxsize=8)
def load_actor_words(language: str) -> ActorWords:
    """The words of ar, en, fr or ru."""
    path = language_dir() / f"{language}.actors.yml"
    data = load_yaml(path)
    check_keys(path, language, data, _KEYS)
    links, names, counterparts = (_either(data[key]) for key in ("links", "name_links", "counterpart"))
    return ActorWords(
        language,
        load_syntax(language).traits,
        re.compile(rf"^\s*(?:{links})?\s*$"),
        # An abbreviation of the office's house may stand between: «مدير وكالة الاستخبارات "CIA"، فلان».
        re.compile(rf"^(?:\s*[(\"]\s?\w{{2,8}}[)\"])?[\s,(\"-]*(?:(?:{names})(?!\w)[\s,]*)*$"),
        re.compile(rf"(?<!\w)(?:{counterparts})(?!\w)"),
        _shortest(data["counterpart"]),
        _words(data["former"]),
        _words(data["not_names"]),
        _words(data["not_alone"]),
        _words(data["particles"]),
        _patterns(path, "purposes", data["purposes"]),
        _patterns(path, "posts", data["posts"]),
        _words(data["speaks"]),
        _words(data["lends_name"]),
        _words(data["named_after"]),
        _words(data["given_names"]),
        tuple(map(fold, data["delegation"])),
        tuple(map(fold, data["of_state"])),
        re.compile(rf"(?<!\w)(?:{_either(data['deputy'])})[\s-]+$") if data["deputy"] else NEVER,
        re.compile(rf"(?<!\w)(?:{_either(data['speaks_for'])})\s*(?:ال)?$"),
        _patterns(path, "bodies", data["bodies"]),
        _words(data["predicates"]),
        _words(data["candidacy"]),
        _words(data["hopefuls"]),
        re.compile(rf"(?<!\w)(?:{_either(data['things'])})"),
        re.compile(rf"(?:[\s-]+(?:{_either(data['lineage'])})[\s-]+(?:عبد\s+)?[^\W\d_]+)+(?!\w)"),
        frozenset(fold(word)[0] for word in data["lineage"]),
        # «عبد ال» is written onto the name behind it.
        re.compile(rf"(?<!\w)(?:{_either(data['fathers'])})(?:[\s-]|(?<=\sال))$"),
        _words(data["no_surname_after"]),
        _words(data["courtesy"]),
        re.compile(rf"\s+(?:{_either(data['next_person'])})(?!\w)") if data["next_person"] else NEVER,
        second_halves=_words(data["second_halves"]),
        opens_name=_words(data["opens_name"]),
        joins_name=_words(data["joins_name"]),
        ends_name=_words(data["ends_name"]),
        name_articles=_words(data["name_articles"]),
        not_headed=_words(data["not_headed"]),
        indefinite=_words(data["indefinite"]),
        surname_endings=_words(data["surname_endings"]),
        named_behind=_words(data["named_behind"]),
        articles=_words(data["articles"]),
        attached=_words(data["attached"]),
        splits_office=tuple(map(fold, data["splits_office"])),
        soldiers=tuple(map(fold, data["soldiers"])),
        partisans=tuple(map(fold, data["partisans"])),
        possessives=_words(data["possessives"]),
        journey=_patterns(path, "journey", data["journey"]),
        ordinal=_patterns(path, "ordinal", data["ordinal"]),
        term=_patterns(path, "term", data["term"]),
    )


def _words(entries: list[str]) -> frozenset[str]:
    return frozenset(map(fold, entries))


def _shortest(entries: list[str]) -> tuple[str, ...]:
    """The words in which no other of them stands."""
    words = set(map(fold, entries))
    return tuple(sorted(word for word in words if not any(other in word for other in words - {word})))


def _patterns(path: Path, key: str, patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns)) if patterns else NEVER
    except re.error as error:
        raise DataError(f"{path}: {key}: {error}; write regular expressions") from error


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))))
