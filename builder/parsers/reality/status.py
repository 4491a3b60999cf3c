"""Whether a trigger's words tell of something done, going on, planned, recalled or not real.

Trigger + sentence + date → status (occurred | ongoing | planned), background, or None for what makes no event.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from builder.model import DateRange, Evidence
from builder.parsers.reality.around import (
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
)
from builder.parsers.reality.aspect import held_later, looked_ahead_to, negotiated, still_today, under_way
from builder.parsers.reality.decided import meant_for_later, so_by_decision
from builder.parsers.reality.governors import OCCASIONS, Governor, hangs_on, settled, to_come
from builder.parsers.reality.meant import announced, only_talked_of, predicated_so
from builder.parsers.reality.recalled import OLD, recalled
from builder.parsers.reality.unreal import unreal
from builder.parsers.reality.words import own_words, words_before
from builder.parsers.scene.cues import Cue, listed, of_day, of_trigger, shown, worded
from builder.parsers.scene.draft import Reality
from builder.parsers.scene.spot import Spot
from builder.parsers.when.belonging import REPORT
from builder.text.clitics import TO

_OPENING_WORDS, _VERB = 4, 12
# «تواصل وحدات من القوات التركية تدريب القوات الليبية»: the sentence's verb, however far before.
_CONTINUED = frozenset(("training", "exercise"))
_LASTING, _DAYS_LONG = frozenset(("visit", "exercise")), timedelta(days=4)
# What is done at a moment goes on for none: "the centre has started work" tells that it is set up.
_AT_ONCE = frozenset(("reduction", "agreement", "mechanism", "call", "statement"))
_TALKS = frozenset(("meeting", "conference", "visit"))


class _Told(NamedTuple):
    """A trigger with the words that tell its time: before it in its clause, around it, its own, and what they hang on."""

    at: Spot
    day: DateRange | None
    published: date | None
    before: str
    around: str
    own: str
    governor: Governor | None

    @property
    def is_occasion(self) -> bool:
        """Whether things are said and done at what it names."""
        return self.at.event_type in OCCASIONS

    @property
    def asked(self) -> bool:
        """Whether a request or a refusal, which is an event of its own, is what governs it."""
        kinds = ("denied", "wished", "urged") if self.at.event_type in ASKED else ()
        return any(listed(self.at.frames, kind, self.before) is not None for kind in kinds)


def read_reality(at: Spot, day: DateRange | None, published: date | None) -> Reality | None:
    """Status and background with the words that show them; None where the words deny, demand or suppose the event."""
    told = _told(at, day, published)
    if (named := _named_to_come(at)) is not None:
        return _real(at, "planned", named)
    if unreal(at, told.before, told.governor) or only_talked_of(at.frames, at.event_type, told.before):
        return None
    if at.event_type == "agreement" and in_force(at):
        old = day is not None and day.date_end is not None and published is not None and day.date_end < published - OLD
        return _real(at, "occurred", None, of_day(day, "old")) if old and day is not None else None
    if at.trigger.has("asked_for"):
        return _real(at, "planned", of_trigger(at))  # on whatever day it was asked for
    past = recalled(at, day, published)
    # «se rencontreront en mars»: a month without a year, which may be that to come
    past_plan = None if at.frames.has("future_in_past") and day is not None and "year_inferred" in day.flags else past
    if (later := meant_for_later(at, told.before, told.around)) is not None:
        return _real(at, "planned", later, past_plan)
    if day is not None and published is None and _says_future(day) and at.event_type != "reduction":
        return _real(at, "planned", of_day(day, "ahead"))
    hung = _hung(told) if past_plan is None else None  # "had approved the deployment in 2016"
    if (dated := _by_its_day(told, hung, past)) is not None:
        return dated
    if at.trigger.form == "verb" and told.is_occasion and day is not None and still_today(at, day, published):
        return _real(at, "planned", of_day(day, "ahead"), past)
    if (ahead := _awaited(told) or hung or _planned(told)) is not None and not _so_all_the_same(told):
        return None if conditional(at) else _real(at, "planned", ahead, past_plan)
    return _real(at, *_by_its_aspect(told), past)


def made_unreal(at: Spot, day: DateRange | None, published: date | None) -> Evidence | None:
    """The words by which a trigger that is not real is denied, demanded, supposed or only talked of, where such words say it."""
    told = _told(at, day, published)
    cue = unreal(at, told.before, told.governor) or conditional(at)
    return shown("event_type", at, cue) if cue is not None else None


def _real(at: Spot, status: str, cue: Cue | None, past: Cue | None = None) -> Reality:
    """The status and background, with where they are shown; what nothing puts off is done by the trigger's own words."""
    told = shown("status", at, cue if cue is not None else of_trigger(at))
    return Reality(status, past is not None, (told,) if past is None else (told, shown("background", at, past)))


def _told(at: Spot, day: DateRange | None, published: date | None) -> _Told:
    before = words_before(at, max(at.sentence.start, at.match.start - BEFORE))
    before = unchanged(at.frames, before) if at.event_type in OCCASIONS else before
    named = past_name(at.folded, at.match.end)
    after = CLAUSE_END.split(at.folded[named : min(at.sentence.end, named + AFTER)])[0]
    after = after.partition(" to ")[0] if at.frames.has("to_is_ahead") else after  # "have agreed to continue": what they mean to do
    return _Told(at, day, published, before, before + at.words + after, own_words(at), hangs_on(at))


def _named_to_come(at: Spot) -> Cue | None:
    """ "Invited the leaders of A and B to a summit", "will ask China to do more when meeting its president"."""
    syntax, start, end = at.frames.syntax, at.sentence.start, at.match.start
    if at.event_type == "conference" and (invited := syntax.invited_to.search(at.folded, start, end)) is not None:
        return worded(at.frames, "invited_to", invited)
    return worded(at.frames, "when_doing", syntax.when_doing.search(at.folded, start, end)) if at.event_type in _TALKS else None


def _hung(told: _Told) -> Cue | None:
    """The word that makes the event one to come."""
    hung = told.governor is not None and to_come(told.governor, told.at.event_type) and not told.asked
    return told.governor.cue if hung and told.governor is not None else None


def _so_all_the_same(told: _Told) -> bool:
    """Whether what looks ahead is an event now: a readiness declared, a refusal, a decision that makes it so."""
    at = told.at
    refused = at.event_type in ASKED and listed(at.frames, "denied", told.before) is not None
    return at.event_type == "statement" or refused or so_by_decision(at, told.before)


def _by_its_day(told: _Told, hung: Cue | None, past: Cue | None) -> Reality | None:
    """What is still to come by its day, and what is over unless the day is only that of saying so."""
    at, day, published = told.at, told.day, told.published
    if day is None or day.date_start is None or published is None:
        return None
    if day.date_start > published:
        return _real(at, "planned", of_day(day, "ahead"))
    if day.date_end is None or day.date_end >= published:
        return None
    # «أكد ترامب، الاثنين، أن القمة ستعقد»: the day is that of saying so
    ahead = hung or _planned(told) or held_later(at) or governed_by(at, "meant") or negotiated(at, told.before, told.around)
    if ahead is not None or announced(at, told.before, day) is not None:
        return None
    # «بدأ الأحد زيارة»: what began days ago lasts.
    lasts = at.event_type in _LASTING and day.precision == "day" and published - day.date_end <= _DAYS_LONG
    if lasts and past is None and (going_on := _goes_on_since(told, day)) is not None:
        return _real(at, "ongoing", going_on)
    return _real(at, "occurred", of_day(day, "gone"), past)


def _goes_on_since(told: _Told, day: DateRange) -> Cue | None:
    """ "Is on a visit since Monday", «بدأ الأحد زيارة»; «Учения двух стран начались», "the exercise entered its second week"."""
    frames = told.at.frames
    if day.modifier == "after" and frames.reality["ended"].search(told.before + told.around) is None:
        return of_day(day, "since")
    return _going_on(told) or (predicated("ongoing", told.at) if told.at.event_type == "exercise" else None)


def _by_its_aspect(told: _Told) -> tuple[Literal["planned", "ongoing", "occurred"], Cue | None]:
    """Planned, ongoing or occurred, of what no word before it and no day puts off."""
    at, day = told.at, told.day
    if at.trigger.plan and day is None and at.frames.has("clitics") and at.folded[at.match.start] == TO:
        return "planned", of_trigger(at)  # «تتواصل الجهود لعقد القمة»: it is the efforts that go on
    if (going_on := _under_way(told)) is not None:
        return "ongoing", going_on
    if (said := announced(at, told.before, day)) is not None:
        return "planned", said
    done = listed(at.frames, "done", told.around) or predicated_so(at, "is_done")
    if told.governor is not None and settled(told.governor, at.event_type):
        done = told.governor.cue
    reported = day is not None and at.trigger.scheme == "receiver" and REPORT in day.flags
    if at.trigger.plan and (day is None or reported) and done is None:
        return "planned", of_trigger(at)  # «كشف اليوم عن طلب لشراء مسيرات»: the day is that of the report
    return "occurred", done


def _under_way(told: _Told) -> Cue | None:
    """The words or the aspect that say that the event goes on."""
    at, syntax, undated = told.at, told.at.frames.syntax, told.day is None
    if at.event_type == "visit" and undated and at.sentence.part != "title" and (visiting := syntax.visiting.search(told.own)) is not None:
        return worded(at.frames, "visiting", visiting)
    if undated and (carried_out := under_way(at, told.before, told.own)) is not None:
        return carried_out
    continues = syntax.continues.match(at.folded, at.sentence.start) if at.event_type in _CONTINUED else None
    if continues is not None:
        return worded(at.frames, "continues", continues)
    if at.event_type == "exercise" and (begun := predicated("ongoing", at)) is not None:
        return begun  # «Учения военных двух стран начались»
    return _going_on(told) if at.event_type not in _AT_ONCE else None


def _going_on(told: _Told) -> Cue | None:
    visiting = listed(told.at.frames, "visiting", told.around) if told.at.event_type == "visit" else None
    return visiting or listed(told.at.frames, "ongoing", told.around)


def _awaited(told: _Told) -> Cue | None:
    """What of the build of the sentence looks ahead: a headline's future, an infinitive, a purpose of talks, what is said of the noun."""
    at, frames = told.at, told.at.frames
    if frames.has("to_is_ahead") and at.event_type != "reduction":
        purpose = _infinitive(at) or governed(at, "planned") or governed_by(at, "meant")
        if purpose is not None:
            return purpose
    if at.trigger.form == "noun" and at.event_type in _TALKS and (talks := frames.syntax.purpose.search(told.before)) is not None:
        return worded(frames, "purpose", talks)
    if at.trigger.form == "verb" and told.is_occasion and (second := _second_of_two(at)) is not None:
        return second
    if at.trigger.form == "noun" and (will := frames.syntax.will_do.search(at.folded, at.sentence.start, at.match.start + 1)) is not None:
        return worded(frames, "will_do", will)
    told_ahead = looked_ahead_to(at) or held_later(at) or negotiated(at, told.before, told.around)
    if told_ahead is not None or (at.event_type == "reduction" and not at.trigger.has("withdrawal")):
        return told_ahead  # "called off the drills that had been planned": the drills had
    return predicated("awaited", at)


def _second_of_two(at: Spot) -> Cue | None:
    """ "Will visit one and make a stop in another": a bare verb after "and" has the future of the verb before."""
    syntax = at.frames.syntax
    if syntax.second_verb.search(at.folded, max(at.sentence.start, at.match.start - BESIDE), at.match.start) is None:
        return None
    if syntax.bare_verb.fullmatch(at.words.partition(" ")[0]) is None:
        return None
    return worded(at.frames, "future", syntax.future.search(at.folded, max(at.sentence.start, at.match.start - SUBJECT), at.match.start))


def _says_future(day: DateRange) -> bool:
    """«غدا», «الجمعة المقبل» are to come whatever the day of publication."""
    return day.direction == "future" and ("deictic" in day.rule or day.rule.endswith("_rel"))


def _infinitive(at: Spot) -> Cue | None:
    """A headline's future, also in the lines of points some papers set above the text: "Minister to meet Turkish counterpart"."""
    to, syntax = TO_VERB.search(at.folded[at.sentence.start : at.match.start]), at.frames.syntax
    if to is None or syntax.asserts.search(at.folded, at.sentence.start, at.match.start):
        return None
    line = at.folded[at.sentence.start : at.match.start].split()
    finite = at.words.partition(" ")[0].endswith("ing") or any(syntax.past.fullmatch(word) for word in line)
    told = at.sentence.part == "title" or (len(line) <= _OPENING_WORDS and not finite)
    return Cue(f"{at.frames.language}.syntax.to_verb", to[0]) if told else None


def _planned(told: _Told) -> Cue | None:
    """Words before the trigger or among its own that look ahead."""
    frames, before, own = told.at.frames, told.before, told.own
    syntax = frames.syntax
    if syntax.at_occasion.match(own):
        before = syntax.other_awaited.sub(" ", before)  # «قمته المرتقبة … وذلك خلال لقائه»: another's being awaited
    if told.is_occasion and frames.has("said_at_occasions") and said_there(told.at, told.before):
        # "approved plans for a force at a summit": what is planned there is not the summit
        return worded(frames, "future", syntax.future.search(before)) or listed(frames, "planned", own)
    # «عشية زيارة»: the phrase may begin before the Arabic noun.
    for words in (before + own,) if frames.has("genitive_chain") else (before, own):
        if (planned := listed(frames, "planned", words)) is not None:
            return planned
    if syntax.agreed_to.match(own) and (agreed := syntax.agreed.search(before)) is not None:
        return worded(frames, "agreed", agreed)
    own_future = syntax.future.match(own) or syntax.future_ends.search(own)
    return worded(frames, "future", own_future) or worded(frames, "future_beside", syntax.future_beside.search(before[-_VERB:]))
