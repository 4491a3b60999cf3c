"""What a trigger's words hang on: the words before it in its clause → planned, decided, a fact, or none; None where nothing governs them.

«решила отправить», «план отправки», «решение правительства о выводе», «против отправки», «сумела отправить».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.grammar.triggers import Trigger

_REACH, _ARTICLE, _BESIDE = 120, 6, 12
_CLAUSE_END = re.compile(r'[,;:()"]\s')
# «هددت بيونغ يانغ, الثلاثاء, بإلغاء»: what stands between two commas is no end of a clause where it is a word or three.
_ASIDE = re.compile(r", (?:\w+ ){0,2}\w+, ")
_QUOTED = re.compile(r'"\s?(\w+)\s?"')
# What is approved or agreed to is done by that (coding guide, rulings 3, 4 and 21); anything else is then still to come.
_DONE_BY = {
    "decided": frozenset(("arms_transfer", "aid", "reduction", "judicial")),
    "agreed": frozenset(("arms_transfer", "aid", "reduction")),
}
# «закон о ратификации соглашения», «меморандум о создании центра»: there is one.
_BY_PAPER = {"decided": frozenset(("agreement",)), "agreed": frozenset(("agreement", "mechanism"))}
# What is said or denied at one of these leaves it real.
OCCASIONS = frozenset(("meeting", "visit", "conference", "exercise", "call", "agreement"))
# Their words may begin with a verb that makes the event: «потребовал вывести», «попросил выдать», «согласились возобновить диалог».
_OWN_VERBS = frozenset(("judicial", "statement", "agreement", "call", "meeting", "conference"))
_SAID = frozenset(("agreement", "statement", "meeting", "call", "conference"))


def clause_before(folded: str, left: int, start: int, frames: Frames) -> str:
    """What stands before a trigger in its clause; words in quotes end none, in Arabic nor do days between commas, a comma before "that"."""
    while 0 < left < start and folded[left - 1 : left + 1].isalnum():
        left += 1  # half a word is another: «أعلن» ends in «لن»
    text = frames.syntax.parenthesis.sub(" ", folded[left:start])
    if not frames.has("commas_aside"):
        return _CLAUSE_END.split(_QUOTED.sub(r"\1", text))[-1]
    for comma in [found.start() for found in _CLAUSE_END.finditer(text) if frames.syntax.says_that.match(text, found.end())]:
        text = f"{text[:comma]} {text[comma + 1 :]}"
    return _CLAUSE_END.split(_QUOTED.sub(r"\1", _ASIDE.sub(" ", text)))[-1]


def hangs_on(folded: str, sentence: Sentence, match: Match, frames: Frames) -> Hangs | None:
    """How real what the trigger names is by the word that governs it; an infinitive that no verb of success governs is no fact."""
    if frames.heads is None or _told_before(folded, match, frames):
        return None
    event_type = frames.triggers[match.pattern].event_type
    left = max(sentence.start, match.start - _REACH)
    before = clause_before(folded, left, match.start, frames)
    prolonged = frames.syntax.prolongs.search(folded, max(left, match.start - _BESIDE), match.end) is not None
    own = _own_head(folded, match, frames)
    if own is not None and not prolonged and (own == "decided" or not frames.has("clitics")):
        return own  # «одобрила отправку», «صادق البرلمان على نشر قوات»
    if frames.syntax.infinitive.match(folded, match.start):
        return _infinitive(before, event_type, frames)
    finite = frames.syntax.finite.match(folded, match.start) is not None
    inner = frames.syntax.infinitive.search(folded, match.start, match.end)
    if inner is not None and _may_hang(frames.triggers[match.pattern], finite):
        return _within(before + folded[match.start : inner.start()], event_type, frames)
    if finite or prolonged:
        return None  # «в соответствии с планом направила»
    # a preposition may be one with the word behind it: «اتفاق لتدريب»
    own_word = folded[match.start : match.end].partition(" ")[0] if frames.has("clitics") else ""
    head = _head(before, frames, own_word)
    if head is None and event_type not in OCCASIONS and frames.syntax.talks_for.search(before + own_word) is not None:
        return "planned"
    if head in ("decided", "agreed") and event_type in OCCASIONS and _at_one(before, frames):
        return None
    if head is not None:
        by_paper = event_type in _BY_PAPER.get(head, ()) and frames.syntax.to_sign.match(folded, match.start) is None
        return None if by_paper else head
    # «решили начать патрулирование»: the noun is as real as the infinitive that has it for its object
    beside = frames.syntax.infinitive_beside.search(before)
    return _infinitive(before[: beside.start()], event_type, frames) if beside is not None else None


def _at_one(before: str, frames: Frames) -> bool:
    """Whether the words stand where an occasion is told: "decided at a summit"."""
    return any(found.end() >= len(before.rstrip()) for found in frames.reality["occasion"].finditer(before))


def _told_before(folded: str, match: Match, frames: Frames) -> bool:
    """«أبدوا اهتمامهم بالمحادثات», «خلال لقائه»: talks under way, marked on the noun or as an occasion, hang on nothing before them."""
    trigger, syntax = frames.triggers[match.pattern], frames.syntax
    definite = trigger.event_type in OCCASIONS and trigger.form == "noun" and syntax.definite.match(folded, match.start) is not None
    return definite or (syntax.definite is not NEVER and syntax.at_occasion.match(folded, match.start) is not None)


def told_by_noun(folded: str, match: Match, frames: Frames) -> bool:
    """Whether a noun opens the trigger's words: «проведение переговоров», «l'ouverture d'un centre»."""
    if frames.triggers[match.pattern].form == "noun" or frames.syntax.action.match(folded, match.start) is not None:
        return True
    return frames.syntax.article.search(folded, max(0, match.start - _ARTICLE), match.start) is not None


def _may_hang(trigger: Trigger, finite: bool) -> bool:
    """Whether an infinitive inside the trigger's words is what they tell, and the verb that opens them only governs it."""
    own = trigger.event_type in _OWN_VERBS or (trigger.event_type == "reduction" and finite)
    return trigger.form == "verb" and trigger.scheme != "receiver" and not own


def _within(before: str, event_type: str, frames: Frames) -> Hangs | None:
    """«военные могут покинуть», «самолеты начали поступать»: what governs an infinitive inside the trigger's words."""
    if frames.reality["denied"].search(before) is not None:
        return None
    return _infinitive(before, event_type, frames)


def _own_head(folded: str, match: Match, frames: Frames) -> Hangs | None:
    """«одобрила направление военных», «согласились создать центр»: the trigger's own first word is the approval of what it names."""
    trigger, heads = frames.triggers[match.pattern], frames.heads
    if heads is None or trigger.event_type in _SAID or trigger.scheme == "receiver":
        return None
    return "decided" if heads.decided.match(folded, match.start) else "agreed" if heads.agreed.match(folded, match.start) else None


def to_come(hangs: Hangs | None, event_type: str) -> bool:
    """Whether what so hangs on its governor is still to come."""
    return hangs == "planned" or (hangs in ("decided", "agreed") and event_type not in _DONE_BY[hangs])


def settled(hangs: Hangs | None, event_type: str) -> bool:
    """Whether its governor tells that a plan is done."""
    return hangs == "fact" or (hangs in ("decided", "agreed") and event_type in _DONE_BY[hangs])


def _head(before: str, frames: Frames, own: str = "") -> Hangs | None:
    """What the nearest of the governing nouns and verbs says, where nothing but attributes and a preposition stand between."""
    assert frames.heads is not None
    found = [(at, -start, kind) for kind, words in frames.heads.beside for start, at in _governing(words, before, own, frames)]
    if not found and any(_governing(frames.syntax.would, before, own, frames)):
        return "planned"  # «أن ترسل», «قد يلتقي», where nothing else tells what of it
    return max(found)[2] if found else None


def _governing(words: re.Pattern[str], before: str, own: str, frames: Frames) -> Iterator[tuple[int, int]]:
    for word in words.finditer(before + own):
        reaches = word.end() > len(before) or frames.syntax.governs.match(before, word.end()) is not None
        if word.start() < len(before) and reaches:
            yield word.span()


def _infinitive(before: str, event_type: str, frames: Frames) -> Hangs:
    """What governs an infinitive: a word right before it, else a verb of its clause that no other infinitive stands behind."""
    assert frames.heads is not None
    head = _head(before, frames)
    if head is not None and head != "fact":
        return head
    due: Hangs = "planned" if event_type in OCCASIONS else "none"
    heads = frames.heads
    governing: tuple[tuple[Hangs, re.Pattern[str]], ...] = (
        ("fact", heads.achieved),
        (due, heads.due),
        ("decided", heads.decided),
        ("agreed", heads.agreed),
    )
    for kind, words in governing:
        told = list(words.finditer(before))
        if told and frames.syntax.infinitive.search(before, told[-1].end()) is None:
            return kind
    return "planned"
