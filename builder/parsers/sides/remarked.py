"""Markers that one kind of trigger reads otherwise than the rest: groups of a sentence → groups with the markers they have there."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE
from builder.parsers.scene.slots import Group


def remarked(trigger: Trigger, match: Match, groups: Sequence[Group]) -> Sequence[Group]:
    """Accords left are named by what they are about, embargoes are against their receiver, who is called on stands inside the words."""
    if trigger.has("treaty"):
        return [g._replace(marker="") if g.marker == "about" and not g.mentions else g for g in groups]  # «вышли из договора о РСМД»
    if trigger.has("embargo"):
        return [g._replace(marker="to") if g.marker == "against" else g for g in groups]  # "an arms embargo on", "against"
    if trigger.has("calls_on"):  # "called on the army chief"
        near = match.end + BESIDE
        return [g._replace(marker="partner") if g.marker == "against" and match.start < g.start < near else g for g in groups]
    return groups
