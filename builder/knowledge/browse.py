"""Looks into the knowledge base: a name or an id → the entries that bear it, as plain mappings to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.knowledge import Knowledge, load_knowledge
from builder.knowledge.sounds import likeness, skeleton
from builder.text.folding import fold

_TABLES = ("countries", "igos", "places", "institutions", "groups", "offices", "people", "exercises")
_DATED = ("countries", "igos", "institutions", "groups")
_ALIKE = 0.75
_MOST_ALIKE = 10
_FEWEST_SOUNDS = 2


def search(name: str, day: date | None = None, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """Names equal to or holding the words, the equal ones first; failing that, persons whose name sounds like them in any script.

    With a day, whether the entry existed then, or who the person was.
    """
    knowledge = load_knowledge(overlays)
    rows = _holding(knowledge, fold(name)) or _sounding(knowledge, name)
    return rows if day is None else [{**row, **_on(knowledge, row, day)} for row in rows]


def _holding(knowledge: Knowledge, wanted: str) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for alias, phrase in zip(knowledge.aliases, knowledge.phrases, strict=True):
        if wanted not in phrase:
            continue
        key = (alias.kind, alias.code)
        if key not in found or (phrase == wanted and not found[key]["exact"]):
            row = {"kind": alias.kind, "code": alias.code, "name": alias.phrase, "language": alias.language, "party": alias.party}
            found[key] = {**row, "role": alias.role, "context": alias.context, "exact": phrase == wanted}
    return sorted(found.values(), key=lambda row: (not row["exact"], row["kind"], row["code"]))


def _sounding(knowledge: Knowledge, name: str) -> list[dict[str, Any]]:
    if len(skeleton(name).replace(" ", "")) < _FEWEST_SOUNDS:
        return []  # one consonant sounds like too many
    alike: list[tuple[float, str, dict[str, Any]]] = []
    for person in knowledge.people.persons.values():
        best = max((likeness(name, one), one) for one in (person.name_en, person.name_ar, person.name_ru))
        if best[0] >= _ALIKE:
            row = {"kind": "person", "code": person.id, "name": best[1], "party": person.country, "exact": False}
            alike.append((-best[0], person.id, {**row, "likeness": round(best[0], 2)}))
    return [row for _, _, row in sorted(alike)[:_MOST_ALIKE]]


def _on(knowledge: Knowledge, row: Mapping[str, Any], day: date) -> dict[str, Any]:
    """What an entry was on a day: a person's office, another's existence."""
    if row["kind"] == "person":
        term = knowledge.people.term_on(row["code"], day)
        return {"office": term.position, "in_office": term.covers(day.isoformat())} if term else {"office": None, "in_office": None}
    return {"existed": _existed(knowledge, row["code"], day)}


def _existed(knowledge: Knowledge, code: str, day: date) -> bool | None:
    """Dates are known to the day, month or year, and are compared at the precision given."""
    for table in _DATED:
        item = getattr(knowledge, table).get(code)
        if item is not None:
            start, end, today = item.valid_from or "", item.valid_to or "", day.isoformat()
            return (not start or today[: len(start)] >= start) and (not end or today[: len(end)] <= end)
    return None


def show(code: str, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """The entries with this id: the vocabulary and file that each stands in, its fields, and a person's terms."""
    base = load_knowledge(overlays)
    found = []
    for name in _TABLES:
        for listed in _mappings(getattr(base, name)):
            if code in listed:
                found.append({"vocabulary": name, "code": code, **_flat(listed[code])})
    terms = base.people.by_person.get(code, ())
    return found + [{"vocabulary": "terms", "code": code, **_flat(term)} for term in terms]


def _mappings(vocabulary: Any) -> Iterator[Mapping[str, Any]]:
    """The mappings by id that a vocabulary is, or holds."""
    if isinstance(vocabulary, Mapping):
        yield vocabulary
    elif is_dataclass(vocabulary):
        yield from (value for field in fields(vocabulary) if isinstance(value := getattr(vocabulary, field.name), Mapping))


def _flat(entry: Any) -> dict[str, Any]:
    """An entry's own fields, and the words of the file that it was read from."""
    told = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "entry"}
    source = getattr(entry, "entry", None)
    if source is not None:
        told |= {key: value for key, value in source.keys.items() if key not in told} | {"file": source.path.name}
    plain = {key: _plain(value) for key, value in told.items()}
    return {key: value for key, value in plain.items() if value not in (None, "", (), [], {})}


def _plain(value: Any) -> Any:
    """A mapping as a dict; of a name with its language and context what is told."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple) and value and all(isinstance(one, tuple) for one in value):
        return tuple(" ".join(str(part) for part in one if part is not None) for one in value)
    return value
