"""What makes no event: words that deny, wish for, demand or only talk of what a trigger names; words around it → bool."""

from __future__ import annotations

import re

from builder.model import Sentence
from builder.parsers.circumstances.governors import OCCASIONS, told_by_noun
from builder.parsers.circumstances.infinitives import governed_infinitive, opens_with_subject
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import NEVER
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


def _only_invited(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """«دعا نظيره لزيارة موسكو»: an invitation (coding guide, ruling 19)."""
    return folded[match.start] == TO and frames.reality["invited"].search(folded, sentence.start, match.start) is not None


def _invited_for(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """«وجه دعوة إلى نظيره لزيارة كييف لبحث التعاون»: what an invited guest is to talk about."""
    asked = frames.reality["invited"].search(folded, sentence.start, match.start) if folded[match.start] == TO else None
    return asked is not None and frames.syntax.invited_on_journey.search(folded, asked.end(), match.start) is not None


def _asked_to(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """Whether an infinitive says what somebody is invited to, and nothing that he accepted."""
    to = TO_VERB.search(folded, sentence.start, match.start)
    asked = to and next(frames.reality["invited"].finditer(folded, max(sentence.start, match.start - SUBJECT), to.start()), None)
    return asked is not None and frames.reality["planned"].search(folded, max(sentence.start, asked.start() - BEFORE), asked.end()) is None


def unreal(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str, hangs: Hangs | None) -> bool:
    """Whether the words deny, wish for, demand or urge what the trigger names."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    if event_type == "visit" and _only_invited(folded, sentence, match, frames):
        return True
    if frames.has("to_is_ahead") and _asked_to(folded, sentence, match, frames):
        return True
    if event_type == "meeting" and _invited_for(folded, sentence, match, frames):
        return True
    if sentence.part == "body" and frames.syntax.habit.search(folded, max(sentence.start, match.start - _USUAL), match.end + BESIDE):
        return True
    passive = frames.syntax.met_passively.search(folded, max(sentence.start, match.start - BESIDE), match.end)
    if passive is not None and passive.end() > match.start:
        return True
    unreal = frames.reality["denied"].search(before) or frames.reality["wished"].search(before)
    unreal = unreal or _elided_denial(folded, match, frames)
    asked = event_type in ASKED and not trigger.has("refusable") and _asked_or_refused(frames, before)
    if trigger.has("tip"):
        unreal = None  # «أحبطت هجوما بفضل معلومات من المخابرات»
    if unreal and not asked and not (event_type in OCCASIONS and said_there(frames, folded, match, before)):
        return True
    if hangs == "none" or (hangs == "refused" and not asked):
        return True
    if _only_discussed(folded, sentence, match, frames, before, hangs) or _denied_within(folded, match, frames):
        return True
    if event_type in _ACTS and frames.syntax.none_of.search(folded, match.start, match.end) is not None:
        return True  # "would send no troops"
    if any(found.end() >= len(before) - BESIDE // 2 for found in frames.reality["lacking"].finditer(before)):
        return True  # «faute d'accord», «en cas d'envoi»
    if event_type == "reduction" and _ends_with(frames.reality["lifted"], before):
        return True  # "lifting the embargo"
    if (
        event_type not in _APART
        and told_by_noun(folded, match, frames)
        and _ends_with(frames.reality["stopped"], _DETERMINER.sub(" ", before))
    ):
        return True
    if event_type in _DELIVERED and frames.reality["struck"].search(before):
        return True  # "strikes that target shipments of weapons": they reach nobody
    if not asked and predicated("undone", frames, match, folded, sentence):
        return True
    if event_type in _ACTS and (_ought(folded, sentence, match, frames) or predicated("conjectured", frames, match, folded, sentence)):
        return True
    # "Urged the president to stop quarrelling and to resume talks".
    urged = governed(folded, sentence, match, frames.reality["urged"])
    return not asked and event_type != "statement" and (urged or governed_by(folded, sentence, match, frames, frames.reality["urged"]))


_NOT = re.compile(r" (?:pas|aucune?|jamais|guere|point|nul) ")


def _elided_denial(folded: str, match: Match, frames: Frames) -> re.Match[str] | None:
    """«n'enverra pas de soldats»: the verb's own denial stands before and behind it; "no more" tells that something ends."""
    elided = frames.has("elision") and folded.endswith("n'", 0, match.start)
    return _NOT.search(folded, match.start, match.end + _NEXT) if elided else None


def _asked_or_refused(frames: Frames, before: str) -> bool:
    """A request or a refusal to hand over is an event of its own, in Arabic told from "did not" and "may" by its words (ruling 21)."""
    words = frames.reality["refusing"]
    return words is NEVER or words.search(before) is not None


# What is reached or held, or is not.
_APART = frozenset(("reduction", "judicial", "statement"))  # their own words may be of refusing
_REACHED = frozenset(("agreement", "mechanism", "meeting", "conference"))


def _denied_within(folded: str, match: Match, frames: Frames) -> bool:
    """ "Concluded a visit without an agreement", "reached no accord": what the words between a trigger's first and last deny."""
    trigger = frames.triggers[match.pattern]
    subject = frames.has("elision") and opens_with_subject(folded, match, frames)  # «armée belge n'a pas formé»
    if trigger.form == "noun" and not subject:
        return False
    if trigger.event_type not in _APART and frames.syntax.auxiliary_denies.search(folded, match.start, match.end) is not None:
        return True
    if trigger.event_type not in _REACHED and not subject:
        return False
    first = folded.find(" ", match.start, match.end)
    return first >= 0 and frames.reality["denied"].search(folded, first, folded.rfind(" ", first, match.end) + 1) is not None


def unchanged(frames: Frames, before: str) -> str:
    """ "No plans to change the drills" leaves the drills as they are: what stands before them, the denied change left out."""
    denied = frames.reality["denied"].search(before)
    change = None if denied is None else frames.reality["changing"].search(before, denied.end())
    return before if change is None else before[change.end() :]


def _only_discussed(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str, hangs: Hangs | None) -> bool:
    """Whether a deed is only a matter of talks: «بحث دعم الجيش», "discussed the war and the sale of tanks"."""
    trigger = frames.triggers[match.pattern]
    if trigger.event_type not in _DEEDS and not trigger.has("talked_of"):
        return False
    words = frames.only_discussed
    beside = [found for found in words.before.finditer(before) if found.end() >= len(before.rstrip())]
    if beside and hangs is None and not _agreed_on(before[: beside[0].start()], words.agreed):
        return True
    # "talked about training Iraqi soldiers"
    noun = trigger.form == "noun" or frames.syntax.participle.fullmatch(folded[match.start : match.end].partition(" ")[0]) is not None
    told = words.govern.finditer(folded, max(sentence.start, match.start - _GOVERNED), match.start)
    return noun and any(_one_clause(_past_occasion(folded[found.end() : match.start], frames), words.ends) for found in told)


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


def governed(folded: str, sentence: Sentence, match: Match, verbs: re.Pattern[str]) -> bool:
    """Whether an infinitive hangs on one of the verbs, however far before: "is scheduled to meet him today to discuss"."""
    left = max(sentence.start, match.start - _GOVERNED)
    return folded[left : match.start].endswith(" to ") and verbs.search(folded, left, match.start) is not None


def governed_by(folded: str, sentence: Sentence, match: Match, frames: Frames, words: re.Pattern[str]) -> bool:
    """ "The decision by Oslo to send": whether one of the words governs an infinitive, no pause or other finite verb between."""
    left = max(sentence.start, match.start - _GOVERNED)
    to = _infinitive_of(folded, left, match, frames) or governed_infinitive(folded, sentence, match, frames)
    found = list(words.finditer(folded, left, to)) if to is not None else []
    if not found or frames.syntax.asserts.search(folded, left, match.start) is not None:
        return False
    between = folded[found[-1].end() : to]
    return CLAUSE_END.search(between) is None and not any(frames.syntax.past.fullmatch(word) for word in between.split())


def _infinitive_of(folded: str, left: int, match: Match, frames: Frames) -> int | None:
    """Where the infinitive begins that the trigger is, or that has it for its object: "to hold joint drills"."""
    to = TO_VERB.search(folded, left, match.start)
    if to is None and frames.triggers[match.pattern].form == "noun":
        to = frames.syntax.light_verb.search(folded, left, match.start)
    return None if to is None else to.start()


def _ought(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """ "This should include sanctions and the provision of weapons": what ought to be done, told anywhere before in its clause."""
    breaks = [found.start() for found in frames.clauses.finditer(folded, sentence.start, match.start)]
    return frames.reality["ought"].search(folded, breaks[-1] if breaks else sentence.start, match.start) is not None


def conditional(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """«retirera ses troupes si la junte négocie»: a deed to come that hangs on a condition told behind it is a threat or a promise."""
    behind = frames.syntax.condition.search(folded, match.end, min(sentence.end, match.end + _CONDITION))
    return frames.triggers[match.pattern].event_type in _ACTS and behind is not None


def _ends_with(words: re.Pattern[str], before: str) -> bool:
    return any(found.end() >= len(before.rstrip()) for found in words.finditer(before))


def said_there(frames: Frames, folded: str, match: Match, before: str) -> bool:
    """Whether the event is where something else was said or denied: "urged patience at a summit", "denied in a phone call with"."""
    first = folded[match.start : match.end].partition(" ")[0]
    if any(found.end() >= len(before.rstrip()) for found in frames.reality["joining"].finditer(before + first)):
        return False  # «رفض المشاركة في محادثات», «فشل في توقيع اتفاق»
    told = (found.end() for found in frames.reality["occasion"].finditer(before) if len(before) - found.end() < BESIDE)
    if any(frames.syntax.says_that.match(before, end + 1) is None for end in told):  # «أمله في أن يقوم بزيارة»
        return True
    opens = frames.reality["occasion"].match(folded, match.start)
    return opens is not None and opens.end() < match.end


def predicated(kind: str, frames: Frames, match: Match, folded: str, sentence: Sentence) -> bool:
    """Whether a noun is the subject of such a verb: «переговоры делегаций в Каире пройдут»."""
    if not told_by_noun(folded, match, frames):
        return False
    named = past_name(folded, match.end)
    # An Arabic adjective follows its noun: «القمة المقررة».
    reach = AFTER if frames.has("awaited_beside") and kind == "awaited" else SUBJECT
    clause = CLAUSE_END.split(frames.syntax.listed.sub(" ", folded[named : min(sentence.end, named + reach)]))[0]
    return frames.reality[kind].search(clause) is not None


def in_force(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """An accord that is only acted on or broken: "in violation of the treaty"."""
    found = list(frames.reality["in_force"].finditer(folded, max(sentence.start, match.start - BEFORE), match.start))
    return bool(found) and match.start - found[-1].end() <= _NEXT
