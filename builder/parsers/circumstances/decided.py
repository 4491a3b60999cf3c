"""What a decision, an approval or a declaration makes so, and what it leaves to come: a trigger and the words before it → whether."""

from __future__ import annotations

from builder.model import Sentence
from builder.parsers.circumstances.governors import told_by_noun
from builder.parsers.circumstances.meant import only_meant
from builder.parsers.circumstances.unreal import conditional
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match

# Who announces sending forces has not sent them yet.
_AHEAD = frozenset(("presence",))
# One chamber's vote, a committee's leave is not yet the approval (coding guide, ruling 24).
_BY_LAW = frozenset(("arms_transfer", "aid", "reduction"))
# Leave completes a sale or an accord; these it only lets begin.
_ONLY_LET = frozenset(("presence", "training", "exercise", "operation", "mechanism", "intelligence"))


def meant_for_later(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str, around: str) -> bool:
    """Whether the trigger's own words tell of what is to come, on whatever day they were said."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    if event_type == "presence" and _kept(folded, match, frames, before):
        return False
    if event_type in _BY_LAW and frames.syntax.one_chamber.search(folded, sentence.start, match.end) is not None:
        return True
    if event_type in _AHEAD and trigger.plan and frames.reality["decided"].search(before):
        return True
    if event_type in _ONLY_LET and told_by_noun(folded, match, frames) and frames.reality["granted"].search(before):
        return True
    # «قبل الدعوة لزيارة موسكو»: whatever the day on which it was accepted
    accepted = trigger.plan and event_type == "visit" and not frames.reality["done"].search(around)
    return trigger.has("still_to_come") or accepted or only_meant(folded, sentence, match, frames, before)


def so_by_decision(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """What is broken off is so by the decision; a decision to hand over is an event of its own (coding guide, rulings 4 and 21)."""
    trigger = frames.triggers[match.pattern]
    decided = frames.reality["decided"].search(before) is not None
    if trigger.event_type == "reduction":
        return decided or _declared(folded, sentence, match, frames, before)
    if trigger.event_type == "presence":  # "voted to extend the deployment": it is there already
        return decided and _kept(folded, match, frames, before)
    will = frames.syntax.future.match(folded, match.start) is not None  # «a annoncé qu'il extradera»
    return decided and not will and trigger.event_type == "judicial" and trigger.scheme == "handover"


def _kept(folded: str, match: Match, frames: Frames, before: str) -> bool:
    """«وافق على تمديد نشر القوات»: troops that are to stay are there already."""
    return frames.syntax.prolongs.search(before + folded[match.start : match.end]) is not None


def _declared(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """ "Said he would halt the drills": what is said to be broken off, without conditions, is so by that (coding guide, ruling 4)."""
    words = before + folded[match.start : match.end].partition(" ")[0]
    will = frames.syntax.will.search(words)
    if will is None or frames.triggers[match.pattern].has("withdrawal") or sentence.part == "title":
        return False
    said = frames.syntax.says.search(folded, sentence.start, sentence.end) is not None
    sure = frames.reality["planned"].search(words[: will.start()]) is None
    return said and sure and not conditional(folded, sentence, match, frames)
