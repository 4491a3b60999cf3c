"""Vocabularies: files of ``schemas/vocab`` → the codes that columns may hold, with labels and definitions.

Files of this module's own form have ``vocabulary``, ``title``, ``description`` and ``entries`` with ``id``; the knowledge
base's files (countries, igos, groups) have richer forms of their own, of which only codes and labels are read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from builder.paths import schema_dir
from builder.strict import DataError, check_keys, line_of, load_yaml

KNOWLEDGE = ("countries", "igos", "groups")
_TITLES = {
    "countries": ("Countries", "States and territories, by ISO 3166-1 alpha-3 code, and a few former or disputed ones."),
    "igos": ("Organisations", "Intergovernmental organisations and coalitions that act as a party."),
    "groups": ("Threat groups", "Armed, terrorist and criminal groups."),
}
_NUMBERS = {"cow": "COW", "gw": "GW", "qid": "Wikidata", "un": "UN list"}
_EXTRA_KEYS: dict[str, tuple[str, ...]] = {
    "event_types": ("direction", "sides", "counterpart", "crosswalk"),
    "plover_types": ("quad_class",),
    "quad_classes": ("code",),
    "topics": ("cues",),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of a vocabulary: id, English label, labels by language, definition, and whatever else its file gives."""

    id: str
    label: str
    definition: str
    labels: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of codes, in the order of its file."""

    name: str
    title: str
    description: str
    entries: Mapping[str, Entry]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.entries)


def _entry(path: Path, raw: Mapping[str, Any], extra: tuple[str, ...]) -> Entry:
    name = str(raw.get("id", "?"))
    check_keys(path, name, raw, ("id", "label", "definition"), extra)
    label = raw["label"]
    labels = {str(k): str(v) for k, v in label.items()} if isinstance(label, Mapping) else {"en": str(label)}
    if "en" not in labels:
        raise DataError(f"{path}:{line_of(path, name)}: entry '{name}' has no English label; add label.en")
    return Entry(name, labels["en"], str(raw["definition"]), labels, {k: raw[k] for k in extra if k in raw})


def read_vocabulary(path: Path) -> Vocabulary:
    """A vocabulary file of this project's own form, read strictly."""
    raw = load_yaml(path)
    check_keys(path, path.stem, raw, ("vocabulary", "title", "description", "entries"))
    if raw["vocabulary"] != path.stem:
        raise DataError(f"{path}:1: vocabulary '{raw['vocabulary']}' is not the file's name; write '{path.stem}'")
    entries: dict[str, Entry] = {}
    for item in raw["entries"]:
        entry = _entry(path, item, _EXTRA_KEYS.get(path.stem, ()))
        if entry.id in entries:
            raise DataError(f"{path}:{line_of(path, entry.id)}: code '{entry.id}' stands twice; keep one")
        entries[entry.id] = entry
    return Vocabulary(path.stem, str(raw["title"]), str(raw["description"]), entries)


def _knowledge_entry(code: str, raw: object) -> Entry:
    """Code and English name of an entry of the knowledge base, whatever else it holds."""
    if not isinstance(raw, Mapping):
        return Entry(code, code, "")
    english = raw.get("en", code)
    label = raw.get("name") or (english.get("name", code) if isinstance(english, Mapping) else english)
    numbers = [f"{title} {raw[key]}" for key, title in _NUMBERS.items() if raw.get(key)]
    return Entry(code, _first_name(str(label)), "; ".join(numbers))


def _first_name(cell: str) -> str:
    """The first of the names in a cell of the knowledge base, without its notes on context."""
    return cell.partition("|")[0].partition("/")[0].strip()


def read_knowledge_codes(name: str, paths: Sequence[Path]) -> Vocabulary:
    """The codes of one of the knowledge base's YAML files and of the overlays' files of the same name."""
    entries: dict[str, Entry] = {}
    for path in paths:
        for code, raw in (load_yaml(path) or {}).items():
            if str(code) not in entries or "name" in raw or "en" in raw:
                entries[str(code)] = _knowledge_entry(str(code), raw)
    return Vocabulary(name, *_TITLES[name], entries)


def load_vocabularies(folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> Mapping[str, Vocabulary]:
    """All vocabularies that columns may name, by name; overlays of the knowledge base add countries, organisations and groups."""
    return _read_vocabularies((folder or schema_dir()) / "vocab", overlays)


@cache
def _read_vocabularies(base: Path, overlays: tuple[Path, ...]) -> Mapping[str, Vocabulary]:
    found = {path.stem: read_vocabulary(path) for path in sorted(base.glob("*.yml")) if _is_own(path)}
    for name in KNOWLEDGE:
        paths = [place / f"{name}.yml" for place in (base, *overlays)]
        if not paths[0].is_file():
            raise DataError(f"{paths[0]}: the vocabulary file is missing; install the package again")
        found[name] = read_knowledge_codes(name, [path for path in paths if path.is_file()])
    return found


def _is_own(path: Path) -> bool:
    """Whether a file has this module's form: its first key is ``vocabulary`` (the knowledge base keeps other forms)."""
    with path.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip() and not line.startswith(("#", "---"))), "")
    return first.startswith("vocabulary:") and path.stem not in KNOWLEDGE
