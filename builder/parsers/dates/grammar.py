"""Loads a language's calendar grammar: ``builder/languages/<xx>.yml`` → lexicon and compiled rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.parsers.dates.anniversary import AnniversaryWords, read_words
from builder.parsers.dates.cues import cue_pattern
from builder.parsers.dates.kinds import CODE, LINKS, UNITS, WORDS
from builder.parsers.dates.lexicon import Lexicon, Word
from builder.parsers.dates.negatives import Negatives, by_kind, read_negative
from builder.parsers.dates.numerals import spelled_numbers
from builder.parsers.dates.rules import MACROS, Rule, by_opening, read_rule
from builder.parsers.grammar.syntax import load_syntax
from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml
from builder.text.clitics import ARTICLE, TO_THE
from builder.text.folding import fold

LANGUAGES = ("ar", "en", "fr", "ru")
_SECTIONS = (
    "language", "order", "months", "weekdays", "units", "words", "links", "numbers", "tense", "negatives", "anniversary", "between",
    "macros", "rules",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that a language's file says, compiled.

    ``traits``: what the language does (``languages/traits.yml``); ``links``: the token code of each link word; ``opened``: the numbers
    of the rules that may begin with each token code.
    """

    language: str
    traits: frozenset[str]
    order: str
    lexicon: Lexicon
    links: dict[str, str]
    ordinal_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    hijri_suffixes: frozenset[str]
    unit_suffixes: dict[str, Word]
    rules: tuple[Rule, ...]
    opened: dict[str, list[int]]
    negatives: dict[str, Negatives]
    cues: re.Pattern[str]
    opening: re.Pattern[str] | None
    capitals: frozenset[str]
    months: frozenset[str]
    between: frozenset[str]
    anniversary: AnniversaryWords


@lru_cache(maxsize=8)
def load_grammar(language: str) -> Grammar:
    """The grammar of ar, en, fr or ru; DataError where its file breaks a rule."""
    if language not in LANGUAGES:
        raise ValueError(f"no calendar grammar for language '{language}'; use one of {', '.join(LANGUAGES)}")
    return read_grammar(language_dir() / f"{language}.yml")


def read_grammar(path: Path) -> Grammar:
    """The grammar a file describes."""
    data = load_yaml(path)
    check_keys(path, path.name, data, _SECTIONS, ("endings",))
    forms = dict(_word_forms(path, data))
    macros = {**MACROS, **data["macros"]}
    numbers = data["numbers"]
    suffixes = ("ordinal_suffixes", "decade_suffixes", "hijri_suffixes", "unit_suffixes")
    check_keys(path, "numbers", numbers, (*suffixes, "capitals"), ("compounds", "years"))
    return Grammar(
        language=data["language"],
        traits=(traits := load_syntax(data["language"]).traits),
        order=data["order"],
        lexicon=Lexicon(forms, "clitics" in traits),
        links={fold(form): CODE[kind] for kind, forms in _checked(path, data["links"], LINKS) for form in forms},
        ordinal_suffixes=frozenset(fold(s) for s in numbers["ordinal_suffixes"]),
        decade_suffixes=frozenset(fold(s) for s in numbers["decade_suffixes"]),
        hijri_suffixes=frozenset(fold(s) for s in numbers["hijri_suffixes"]),
        unit_suffixes={fold(s): Word(CODE[f"{unit}.many"], unit) for unit, suffixes in numbers["unit_suffixes"].items() for s in suffixes},
        rules=(rules := tuple(read_rule(path, entry, macros) for entry in data["rules"])),
        opened=by_opening(rules),
        negatives=by_kind([read_negative(path, key, entry) for key, entry in data["negatives"].items()]),
        cues=_cues(path, data["tense"]),
        opening=re.compile(f"(?:{'|'.join(words)})") if (words := data["tense"].get("opening")) else None,
        capitals=frozenset(fold(s) for s in numbers["capitals"]),
        months=frozenset(form for form, word in forms.items() if word.code in (CODE["month"], CODE["month_weak"])),
        between=frozenset(fold(word) for word in data["between"]),
        anniversary=read_words(path, data["anniversary"], r"\w{0,3}" if "clitics" in traits else ""),
    )


def _checked(path: Path, section: dict[str, Any], allowed: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for kind, value in section.items():
        if kind not in allowed:
            raise DataError(f"{path}:{line_of(path, kind + ':')}: unknown token kind '{kind}'; known kinds: {', '.join(allowed)}")
        yield kind, value


def _word_forms(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    seen: dict[str, str] = {}
    for kind, value, form in _entries(path, data):
        if form.endswith("*"):
            for ending in data["endings"]:
                yield fold(form[:-1] + ending), Word(CODE[kind], value)
            continue
        folded = fold(form)
        label = f"{kind} {value}"
        if seen.setdefault(folded, label) != label:
            raise DataError(f"{path}:{line_of(path, form)}: '{form}' is both {seen[folded]} and {label}; keep one")
        word = Word(CODE[kind], value)
        yield folded, word
        # ل before the article swallows its alef: للثلاثاء.
        if folded.startswith(ARTICLE):
            yield TO_THE + folded[2:], word


def _entries(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    sections = {"month": data["months"], "weekday": data["weekdays"], **data["words"]}
    for kind, values in _checked(path, sections, WORDS):
        for value, forms in values.items():
            _told_right(path, kind, value, forms)
            yield from ((kind, value, form) for form in forms)
    yield from spelled_numbers(data["words"], data["numbers"])
    for unit, numbers in _checked(path, data["units"], UNITS):
        check_keys(path, unit, numbers, (), ("one", "two", "many"))
        for number, forms in numbers.items():
            yield from ((f"{unit}.{number}", unit, form) for form in forms)


_NUMBERED = {"month": range(1, 13), "weekday": range(7)}


def _told_right(path: Path, kind: str, value: Any, forms: Any) -> None:
    """Raise DataError where a month or weekday has a number that there is not, or the words are no list."""
    if kind in _NUMBERED and value not in _NUMBERED[kind]:
        line = line_of(path, f"{value}:", line_of(path, f"{kind}s:"))
        first, last = _NUMBERED[kind][0], _NUMBERED[kind][-1]
        raise DataError(f"{path}:{line}: there is no {kind} {value}; number them {first} to {last}")
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        line = line_of(path, f"{value}:", line_of(path, f"{kind}"))
        raise DataError(f"{path}:{line}: {kind} {value} has no list of words; write {value}: [word, two words]")


def _cues(path: Path, tense: dict[str, list[str]]) -> re.Pattern[str]:
    kinds = ("future", "present", "past", "said", "boundary", "relative")
    check_keys(path, "tense", tense, kinds, ("prefix", "promised", "awaited", "opening", "participle"))
    told = {name: entries for name, entries in tense.items() if name not in ("prefix", "opening")}
    return cue_pattern(told, "".join(tense.get("prefix", ())))
