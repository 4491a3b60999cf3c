"""Which date belongs to which event: dates of an article + a trigger → the event's DateRange, with its basis.

The trigger's own clause and sentence come first, then the story's main date, then the day of publication.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from builder.model import DateRange, Sentence, Text
from builder.parsers.patterns import Match

_NEWS = timedelta(days=10)
_LASTING = frozenset(("visit", "exercise", "conference", "meeting", "training", "operation"))
UNKNOWN = DateRange(None, None, "unknown", "publication", 0, 0, "", "date.unknown")


def own_date(dates: Sequence[DateRange], sentence: Sentence, match: Match, event_type: str) -> DateRange | None:
    """The dated expression of the trigger's sentence that stands nearest to it, lengthened by a duration told there."""
    within = [d for d in dates if sentence.start <= d.start < sentence.end]
    dated = [d for d in within if d.date_start is not None]
    if not dated:
        return None
    nearest = min(dated, key=lambda d: _distance(d, match))
    length = next((d for d in within if d.precision == "duration" and d.days and d.days > 1), None)
    if length is None or length.days is None or event_type not in _LASTING or nearest.date_start is None or nearest.precision != "day":
        return nearest
    if nearest.date_start != nearest.date_end:
        return nearest
    return replace(nearest, date_end=nearest.date_start + timedelta(days=length.days - 1), rule=f"{nearest.rule}+{length.rule}")


def _distance(day: DateRange, match: Match) -> int:
    """Characters between; a date after the trigger is a little nearer than one before it."""
    return day.start - match.end if day.start >= match.end else match.start - day.end + 5


def main_date(text: Text, dates: Sequence[DateRange], published: date | None) -> DateRange | None:
    """The story's main date: the first expression of the headline or the first sentences that lies about publication."""
    for day in dates:
        if day.date_start is None or day.date_end is None or day.precision not in ("day", "week"):
            continue
        sentence = next((number for number, s in enumerate(text.sentences) if s.start <= day.start < s.end), 99)
        if sentence <= 3 and (published is None or abs(published - day.date_start) <= _NEWS) and (published is None or day.date_start <= published):
            return day
    return None


def settle(own: DateRange | None, status: str, background: bool, main: DateRange | None, published: date | None) -> DateRange:
    """The date of an event: its own, else by status inherited from the story, the day of publication, or unknown."""
    if own is not None:
        return own
    if background or status == "planned":
        return UNKNOWN
    if main is not None and status == "occurred":
        return replace(main, basis="inherited", rule=f"inherit.main:{main.rule}")
    if published is None:
        return UNKNOWN
    return DateRange(published, published, "day", "publication", 0, 0, "", "date.publication", edtf=published.isoformat())
