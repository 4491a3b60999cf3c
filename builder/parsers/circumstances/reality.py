"""Whether a trigger's words tell of something done, going on, planned, recalled or not real.

Trigger + sentence + date → status (occurred | ongoing | planned), background, or None for what makes no event.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.model import DateRange, Sentence
from builder.parsers.circumstances.aspect import held_later, looked_ahead_to, negotiated, still_today, under_way
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Reality
from builder.text.clitics import TO

_BEFORE, _AFTER, _BESIDE = 45, 25, 16
_NEXT, _OPENING_WORDS, _VERB = 2, 4, 12
_GOVERNED = 140
# What opinion asks for, where talks and visits are only spoken of.
_ACTS = frozenset(
    ("arms_transfer", "aid", "reduction", "presence", "training", "intelligence", "agreement", "mechanism", "operation", "statement")
)
_SUBJECT = 90  # how far a verb stands from its subject
_OLD = timedelta(days=45)
_WEEKS = timedelta(days=14)
# «تواصل وحدات من القوات التركية تدريب القوات الليبية»: the sentence's verb, however far before.
_CONTINUED = frozenset(("training", "exercise"))
_LASTING, _DAYS_LONG = frozenset(("visit", "exercise")), timedelta(days=4)
_CLAUSE_END = re.compile(r"[,;:()\"]\s")
_PAUSE = re.compile(r'[,;:"]')
_VAGUE = frozenset(("month", "year"))
# What talks may be about: "discussed the joint operations" tells of none.
_DEEDS = frozenset(
    ("operation", "exercise", "arms_transfer", "aid", "training", "intelligence", "mechanism", "presence", "statement", "reduction")
)
# «هددت بيونغ يانغ, الثلاثاء, بإلغاء»: what stands between two commas is no end of a clause where it is a word or three.
_ASIDE = re.compile(r", (?:\w+ ){0,2}\w+, ")
_QUOTED = re.compile(r'"(\w+)"')
# A request or a refusal is an event of its own where states ask for suspects (coding guide, ruling 21).
_ASKED = frozenset(("judicial",))
# What is done at a moment goes on for none: "the centre has started work" tells that it is set up.
_AT_ONCE = frozenset(("reduction", "agreement", "mechanism", "call", "statement"))
_TALKS = frozenset(("meeting", "conference", "visit"))
# Who announces sending forces has not sent them yet.
_AHEAD = frozenset(("presence",))
# One chamber's vote, a committee's leave is not yet the approval (coding guide, ruling 24).
_BY_LAW = frozenset(("arms_transfer", "aid", "reduction"))
# What is said or denied at one of these leaves it real.
_OCCASIONS = frozenset(("meeting", "visit", "conference", "exercise", "call", "agreement"))


def read_reality(
    folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None
) -> Reality | None:
    """None where the words deny, demand or suppose the event."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    left = max(sentence.start, match.start - _BEFORE)
    before = _words_before(folded, sentence, match, frames, left)
    named = _past_name(folded, match.end)
    after = _CLAUSE_END.split(folded[named : min(sentence.end, named + _AFTER)])[0]
    after = after.partition(" to ")[0] if frames.has("to_is_ahead") else after  # "have agreed to continue": what they mean to do
    around = before + folded[match.start : match.end] + after
    own = _own_words(folded, match, frames)
    if event_type == "visit" and folded[match.start] == TO and frames.reality["invited"].search(folded, sentence.start, match.start):
        return None  # «دعا نظيره لزيارة موسكو»: an invitation (coding guide, ruling 19)
    if _unreal(folded, sentence, match, frames, before):
        return None
    if event_type == "agreement" and _in_force(folded, sentence, match, frames):
        old = day is not None and day.date_end is not None and published is not None and day.date_end < published - _OLD
        return Reality("occurred", True) if old else None
    refused = event_type in _ASKED and frames.reality["denied"].search(before) is not None
    background = _background(folded, sentence, match, frames, day, published)
    if event_type in _BY_LAW and frames.syntax.one_chamber.search(folded, sentence.start, match.end) is not None:
        return Reality("planned", background)
    if event_type in _AHEAD and trigger.plan and frames.reality["decided"].search(before):
        return Reality("planned", background)
    if trigger.plan and event_type == "visit" and not frames.reality["done"].search(around):
        return Reality("planned", background)  # «قبل الدعوة لزيارة موسكو»: whatever the day on which it was accepted
    if day is not None and published is None and _says_future(day) and event_type != "reduction":
        return Reality("planned", False)
    if day is not None and day.date_start is not None and published is not None:
        if day.date_start > published:
            return Reality("planned", False)
        if day.date_end is not None and day.date_end < published and not _planned(frames, before, own):
            # «بدأ الأحد زيارة»: what began days ago lasts.
            lasts = event_type in _LASTING and day.precision == "day" and published - day.date_end <= _DAYS_LONG
            going_on = lasts and not background and _going_on(frames, event_type, around)
            return Reality("ongoing" if going_on else "occurred", background)
    if trigger.form == "verb" and event_type in _OCCASIONS and still_today(folded, sentence, match, frames, day, published):
        return Reality("planned", background)
    # "Japan to hold drills": the infinitive is a headline's future.
    purpose = _infinitive(folded, sentence, match, frames) or _governed(folded, sentence, match, frames.reality["planned"])
    to_come = frames.has("to_is_ahead") and event_type != "reduction" and purpose
    to_come = to_come or (trigger.form == "noun" and event_type in _TALKS and frames.syntax.purpose.search(before) is not None)
    to_come = (
        to_come
        or looked_ahead_to(folded, sentence, match, frames)
        or held_later(frames, trigger, sentence, match, folded)
        or negotiated(frames, trigger, before, around)
    )
    if (
        (to_come or _planned(frames, before, own) or _predicated("awaited", frames, match, folded, sentence))
        and event_type != "statement"  # "is ready to": the readiness is declared now
        and not refused
        and not (event_type == "reduction" and frames.reality["decided"].search(before))
    ):
        return Reality("planned", background)
    continues = event_type in _CONTINUED and frames.syntax.continues.match(folded, sentence.start) is not None
    visiting = event_type == "visit" and day is None and sentence.part != "title" and frames.syntax.visiting.search(own) is not None
    visiting = visiting or (day is None and under_way(frames.syntax, trigger, sentence, before, own))
    begun = event_type == "exercise" and _predicated("ongoing", frames, match, folded, sentence)  # «Учения военных двух стран начались»
    if visiting or continues or begun or (event_type not in _AT_ONCE and _going_on(frames, event_type, around)):
        return Reality("ongoing", background)
    if trigger.plan and day is None and not frames.reality["done"].search(around):
        return Reality("planned", background)
    return Reality("occurred", background)


def _own_words(folded: str, match: Match, frames: Frames) -> str:
    """Those of a trigger's words that tell its time.

    "Called off the planned drills", "signed a plan of cooperation": the plan is what is called off or signed.
    """
    trigger, own = frames.triggers[match.pattern], folded[match.start : match.end]
    if trigger.event_type == "reduction" or trigger.has("first_word_tells_time"):
        own = own.partition(" ")[0]  # a sale that is approved is so, however "possible" it is called (ruling 3)
    if trigger.event_type == "agreement" and frames.reality["decided"].match(own):
        return ""  # "agreed to a truce": there is one
    return own


# «учения "Индра" стартовали»: the name of the thing stands between it and its verb.
_NAME = re.compile(r"(?:\s[\w-]+){0,2}\s\"[^\"\n]{2,40}\"")


def _past_name(folded: str, end: int) -> int:
    """Where the words after a trigger go on, the name in quotes that it bears passed over."""
    name = _NAME.match(folded, end)
    return name.end() if name is not None else end


def _going_on(frames: Frames, event_type: str, around: str) -> bool:
    visiting = event_type == "visit" and frames.reality["visiting"].search(around) is not None
    return visiting or frames.reality["ongoing"].search(around) is not None


def _says_future(day: DateRange) -> bool:
    """«غدا», «الجمعة المقبل» are to come whatever the day of publication."""
    return day.direction == "future" and ("deictic" in day.rule or day.rule.endswith("_rel"))


def _words_before(folded: str, sentence: Sentence, match: Match, frames: Frames, left: int) -> str:
    """What stands before a trigger in its own clause."""
    before = _clause_before(folded, left, match.start, frames)
    if frames.has("clauses_apart") and (breaks := list(frames.clauses.finditer(before))):
        before = before[breaks[-1].start() :]  # "warns of war as the U.S. flies bombers": the warning is in a clause of its own
    if frames.has("clitics") and frames.triggers[match.pattern].form == "verb" and folded[match.start] == TO:
        # «لبحث التعاون»: a purpose has the tense of the sentence's verb, however far before.
        before = folded[sentence.start : match.start]
    return before


def _clause_before(folded: str, left: int, start: int, frames: Frames) -> str:
    """What stands before a trigger in its clause; in Arabic, days between commas, words in quotes, a comma before "that" end none."""
    text = folded[left:start]
    if not frames.has("commas_aside"):
        return _CLAUSE_END.split(text)[-1]
    for comma in [found.start() for found in _CLAUSE_END.finditer(text) if frames.syntax.says_that.match(text, found.end())]:
        text = f"{text[:comma]} {text[comma + 1 :]}"
    return _CLAUSE_END.split(_QUOTED.sub(r"\1", _ASIDE.sub(" ", text)))[-1]


def _unreal(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """Whether the words deny, wish for, demand or urge what the trigger names."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    passive = frames.syntax.met_passively.search(folded, max(sentence.start, match.start - _BESIDE), match.end)
    if passive is not None and passive.end() > match.start:
        return True
    unreal = frames.reality["denied"].search(before) or frames.reality["wished"].search(before)
    asked = event_type in _ASKED
    if trigger.has("tip"):
        unreal = None  # «أحبطت هجوما بفضل معلومات من المخابرات»
    if unreal and (not asked or trigger.has("refusable")) and not (event_type in _OCCASIONS and _occasion(frames, before)):
        return True
    if _only_discussed(folded, sentence, match, frames, before):
        return True
    if event_type == "reduction" and _ends_with(frames.reality["lifted"], before):
        return True  # "lifting the embargo"
    if not asked and _predicated("undone", frames, match, folded, sentence):
        return True
    if event_type in _ACTS and (_ought(folded, sentence, match, frames) or _predicated("conjectured", frames, match, folded, sentence)):
        return True
    # "Urged the president to stop quarrelling and to resume talks".
    return not asked and _governed(folded, sentence, match, frames.reality["urged"])


def _only_discussed(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """Whether a deed is only a matter of talks: «بحث دعم الجيش», "discussed the war and the sale of tanks"."""
    trigger = frames.triggers[match.pattern]
    if trigger.event_type not in _DEEDS and not trigger.has("talked_of"):
        return False
    words = frames.only_discussed
    beside = [found for found in words.before.finditer(before) if found.end() >= len(before.rstrip())]
    if beside and not _agreed_on(before[: beside[0].start()], words.agreed):
        return True
    # "talked about training Iraqi soldiers"
    noun = trigger.form == "noun" or frames.syntax.participle.fullmatch(folded[match.start : match.end].partition(" ")[0]) is not None
    told = words.govern.finditer(folded, max(sentence.start, match.start - _GOVERNED), match.start)
    return noun and any(_one_clause(folded[found.end() : match.start], words.ends) for found in told)


def _agreed_on(before: str, agreed: re.Pattern[str]) -> bool:
    """«الاتفاق المبدئي حول تشكيل فريق»: what is agreed on is more than talk."""
    return any(len(before[found.end() :].split()) <= 1 for found in agreed.finditer(before))


def _one_clause(between: str, ends: re.Pattern[str]) -> bool:
    return _PAUSE.search(between) is None and ends.search(between) is None


def _governed(folded: str, sentence: Sentence, match: Match, verbs: re.Pattern[str]) -> bool:
    """Whether an infinitive hangs on one of the verbs, however far before: "is scheduled to meet him today to discuss"."""
    left = max(sentence.start, match.start - _GOVERNED)
    return folded[left : match.start].endswith(" to ") and verbs.search(folded, left, match.start) is not None


def _ought(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """ "This should include sanctions and the provision of weapons": what ought to be done, told anywhere before in its clause."""
    breaks = [found.start() for found in frames.clauses.finditer(folded, sentence.start, match.start)]
    return frames.reality["ought"].search(folded, breaks[-1] if breaks else sentence.start, match.start) is not None


def _infinitive(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """A headline's future, also in the lines of points some papers set above the text: "Minister to meet Turkish counterpart"."""
    if re.search(r" to (?:\w+ly )?$", folded[sentence.start : match.start]) is None:  # "to immediately send"
        return False
    line = folded[sentence.start : match.start].split()
    finite = folded[match.start : match.end].partition(" ")[0].endswith("ing") or any(frames.syntax.past.fullmatch(word) for word in line)
    return sentence.part == "title" or (len(line) <= _OPENING_WORDS and not finite)


def _ends_with(words: re.Pattern[str], before: str) -> bool:
    return any(found.end() >= len(before.rstrip()) for found in words.finditer(before))


def _occasion(frames: Frames, before: str) -> bool:
    """Whether the event is where something else was said or denied: "urged patience at a summit"."""
    if _ends_with(frames.reality["joining"], before):
        return False  # «رفض المشاركة في محادثات»
    return any(len(before) - found.end() < _BESIDE for found in frames.reality["occasion"].finditer(before))


def _planned(frames: Frames, before: str, own: str) -> bool:
    # «عشية زيارة»: the phrase may begin before the Arabic noun.
    told = (before + own,) if frames.has("genitive_chain") else (before, own)
    if any(frames.reality["planned"].search(words) for words in told):
        return True
    syntax = frames.syntax
    if syntax.agreed_to.match(own) and syntax.agreed.search(before):
        return True
    return bool(syntax.future.match(own) or syntax.future_beside.search(before[-_VERB:]))


def _predicated(kind: str, frames: Frames, match: Match, folded: str, sentence: Sentence) -> bool:
    """Whether a noun is the subject of such a verb: «переговоры делегаций в Каире пройдут»."""
    if frames.triggers[match.pattern].form != "noun":
        return False
    named = _past_name(folded, match.end)
    # An Arabic adjective follows its noun: «القمة المقررة».
    reach = _AFTER if frames.has("awaited_beside") and kind == "awaited" else _SUBJECT
    clause = _CLAUSE_END.split(frames.syntax.listed.sub(" ", folded[named : min(sentence.end, named + reach)]))[0]
    return frames.reality[kind].search(clause) is not None


def _in_force(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """An accord that is only acted on or broken: "in violation of the treaty"."""
    found = list(frames.reality["in_force"].finditer(folded, max(sentence.start, match.start - _BEFORE), match.start))
    return bool(found) and match.start - found[-1].end() <= _NEXT


def _vaguely(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange, published: date) -> bool:
    """«où il a rencontré le mois dernier le prince héritier», far in the story: what is dated by its month alone is recalled."""
    if not frames.has("month_recalls") or day.date_end is None or day.date_end >= published:
        return False
    aside = frames.asides.search(folded, max(sentence.start, match.start - _BEFORE), match.start) is not None
    return (sentence.part == "body" and day.precision in _VAGUE) or (aside and day.precision == "week")


def _background(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None) -> bool:
    if sentence.part == "title":
        return False
    if frames.syntax.last.match(folded, match.end):
        return True
    if any(found.end() >= match.start - _BESIDE for found in frames.reality["recalled"].finditer(folded, sentence.start, match.start)):
        return True
    recalled = sentence.part != "lead" and bool(frames.reality["background"].search(folded, sentence.start, match.start))
    lasts = sentence.part == "lead" and day is not None and day.modifier == "after"  # «sont déployés depuis un an»
    if day is not None and day.date_end is not None and published is not None and not lasts:
        # «وكان ترامب أعلن في الثامن من مايو»: what was weeks ago and is told in the past perfect is recalled
        age = _WEEKS if recalled and frames.has("past_perfect_recalls") else _OLD
        return _vaguely(folded, sentence, match, frames, day, published) or day.date_end < published - age
    return recalled or (day is not None and day.date_end is not None and day.precision == "year" and not lasts)
