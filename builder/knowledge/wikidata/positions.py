"""Tells which office a Wikidata position is: its label and jurisdiction → kind of office, role and country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.knowledge import Knowledge
from builder.knowledge.wikidata.items import labels, values
from builder.model import Article, Origin
from builder.parsers.actors.actor_words import load_actor_words
from builder.parsers.actors.titles import Title, titles_of
from builder.text import normalize

_LONGEST_LABEL = 150
_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Position:
    """An office of one state; ``party`` is what the label itself tells, ``lands`` the items of its jurisdiction and country."""

    office: str
    role: str
    label: str
    party: str | None
    jurisdiction: tuple[str, ...]
    lands: tuple[str, ...]

    def country(self, codes: Mapping[str, str]) -> str | None:
        """The country's code: by the jurisdiction, which must be a state, else by the label, else by the item's country."""
        if self.jurisdiction:
            return next((codes[land] for land in self.jurisdiction if land in codes), None)
        return self.party or next((codes[land] for land in self.lands if land in codes), None)


def position(entity: Mapping[str, Any], knowledge: Knowledge) -> Position | None:
    """The office that an item's English label names from its first word on; None where it names none."""
    label = labels(entity).get(_LANGUAGE, "")
    if not label or len(label) > _LONGEST_LABEL:
        return None
    title = _title(label, knowledge)
    if title is None:
        return None
    places = (tuple(one for one in values(entity, fact) if isinstance(one, str)) for fact in ("jurisdiction", "country"))
    jurisdiction, lands = places
    return Position(title.code, title.role, label, title.party, jurisdiction, lands)


def _title(label: str, knowledge: Knowledge) -> Title | None:
    text = normalize(Article("label", "", label, Origin("label"), _LANGUAGE), _LANGUAGE)
    listed = knowledge.find(text)
    if not any(mention.kind == "office" for mention in listed):
        return None
    for title in titles_of(text, listed, knowledge, load_actor_words(_LANGUAGE)):
        if title.kind != "office" or title.former or text.folded[: title.start].strip() not in ("", "the"):
            continue
        # "President" may be of anything: nothing else may stand in such a label.
        weak = knowledge.offices.offices[title.code].weak
        return None if weak and text.folded[title.end :].strip(" .") else title
    return None
