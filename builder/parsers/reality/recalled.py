"""Whether what a trigger tells is only recalled, as context to the news: its words, sentence and day → bool."""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.model import DateRange
from builder.parsers.reality.around import BEFORE, BESIDE
from builder.parsers.reality.aspect import reminded
from builder.parsers.scene.cues import Cue, of_day, of_list, worded
from builder.parsers.scene.spot import Spot

OLD = timedelta(days=45)
_WEEKS = timedelta(days=14)
_VAGUE = frozenset(("month", "year"))
# What somebody has done once for all.
_KNOWN_FOR = frozenset(("reduction", "agreement", "mechanism", "arms_transfer", "aid"))


def _backshifted(found: re.Match[str], at: Spot) -> bool:
    """ "Said that he had met": after a verb of saying the past perfect is the past."""
    if at.frames.syntax.backshift.fullmatch(found[0].strip()) is None:
        return False
    if at.frames.syntax.has_object.match(at.folded, found.end()):
        return True  # "I had another conversation with him"
    return at.frames.syntax.says.search(at.folded, at.sentence.start, found.start()) is not None


def _vaguely(at: Spot, day: DateRange, published: date | None) -> bool:
    """«où il a rencontré le mois dernier le prince héritier», far in the story: what is dated by its month alone is recalled."""
    if not at.frames.has("month_recalls") or (day.date_end is None and published is not None):
        return False
    if published is not None and day.date_end is not None and day.date_end >= published:  # "earlier this month"
        earlier = at.frames.syntax.earlier_in.search(at.folded, at.sentence.start, day.start) is not None
        return at.sentence.part == "body" and day.precision in _VAGUE and earlier
    aside = at.frames.asides.search(at.folded, max(at.sentence.start, at.match.start - BEFORE), at.match.start) is not None
    aside = aside and at.frames.syntax.ahead.search(at.folded, at.sentence.start, at.match.start) is None  # «قبل أسبوع من القمة»
    return (at.sentence.part == "body" and day.precision in _VAGUE) or (aside and day.precision == "week")


def _in_relative(at: Spot) -> Cue | None:
    """ "The president, who withdrew from the nuclear deal": what a relative clause tells, without a day, of who is spoken of is known."""
    trigger = at.trigger
    finished = at.sentence.part == "body" and trigger.form == "verb" and trigger.event_type in _KNOWN_FOR
    if not finished or at.frames.syntax.past.fullmatch(at.words.partition(" ")[0]) is None:
        return None
    return worded(at.frames, "relative", at.frames.syntax.relative.search(at.folded[at.sentence.start : at.match.start]))


def recalled(at: Spot, day: DateRange | None, published: date | None) -> Cue | None:
    """The words before a trigger, or the day told with it, that put it into the past of the story."""
    if at.sentence.part == "title":
        return None
    if (told := _told_so(at, day, published)) is not None:
        return told
    said = at.frames.reality["background"].finditer(at.folded, at.sentence.start, at.match.start)
    past_perfect = next((found for found in said if not _backshifted(found, at)), None) if at.sentence.part != "lead" else None
    lasts = at.sentence.part == "lead" and day is not None and day.modifier == "after"  # «sont déployés depuis un an»
    if day is not None and day.date_end is not None and published is not None and not lasts:
        # «وكان ترامب أعلن في الثامن من مايو»: what was weeks ago and is told in the past perfect is recalled
        age = _WEEKS if past_perfect and at.frames.has("past_perfect_recalls") else OLD
        return of_day(day, "old") if _vaguely(at, day, published) or day.date_end < published - age else None
    if day is not None and published is None and day.direction == "past" and not lasts and _vaguely(at, day, None):
        return of_day(day, "old")  # "last month", of an article without a day
    if past_perfect is not None:
        return of_list(at.frames, "background", past_perfect)
    return of_day(day, "old") if day is not None and day.date_end is not None and day.precision == "year" and not lasts else None


def _told_so(at: Spot, day: DateRange | None, published: date | None) -> Cue | None:
    """Words that recall, whatever the day."""
    frames, start, end = at.frames, at.sentence.start, at.match.start
    # «سلمت مدير المخابرات السابق»: behind a suspect it is his office that he held before
    last = frames.syntax.last.match(at.folded, at.match.end) if at.trigger.scheme != "handover" else None
    told = worded(frames, "last", last) or reminded(at, day, published)
    told = told or of_list(frames, "long_before", frames.reality["long_before"].search(at.folded, start, end))
    beside = (found for found in frames.reality["recalled"].finditer(at.folded, start, end) if found.end() >= end - BESIDE)
    told = told or of_list(frames, "recalled", next(beside, None))
    if told is not None or day is not None:
        return told
    in_body = at.sentence.part == "body"
    years_ago = frames.syntax.years_ago.search(at.folded, start, end) if in_body else None
    first_to = frames.syntax.first_to.search(at.folded, start, end) if in_body else None
    return worded(frames, "years_ago", years_ago) or _in_relative(at) or worded(frames, "first_to", first_to)
