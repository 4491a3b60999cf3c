"""Kinds of office, institution and rank: offices.yml, institution_kinds.yml, ranks.yml → Offices and the aliases of their words.

An office's or institution's words name no country of their own unless ``party`` says so; the actor parser adds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_yaml_entries

OFFICE, INSTITUTION, RANK = "offices.yml", "institution_kinds.yml", "ranks.yml"
RANK_RULE, KIND_RULE, OFFICE_RULE = "rank.", "kind.", "office."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of office, institution or rank; ``weak`` words mean one only beside a country or a name.

    ``holders`` is the office under which the terms list those who hold it.
    """

    id: str
    role: str
    party: str | None
    weak: bool
    noun: bool
    holders: str
    entry: Entry

    def aliases(self, kind: str, rule: str) -> Iterator[Alias]:
        """Its words in all languages and forms."""
        for language in LANGUAGES:
            for phrase, context in cell_forms(self.entry, self.entry.keys.get(language) or ""):
                yield Alias(phrase, language, kind, self.id, "name", self.party, self.role, rule + self.id, context, self.noun)


@dataclass(frozen=True)
class Offices:
    """The kinds by id."""

    offices: Mapping[str, Kind]
    institutions: Mapping[str, Kind]
    ranks: Mapping[str, Kind]

    def aliases(self) -> Iterator[Alias]:
        """Words of offices, institution nouns and ranks; the rule's prefix tells which."""
        for kinds, kind, rule in (
            (self.offices, "office", OFFICE_RULE), (self.institutions, "institution", KIND_RULE), (self.ranks, "office", RANK_RULE),
        ):  # fmt: skip
            for one in kinds.values():
                yield from one.aliases(kind, rule)


def load_offices(folder: Path, overlays: Sequence[Path]) -> Offices:
    """The kinds of the vocabulary folder with the overlays laid over them."""
    return Offices(_kinds(OFFICE, folder, overlays), _kinds(INSTITUTION, folder, overlays), _kinds(RANK, folder, overlays))


def _kinds(name: str, folder: Path, overlays: Sequence[Path]) -> dict[str, Kind]:
    entries = read_yaml_entries(name, folder, overlays, ("role",), ("party", "weak", "noun", "alone", "holders", *LANGUAGES))
    return {key: _kind(entry, name) for key, entry in entries.items()}


def _kind(entry: Entry, name: str) -> Kind:
    keys = entry.keys
    weak = bool(keys.get("weak", False)) if name != INSTITUTION else not keys.get("alone", False)
    return Kind(entry.id, keys["role"], keys.get("party"), weak, bool(keys.get("noun", False)), keys.get("holders", entry.id), entry)
