"""What a trigger's words hang on: the words before it in its clause → planned, decided, a fact, or none; None where nothing governs them.

«решила отправить», «план отправки», «решение правительства о выводе», «против отправки», «сумела отправить».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.cues import Cue, worded
from builder.parsers.scene.spot import Spot

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


class Governor(NamedTuple):
    """The word that a trigger's words hang on, and what it makes of them."""

    hangs: Hangs
    cue: Cue


def hangs_on(at: Spot) -> Governor | None:
    """How real what the trigger names is by the word that governs it; an infinitive that no verb of success governs is no fact."""
    if at.frames.heads is None or _told_before(at):
        return None
    event_type = at.event_type
    left = max(at.sentence.start, at.match.start - _REACH)
    before = clause_before(at.folded, left, at.match.start, at.frames)
    prolonged = at.frames.syntax.prolongs.search(at.folded, max(left, at.match.start - _BESIDE), at.match.end) is not None
    own = _own_head(at)
    if own is not None and not prolonged and (own.hangs == "decided" or not at.frames.has("clitics")):
        return own  # «одобрила отправку», «صادق البرلمان على نشر قوات»
    if at.frames.syntax.infinitive.match(at.folded, at.match.start):
        return _infinitive(before, event_type, at.frames)
    finite = at.frames.syntax.finite.match(at.folded, at.match.start) is not None
    inner = at.frames.syntax.infinitive.search(at.folded, at.match.start, at.match.end)
    if inner is not None and _may_hang(at.trigger, finite):
        return _within(before + at.folded[at.match.start : inner.start()], event_type, at.frames)
    if finite or prolonged:
        return None  # «в соответствии с планом направила»
    # a preposition may be one with the word behind it: «اتفاق لتدريب»
    own_word = at.words.partition(" ")[0] if at.frames.has("clitics") else ""
    head = _head(before, at.frames, own_word)
    if head is None and event_type not in OCCASIONS and at.frames.syntax.talks_for.search(before + own_word) is not None:
        talks = at.frames.syntax.talks_for.search(before + own_word)
        return _by(at.frames, "planned", worded(at.frames, "talks_for", talks))
    if head is not None and head.hangs in ("decided", "agreed") and event_type in OCCASIONS and _at_one(before, at.frames):
        return None
    if head is not None:
        by_paper = event_type in _BY_PAPER.get(head.hangs, ()) and at.frames.syntax.to_sign.match(at.folded, at.match.start) is None
        return None if by_paper else head
    # «решили начать патрулирование»: the noun is as real as the infinitive that has it for its object
    beside = at.frames.syntax.infinitive_beside.search(before)
    return _infinitive(before[: beside.start()], event_type, at.frames) if beside is not None else None


def _at_one(before: str, frames: Frames) -> bool:
    """Whether the words stand where an occasion is told: "decided at a summit"."""
    return any(found.end() >= len(before.rstrip()) for found in frames.reality["occasion"].finditer(before))


def _told_before(at: Spot) -> bool:
    """«أبدوا اهتمامهم بالمحادثات», «خلال لقائه»: talks under way, marked on the noun or as an occasion, hang on nothing before them."""
    trigger, syntax = at.trigger, at.frames.syntax
    definite = trigger.event_type in OCCASIONS and trigger.form == "noun" and syntax.definite.match(at.folded, at.match.start) is not None
    return definite or (syntax.definite is not NEVER and syntax.at_occasion.match(at.folded, at.match.start) is not None)


def told_by_noun(at: Spot) -> bool:
    """Whether a noun opens the trigger's words: «проведение переговоров», «l'ouverture d'un centre»."""
    if at.trigger.form == "noun" or at.frames.syntax.action.match(at.folded, at.match.start) is not None:
        return True
    return at.frames.syntax.article.search(at.folded, max(0, at.match.start - _ARTICLE), at.match.start) is not None


def _may_hang(trigger: Trigger, finite: bool) -> bool:
    """Whether an infinitive inside the trigger's words is what they tell, and the verb that opens them only governs it."""
    own = trigger.event_type in _OWN_VERBS or (trigger.event_type == "reduction" and finite)
    return trigger.form == "verb" and trigger.scheme != "receiver" and not own


def _within(before: str, event_type: str, frames: Frames) -> Governor | None:
    """«военные могут покинуть», «самолеты начали поступать»: what governs an infinitive inside the trigger's words."""
    if frames.reality["denied"].search(before) is not None:
        return None
    return _infinitive(before, event_type, frames)


def _own_head(at: Spot) -> Governor | None:
    """«одобрила направление военных», «согласились создать центр»: the trigger's own first word is the approval of what it names."""
    trigger, heads = at.trigger, at.frames.heads
    if heads is None or trigger.event_type in _SAID or trigger.scheme == "receiver":
        return None
    kinds: tuple[tuple[Hangs, re.Pattern[str]], ...] = (("decided", heads.decided), ("agreed", heads.agreed))
    return next((_of_head(at.frames, kind, found[0]) for kind, words in kinds if (found := words.match(at.folded, at.match.start))), None)


def _of_head(frames: Frames, hangs: Hangs, words: str, kind: str = "") -> Governor:
    return Governor(hangs, Cue(f"{frames.language}.heads.{kind or hangs}", words))


def _by(frames: Frames, hangs: Hangs, cue: Cue | None) -> Governor:
    """What hangs on other words, or on none but the infinitive itself."""
    return Governor(hangs, cue or Cue(f"{frames.language}.syntax.infinitive"))


def to_come(governor: Governor | None, event_type: str) -> bool:
    """Whether what so hangs on its governor is still to come."""
    hangs = governor.hangs if governor is not None else None
    return hangs == "planned" or (hangs in ("decided", "agreed") and event_type not in _DONE_BY[hangs])


def settled(governor: Governor | None, event_type: str) -> bool:
    """Whether its governor tells that a plan is done."""
    hangs = governor.hangs if governor is not None else None
    return hangs == "fact" or (hangs in ("decided", "agreed") and event_type in _DONE_BY[hangs])


def _head(before: str, frames: Frames, own: str = "") -> Governor | None:
    """What the nearest of the governing nouns and verbs says, where nothing but attributes and a preposition stand between."""
    assert frames.heads is not None
    found = [(at, -start, kind) for kind, words in frames.heads.beside for start, at in _governing(words, before, own, frames)]
    if found:
        end, start, kind = max(found)
        return _of_head(frames, kind, (before + own)[-start:end])
    # «أن ترسل», «قد يلتقي», where nothing else tells what of it
    would = next(_governing(frames.syntax.would, before, own, frames), None)
    return Governor("planned", Cue(f"{frames.language}.syntax.would", (before + own)[slice(*would)])) if would is not None else None


def _governing(words: re.Pattern[str], before: str, own: str, frames: Frames) -> Iterator[tuple[int, int]]:
    for word in words.finditer(before + own):
        reaches = word.end() > len(before) or frames.syntax.governs.match(before, word.end()) is not None
        if word.start() < len(before) and reaches:
            yield word.span()


def _infinitive(before: str, event_type: str, frames: Frames) -> Governor:
    """What governs an infinitive: a word right before it, else a verb of its clause that no other infinitive stands behind."""
    assert frames.heads is not None
    head = _head(before, frames)
    if head is not None and head.hangs != "fact":
        return head
    due: Hangs = "planned" if event_type in OCCASIONS else "none"
    heads = frames.heads
    governing: tuple[tuple[Hangs, str, re.Pattern[str]], ...] = (
        ("fact", "achieved", heads.achieved),
        (due, "due", heads.due),
        ("decided", "decided", heads.decided),
        ("agreed", "agreed", heads.agreed),
    )
    for hangs, kind, words in governing:
        told = list(words.finditer(before))
        if told and frames.syntax.infinitive.search(before, told[-1].end()) is None:
            return _of_head(frames, hangs, told[-1][0], kind)
    return _by(frames, "planned", None)
