"""What makes no event: words that deny, wish for, demand or only talk of what a trigger names; words around it → bool."""

from __future__ import annotations

import re

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.reality.governors import OCCASIONS, Governor, told_by_noun
from builder.parsers.reality.infinitives import governed_infinitive, opens_with_subject
from builder.parsers.scene.cues import Cue, listed, of_list
from builder.parsers.scene.spot import Spot
from builder.text.clitics import TO

BEFORE, AFTER, BESIDE = 45, 25, 16
_NEXT = 2
_GOVERNED, _CONDITION, _USUAL = 140, 50, 80
# What opinion asks for, where talks and visits are only spoken of.
_ACTS = frozenset(
    ("arms_transfer", "aid", "reduction", "presence", "training", "intelligence", "agreement", "mechanism", "operation", "statement")
)
SUBJECT = 120  # how far a verb stands from its subject
# "To immediately send", "to be sent".
TO_VERB = re.compile(r" to (?:\w+ly )?(?:be )?$")
CLAUSE_END = re.compile(r"[,;:()\"]\s")
_DETERMINER = re.compile(r" (?:the|an?|its|his|her|their|all)(?: \w+)? $")
_PAUSE = re.compile(r'[,;:"]')
# What talks may be about: "discussed the joint operations" tells of none.
_DEEDS = frozenset(
    ("operation", "exercise", "arms_transfer", "aid", "training", "intelligence", "mechanism", "presence", "statement", "reduction")
)
# A request or a refusal is an event of its own where states ask for suspects (coding guide, ruling 21).
ASKED = frozenset(("judicial",))
_DELIVERED = frozenset(("arms_transfer", "aid"))
# «учения "Индра" стартовали»: the name of the thing stands between it and its verb.
_NAME = re.compile(r"(?:\s[\w-]+){0,2}\s\"[^\"\n]{2,40}\"")


def past_name(folded: str, end: int) -> int:
    """Where the words after a trigger go on, the name in quotes that it bears passed over."""
    name = _NAME.match(folded, end)
    return name.end() if name is not None else end


def _only_invited(at: Spot) -> bool:
    """«دعا نظيره لزيارة موسكو»: an invitation (coding guide, ruling 19)."""
    return at.folded[at.match.start] == TO and at.frames.reality["invited"].search(at.folded, at.sentence.start, at.match.start) is not None


def _invited_for(at: Spot) -> bool:
    """«وجه دعوة إلى نظيره لزيارة كييف لبحث التعاون»: what an invited guest is to talk about."""
    asked = at.frames.reality["invited"].search(at.folded, at.sentence.start, at.match.start) if at.folded[at.match.start] == TO else None
    return asked is not None and at.frames.syntax.invited_on_journey.search(at.folded, asked.end(), at.match.start) is not None


def _asked_to(at: Spot) -> bool:
    """Whether an infinitive says what somebody is invited to, and nothing that he accepted."""
    folded, start, reality = at.folded, at.sentence.start, at.frames.reality
    to = TO_VERB.search(folded, start, at.match.start)
    asked = to and next(reality["invited"].finditer(folded, max(start, at.match.start - SUBJECT), to.start()), None)
    return asked is not None and reality["planned"].search(folded, max(start, asked.start() - BEFORE), asked.end()) is None


def unreal(at: Spot, before: str, governor: Governor | None) -> bool:
    """Whether the words deny, wish for, demand or urge what the trigger names."""
    trigger, hangs = at.trigger, governor.hangs if governor is not None else None
    event_type = trigger.event_type
    if event_type == "visit" and _only_invited(at):
        return True
    if at.frames.has("to_is_ahead") and _asked_to(at):
        return True
    if event_type == "meeting" and _invited_for(at):
        return True
    if at.sentence.part == "body" and at.frames.syntax.habit.search(
        at.folded, max(at.sentence.start, at.match.start - _USUAL), at.match.end + BESIDE
    ):
        return True
    passive = at.frames.syntax.met_passively.search(at.folded, max(at.sentence.start, at.match.start - BESIDE), at.match.end)
    if passive is not None and passive.end() > at.match.start:
        return True
    unreal = at.frames.reality["denied"].search(before) or at.frames.reality["wished"].search(before)
    unreal = unreal or _elided_denial(at)
    asked = event_type in ASKED and not trigger.has("refusable") and _asked_or_refused(at.frames, before)
    if trigger.has("tip"):
        unreal = None  # «أحبطت هجوما بفضل معلومات من المخابرات»
    if unreal and not asked and not (event_type in OCCASIONS and said_there(at, before)):
        return True
    if hangs == "none" or (hangs == "refused" and not asked):
        return True
    if _only_discussed(at, before, hangs) or _denied_within(at):
        return True
    if event_type in _ACTS and at.frames.syntax.none_of.search(at.folded, at.match.start, at.match.end) is not None:
        return True  # "would send no troops"
    if any(found.end() >= len(before) - BESIDE // 2 for found in at.frames.reality["lacking"].finditer(before)):
        return True  # «faute d'accord», «en cas d'envoi»
    if event_type == "reduction" and _ends_with(at.frames.reality["lifted"], before):
        return True  # "lifting the embargo"
    if event_type not in _APART and told_by_noun(at) and _ends_with(at.frames.reality["stopped"], _DETERMINER.sub(" ", before)):
        return True
    if event_type in _DELIVERED and at.frames.reality["struck"].search(before):
        return True  # "strikes that target shipments of weapons": they reach nobody
    if not asked and predicated("undone", at):
        return True
    if event_type in _ACTS and (_ought(at) or predicated("conjectured", at)):
        return True
    # "Urged the president to stop quarrelling and to resume talks".
    urged = governed(at, "urged") or governed_by(at, "urged")
    return not asked and event_type != "statement" and urged is not None


_NOT = re.compile(r" (?:pas|aucune?|jamais|guere|point|nul) ")


def _elided_denial(at: Spot) -> re.Match[str] | None:
    """«n'enverra pas de soldats»: the verb's own denial stands before and behind it; "no more" tells that something ends."""
    elided = at.frames.has("elision") and at.folded.endswith("n'", 0, at.match.start)
    return _NOT.search(at.folded, at.match.start, at.match.end + _NEXT) if elided else None


def _asked_or_refused(frames: Frames, before: str) -> bool:
    """A request or a refusal to hand over is an event of its own, in Arabic told from "did not" and "may" by its words (ruling 21)."""
    words = frames.reality["refusing"]
    return words is NEVER or words.search(before) is not None


# What is reached or held, or is not.
_APART = frozenset(("reduction", "judicial", "statement"))  # their own words may be of refusing
_REACHED = frozenset(("agreement", "mechanism", "meeting", "conference"))


def _denied_within(at: Spot) -> bool:
    """ "Concluded a visit without an agreement", "reached no accord": what the words between a trigger's first and last deny."""
    trigger = at.trigger
    subject = at.frames.has("elision") and opens_with_subject(at)  # «armée belge n'a pas formé»
    if trigger.form == "noun" and not subject:
        return False
    if trigger.event_type not in _APART and at.frames.syntax.auxiliary_denies.search(at.folded, at.match.start, at.match.end) is not None:
        return True
    if trigger.event_type not in _REACHED and not subject:
        return False
    first = at.folded.find(" ", at.match.start, at.match.end)
    return first >= 0 and at.frames.reality["denied"].search(at.folded, first, at.folded.rfind(" ", first, at.match.end) + 1) is not None


def unchanged(frames: Frames, before: str) -> str:
    """ "No plans to change the drills" leaves the drills as they are: what stands before them, the denied change left out."""
    denied = frames.reality["denied"].search(before)
    change = None if denied is None else frames.reality["changing"].search(before, denied.end())
    return before if change is None else before[change.end() :]


def _only_discussed(at: Spot, before: str, hangs: Hangs | None) -> bool:
    """Whether a deed is only a matter of talks: «بحث دعم الجيش», "discussed the war and the sale of tanks"."""
    trigger = at.trigger
    if trigger.event_type not in _DEEDS and not trigger.has("talked_of"):
        return False
    words = at.frames.only_discussed
    beside = [found for found in words.before.finditer(before) if found.end() >= len(before.rstrip())]
    if beside and hangs is None and not _agreed_on(before[: beside[0].start()], words.agreed):
        return True
    # "talked about training Iraqi soldiers"
    noun = trigger.form == "noun" or at.frames.syntax.participle.fullmatch(at.words.partition(" ")[0]) is not None
    told = words.govern.finditer(at.folded, max(at.sentence.start, at.match.start - _GOVERNED), at.match.start)
    return noun and any(_one_clause(_past_occasion(at.folded[found.end() : at.match.start], at.frames), words.ends) for found in told)


_OCCASION = re.compile(r"(?:\s+\w+){1,2}?(?=\s)")


def _past_occasion(between: str, frames: Frames) -> str:
    """«بحثا خلال اللقاء التعاون», «ont évoqué lors de l'entretien la vente»: when they talked stands between the verb and its matter."""
    opens = frames.reality["occasion"].match(between, len(between) - len(between.lstrip()))
    noun = _OCCASION.match(between, opens.end()) if opens is not None else None
    return between[noun.end() :] if noun is not None else between


def _agreed_on(before: str, agreed: re.Pattern[str]) -> bool:
    """«الاتفاق المبدئي حول تشكيل فريق»: what is agreed on is more than talk."""
    return any(len(before[found.end() :].split()) <= 1 for found in agreed.finditer(before))


def _one_clause(between: str, ends: re.Pattern[str]) -> bool:
    return _PAUSE.search(between) is None and ends.search(between) is None


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


def _ought(at: Spot) -> bool:
    """ "This should include sanctions and the provision of weapons": what ought to be done, told anywhere before in its clause."""
    breaks = [found.start() for found in at.frames.clauses.finditer(at.folded, at.sentence.start, at.match.start)]
    return at.frames.reality["ought"].search(at.folded, breaks[-1] if breaks else at.sentence.start, at.match.start) is not None


def conditional(at: Spot) -> bool:
    """«retirera ses troupes si la junte négocie»: a deed to come that hangs on a condition told behind it is a threat or a promise."""
    behind = at.frames.syntax.condition.search(at.folded, at.match.end, min(at.sentence.end, at.match.end + _CONDITION))
    return at.event_type in _ACTS and behind is not None


def _ends_with(words: re.Pattern[str], before: str) -> bool:
    return any(found.end() >= len(before.rstrip()) for found in words.finditer(before))


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


def predicated(kind: str, at: Spot) -> Cue | None:
    """The verb of such a list whose subject a noun is: «переговоры делегаций в Каире пройдут»."""
    if not told_by_noun(at):
        return None
    named = past_name(at.folded, at.match.end)
    # An Arabic adjective follows its noun: «القمة المقررة».
    reach = AFTER if at.frames.has("awaited_beside") and kind == "awaited" else SUBJECT
    clause = CLAUSE_END.split(at.frames.syntax.listed.sub(" ", at.folded[named : min(at.sentence.end, named + reach)]))[0]
    return listed(at.frames, kind, clause)


def in_force(at: Spot) -> bool:
    """An accord that is only acted on or broken: "in violation of the treaty"."""
    found = list(at.frames.reality["in_force"].finditer(at.folded, max(at.sentence.start, at.match.start - BEFORE), at.match.start))
    return bool(found) and at.match.start - found[-1].end() <= _NEXT
