"""Places a Reading in time by the convention of news: Reading + day of publication + tense → Span."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from builder.parsers.dates.calendar import is_hijri_year, on_or_after, on_or_before
from builder.parsers.dates.place_days import (
    day_span,
    deictic_span,
    event_span,
    month_span,
    night_span,
    numeric_span,
    weekday_span,
    year_span,
)
from builder.parsers.dates.place_units import (
    decade_span,
    duration_span,
    festival_span,
    half_span,
    hijri_span,
    months_span,
    quarter_span,
    recent_span,
    season_span,
    shift_span,
    unit_span,
)
from builder.parsers.dates.readings import Reading
from builder.parsers.dates.spans import OPEN, VAGUE, Span

Resolver = Callable[[Reading, "date | None", "str | None"], "Span | None"]


def resolve(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The span a reading means, or None where its words make no calendar date (30 February)."""
    if item.yrel is not None:
        return _in_told_year(item, item.yrel, published, tense)
    try:
        span = _RESOLVERS[item.kind](item, published, tense)
    except (ValueError, OverflowError):  # before the year 1 or after 9999: "2,500 years ago"
        return None
    if span is not None and item.flags:
        span = span._replace(flags=(*span.flags, *item.flags))
    return span


def _in_told_year(item: Reading, years: int, published: date | None, tense: str | None) -> Span | None:
    """«августа прошлого года», "January of last year": the month, day or season of the year of publication or one beside it."""
    if published is None:
        precision = "day" if item.day or item.kind == "festival" else "month" if item.kind == "hijri" else item.kind
        return Span(None, precision, "relative", False, OPEN)
    span = resolve(item._replace(year=published.year + years, yrel=None), published, tense)
    return span._replace(basis="explicit" if item.day else "relative") if span else None


def _vague(item: Reading, published: date | None, tense: str | None) -> Span:
    """ "A few days ago", «خلال الأيام الماضية»: some days, and not that of publication."""
    return Span(None, "unknown", "relative", False, (VAGUE,))


def _range(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """From one point to another; what the second tells (year, month, tail) the first shares."""
    first, other = item.first, item.other
    if first is None or other is None:
        return None
    bare = first.kind == other.kind == "weekday" and first.rel is None and other.rel is None
    if bare and published and first.weekday == published.weekday() and other.weekday is not None:
        return Span((published, on_or_after(other.weekday, published)), "day", "relative")
    if first.kind == "deictic" and (first.offset or 0) >= 0:
        tense = "future"  # "from today until Friday"
    first = _shared(first, other)
    late = resolve(other, published, tense)
    if late is None:
        return None
    if late.days is None:
        return late._replace(precision="day")
    early = _early(first, late.days[1], published, tense)
    if early is None or early.days is None or early.days[0] > late.days[1]:
        return None
    precision = early.precision if early.precision == late.precision else "day"
    basis = "relative" if "relative" in (early.basis, late.basis) else "explicit"
    return Span((early.days[0], late.days[1]), precision, basis, late.inferred, late.flags)


def _shared(first: Reading, other: Reading) -> Reading:
    year = other.year if other.year is not None else (other.numeric[0] if other.numeric else None)
    if first.kind == "date" and first.year is None and year is not None and is_hijri_year(year):
        return first._replace(kind="hijri", hmonth=first.month, hyear=year - ((first.month or 0) > (other.numeric or (0, 12))[1]))
    if first.kind in ("date", "month") and first.year is None and year is not None:
        if (first.month or 0) > (other.month or 12):
            year -= 1
        return first._replace(year=year)
    if first.hmonth and first.hyear is None:
        return first._replace(hyear=other.hyear)
    return first


def _early(first: Reading, end: date, published: date | None, tense: str | None) -> Span | None:
    """The first point of a range, sought backwards from its end."""
    if first.kind == "weekday" and first.weekday is not None and first.rel is None:
        day = on_or_before(first.weekday, end)
        return Span((day, day), "day", "relative")
    if first.kind in ("date", "month") and first.year is None:
        return resolve(first._replace(rel=None), end, "past")
    return resolve(first, published, tense)


_RESOLVERS: dict[str, Resolver] = {
    "date": day_span, "month": month_span, "year": year_span, "weekday": weekday_span, "deictic": deictic_span, "shift": shift_span,
    "unit": unit_span, "recent": recent_span, "duration": duration_span, "quarter": quarter_span, "half": half_span, "months": months_span,
    "season": season_span, "decade": decade_span, "hijri": hijri_span, "festival": festival_span, "night": night_span,
    "numeric": numeric_span, "event": event_span, "range": _range, "vague": _vague,
}  # fmt: skip
