"""Whom arms and aid go to where the words name only a town of theirs: a trigger with its sides → the sides with that state."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before

_GIVEN = frozenset(("arms_transfer", "aid", "reduction", "intelligence", "judicial"))
_SCHEMES = frozenset(("giver", "affected", "handover"))
_BESIDE = 50


def delivered_to(scene: Scene, trigger: Trigger, match: Match, sides: Sides, guessed: bool) -> Sides:
    """«صفقة لبيع قنابل إلى الرياض»: in Arabic a capital after "to" is a place, and here its state receives."""
    given = trigger.event_type in _GIVEN and trigger.scheme in _SCHEMES and not trigger.has("withdrawal")
    if not scene.has("capital_is_place") or not given or any(g.marker == "to" for g in sides.groups):
        return sides
    folded, left = scene.text.folded, scene.text.sentences[match.sentence].start
    for place in scene.within(match.sentence):
        if place.kind != "place" or not place.party or not match.start < place.start <= match.end + _BESIDE:
            continue
        if marker_before(folded, left, place.start, scene.frames) != "to":
            continue
        if place.party not in sides.source:
            return replace(sides, target=(place.party,))
        if guessed and sides.target and len(sides.source) == 1:  # «السويد ترسل صواريخ إلى كييف»
            return replace(sides, source=sides.target, target=sides.source)
    return sides
