"""Loads how a language joins offices, countries and names: ``languages/<xx>.actors.yml`` → ActorWords, checked strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
)


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Compiled words of one language; all match folded text."""

    language: str
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


@lru_cache(maxsize=8)
def load_actor_words(language: str) -> ActorWords:
    """The words of ar, en, fr or ru."""
    path = language_dir() / f"{language}.actors.yml"
    data = load_yaml(path)
    check_keys(path, language, data, _KEYS)
    links, names, counterparts = (_either(data[key]) for key in ("links", "name_links", "counterpart"))
    return ActorWords(
        language,
        re.compile(rf"^\s*(?:{links})?\s*$"),
        # An abbreviation of the office's house may stand between: «مدير وكالة الاستخبارات "CIA"، فلان».
        re.compile(rf"^(?:\s*[(\"]\s?\w{{2,8}}[)\"])?[\s,(\"-]*(?:(?:{names})(?!\w)[\s,]*)*$"),
        re.compile(rf"(?<!\w)(?:{counterparts})(?!\w)"),
        tuple(map(fold, data["counterpart"])),
        frozenset(map(fold, data["former"])),
        frozenset(map(fold, data["not_names"])),
        frozenset(map(fold, data["not_alone"])),
        frozenset(map(fold, data["particles"])),
        _patterns(path, "purposes", data["purposes"]),
        _patterns(path, "posts", data["posts"]),
        frozenset(map(fold, data["speaks"])),
        frozenset(map(fold, data["lends_name"])),
        frozenset(map(fold, data["named_after"])),
        frozenset(map(fold, data["given_names"])),
        tuple(map(fold, data["delegation"])),
        tuple(map(fold, data["of_state"])),
        re.compile(rf"(?<!\w)(?:{_either(data['deputy'])})[\s-]+$") if data["deputy"] else _NEVER,
    )


_NEVER = re.compile(r"(?!)")


def _patterns(path: Path, key: str, patterns: list[str]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise DataError(f"{path}: {key}: {error}; write regular expressions") from error


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))))
