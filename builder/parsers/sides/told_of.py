"""Of whom somebody spoke at a gathering: Scene + Match + Sides → the sides without them."""

from __future__ import annotations

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene

# «на 55-м заседании»
_SHORTLY = 16


def without_told_of(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«А помогла Б, сообщил директор на заседании Совета руководителей»: of whom he spoke there, they are not told to be there."""
    trigger, left = scene.frames.triggers[match.pattern], scene.text.sentences[match.sentence].start
    if trigger.event_type != "conference" or not scene.has("cases") or not sides.groups:
        return sides
    folded, syntax = scene.text.folded, scene.frames.syntax
    aside = syntax.at_occasion.search(folded, max(left, match.start - _SHORTLY), match.start)
    said = syntax.says.search(folded, left, match.start)
    if aside is None or said is None or aside.start() < said.end() or any(g.start >= said.start() for g in sides.groups):
        return sides
    return Sides((), (), ()) if all(p not in scene.igos for p in (*sides.source, *sides.target)) else sides
