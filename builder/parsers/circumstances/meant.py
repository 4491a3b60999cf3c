"""What is only meant or decided on: the words that govern a trigger → whether it is still to come.

An infinitive tells nothing done unless what governs it says so: «a décidé d'envoyer», but «a réussi à envoyer».
What is the very thing that is decided is to come as well: «a approuvé lundi l'envoi», «l'envoi a été autorisé».
"""

from __future__ import annotations

from builder.model import DateRange, Sentence
from builder.parsers.circumstances.belonging import REPORT
from builder.parsers.circumstances.governors import told_by_noun
from builder.parsers.circumstances.infinitives import governed_infinitive
from builder.parsers.circumstances.unreal import ASKED, CLAUSE_END, SUBJECT, past_name
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match

# How far a governing verb may stand from its object, articles and such words as "la tenue d'" between; from an infinitive.
_OBJECT, _NEXT_TO = 20, 14
_LEFT = 60
# What is done only when it is carried out; an approved sale, grant or accord is one (coding guide, rulings 3, 14, 21).
_CARRIED_OUT = frozenset(("presence", "training", "exercise", "operation", "visit", "meeting", "conference", "intelligence"))
_ANNOUNCED = frozenset(("exercise", "visit", "meeting", "conference", "training"))
# What is said to be broken off, handed over, granted or set up is so by the decision.
_SO_BY_WORD = frozenset(("judicial", "reduction", "mechanism", "aid", "arms_transfer"))


def only_meant(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """Whether what governs the trigger leaves it to come."""
    event_type = frames.triggers[match.pattern].event_type
    carried_out = event_type in _CARRIED_OUT or frames.syntax.to_sign.match(folded, match.start) is not None
    if event_type == "statement" or frames.syntax.prolongs.search(folded, max(sentence.start, match.start - _OBJECT), match.end):
        return False
    if (
        _near(frames, "prepared", before, _OBJECT)
        or _near(frames, "thought_of", before, _OBJECT)
        or (carried_out and _near(frames, "ordered", before, _OBJECT))
    ):
        return True
    kinds = ("is_prepared", "is_ordered") if carried_out else ("is_prepared",)
    if told_by_noun(folded, match, frames) and predicated_so(folded, sentence, match, frames, *kinds):
        return True
    start = governed_infinitive(folded, sentence, match, frames)
    if start is None:
        return False
    words = frames.syntax.said_when.sub(" ", folded[max(sentence.start, start - _LEFT) : start])
    if event_type in _SO_BY_WORD and frames.reality["decided"].search(words):
        return False
    if event_type in ASKED and frames.reality["denied"].search(words):
        return False  # a refusal to hand over is an event of its own
    return not _near(frames, "managed", words, _NEXT_TO) and frames.syntax.made_to.search(words) is None


def only_talked_of(frames: Frames, event_type: str, before: str) -> bool:
    """«évoque une réduction des troupes»: none is announced by talk of it."""
    return event_type == "reduction" and _near(frames, "thought_of", before, _OBJECT)


def announced(folded: str, match: Match, frames: Frames, before: str, day: DateRange | None) -> bool:
    """«a annoncé lundi un exercice»: what is announced is to come, where it has no day of its own."""
    kind = frames.triggers[match.pattern].event_type in _ANNOUNCED and told_by_noun(folded, match, frames)
    return kind and (day is None or REPORT in day.flags) and _near(frames, "announced", before, _OBJECT)


def predicated_so(folded: str, sentence: Sentence, match: Match, frames: Frames, *kinds: str) -> bool:
    """«l'exercice est programmé», «l'envoi a été autorisé lundi»: what is said of the noun, its relative clauses apart."""
    behind = CLAUSE_END.split(folded[past_name(folded, match.end) : min(sentence.end, match.end + SUBJECT)])[0]
    opened = frames.syntax.relative_opens.search(behind)
    behind = frames.syntax.said_when.sub(" ", behind[: opened.start()] if opened else behind)
    return any(frames.reality[kind].search(behind) for kind in kinds)


def _near(frames: Frames, kind: str, before: str, reach: int) -> bool:
    return any(found.end() >= len(before) - reach for found in frames.reality[kind].finditer(before))
