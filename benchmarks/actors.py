"""Countries and roles of actors against openeventdata/arabic_event_gsr: python benchmarks/actors.py FOLDER

FOLDER holds protest_spans.json and assault_spans.json. An actor is a side (source, target) of a sentence; it counts where an annotator
gave it a country or a role, and a match with any annotator is right. "given": the annotators' words tell where the actor stands;
"sentence": all parties found in the sentence against the countries of both sides. Ceiling: each annotator against the others.
Roles that the data set has and the program has not (civilians, parties, unidentified) count as missed in "all", and not in "shared".
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.knowledge import load_knowledge
from builder.model import Article, Mention, Origin, Text
from builder.parsers.actors.mentions import find_mentions
from builder.text import normalize

ROLES = {
    "HOS": "GOV", "HOG": "GOV", "FOR": "GOV", "DEF": "GOV", "MOI": "GOV", "NSC": "GOV", "GOV": "GOV", "DIP": "GOV",
    "MIL": "MIL", "POL": "COP", "BOR": "COP", "INT": "SPY", "JUS": "JUD", "LEG": "LEG",
}  # fmt: skip
ARMED = frozenset(("REB", "UAF"))
SHARED = frozenset(ROLES.values()) | ARMED
ORGANISATIONS = frozenset(("IGO", "INT", "IMG", "NGO", "UIS", "KUR"))


@dataclass(slots=True)
class Score:
    """Asserted and right answers, and asserted gold."""

    said: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, told: Iterable[str], gold: Iterable[str]) -> None:
        """One slot: what was said, and what any annotator said."""
        said, wanted = set(told), set(gold)
        self.said, self.right = self.said + bool(said), self.right + bool(said & wanted)
        self.wanted, self.found = self.wanted + bool(wanted), self.found + bool(said & wanted)

    def told(self) -> str:
        """Precision and recall in a line."""
        return f"P {self.right / max(1, self.said):.3f} ({self.said})  R {self.found / max(1, self.wanted):.3f} ({self.wanted})"


def slots(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each side of each sentence with the annotators' words and codes."""
    for record in records:
        for side in ("source", "target"):
            given = [
                {"words": span[f"{side}_actor"], **span[f"{side}_role"]}
                for span in record["spans"]
                if isinstance(span[f"{side}_role"], dict) and span[f"{side}_actor"]
            ]
            if given:
                yield record["text"], given


def codes(given: Sequence[Mapping[str, Any]], key: str) -> set[str]:
    """What the annotators assert."""
    return {one[key] for one in given if one.get(key) not in (None, "None")} - (ORGANISATIONS if key == "main" else set())


def spans(text: Text, words: Sequence[str]) -> tuple[int, int]:
    """Where an annotator's words stand in the text, from the first to the last; (-1, -1) where they do not."""
    start = text.raw.find(words[0])
    place = start
    for word in words[1:]:
        place = max(place, text.raw.find(word, place))
    return (start, place + len(words[-1])) if start >= 0 else (-1, -1)


def within(text: Text, mentions: Sequence[Mention], given: Sequence[Mapping[str, Any]]) -> list[Mention]:
    """The mentions that stand in, or hold, the words of an annotator."""
    places = [spans(text, one["words"]) for one in given]
    raw = [(text.raw_span(m.start, m.end), m) for m in mentions]
    return [m for (left, right), m in raw if any(left < end and start < right for start, end in places)]


def roles(mentions: Iterable[Mention]) -> set[str]:
    """The roles of mentions in the data set's words; a threat group is a rebel or an unidentified armed force."""
    found = {ROLES[m.role] for m in mentions if m.role in ROLES}
    return found | (set(ARMED) if any(m.kind == "group" for m in mentions) else set())


def parties(mentions: Iterable[Mention]) -> set[str]:
    """The states of mentions."""
    named = {m.code if m.kind == "country" else m.party for m in mentions if m.kind != "place" or m.form == "capital"}
    return {party for party in named if party and len(party) == 3}


def _nouns(listed: Iterable[Mention]) -> Iterator[Mention]:
    """Offices and institutions told by a noun alone ("the police"), which stand for no state but have a role."""
    return (m for m in listed if m.kind in ("office", "institution") and m.party is None)


def main() -> None:
    """Score both files together."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    records = [
        record for name in ("protest", "assault") for record in json.loads((folder / f"{name}_spans.json").read_text(encoding="utf-8"))
    ]
    base = load_knowledge()
    country, role, shared, ceiling, role_ceiling = (Score() for _ in range(5))
    for words, given in slots(records):
        text = normalize(Article("a", "", words, Origin("gsr")), "ar")
        near = within(text, [*find_mentions(text, base, None), *_nouns(base.find(text))], given)
        country.add(parties(near), codes(given, "main"))
        role.add(roles(near), codes(given, "role"))
        if codes(given, "role") <= SHARED:
            shared.add(roles(near), codes(given, "role"))
        for number, one in enumerate(given):
            others = given[:number] + given[number + 1 :]
            if others:
                ceiling.add(codes([one], "main"), codes(others, "main"))
                role_ceiling.add(codes([one], "role"), codes(others, "role"))
    print(f"country, given   {country.told()}   ceiling {ceiling.told()}")
    print(f"role, given      {role.told()}   ceiling {role_ceiling.told()}")
    print(f"role, shared     {shared.told()}")
    sentences(records)


def sentences(records: Iterable[Mapping[str, Any]]) -> None:
    """Countries of a sentence, whichever side: every one found against every one that an annotator gives."""
    base = load_knowledge()
    said = right = wanted = 0
    for record in records:
        text = normalize(Article("a", "", record["text"], Origin("gsr")), "ar")
        found = parties(find_mentions(text, base, None))
        gold = set().union(*(codes(given, "main") for _, given in slots([record])))
        said, right, wanted = said + len(found), right + len(found & gold), wanted + len(gold)
    print(f"country, sentence P {right / said:.3f} ({said})  R {right / wanted:.3f} ({wanted})")


if __name__ == "__main__":
    main()
