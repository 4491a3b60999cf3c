"""What is signed or set up at talks told before: a trigger whose sentence points back to them → their two parties as its sides."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.suppliers import supplier

_MADE_THERE = frozenset(("agreement", "mechanism"))
_GIVEN_THERE = frozenset(("aid", "training", "arms_transfer"))
_TALKS = frozenset(("meeting", "visit"))
_TWO = 2
_OPENING = 3
_CITED = ("attribution", "against", "about", "in")


def of_the_talks(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides | None:
    """«وتم في ختام اللقاء توقيع مذكرة تفاهم»: who met signs; None where the sentence names others or the article more than two.

    «وأعلن الصندوق منح هبة للجيش»: what one of the two gives there the other receives.
    """
    sentence = scene.text.sentences[match.sentence]
    given = scene.has("given_at_talks") and trigger.event_type in _GIVEN_THERE and bool(sides.source) and _opens_with_talks(scene)
    if not (given or trigger.event_type in _MADE_THERE) or sentence.part == "title":
        return None
    main = scene.ranking[:_TWO]
    met = {p for groups in scene.groups[:_OPENING] for g in groups if g.marker not in _CITED for p in g.parties}
    named = {p for g in scene.groups[match.sentence] if g.marker not in _CITED for p in g.parties}
    if len(main) < _TWO or met != set(main) or not named | {*sides.source, *sides.target} <= met:
        return None
    if given:
        target = tuple(p for p in main if p not in sides.source)
        return replace(sides, target=target) if supplier(main) not in target else None
    if scene.frames.syntax.at_talks.search(scene.text.folded, sentence.start, sentence.end) is None:
        return None
    return replace(sides, source=main[:1], target=main[1:])


def _opens_with_talks(scene: Scene) -> bool:
    """Whether the headline or the sentence after it tells of a meeting or visit."""
    return any(m.sentence < _TWO and scene.frames.triggers[m.pattern].event_type in _TALKS for m in scene.triggers)
