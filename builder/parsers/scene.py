"""An article laid out for coding: Text + Mentions + DateRanges → Scene; and the early look that tells whether it is worth it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builder.model import DateRange, Mention, Text
from builder.parsers.frames import Frames
from builder.parsers.patterns import Match
from builder.parsers.slots import Group, groups_of, party_mentions

_DATELINE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Scene:
    """An article laid out for coding: mentions by sentence, groups by sentence, dates, security words, parties by weight."""

    text: Text
    frames: Frames
    published: date | None
    mentions: tuple[Mention, ...]
    dates: tuple[DateRange, ...]
    groups: tuple[tuple[Group, ...], ...]
    security: tuple[int, ...]
    salience: dict[str, float]
    triggers: tuple[Match, ...]
    other_matters: float
    igos: frozenset[str]

    def within(self, number: int) -> list[Mention]:
        """Mentions of one sentence."""
        sentence = self.text.sentences[number]
        return [m for m in self.mentions if sentence.start <= m.start < sentence.end]


# «باريس، 16 يونيو (وكالة) - …», "BRUSSELS, Feb. 17 (Agency) -", «АНКАРА, 28 августа. /Агентство/»: place, date and agency before the story.
_DATELINE = re.compile(r"[^\n]{2,70}?(?:\)|/|\d|[a-zа-яء-ي])\s*(?:--?|:)\s|[^\n.]{2,30},\s\d{1,2}\s[а-я]+(?:\s\d{4})?\s*[./]")
_DATELINE_MARK = re.compile(r"[(/]|\d|^\w+(?:\s\w+)?\s*--?\s")


def dateline_end(text: Text) -> int:
    """Where the story's words begin after a date line; the body's start where there is none."""
    lead = next((s.start for s in text.sentences if s.part == "lead"), text.body_start)
    found = _DATELINE.match(text.folded, lead)
    if found is None or not _DATELINE_MARK.search(found[0]) or len(found[0].split()) > _DATELINE_WORDS:
        return lead
    return found.end()


@dataclass(frozen=True, slots=True)
class Sighting:
    """The triggers and security words of an article, found before anything else is looked for."""

    triggers: tuple[Match, ...]
    security: tuple[Match, ...]


def sight(text: Text, frames: Frames) -> Sighting | None:
    """What could make events of an article; None where there is no trigger, or none that the article puts into security matters."""
    triggers = tuple(frames.patterns.find(text.folded, text.sentences))
    if not triggers:
        return None
    security = tuple(frames.security.find(text.folded, text.sentences))
    if not security and not any(frames.triggers[match.pattern].inherent for match in triggers):
        return None
    return Sighting(triggers, security)


def lay_out(
    text: Text, frames: Frames, published: date | None, mentions: Sequence[Mention], dates: Sequence[DateRange], sighting: Sighting
) -> Scene:
    """The scene of an article."""
    outer = party_mentions(mentions)
    opening = dateline_end(text)
    outer = [m for m in outer if not text.body_start <= m.start < opening]
    dates = [d for d in dates if not text.body_start <= d.start < opening]
    groups = []
    for number, sentence in enumerate(text.sentences):
        members = [m for m in outer if sentence.start <= m.start < sentence.end]
        groups.append(tuple(groups_of(text.folded, sentence, number, members, frames)))
    security = [0] * len(text.sentences)
    # «وزير الدفاع» on a courtesy call brings no security matter by his title alone.
    titled = [(m.start, m.end) for m in outer if m.kind in ("person", "office", "institution")]
    for match in sighting.security:
        if not any(start <= match.start < end for start, end in titled):
            security[match.sentence] += 1
    weights = {"title": 3.0, "lead": 2.0, "body": 1.0}
    salience: dict[str, float] = {}
    for number, sentence in enumerate(text.sentences):
        for group in groups[number]:
            if group.marker not in ("attribution", "against", "about"):
                for party in group.parties:
                    salience[party] = salience.get(party, 0.0) + weights[sentence.part]
    igos = frozenset(m.code for m in mentions if m.kind == "igo")
    other = len(frames.other_matters.find(text.folded, text.sentences)) / max(1, len(text.sentences))
    return Scene(
        text, frames, published, tuple(mentions), tuple(dates), tuple(groups), tuple(security), salience, sighting.triggers, other, igos
    )
