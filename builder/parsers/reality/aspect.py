"""What aspect tells of an event: the words around a trigger → under way by the imperfect, to be held by a future verb, still negotiated.

Arabic: «تنفذ القوات عملية» goes on, «اجتماع سيضم الوزراء» is to come, «مفاوضات للحصول على مقاتلات» are no purchase yet.
"""

from __future__ import annotations

import re
from datetime import date

from builder.model import DateRange
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.cues import Cue, listed, worded
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.spot import Spot

_CARRIED_OUT = frozenset(("operation", "exercise", "training"))
_LOOKED_AHEAD_TO = frozenset(("meeting", "visit", "conference", "exercise", "call", "agreement"))
_HELD = frozenset(("meeting", "conference", "exercise"))
_SUBJECT = 70
# How far a verb stands from its subject.
_AFAR = 90
_STOP = re.compile(r"[,;:()\"]\s")


def under_way(at: Spot, before: str, own: str) -> Cue | None:
    """A verb of the imperfect, which has no day, tells that something is being carried out; a headline's tells nothing."""
    if at.event_type not in _CARRIED_OUT or at.sentence.part not in ("lead", "body"):
        return None
    return worded(at.frames, "carries_out", at.frames.syntax.carries_out.search(before + own))


def looked_ahead_to(at: Spot) -> Cue | None:
    """ "Minister briefs envoys before talks with Iran": what a headline looks ahead to is still to come."""
    headline = at.frames.has("to_is_ahead") and at.sentence.part == "title" and at.event_type in _LOOKED_AHEAD_TO
    ahead = at.frames.syntax.ahead.search(at.folded, at.sentence.start, at.match.start) if headline else None
    return worded(at.frames, "ahead", ahead)


def held_later(at: Spot) -> Cue | None:
    """A future verb behind a noun of talks or drills, which says that they are to be held."""
    if at.event_type not in _HELD or not (at.trigger.form == "noun" or at.trigger.plan):
        return None
    behind = _STOP.split(at.folded[at.match.end : min(at.sentence.end, at.match.end + _SUBJECT)])[0]
    said = at.frames.syntax.reported.search(behind)
    return worded(at.frames, "to_be_held", at.frames.syntax.to_be_held.search(behind[: said.start()] if said else behind))


def negotiated(at: Spot, before: str, around: str) -> Cue | None:
    """What says that a purchase or the like is only what talks are for."""
    if not at.trigger.plan or at.event_type != "arms_transfer" or listed(at.frames, "done", around):
        return None
    return worded(at.frames, "negotiates", at.frames.syntax.negotiates.search(before))


def told_as_ended(scene: Scene, match: Match) -> bool:
    """Whether the words before a trigger say that it is over: «عاد بعد زيارة», and not «غادر متوجها إلى»."""
    left = scene.text.sentences[match.sentence].start
    ended = scene.frames.reality["ended"].search(scene.text.folded, left, match.end)
    return ended is not None and scene.frames.syntax.sets_out.search(scene.text.folded, ended.end(), match.end) is None


def still_today(at: Spot, day: DateRange | None, published: date | None) -> bool:
    """«يلتقي اليوم نظيره»: what a verb of the imperfect tells of the day of publication, that day is still to bring."""
    if day is None or published is None or day.date_start != published or at.sentence.part == "title" or day.precision != "day":
        return False
    near = 0 <= day.start - at.match.end <= _AFAR
    told = at.frames.syntax.unfinished.match(at.words) is not None
    return near and told and at.frames.syntax.relative.search(at.folded, at.sentence.start, at.match.start) is None


def reminded(at: Spot, day: DateRange | None, published: date | None) -> Cue | None:
    """«Напомним, в мае прошел саммит», "had long since": what a sentence of the story only recalls."""
    if at.sentence.part != "body":
        return None
    past = day is None or day.date_end is None or (published is not None and day.date_end < published)
    past = past or (published is None and day is not None and day.direction != "future")
    told = at.frames.syntax.reminds.match(at.folded, at.sentence.start) if past else None
    long_since = at.frames.syntax.long_since.match(at.folded, at.match.end)
    return worded(at.frames, "reminds", told) or worded(at.frames, "long_since", long_since)
