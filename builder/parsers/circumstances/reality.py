"""Whether a trigger's words tell of something done, going on, planned, recalled or not real.

Trigger + sentence + date → status (occurred | ongoing | planned), background, or None for what makes no event.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from builder.model import DateRange, Sentence
from builder.parsers.circumstances.aspect import held_later, looked_ahead_to, negotiated, still_today, under_way
from builder.parsers.circumstances.belonging import REPORT
from builder.parsers.circumstances.decided import meant_for_later, so_by_decision
from builder.parsers.circumstances.governors import OCCASIONS, clause_before, hangs_on, settled, to_come
from builder.parsers.circumstances.meant import announced, only_talked_of, predicated_so
from builder.parsers.circumstances.recalled import OLD, recalled
from builder.parsers.circumstances.unreal import (
    AFTER,
    ASKED,
    BEFORE,
    BESIDE,
    CLAUSE_END,
    SUBJECT,
    TO_VERB,
    conditional,
    governed,
    governed_by,
    in_force,
    past_name,
    predicated,
    said_there,
    unchanged,
    unreal,
)
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.draft import Reality
from builder.text.clitics import TO

_OPENING_WORDS, _VERB = 4, 12
# «تواصل وحدات من القوات التركية تدريب القوات الليبية»: the sentence's verb, however far before.
_CONTINUED = frozenset(("training", "exercise"))
_LASTING, _DAYS_LONG = frozenset(("visit", "exercise")), timedelta(days=4)
# What is done at a moment goes on for none: "the centre has started work" tells that it is set up.
_AT_ONCE = frozenset(("reduction", "agreement", "mechanism", "call", "statement"))
_TALKS = frozenset(("meeting", "conference", "visit"))


def read_reality(
    folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None
) -> Reality | None:
    """None where the words deny, demand or suppose the event."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    left = max(sentence.start, match.start - BEFORE)
    before = _words_before(folded, sentence, match, frames, left)
    before = unchanged(frames, before) if event_type in OCCASIONS else before
    named = past_name(folded, match.end)
    after = CLAUSE_END.split(folded[named : min(sentence.end, named + AFTER)])[0]
    after = after.partition(" to ")[0] if frames.has("to_is_ahead") else after  # "have agreed to continue": what they mean to do
    around = before + folded[match.start : match.end] + after
    own = _own_words(folded, match, frames)
    if event_type == "conference" and frames.syntax.invited_to.search(folded, sentence.start, match.start):
        return Reality("planned", False)  # "invited the leaders of A and B to a summit"
    if event_type in _TALKS and frames.syntax.when_doing.search(folded, sentence.start, match.start):
        return Reality("planned", False)  # "will ask China to do more when meeting its president"
    hangs = hangs_on(folded, sentence, match, frames)
    if unreal(folded, sentence, match, frames, before, hangs) or only_talked_of(frames, event_type, before):
        return None
    asked = event_type in ASKED and any(frames.reality[kind].search(before) is not None for kind in ("denied", "wished", "urged"))
    hung = not asked and to_come(hangs, event_type)
    # "approved plans for a force at a summit": what is planned there is not the summit
    apart = event_type in OCCASIONS and frames.has("said_at_occasions") and said_there(frames, folded, match, before)
    if event_type == "agreement" and in_force(folded, sentence, match, frames):
        old = day is not None and day.date_end is not None and published is not None and day.date_end < published - OLD
        return Reality("occurred", True) if old else None
    if trigger.has("asked_for"):
        return Reality("planned", False)  # on whatever day it was asked for
    refused = event_type in ASKED and frames.reality["denied"].search(before) is not None
    background = recalled(folded, sentence, match, frames, day, published)
    # «se rencontreront en mars»: a month without a year, which may be that to come
    recalled_plan = background and not (frames.has("future_in_past") and day is not None and "year_inferred" in day.flags)
    hung = hung and not recalled_plan  # "had approved the deployment in 2016"
    if meant_for_later(folded, sentence, match, frames, before, around):
        return Reality("planned", recalled_plan)
    if day is not None and published is None and _says_future(day) and event_type != "reduction":
        return Reality("planned", False)
    told = _Told(folded, sentence, match, frames, day, published, before, around, own, hangs, hung, apart, background)
    if (dated := _by_its_day(told)) is not None:
        return dated
    if trigger.form == "verb" and event_type in OCCASIONS and still_today(folded, sentence, match, frames, day, published):
        return Reality("planned", background)
    ahead = _to_come(folded, sentence, match, frames, before) or negotiated(frames, trigger, before, around)
    # "called off the drills that had been planned": the drills had
    awaited = (event_type != "reduction" or trigger.has("withdrawal")) and predicated("awaited", frames, match, folded, sentence)
    if (
        (ahead or hung or _planned(frames, before, own, apart=apart) or awaited)
        and event_type != "statement"  # "is ready to": the readiness is declared now
        and not refused
        and not so_by_decision(folded, sentence, match, frames, before)
    ):
        return None if conditional(folded, sentence, match, frames) else Reality("planned", recalled_plan)
    return Reality(_by_its_aspect(told), background)


class _Told(NamedTuple):
    """A trigger with the words that tell its time: before it in its clause, around it, its own, and what they hang on."""

    folded: str
    sentence: Sentence
    match: Match
    frames: Frames
    day: DateRange | None
    published: date | None
    before: str
    around: str
    own: str
    hangs: Hangs | None
    hung: bool
    apart: bool
    background: bool

    @property
    def trigger(self) -> Trigger:
        """Its trigger."""
        return self.frames.triggers[self.match.pattern]


def _by_its_day(told: _Told) -> Reality | None:
    """What is still to come by its day, and what is over unless the day is only that of saying so."""
    folded, sentence, match, frames, day, published = told[:6]
    if day is None or day.date_start is None or published is None:
        return None
    if day.date_start > published:
        return Reality("planned", False)
    if day.date_end is None or day.date_end >= published:
        return None
    # «أكد ترامب، الاثنين، أن القمة ستعقد»: the day is that of saying so
    ahead = told.hung or _planned(frames, told.before, told.own, apart=told.apart)
    ahead = ahead or held_later(frames, told.trigger, sentence, match, folded)
    ahead = ahead or governed_by(folded, sentence, match, frames, frames.reality["meant"])
    ahead = ahead or negotiated(frames, told.trigger, told.before, told.around)
    if ahead or announced(folded, match, frames, told.before, day):
        return None
    # «بدأ الأحد زيارة»: what began days ago lasts.
    event_type = told.trigger.event_type
    lasts = event_type in _LASTING and day.precision == "day" and published - day.date_end <= _DAYS_LONG
    since = day.modifier == "after" and frames.reality["ended"].search(told.before + told.around) is None  # "is on a visit since Monday"
    goes_on = since or _going_on(frames, event_type, told.around) or _begun(told)
    going_on = lasts and not told.background and goes_on
    return Reality("ongoing" if going_on else "occurred", told.background)


def _begun(told: _Told) -> bool:
    """«Учения военных двух стран начались», "the exercise of the two armies entered its second week"."""
    folded, sentence, match, frames = told[:4]
    return told.trigger.event_type == "exercise" and predicated("ongoing", frames, match, folded, sentence)


def _by_its_aspect(told: _Told) -> Literal["planned", "ongoing", "occurred"]:
    """Planned, ongoing or occurred, of what no word before it and no day puts off."""
    folded, sentence, match, frames, day, _ = told[:6]
    trigger = told.trigger
    if trigger.plan and day is None and frames.has("clitics") and folded[match.start] == TO:
        return "planned"  # «تتواصل الجهود لعقد القمة»: it is the efforts that go on
    if _is_under_way(folded, sentence, match, frames, day, told.before, told.around, told.own):
        return "ongoing"
    if announced(folded, match, frames, told.before, day):
        return "planned"
    reported = day is not None and trigger.scheme == "receiver" and REPORT in day.flags
    done = settled(told.hangs, trigger.event_type) or frames.reality["done"].search(told.around) is not None
    done = done or predicated_so(folded, sentence, match, frames, "is_done")
    if trigger.plan and (day is None or reported) and not done:
        return "planned"  # «كشف اليوم عن طلب لشراء مسيرات»: the day is that of the report
    return "occurred"


def _is_under_way(
    folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, before: str, around: str, own: str
) -> bool:
    """Whether words or aspect say that the event goes on."""
    trigger = frames.triggers[match.pattern]
    event_type = trigger.event_type
    continues = event_type in _CONTINUED and frames.syntax.continues.match(folded, sentence.start) is not None
    visiting = event_type == "visit" and day is None and sentence.part != "title" and frames.syntax.visiting.search(own) is not None
    visiting = visiting or (day is None and under_way(frames.syntax, trigger, sentence, before, own))
    begun = event_type == "exercise" and predicated("ongoing", frames, match, folded, sentence)  # «Учения военных двух стран начались»
    return visiting or continues or begun or (event_type not in _AT_ONCE and _going_on(frames, event_type, around))


def _to_come(folded: str, sentence: Sentence, match: Match, frames: Frames, before: str) -> bool:
    """Whether the build of the sentence looks ahead: "Japan to hold drills" (a headline's future), an infinitive, a purpose of talks."""
    trigger = frames.triggers[match.pattern]
    purpose = _infinitive(folded, sentence, match, frames) or governed(folded, sentence, match, frames.reality["planned"])
    purpose = purpose or governed_by(folded, sentence, match, frames, frames.reality["meant"])
    if purpose and frames.has("to_is_ahead") and trigger.event_type != "reduction":
        return True
    if trigger.form == "noun" and trigger.event_type in _TALKS and frames.syntax.purpose.search(before) is not None:
        return True
    if trigger.form == "verb" and trigger.event_type in OCCASIONS and _goes_on(folded, sentence, match, frames):
        return True
    if trigger.form == "noun" and frames.syntax.will_do.search(folded, sentence.start, match.start + 1) is not None:
        return True
    return looked_ahead_to(folded, sentence, match, frames) or held_later(frames, trigger, sentence, match, folded)


def _goes_on(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """ "Will visit one and make a stop in another": a bare verb after "and" has the future of the verb before."""
    if frames.syntax.second_verb.search(folded, max(sentence.start, match.start - BESIDE), match.start) is None:
        return False
    word = folded[match.start : match.end].partition(" ")[0]
    bare = frames.syntax.bare_verb.fullmatch(word) is not None
    return bare and frames.syntax.future.search(folded, max(sentence.start, match.start - SUBJECT), match.start) is not None


def _own_words(folded: str, match: Match, frames: Frames) -> str:
    """Those of a trigger's words that tell its time.

    "Called off the planned drills", "signed a plan of cooperation": the plan is what is called off or signed.
    """
    trigger, own = frames.triggers[match.pattern], frames.syntax.aside.sub(" ", folded[match.start : match.end])
    if trigger.event_type == "reduction" or trigger.has("first_word_tells_time"):
        own = own.partition(" ")[0]  # a sale that is approved is so, however "possible" it is called (ruling 3)
    if (asserted := frames.syntax.asserts.search(own, 0, own.find(" to ") + 4)) is not None:
        own = own[asserted.end() :]  # "continues to train"
    if trigger.event_type == "agreement" and frames.reality["decided"].match(own):
        return ""  # "agreed to a truce": there is one
    return own


def _going_on(frames: Frames, event_type: str, around: str) -> bool:
    visiting = event_type == "visit" and frames.reality["visiting"].search(around) is not None
    return visiting or frames.reality["ongoing"].search(around) is not None


def _says_future(day: DateRange) -> bool:
    """«غدا», «الجمعة المقبل» are to come whatever the day of publication."""
    return day.direction == "future" and ("deictic" in day.rule or day.rule.endswith("_rel"))


def _words_before(folded: str, sentence: Sentence, match: Match, frames: Frames, left: int) -> str:
    """What stands before a trigger in its own clause."""
    before = clause_before(folded, left, match.start, frames)
    if frames.has("clauses_apart") and (breaks := list(frames.clauses.finditer(before))):
        before = before[breaks[-1].start() :]  # "warns of war as the U.S. flies bombers": the warning is in a clause of its own
    if _tells_by_itself(folded, match, frames, before):
        return ""
    if frames.has("clitics") and frames.triggers[match.pattern].form == "verb" and folded[match.start] == TO:
        # «لبحث التعاون»: a purpose has the tense of the sentence's verb, however far before.
        before = folded[sentence.start : match.start]
    before = frames.reality["unannounced"].sub(" ", before)  # "without warning, the minister visited"
    return frames.syntax.said_when.sub(" ", before)  # «appelé lundi à»: the day stands between a verb and its object


def _tells_by_itself(folded: str, match: Match, frames: Frames, before: str) -> bool:
    """ "Opposed the plan and sent troops": a second finite verb of the past hangs on nothing told before."""
    word = folded[match.start : match.end].partition(" ")[0]
    second = frames.syntax.second_verb.search(before) is not None and frames.syntax.past.fullmatch(word) is not None
    return second and frames.syntax.auxiliary.search(before) is None


def _infinitive(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """A headline's future, also in the lines of points some papers set above the text: "Minister to meet Turkish counterpart"."""
    if TO_VERB.search(folded[sentence.start : match.start]) is None or frames.syntax.asserts.search(folded, sentence.start, match.start):
        return False
    line = folded[sentence.start : match.start].split()
    finite = folded[match.start : match.end].partition(" ")[0].endswith("ing") or any(frames.syntax.past.fullmatch(word) for word in line)
    return sentence.part == "title" or (len(line) <= _OPENING_WORDS and not finite)


def _planned(frames: Frames, before: str, own: str, *, apart: bool) -> bool:
    if frames.syntax.at_occasion.match(own):
        before = frames.syntax.other_awaited.sub(" ", before)  # «قمته المرتقبة … وذلك خلال لقائه»: another's being awaited
    # «عشية زيارة»: the phrase may begin before the Arabic noun.
    if apart:
        return frames.syntax.future.search(before) is not None or frames.reality["planned"].search(own) is not None
    told = (before + own,) if frames.has("genitive_chain") else (before, own)
    if any(frames.reality["planned"].search(words) for words in told):
        return True
    syntax = frames.syntax
    if syntax.agreed_to.match(own) and syntax.agreed.search(before):
        return True
    return bool(syntax.future.match(own) or syntax.future_ends.search(own) or syntax.future_beside.search(before[-_VERB:]))
