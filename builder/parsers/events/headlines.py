"""What a headline says without saying all: Scene + drafts → the drafts, that which the headline means scored higher."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.reality.status import read_reality
from builder.parsers.scene.draft import Draft
from builder.parsers.scene.laid_out import Scene

_OPENING = 2
_IN_HEADLINE = 1.5


def headed_for(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """«Le ministre à Bamako»: a headline of a person and a place abroad tells of the visit that the text tells in full."""
    if any(d.part == "title" and d.trigger.event_type == "visit" for d in drafts):
        return drafts
    for number, group in (
        (s, g) for s, groups in enumerate(scene.groups[:_OPENING]) for g in groups if g.acts or (g.adjective and not g.matter)
    ):
        to = scene.frames.syntax.heads_for.match(scene.text.folded, group.end)
        place = next((m for m in scene.within(number) if to is not None and m.start == to.end() and m.kind in ("place", "country")), None)
        if place is None or scene.text.sentences[number].part != "title":
            continue
        host = place.code if place.kind == "country" else place.party
        visits = (d for d in drafts if d.trigger.event_type == "visit" and not d.reality.background)
        told = next((d for d in visits if set(d.sides.source) <= set(group.parties) and host in d.sides.target), None)
        return [replace(d, score=d.score + _IN_HEADLINE) if d is told else d for d in drafts]
    return drafts


_PEOPLE_MEET = frozenset(("visit", "meeting", "conference", "call", "statement"))


def _real(scene: Scene, kind: str, match: Match) -> bool:
    """Whether a headline tells of a deed, neither demanded nor denied."""
    told = read_reality(scene.at(match), None, scene.published)
    return kind not in _PEOPLE_MEET and told is not None


def headlined(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "Rival drills in the Mediterranean": what a headline tells of nobody is what the text first tells in full of the same type."""
    if scene.has("whole_headlines"):
        return drafts  # Arabic headlines are whole sentences: who does not stand there is not meant
    title = {m.pattern: m for m in scene.triggers if scene.text.sentences[m.sentence].part == "title"}
    untold = not any(d.part == "title" for d in drafts)  # "flies bombers over Korea": none of its events is told in full
    told = ((scene.frames.triggers[p].event_type, m) for p, m in title.items())
    nameless = {kind for kind, m in told if (untold and _real(scene, kind, m)) or not scene.groups[m.sentence]}
    for kind in nameless - {d.trigger.event_type for d in drafts if d.part == "title"}:
        first = next((d for d in drafts if d.trigger.event_type == kind and not d.completed and not d.reality.background), None)
        if first is not None:
            drafts = [replace(d, score=d.score + _IN_HEADLINE) if d is first else d for d in drafts]
    return drafts
