"""What aspect tells of an event: the words around a trigger → under way by the imperfect, to be held by a future verb, still negotiated.

Arabic: «تنفذ القوات عملية» goes on, «اجتماع سيضم الوزراء» is to come, «مفاوضات للحصول على مقاتلات» are no purchase yet.
"""

from __future__ import annotations

import re
from datetime import date

from builder.model import DateRange, Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.laid_out import Scene

_CARRIED_OUT = frozenset(("operation", "exercise", "training"))
_LOOKED_AHEAD_TO = frozenset(("meeting", "visit", "conference", "exercise", "call", "agreement"))
_HELD = frozenset(("meeting", "conference", "exercise"))
_SUBJECT = 70
# How far a verb stands from its subject.
_AFAR = 90
_STOP = re.compile(r"[,;:()\"]\s")


def under_way(syntax: Syntax, trigger: Trigger, sentence: Sentence, before: str, own: str) -> bool:
    """Whether a verb of the imperfect, which has no day, tells that something is being carried out; a headline's tells nothing."""
    return trigger.event_type in _CARRIED_OUT and sentence.part in ("lead", "body") and syntax.carries_out.search(before + own) is not None


def looked_ahead_to(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """ "Minister briefs envoys before talks with Iran": what a headline looks ahead to is still to come."""
    headline = frames.has("to_is_ahead") and sentence.part == "title" and frames.triggers[match.pattern].event_type in _LOOKED_AHEAD_TO
    return headline and frames.syntax.ahead.search(folded, sentence.start, match.start) is not None


def held_later(frames: Frames, trigger: Trigger, sentence: Sentence, match: Match, folded: str) -> bool:
    """Whether a future verb behind a noun of talks or drills says that they are to be held."""
    if trigger.event_type not in _HELD or not (trigger.form == "noun" or trigger.plan):
        return False
    behind = _STOP.split(folded[match.end : min(sentence.end, match.end + _SUBJECT)])[0]
    said = frames.syntax.reported.search(behind)
    return frames.syntax.to_be_held.search(behind[: said.start()] if said else behind) is not None


def negotiated(frames: Frames, trigger: Trigger, before: str, around: str) -> bool:
    """Whether a purchase or the like is only what talks are for."""
    return (
        trigger.plan
        and trigger.event_type == "arms_transfer"
        and frames.syntax.negotiates.search(before) is not None
        and not frames.reality["done"].search(around)
    )


def told_as_ended(scene: Scene, match: Match) -> bool:
    """Whether the words before a trigger say that it is over: «عاد بعد زيارة», and not «غادر متوجها إلى»."""
    left = scene.text.sentences[match.sentence].start
    ended = scene.frames.reality["ended"].search(scene.text.folded, left, match.end)
    return ended is not None and scene.frames.syntax.sets_out.search(scene.text.folded, ended.end(), match.end) is None


def still_today(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None) -> bool:
    """«يلتقي اليوم نظيره»: what a verb of the imperfect tells of the day of publication, that day is still to bring."""
    if day is None or published is None or day.date_start != published or sentence.part == "title" or day.precision != "day":
        return False
    near = 0 <= day.start - match.end <= _AFAR
    told = frames.syntax.unfinished.match(folded[match.start : match.end]) is not None
    return near and told and frames.syntax.relative.search(folded, sentence.start, match.start) is None


def reminded(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None) -> bool:
    """«Напомним, в мае прошел саммит», "had long since": what a sentence of the story only recalls."""
    if sentence.part != "body":
        return False
    past = day is None or day.date_end is None or (published is not None and day.date_end < published)
    past = past or (published is None and day is not None and day.direction != "future")
    told = past and frames.syntax.reminds.match(folded, sentence.start) is not None
    return told or frames.syntax.long_since.match(folded, match.end) is not None
