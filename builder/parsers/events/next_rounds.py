"""Talks to come that the story names by the last ones: "the sides are to meet again in Oman" → those who met, with the host told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.draft import Draft
from builder.parsers.scene.laid_out import Scene

_MET = frozenset(("meeting", "conference"))
_AROUND = ("in", "attribution")


def of_the_last_talks(scene: Scene, match: Match, before: Sequence[Draft]) -> Sides | None:
    """Who met last, where the words tell of the next round and name nobody else; None where they are no next round."""
    trigger = scene.frames.triggers[match.pattern]
    if not trigger.has("next_round"):
        return None
    held = (d for d in before if d.trigger.event_type in _MET and not d.completed and not d.reality.background)
    last = max((d for d in held if d.reality.status != "planned" and d.match.start < match.start), key=_place, default=None)
    if last is None:
        return None
    told = [g for g in scene.groups[match.sentence] if g.marker not in _AROUND and g.start > last.match.end]
    if any(not {*g.parties} <= last.parties for g in told):
        return None  # «الاجتماع المقبل لوزراء الدفاع العرب»: talks of others
    host = next((g.parties[0] for g in told if len(g.parties) == 1 and g.marker == "" and trigger.form == "verb"), None)
    return replace(last.sides, host=host)


def _place(draft: Draft) -> int:
    return draft.match.start
