"""Shows entries of the knowledge base: a code → every entry that has it, as flat fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any


def entries(code: str, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """The entries with this code, each with the vocabulary it stands in."""
    from builder.knowledge import load_knowledge

    base = load_knowledge(overlays)
    found = []
    for name in ("countries", "igos", "places", "institutions", "groups", "offices", "people"):
        for listed in _mappings(getattr(base, name, None)):
            if code in listed:
                found.append({"vocabulary": name, "code": code, **_flat(listed[code])})
    return found


def _mappings(vocabulary: Any) -> Iterator[Mapping[str, Any]]:
    """The mappings by id that a vocabulary is, or holds."""
    if isinstance(vocabulary, Mapping):
        yield vocabulary
    elif is_dataclass(vocabulary):
        yield from (value for field in fields(vocabulary) if isinstance(value := getattr(vocabulary, field.name), Mapping))


def _flat(entry: Any) -> dict[str, Any]:
    """An entry's own fields, and the words of the file that it was read from."""
    if not is_dataclass(entry):
        return {"value": entry}
    told = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "entry"}
    source = getattr(entry, "entry", None)
    if source is not None:
        told |= {key: value for key, value in source.keys.items() if key not in told}
    plain = {key: dict(value) if isinstance(value, Mapping) else value for key, value in told.items()}
    return {key: value for key, value in plain.items() if value not in (None, "", (), [], {})}
