"""Exercises that armed forces repeat under one name: exercises.yml → Exercise by id, and the aliases that name them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_yaml_entries
from builder.paths import schema_dir
from builder.strict import DataError, line_of

FILE = "exercises.yml"
_LATIN = "en"
_REQUIRED = ("leads", "certainty")
# Names that can tell of an exercise by themselves: by these rules of contexts.yml, or by none.
_TOLD = frozenset((None, "exercise", "exercise_beside"))
# «Север/Взаимодействие»: a sign that patterns give a sense of their own
_PLAIN = re.compile(r"[\w '.-]+")
_OPTIONAL = ("partners", "hosts", "source", *LANGUAGES)
# What certainty says, and whether a source goes with it.
_SOURCED = {"1": True, "2": False}


@dataclass(frozen=True, slots=True)
class Exercise:
    """Who organises an exercise, the first of them first, whose ground it is always on, and who else alone takes part in it.

    ``names``: each with its language (None: of any) and the context rule that it needs. ``source``: where this was read, if it was.
    """

    id: str
    leads: tuple[str, ...]
    hosts: tuple[str, ...]
    partners: tuple[str, ...]
    names: tuple[tuple[str, str | None, str | None], ...]
    certainty: str
    source: str | None

    @property
    def closed(self) -> bool:
        """Whether only those listed take part in it."""
        return bool(self.partners)

    @property
    def members(self) -> tuple[str, ...]:
        """All that are listed, who is at home first, then who organises it."""
        return tuple(dict.fromkeys((*self.hosts, *self.leads, *self.partners)))

    def aliases(self) -> Iterator[Alias]:
        """Its names in each language; those in Latin letters stand in all."""
        for phrase, language, context in self.names:
            yield Alias(phrase, language, "exercise", self.id, rule=f"kb.exercise.{self.id}", context=context)


def load_exercises(folder: Path, overlays: Sequence[Path], codes: Collection[str]) -> dict[str, Exercise]:
    """Exercises by id; ``codes`` are those of the countries and organisations known."""
    entries = read_yaml_entries(FILE, folder, overlays, _REQUIRED, _OPTIONAL)
    return {key: _exercise(entry, codes) for key, entry in entries.items()}


@cache
def exercise_words(language: str) -> dict[str, str]:
    """Shared words of the language's patterns: names that can tell of an exercise by themselves (``exercise_named``), and others."""
    entries = read_yaml_entries(FILE, schema_dir() / "vocab", (), _REQUIRED, _OPTIONAL)
    names = [name for entry in entries.values() for name in _names(entry)]
    spoken = [(name, context in _TOLD) for name, of, context in names if of in (None, language) and _PLAIN.fullmatch(name)]
    named, called = (dict.fromkeys(name for name, told in spoken if told == by_itself) for by_itself in (True, False))
    return {"exercise_named": f"({'|'.join(named)})", "exercise_called": f"({'|'.join(called)})"}


def _exercise(entry: Entry, codes: Collection[str]) -> Exercise:
    leads, hosts, partners = (_codes(entry, key, codes) for key in ("leads", "hosts", "partners"))
    if not leads:
        raise _error(entry, "is empty; write the code of who organises it", "leads")
    names = tuple(_names(entry))
    if not names:
        raise _error(entry, f"has no name; give one under {', '.join(LANGUAGES)}")
    certainty, source = _standing(entry)
    return Exercise(entry.id, leads, hosts, partners, names, certainty, source)


def _standing(entry: Entry) -> tuple[str, str | None]:
    """How sure the entry is and where it was read: what is certain names its source, what is not has none."""
    certainty, source = str(entry.keys["certainty"]), str(entry.keys.get("source") or "").strip()
    if certainty not in _SOURCED:
        raise _error(entry, f"'{certainty}' is unknown; write 1 (read in the source named) or 2 (general knowledge)", "certainty")
    if _SOURCED[certainty] and not source:
        raise _error(entry, "is 1 without a source; name the title or address under source, or write 2", "certainty")
    if source and not _SOURCED[certainty]:
        raise _error(entry, "stands beside certainty 2; write certainty 1, or drop the source", "source")
    return certainty, source or None


def _codes(entry: Entry, key: str, codes: Collection[str]) -> tuple[str, ...]:
    said = tuple(str(entry.keys.get(key, "")).split())
    for code in said:
        if code not in codes:
            cure = "correct it or add it to countries.yml or igos.yml"
            raise _error(entry, f"no country or organisation has the code '{code}'; {cure}", key)
    return said


def _names(entry: Entry) -> Iterator[tuple[str, str | None, str | None]]:
    seen: set[str] = set()
    for language in LANGUAGES:
        for phrase, context in cell_forms(entry, str(entry.keys.get(language, ""))):
            if phrase not in seen:
                seen.add(phrase)
                yield phrase, None if language == _LATIN else language, context


def _error(entry: Entry, words: str, key: str = "") -> DataError:
    at = line_of(entry.path, f"{entry.id}:")
    line = line_of(entry.path, f"{key}:", at) if key else at
    return DataError(f"{entry.path}:{line}: exercise '{entry.id}': {f'{key}: ' if key else ''}{words}")
