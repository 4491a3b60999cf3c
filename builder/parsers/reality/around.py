"""What the words around a trigger say of it: its governors far before, its predicate behind, the occasion that it is → Cue."""

from __future__ import annotations

import re

from builder.parsers.grammar.frames import Frames
from builder.parsers.reality.governors import told_by_noun
from builder.parsers.reality.infinitives import governed_infinitive
from builder.parsers.scene.cues import Cue, listed, of_list, worded
from builder.parsers.scene.spot import Spot

BEFORE, AFTER, BESIDE = 45, 25, 16
SUBJECT = 120  # how far a verb stands from its subject
_NEXT = 2
_GOVERNED, _CONDITION = 140, 50
# "To immediately send", "to be sent".
TO_VERB = re.compile(r" to (?:\w+ly )?(?:be )?$")
CLAUSE_END = re.compile(r"[,;:()\"]\s")
# A request or a refusal is an event of its own where states ask for suspects (coding guide, ruling 21).
ASKED = frozenset(("judicial",))
# What opinion asks for, where talks and visits are only spoken of.
ACTS = frozenset(
    ("arms_transfer", "aid", "reduction", "presence", "training", "intelligence", "agreement", "mechanism", "operation", "statement")
)
# «учения "Индра" стартовали»: the name of the thing stands between it and its verb.
_NAME = re.compile(r"(?:\s[\w-]+){0,2}\s\"[^\"\n]{2,40}\"")


def past_name(folded: str, end: int) -> int:
    """Where the words after a trigger go on, the name in quotes that it bears passed over."""
    name = _NAME.match(folded, end)
    return name.end() if name is not None else end


def unchanged(frames: Frames, before: str) -> str:
    """ "No plans to change the drills" leaves the drills as they are: what stands before them, the denied change left out."""
    denied = frames.reality["denied"].search(before)
    change = None if denied is None else frames.reality["changing"].search(before, denied.end())
    return before if change is None else before[change.end() :]


def governed(at: Spot, kind: str) -> Cue | None:
    """The verb of such a list that an infinitive hangs on, however far before: "is scheduled to meet him today to discuss"."""
    left = max(at.sentence.start, at.match.start - _GOVERNED)
    to = at.folded.endswith(" to ", left, at.match.start)
    return of_list(at.frames, kind, at.frames.reality[kind].search(at.folded, left, at.match.start)) if to else None


def governed_by(at: Spot, kind: str) -> Cue | None:
    """ "The decision by Oslo to send": the word of such a list that governs an infinitive, no pause or other finite verb between."""
    left = max(at.sentence.start, at.match.start - _GOVERNED)
    to = _infinitive_of(at, left) or governed_infinitive(at)
    found = list(at.frames.reality[kind].finditer(at.folded, left, to)) if to is not None else []
    if not found or at.frames.syntax.asserts.search(at.folded, left, at.match.start) is not None:
        return None
    between = at.folded[found[-1].end() : to]
    if CLAUSE_END.search(between) is not None or any(at.frames.syntax.past.fullmatch(word) for word in between.split()):
        return None
    return of_list(at.frames, kind, found[-1])


def _infinitive_of(at: Spot, left: int) -> int | None:
    """Where the infinitive begins that the trigger is, or that has it for its object: "to hold joint drills"."""
    to = TO_VERB.search(at.folded, left, at.match.start)
    if to is None and at.trigger.form == "noun":
        to = at.frames.syntax.light_verb.search(at.folded, left, at.match.start)
    return None if to is None else to.start()


def predicated(kind: str, at: Spot) -> Cue | None:
    """The verb of such a list whose subject a noun is: «переговоры делегаций в Каире пройдут»."""
    if not told_by_noun(at):
        return None
    named = past_name(at.folded, at.match.end)
    # An Arabic adjective follows its noun: «القمة المقررة».
    reach = AFTER if at.frames.has("awaited_beside") and kind == "awaited" else SUBJECT
    clause = CLAUSE_END.split(at.frames.syntax.listed.sub(" ", at.folded[named : min(at.sentence.end, named + reach)]))[0]
    return listed(at.frames, kind, clause)


def said_there(at: Spot, before: str) -> bool:
    """Whether the event is where something else was said or denied: "urged patience at a summit", "denied in a phone call with"."""
    first = at.words.partition(" ")[0]
    if any(found.end() >= len(before.rstrip()) for found in at.frames.reality["joining"].finditer(before + first)):
        return False  # «رفض المشاركة في محادثات», «فشل في توقيع اتفاق»
    told = (found.end() for found in at.frames.reality["occasion"].finditer(before) if len(before) - found.end() < BESIDE)
    if any(at.frames.syntax.says_that.match(before, end + 1) is None for end in told):  # «أمله في أن يقوم بزيارة»
        return True
    opens = at.frames.reality["occasion"].match(at.folded, at.match.start)
    return opens is not None and opens.end() < at.match.end


def in_force(at: Spot) -> bool:
    """An accord that is only acted on or broken: "in violation of the treaty"."""
    found = list(at.frames.reality["in_force"].finditer(at.folded, max(at.sentence.start, at.match.start - BEFORE), at.match.start))
    return bool(found) and at.match.start - found[-1].end() <= _NEXT


def conditional(at: Spot) -> Cue | None:
    """«retirera ses troupes si la junte négocie»: a deed to come that hangs on a condition told behind it is a threat or a promise."""
    if at.event_type not in ACTS:
        return None
    behind = at.frames.syntax.condition.search(at.folded, at.match.end, min(at.sentence.end, at.match.end + _CONDITION))
    return worded(at.frames, "condition", behind)
