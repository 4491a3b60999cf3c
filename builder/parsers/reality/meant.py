"""What is only meant or decided on: the words that govern a trigger → whether it is still to come.

An infinitive tells nothing done unless what governs it says so: «a décidé d'envoyer», but «a réussi à envoyer».
What is the very thing that is decided is to come as well: «a approuvé lundi l'envoi», «l'envoi a été autorisé».
"""

from __future__ import annotations

from builder.model import DateRange
from builder.parsers.grammar.frames import Frames
from builder.parsers.reality.around import ASKED, CLAUSE_END, SUBJECT, past_name
from builder.parsers.reality.governors import told_by_noun
from builder.parsers.reality.infinitives import governed_infinitive
from builder.parsers.scene.cues import Cue, listed, of_list
from builder.parsers.scene.spot import Spot
from builder.parsers.when.belonging import REPORT

# How far a governing verb may stand from its object, articles and such words as "la tenue d'" between; from an infinitive.
_OBJECT, _NEXT_TO = 20, 14
_LEFT = 60
# What is done only when it is carried out; an approved sale, grant or accord is one (coding guide, rulings 3, 14, 21).
_CARRIED_OUT = frozenset(("presence", "training", "exercise", "operation", "visit", "meeting", "conference", "intelligence"))
_ANNOUNCED = frozenset(("exercise", "visit", "meeting", "conference", "training"))
# What is said to be broken off, handed over, granted or set up is so by the decision.
_SO_BY_WORD = frozenset(("judicial", "reduction", "mechanism", "aid", "arms_transfer"))


def only_meant(at: Spot, before: str) -> Cue | None:
    """What governs the trigger and leaves it to come."""
    event_type = at.event_type
    carried_out = event_type in _CARRIED_OUT or at.frames.syntax.to_sign.match(at.folded, at.match.start) is not None
    left = max(at.sentence.start, at.match.start - _OBJECT)
    if event_type == "statement" or at.frames.syntax.prolongs.search(at.folded, left, at.match.end):
        return None
    for kind in ("prepared", "thought_of", *(("ordered",) if carried_out else ())):
        if (cue := _near(at.frames, kind, before, _OBJECT)) is not None:
            return cue
    kinds = ("is_prepared", "is_ordered") if carried_out else ("is_prepared",)
    if told_by_noun(at) and (cue := predicated_so(at, *kinds)) is not None:
        return cue
    start = governed_infinitive(at)
    if start is None:
        return None
    words = at.frames.syntax.said_when.sub(" ", at.folded[max(at.sentence.start, start - _LEFT) : start])
    if event_type in _SO_BY_WORD and at.frames.reality["decided"].search(words):
        return None
    if event_type in ASKED and at.frames.reality["denied"].search(words):
        return None  # a refusal to hand over is an event of its own
    if _near(at.frames, "managed", words, _NEXT_TO) or at.frames.syntax.made_to.search(words) is not None:
        return None
    return Cue(f"{at.frames.language}.syntax.governed_infinitive", at.folded[start : at.match.start].strip().partition(" ")[0])


def only_talked_of(frames: Frames, event_type: str, before: str) -> bool:
    """«évoque une réduction des troupes»: none is announced by talk of it."""
    return event_type == "reduction" and _near(frames, "thought_of", before, _OBJECT) is not None


def announced(at: Spot, before: str, day: DateRange | None) -> Cue | None:
    """«a annoncé lundi un exercice»: what is announced is to come, where it has no day of its own."""
    undated = day is None or REPORT in day.flags
    return _near(at.frames, "announced", before, _OBJECT) if undated and at.event_type in _ANNOUNCED and told_by_noun(at) else None


def predicated_so(at: Spot, *kinds: str) -> Cue | None:
    """«l'exercice est programmé», «l'envoi a été autorisé lundi»: what is said of the noun, its relative clauses apart."""
    behind = CLAUSE_END.split(at.folded[past_name(at.folded, at.match.end) : min(at.sentence.end, at.match.end + SUBJECT)])[0]
    opened = at.frames.syntax.relative_opens.search(behind)
    behind = at.frames.syntax.said_when.sub(" ", behind[: opened.start()] if opened else behind)
    return next((cue for kind in kinds if (cue := listed(at.frames, kind, behind)) is not None), None)


def _near(frames: Frames, kind: str, before: str, reach: int) -> Cue | None:
    near = (found for found in frames.reality[kind].finditer(before) if found.end() >= len(before) - reach)
    return of_list(frames, kind, next(near, None))
