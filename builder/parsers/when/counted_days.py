"""Days counted from another that the words tell: "said on Tuesday, a day after the signing" → the day of the signing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builder.model import DateRange
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.laid_out import Scene

_GOVERNED, _NEXT_TO = 60, 2
# "A day after the ": how far behind such words stands what they count from.
_RIGHT_AFTER = 16


def day_after(scene: Scene, match: Match, day: DateRange) -> DateRange:
    """ "Met a day after his arrival on Sunday", "said on Tuesday, a day after the signing": the day before or after that told."""
    if day.date_start is None or day.date_start != day.date_end:
        return day
    folded, phrase = scene.text.folded, scene.frames.syntax.day_after
    if match.end < day.start and phrase.search(folded, match.end, day.start) is not None:
        return _moved(day, 1)
    left = max(scene.text.sentences[match.sentence].start, match.start - _GOVERNED)
    after = phrase.search(folded, left, match.start)
    return _moved(day, -1) if after is not None and day.end <= after.start() else day


def counted_from(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Said on Tuesday, a day after the signing": whether a comma parts the day from the words that count it from the trigger."""
    after = scene.frames.syntax.day_after.search(scene.text.folded, day.end, match.start)
    return after is not None and after.start() - day.end <= _NEXT_TO and match.start - after.end() <= _RIGHT_AFTER


def _moved(day: DateRange, days: int) -> DateRange:
    moved = day_on(day, days)
    return replace(moved, flags=(*moved.flags, "day_after"))


def day_on(day: DateRange, days: int) -> DateRange:
    """The single day so many days later, or earlier."""
    assert day.date_start is not None
    moved = day.date_start + timedelta(days)
    return replace(day, date_start=moved, date_end=moved, edtf=moved.isoformat())
