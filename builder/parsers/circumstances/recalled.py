"""Whether what a trigger tells is only recalled, as context to the news: its words, sentence and day → bool."""

from __future__ import annotations

import re
from datetime import date, timedelta

from builder.model import DateRange, Sentence
from builder.parsers.circumstances.aspect import reminded
from builder.parsers.circumstances.unreal import BEFORE, BESIDE
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match

OLD = timedelta(days=45)
_WEEKS = timedelta(days=14)
_VAGUE = frozenset(("month", "year"))
# What somebody has done once for all.
_KNOWN_FOR = frozenset(("reduction", "agreement", "mechanism", "arms_transfer", "aid"))


def _backshifted(found: re.Match[str], folded: str, sentence: Sentence, frames: Frames) -> bool:
    """ "Said that he had met": after a verb of saying the past perfect is the past."""
    if frames.syntax.backshift.fullmatch(found[0].strip()) is None:
        return False
    if frames.syntax.has_object.match(folded, found.end()):
        return True  # "I had another conversation with him"
    return frames.syntax.says.search(folded, sentence.start, found.start()) is not None


def _vaguely(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange, published: date | None) -> bool:
    """«où il a rencontré le mois dernier le prince héritier», far in the story: what is dated by its month alone is recalled."""
    if not frames.has("month_recalls") or (day.date_end is None and published is not None):
        return False
    if published is not None and day.date_end is not None and day.date_end >= published:  # "earlier this month"
        earlier = frames.syntax.earlier_in.search(folded, sentence.start, day.start) is not None
        return sentence.part == "body" and day.precision in _VAGUE and earlier
    aside = frames.asides.search(folded, max(sentence.start, match.start - BEFORE), match.start) is not None
    aside = aside and frames.syntax.ahead.search(folded, sentence.start, match.start) is None  # «قبل أسبوع من القمة»
    return (sentence.part == "body" and day.precision in _VAGUE) or (aside and day.precision == "week")


def _in_relative(folded: str, sentence: Sentence, match: Match, frames: Frames) -> bool:
    """ "The president, who withdrew from the nuclear deal": what a relative clause tells, without a day, of who is spoken of is known."""
    trigger = frames.triggers[match.pattern]
    finished = sentence.part == "body" and trigger.form == "verb" and trigger.event_type in _KNOWN_FOR
    if not finished or frames.syntax.past.fullmatch(folded[match.start : match.end].partition(" ")[0]) is None:
        return False
    return frames.syntax.relative.search(folded[sentence.start : match.start]) is not None


def recalled(folded: str, sentence: Sentence, match: Match, frames: Frames, day: DateRange | None, published: date | None) -> bool:
    """Whether the words before a trigger, or the day told with it, put it into the past of the story."""
    if sentence.part == "title":
        return False
    # «سلمت مدير المخابرات السابق»: behind a suspect it is his office that he held before
    before_now = frames.triggers[match.pattern].scheme != "handover" and frames.syntax.last.match(folded, match.end)
    if before_now or reminded(folded, sentence, match, frames, day, published):
        return True
    if frames.reality["long_before"].search(folded, sentence.start, match.start):
        return True
    if any(found.end() >= match.start - BESIDE for found in frames.reality["recalled"].finditer(folded, sentence.start, match.start)):
        return True
    if day is None and sentence.part == "body" and frames.syntax.years_ago.search(folded, sentence.start, match.start):
        return True
    if day is None and _in_relative(folded, sentence, match, frames):
        return True
    if day is None and sentence.part == "body" and frames.syntax.first_to.search(folded, sentence.start, match.start):
        return True
    said = frames.reality["background"].finditer(folded, sentence.start, match.start)
    before = sentence.part != "lead" and not all(_backshifted(found, folded, sentence, frames) for found in said)
    lasts = sentence.part == "lead" and day is not None and day.modifier == "after"  # «sont déployés depuis un an»
    if day is not None and day.date_end is not None and published is not None and not lasts:
        # «وكان ترامب أعلن في الثامن من مايو»: what was weeks ago and is told in the past perfect is recalled
        age = _WEEKS if before and frames.has("past_perfect_recalls") else OLD
        return _vaguely(folded, sentence, match, frames, day, published) or day.date_end < published - age
    if (
        day is not None
        and published is None
        and day.direction == "past"
        and not lasts
        and _vaguely(folded, sentence, match, frames, day, None)
    ):
        return True  # "last month", of an article without a day
    return before or (day is not None and day.date_end is not None and day.precision == "year" and not lasts)
