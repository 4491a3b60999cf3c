"""One date told twice: two readings side by side → one («в день Курбан-байрама, 20 июля», "a month ago, on 14 February")."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from builder.parsers.dates.calendar import Days, safe_date
from builder.parsers.dates.readings import Reading
from builder.parsers.dates.resolve import resolve
from builder.parsers.dates.spans import Span

_WIDE = frozenset(("festival", "shift", "unit", "month", "season", "year"))
_NARROW = frozenset(("date", "numeric"))
_WORD = re.compile(r"\w+|[^\w\s]")
_FAR = 28
# A feast of the moon may be a day off; "exactly a year ago" is not so exact.
_OFF, _ABOUT = timedelta(1), timedelta(10)


class Placed(NamedTuple):
    """A reading, its days, and what its clause tells of past and future."""

    item: Reading
    span: Span
    spoken: str | None


def beside(left: Reading, right: Reading, folded: str, between: Collection[str]) -> bool:
    """Whether two readings may tell of one day: a wide one and a day, or a day and its feast, nothing but small words between them."""
    kinds = (left.kind in _WIDE and right.kind in _NARROW) or (left.kind in _NARROW and right.kind == "festival")
    if not kinds or right.start - left.end > _FAR or left.modifier in ("before", "after") or right.modifier is not None:
        return False
    gap = folded[left.end : right.start]
    if left.kind == "year" and (left.year2 is not None or "," not in gap):
        return False
    return "\n" not in gap and all(word in between for word in _WORD.findall(gap))


def in_its_year(left: Placed, right: Reading) -> Reading:
    """ "Three years ago, on 24 February": the day's year is that of the wider time."""
    days = _held(left)
    if right.kind != "date" or right.year is not None or right.rel is not None or days is None or None in (right.day, right.month):
        return right
    for year in {days[0].year, days[1].year}:
        day = safe_date(year, right.month or 1, right.day or 1)
        if day is not None and days[0] <= day <= days[1]:
            return right._replace(year=year)
    return right


def one_of_two(left: Placed, right: Placed) -> Placed | None:
    """The day of the two, with the words of both, where the wider time holds it."""
    wide, narrow = (right, left) if right.item.kind == "festival" else (left, right)
    day = narrow.span.days
    days = _held(wide) if day is None or wide.item.kind != "festival" else _feast_near(wide.item, day[0])
    if day is None or days is None or not days[0] <= day[0] <= day[1] <= days[1]:
        return None
    return narrow._replace(item=narrow.item._replace(start=left.item.start, end=right.item.end))


def _held(wide: Placed) -> Days | None:
    """The days that the wider time may mean."""
    days = wide.span.days
    return (days[0] - _ABOUT, days[1] + _ABOUT) if days and wide.item.kind == "shift" and wide.item.offset is not None else days


def _feast_near(feast: Reading, day: date) -> Days | None:
    """The feast of a day's own year, a day of slack on either side."""
    span = resolve(feast._replace(year=day.year, rel=None, yrel=None), day, None)
    return (span.days[0] - _OFF, span.days[1] + _OFF) if span and span.days else None
