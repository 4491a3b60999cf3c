"""Loads how a language joins offices, countries and names: ``languages/<xx>.actors.yml`` → ActorWords, checked strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.paths import language_dir
from builder.strict import check_keys, load_yaml
from builder.text.folding import fold

_KEYS = ("language", "links", "name_links", "counterpart", "former", "not_names", "particles")


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
    particles: frozenset[str]


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
        re.compile(rf"^[\s,(\"-]*(?:(?:{names})[\s,]*)*$"),
        re.compile(rf"(?<!\w)(?:{counterparts})(?!\w)"),
        tuple(map(fold, data["counterpart"])),
        frozenset(map(fold, data["former"])),
        frozenset(map(fold, data["not_names"])),
        frozenset(map(fold, data["particles"])),
    )


def _either(words: list[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
