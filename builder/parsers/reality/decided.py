"""What a decision, an approval or a declaration makes so, and what it leaves to come: a trigger and the words before it → whether."""

from __future__ import annotations

from builder.parsers.reality.around import conditional
from builder.parsers.reality.governors import told_by_noun
from builder.parsers.reality.meant import only_meant
from builder.parsers.scene.cues import Cue, listed, of_trigger, worded
from builder.parsers.scene.spot import Spot

# Who announces sending forces has not sent them yet.
_AHEAD = frozenset(("presence",))
# One chamber's vote, a committee's leave is not yet the approval (coding guide, ruling 24).
_BY_LAW = frozenset(("arms_transfer", "aid", "reduction"))
# Leave completes a sale or an accord; these it only lets begin.
_ONLY_LET = frozenset(("presence", "training", "exercise", "operation", "mechanism", "intelligence"))


def meant_for_later(at: Spot, before: str, around: str) -> Cue | None:
    """What of the trigger's own words or before them tells that it is to come, on whatever day they were said."""
    trigger = at.trigger
    event_type = trigger.event_type
    if event_type == "presence" and _kept(at, before):
        return None
    chamber = at.frames.syntax.one_chamber.search(at.folded, at.sentence.start, at.match.end) if event_type in _BY_LAW else None
    if chamber is not None:
        return worded(at.frames, "one_chamber", chamber)
    if event_type in _AHEAD and trigger.plan and (decided := listed(at.frames, "decided", before)) is not None:
        return decided
    if event_type in _ONLY_LET and told_by_noun(at) and (granted := listed(at.frames, "granted", before)) is not None:
        return granted
    # «قبل الدعوة لزيارة موسكو»: whatever the day on which it was accepted
    accepted = trigger.plan and event_type == "visit" and not at.frames.reality["done"].search(around)
    return of_trigger(at) if trigger.has("still_to_come") or accepted else only_meant(at, before)


def so_by_decision(at: Spot, before: str) -> bool:
    """What is broken off is so by the decision; a decision to hand over is an event of its own (coding guide, rulings 4 and 21)."""
    trigger = at.trigger
    decided = at.frames.reality["decided"].search(before) is not None
    if trigger.event_type == "reduction":
        return decided or _declared(at, before)
    if trigger.event_type == "presence":  # "voted to extend the deployment": it is there already
        return decided and _kept(at, before)
    will = at.frames.syntax.future.match(at.folded, at.match.start) is not None  # «a annoncé qu'il extradera»
    return decided and not will and trigger.event_type == "judicial" and trigger.scheme == "handover"


def _kept(at: Spot, before: str) -> bool:
    """«وافق على تمديد نشر القوات»: troops that are to stay are there already."""
    return at.frames.syntax.prolongs.search(before + at.words) is not None


def _declared(at: Spot, before: str) -> bool:
    """ "Said he would halt the drills": what is said to be broken off, without conditions, is so by that (coding guide, ruling 4)."""
    words = before + at.words.partition(" ")[0]
    will = at.frames.syntax.will.search(words)
    if will is None or at.trigger.has("withdrawal") or at.sentence.part == "title":
        return False
    said = at.frames.syntax.says.search(at.folded, at.sentence.start, at.sentence.end) is not None
    sure = at.frames.reality["planned"].search(words[: will.start()]) is None
    return said and sure and not conditional(at)
