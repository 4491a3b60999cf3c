"""Arms named by their make, where nothing tells who supplies them: a deal whose buyer alone is told → its sides with the maker."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene

_BEHIND, _NOUN = 60, 24


def made_by(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> tuple[Sides, tuple[str, ...]]:
    """«L'Inde achète 26 Rafale», «des avions de fabrication américaine»: who makes them supplies them; what the words told besides."""
    told = sides
    if trigger.scheme == "deal" and len(sides.source) == 1 and not sides.target:
        sides = replace(sides, source=(), target=sides.source)  # «Варшава подписала контракт на F-35»
    if trigger.event_type != "arms_transfer" or sides.source or not sides.target:
        return sides, ()
    maker = _told_make(scene, match) or _named_make(scene, match)
    if maker is None or maker in sides.target:
        return told, ()
    return replace(sides, source=(maker,)), sides.target


def _told_make(scene: Scene, match: Match) -> str | None:
    folded, made_in = scene.text.folded, scene.frames.syntax.made_in
    groups = (g for g in scene.groups[match.sentence] if g.adjective and g.end > match.start)
    return next((g.parties[0] for g in groups if made_in.search(folded, max(0, g.start - _NOUN), g.start)), None)


def _named_make(scene: Scene, match: Match) -> str | None:
    end = min(scene.text.sentences[match.sentence].end, match.end + _BEHIND)
    found = (
        (made.start(), code) for code, names in scene.frames.makers.items() if (made := names.search(scene.text.folded, match.start, end))
    )
    return min(found, default=(0, None))[1]
