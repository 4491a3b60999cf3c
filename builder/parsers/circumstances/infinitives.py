"""Infinitives that another verb governs: a trigger's words → where the infinitive begins that tells of it, or None."""

from __future__ import annotations

from builder.model import Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match

_LEFT, _REFLEXIVE, _VERB = 90, 3, 24


def governed_infinitive(folded: str, sentence: Sentence, match: Match, frames: Frames) -> int | None:
    """«a décidé d'envoyer des soldats», «prêt à organiser un exercice»: the trigger's own verb, or the one whose object it is.

    Its subject or what governs it may stand among the trigger's words: «armée belge compte former», «engagé à envoyer».
    """
    inside = match.end if opens_with_subject(folded, match, frames) else match.start + _VERB
    for found in frames.syntax.governed_infinitive.finditer(folded, max(sentence.start, match.start - _LEFT), match.end):
        start, end = found.span("verb")
        if end <= match.start and frames.syntax.object_opens.fullmatch(folded, end, match.start) is not None:
            return start
        if match.start - _REFLEXIVE <= start <= inside:
            return start
    return None


def opens_with_subject(folded: str, match: Match, frames: Frames) -> bool:
    """Whether a trigger's words begin with who acts: «armée belge compte former des soldats»."""
    return frames.actors.match(folded, match.start) is not None
