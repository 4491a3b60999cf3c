"""Countries: countries.yml → Country by ISO code, and the aliases (names, adjectives, inhabitants) that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.knowledge.inflect import arabic_nisba, french_adjective, russian_adjective
from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_yaml_entries
from builder.strict import check_keys

FILE = "countries.yml"
_OPTIONAL = ("cow", "gw", "from", "to", "part_of", *LANGUAGES)
_WORDS = ("name", "short", "adjective", "people")
_INFLECT: dict[str, Callable[[str], Sequence[str]]] = {
    "ar": arabic_nisba, "fr": french_adjective, "ru": russian_adjective, "en": lambda lemma: (lemma,)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Country:
    """A state or an entity that news treats as one; the first name of each language is the one to show."""

    code: str
    cow: int | None
    gw: int | None
    valid_from: str | None
    valid_to: str | None
    names: Mapping[str, str]
    adjectives: Mapping[str, tuple[str, ...]]
    entry: Entry

    def aliases(self) -> Iterator[Alias]:
        """Every phrase that names the country, in all its forms."""
        for language in LANGUAGES:
            words = self.entry.keys.get(language)
            if words:
                yield from _aliases(self.code, language, words, self.entry)


def _aliases(code: str, language: str, words: Mapping[str, str], entry: Entry) -> Iterator[Alias]:
    rule = f"kb.country.{code}"
    party = entry.keys.get("part_of", code)
    for phrase, context in cell_forms(entry, words.get("name", "")):
        yield Alias(phrase, language, "country", code, "name", party, None, rule, context)
    for phrase, context in cell_forms(entry, words.get("short", "")):
        yield Alias(phrase, language, "country", code, "abbreviation", party, None, rule, context)
    for lemma, context in cell_forms(entry, words.get("adjective", "")):
        for form in (*_INFLECT[language](lemma), *_accusative(language, lemma, words.get("name", ""))):
            yield Alias(form, language, "country", code, "adjective", party, None, rule, context, True)
    for phrase, context in cell_forms(entry, words.get("people", "")):
        yield Alias(phrase, language, "country", code, "adjective", party, None, rule, context, True)


# Towns whose names read like such an object; «ماليا» is "financially", «قمريا» "lunar".
_ARABIC_OTHERS = ("برازيليا", "غويانيا", "ماليا", "قمريا", "عاجيا")


def _accusative(language: str, lemma: str, name: str) -> tuple[str, ...]:
    """«وفدا فرنسيا»: the Arabic adjective of an indefinite object, where it is not the country's own name («سوريا»)."""
    form = lemma + "ا"
    free = " " not in lemma and form not in (*name.split(), *_ARABIC_OTHERS)
    return (form,) if language == "ar" and free else ()


def load_countries(folder: Path, overlays: Sequence[Path]) -> dict[str, Country]:
    """Countries by code."""
    entries = read_yaml_entries(FILE, folder, overlays, ("en",), _OPTIONAL)
    return {code: _country(entry) for code, entry in entries.items()}


def _country(entry: Entry) -> Country:
    keys = entry.keys
    names: dict[str, str] = {}
    adjectives: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        words: dict[str, Any] = keys.get(language) or {}
        if not words.keys() <= frozenset(_WORDS):
            check_keys(entry.path, entry.id, words, (), _WORDS)
        if "name" in words:
            names[language] = cell_forms(entry, words["name"])[0][0]
        adjectives[language] = tuple(lemma.partition("/")[0] for lemma, _ in cell_forms(entry, words.get("adjective", "")))
    return Country(entry.id, keys.get("cow"), keys.get("gw"), keys.get("from"), keys.get("to"), names, adjectives, entry)
