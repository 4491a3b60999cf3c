"""Infinitives that another verb governs: a trigger's words → where the infinitive begins that tells of it, or None."""

from __future__ import annotations

from builder.parsers.scene.spot import Spot

_LEFT, _REFLEXIVE, _VERB = 90, 3, 24


def governed_infinitive(at: Spot) -> int | None:
    """«a décidé d'envoyer des soldats», «prêt à organiser un exercice»: the trigger's own verb, or the one whose object it is.

    Its subject or what governs it may stand among the trigger's words: «armée belge compte former», «engagé à envoyer».
    """
    inside = at.match.end if opens_with_subject(at) else at.match.start + _VERB
    for found in at.frames.syntax.governed_infinitive.finditer(at.folded, max(at.sentence.start, at.match.start - _LEFT), at.match.end):
        start, end = found.span("verb")
        if end <= at.match.start and at.frames.syntax.object_opens.fullmatch(at.folded, end, at.match.start) is not None:
            return start
        if at.match.start - _REFLEXIVE <= start <= inside:
            return start
    return None


def opens_with_subject(at: Spot) -> bool:
    """Whether a trigger's words begin with who acts: «armée belge compte former des soldats»."""
    return at.frames.actors.match(at.folded, at.match.start) is not None
