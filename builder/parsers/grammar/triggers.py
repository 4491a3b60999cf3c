"""The triggers of a language's frames: entries of ``languages/<xx>.frames.yml`` → Triggers with their patterns, checked strictly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.parsers.grammar.traits import traits_of
from builder.strict import DataError, check_keys, line_of
from builder.vocabularies import load_vocabularies

FORMS = ("verb", "noun")
SCHEMES = (
    "mutual",
    "host_guest",
    "traveller",
    "guest",
    "received",
    "caller",
    "many",
    "exercise",
    "giver",
    "deal",
    "handover",
    "request",
    "receiver",
    "sender",
    "speaker",
    "affected",
)
SECURITY = ("inherent", "context")
PLACES = ("told", "receiver")
STATUSES = ("told", "planned")
SIDES = ("completed", "sentence", "told")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A set of phrases that tell of one event type, with the way its parties are sided.

    ``place``: "receiver" where the event takes place on the ground of its target unless the words tell another.
    ``sides``: who may be a side that its words do not tell: "completed" by a party of the article, one of its "sentence", none: "told".
    ``plan``: the phrase alone tells of a plan ("the sale of tanks"); only words of its being done make it one that occurred.
    ``traits``: what else its words say, and what its language does; ``languages/traits.yml`` says what each means.
    """

    id: str
    event_type: str
    form: str
    scheme: str
    inherent: bool
    place: str
    plan: bool
    sides: str = "completed"
    traits: frozenset[str] = frozenset()

    def has(self, trait: str) -> bool:
        """Whether its words, or its language, have the trait."""
        return trait in self.traits


def read_triggers(path: Path, entries: Any, language: frozenset[str]) -> Iterator[tuple[Trigger, list[str]]]:
    """The triggers of a language, each with its patterns; ``language`` are the traits of the language."""
    seen: set[str] = set()
    for number, entry in enumerate(entries or (), 1):
        if not isinstance(entry, dict) or "id" not in entry:
            line = line_of(path, entry if isinstance(entry, str) else "", line_of(path, "triggers:"))
            raise DataError(f"{path}:{line}: trigger {number} has no id; begin it with - id: xx.type.name")
        name = str(entry["id"])
        at = line_of(path, f"id: {name}")
        if name in seen:
            line = line_of(path, f"id: {name}", at + 1)
            raise DataError(f"{path}:{line}: trigger '{name}' stands twice; add the patterns to the first, or give it another id")
        seen.add(name)
        yield _trigger(path, entry, language, at), _patterns(path, entry, at)


def _trigger(path: Path, entry: Mapping[str, Any], language: frozenset[str], at: int) -> Trigger:
    name = str(entry["id"])
    check_keys(path, name, entry, ("id", "type", "form", "scheme", "security", "patterns"), ("place", "status", "sides", "traits"))
    told = {"place": "told", "status": "told", "sides": "completed", **entry}
    types = load_vocabularies()["event_types"].ids
    allowed = {"type": types, "form": FORMS, "scheme": SCHEMES, "security": SECURITY, "place": PLACES, "status": STATUSES, "sides": SIDES}
    for key, values in allowed.items():
        if told[key] not in values:
            line = line_of(path, f"{key}:", at)
            raise DataError(f"{path}:{line}: trigger '{name}': {key} '{told[key]}' is none of {', '.join(values)}")
    own = traits_of(path, "triggers", f"trigger '{name}'", entry.get("traits", []), at)
    inherent, plan = told["security"] == "inherent", told["status"] == "planned"
    return Trigger(name, told["type"], told["form"], told["scheme"], inherent, told["place"], plan, told["sides"], own | language)


def _patterns(path: Path, entry: Mapping[str, Any], at: int) -> list[str]:
    listed = entry["patterns"]
    if not isinstance(listed, list) or not listed or not all(isinstance(pattern, str) and pattern for pattern in listed):
        line = line_of(path, "patterns:", at)
        raise DataError(f"{path}:{line}: trigger '{entry['id']}': patterns is no list of words in quotes; write - \"(hold|held) _ talks\"")
    for pattern in listed:
        if pattern.count("(") != pattern.count(")"):
            line = line_of(path, pattern, at)
            raise DataError(f"{path}:{line}: trigger '{entry['id']}': pattern '{pattern}' has a bracket without its other; add it")
    return listed
