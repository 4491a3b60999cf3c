"""What is signed or set up at talks told before: a trigger whose sentence points back to them → their two parties as its sides."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.clause import Sides
from builder.parsers.frames import Trigger
from builder.parsers.patterns import Match
from builder.parsers.scene import Scene

_MADE_THERE = frozenset(("agreement", "mechanism"))
_TWO = 2
_OPENING = 3
_CITED = ("attribution", "against", "about", "in")


def of_the_talks(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides | None:
    """«وتم في ختام اللقاء توقيع مذكرة تفاهم»: who met signs; None where the sentence names others or the article more than two."""
    sentence = scene.text.sentences[match.sentence]
    if trigger.event_type not in _MADE_THERE or sentence.part == "title":
        return None
    main = scene.ranking[:_TWO]
    met = {p for groups in scene.groups[:_OPENING] for g in groups if g.marker not in _CITED for p in g.parties}
    named = {p for g in scene.groups[match.sentence] if g.marker not in _CITED for p in g.parties}
    if len(main) < _TWO or met != set(main) or not named | {*sides.source, *sides.target} <= met:
        return None
    if scene.frames.syntax.at_talks.search(scene.text.folded, sentence.start, sentence.end) is None:
        return None
    return replace(sides, source=main[:1], target=main[1:])
