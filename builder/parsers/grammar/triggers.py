"""One trigger of a language's frames: an entry of ``languages/<xx>.frames.yml`` → Trigger, checked strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.parsers.grammar.traits import traits_of
from builder.strict import DataError, check_keys, line_of

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


def read_trigger(path: Path, entry: Mapping[str, Any], language: frozenset[str]) -> Trigger:
    """The trigger of an entry; ``language`` are the traits of its language."""
    name = str(entry.get("id", "?"))
    at = line_of(path, f"id: {name}")
    check_keys(path, name, entry, ("id", "type", "form", "scheme", "security", "patterns"), ("place", "status", "sides", "traits"))
    told = {"place": "told", "status": "told", "sides": "completed", **entry}
    allowed = {"form": FORMS, "scheme": SCHEMES, "security": SECURITY, "place": PLACES, "status": STATUSES, "sides": SIDES}
    for key, values in allowed.items():
        if told[key] not in values:
            line = line_of(path, f"{key}:", at)
            raise DataError(f"{path}:{line}: trigger '{name}': {key} '{told[key]}' is none of {', '.join(values)}")
    own = traits_of(path, "triggers", f"trigger '{name}'", entry.get("traits", []), at)
    inherent, plan = told["security"] == "inherent", told["status"] == "planned"
    return Trigger(name, told["type"], told["form"], told["scheme"], inherent, told["place"], plan, told["sides"], own | language)
