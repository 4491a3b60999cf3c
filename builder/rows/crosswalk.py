"""Crosswalk: event type, status, place, topics and rule → PLOVER type and mode, CAMEO code, quad class.

The table itself is data (``schemas/vocab/event_types.yml``); this module only picks the line that holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, NamedTuple

from builder.paths import schema_dir
from builder.strict import DataError, check_keys, line_of
from builder.vocabularies import load_vocabularies

STATUSES = ("occurred", "planned", "cancelled")


class Codes(NamedTuple):
    """An event's codes in the older ontologies."""

    plover_type: str
    plover_mode: str | None
    cameo_code: str
    quad_class: str


class Variant(NamedTuple):
    """Codes that hold under conditions: hosted by a third country, one of these topics, one of these words in the rule."""

    codes: Codes
    third_place: bool = False
    topics: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()

    def holds(self, third_place: bool, topics: Collection[str], rule: str) -> bool:
        if self.third_place and not third_place:
            return False
        if self.topics and not self.topics.intersection(topics):
            return False
        return not self.rules or any(word in rule for word in self.rules)


class Line(NamedTuple):
    """The variants of a type in a status, in order, the last without conditions."""

    variants: tuple[Variant, ...]


@cache
def _table() -> Mapping[tuple[str, str], Line]:
    known = load_vocabularies()
    quads = {entry.id: str(entry.extra["quad_class"]) for entry in known["plover_types"].entries.values()}
    return {
        (entry.id, status): _line(entry.id, entry.extra["crosswalk"][status], quads)
        for entry in known["event_types"].entries.values()
        for status in STATUSES
    }


def _line(name: str, raw: Mapping[str, Any], quads: Mapping[str, str]) -> Line:
    path = schema_dir() / "vocab" / "event_types.yml"
    check_keys(path, name, raw, ("plover", "cameo"), ("mode", "variants"))
    variants = []
    for item in raw.get("variants", ()):
        check_keys(path, name, item, ("when", "plover", "cameo"), ("mode",))
        check_keys(path, name, item["when"], (), ("place", "topic", "rule"))
        when = item["when"]
        third = when.get("place") == "third"
        variants.append(Variant(_codes(name, item, quads), third, frozenset(when.get("topic", ())), frozenset(when.get("rule", ()))))
    return Line((*variants, Variant(_codes(name, raw, quads))))


def _codes(name: str, raw: Mapping[str, Any], quads: Mapping[str, str]) -> Codes:
    plover = raw["plover"]
    if plover not in quads:
        path = schema_dir() / "vocab" / "event_types.yml"
        raise DataError(f"{path}:{line_of(path, plover)}: entry '{name}' names the PLOVER type '{plover}'; add it to plover_types.yml")
    return Codes(plover, raw.get("mode"), str(raw["cameo"]), quads[plover])


def crosswalk(
    event_type: str,
    status: str,
    parties: Collection[str] = (),
    location: str | None = None,
    topics: Collection[str] = (),
    rule: str = "",
) -> Codes:
    """The codes of an event; an event that is going on has those of one that occurred."""
    line = _table()[event_type, "occurred" if status == "ongoing" else status]
    third_place = location is not None and location not in parties
    return next(variant.codes for variant in line.variants if variant.holds(third_place, topics, rule))


@cache
def possible(event_type: str, status: str) -> frozenset[Codes]:
    """All codes that an event of this type and status may have."""
    line = _table()[event_type, "occurred" if status == "ongoing" else status]
    return frozenset(variant.codes for variant in line.variants)


@cache
def directed(event_type: str) -> bool:
    """Whether source and target of a type are told apart (giver and receiver), not merely listed."""
    return bool(load_vocabularies()["event_types"].entries[event_type].extra["direction"] == "directed")
