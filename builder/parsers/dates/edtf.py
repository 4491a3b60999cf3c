"""Writes days in EDTF (ISO 8601-2, level 2): first and last day, precision, marks → one string."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

# Codes in place of the month: of the seasons that begin in March, June, September and December; of the first quarter; of the first half.
_SEASONS = {3: 21, 6: 22, 9: 23, 12: 24}
_QUARTER, _HALF = 33, 40
_WHOLE = ("day", "month", "season", "quarter", "half", "year", "decade")
# A period's own name opens to no side.
_CLOSED = ("season", "quarter", "half", "decade")


@lru_cache(maxsize=4096)
def edtf(start: date | None, end: date | None, precision: str, modifier: str | None = None, inferred: bool = False) -> str | None:
    """The shortest form that names exactly these days.

    ``?`` marks a year that the words do not say (``inferred``), ``~`` a part or about, ``%`` both; ``after`` and ``before`` open
    an interval.
    """
    if start is None or end is None:
        return None
    mark = "?" if inferred else ""
    if modifier in ("start", "mid", "end", "approx"):
        mark = "%" if inferred else "~"
    body = _body(start, end, precision, bool(mark))
    first, last = (part + mark for part in (body.split("/") * 2)[:2])
    if modifier == "after" and precision not in _CLOSED:
        return f"{first}/.."
    if modifier == "before" and precision not in _CLOSED:
        return f"../{last}"
    return f"{first}/{last}" if "/" in body else first


def _body(start: date, end: date, precision: str, marked: bool) -> str:
    if start == end:
        return start.isoformat()
    after = end + timedelta(days=1) if end != date.max else None
    whole_months = after is not None and start.day == 1 and after.day == 1
    if not whole_months or (precision not in _WHOLE and not _is_year(start, end)):
        return f"{start.isoformat()}/{end.isoformat()}"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return _named(start, months, precision, marked) or _months(start, end, precision)


def _named(start: date, months: int, precision: str, marked: bool) -> str | None:
    """A period's own name; quarters, halves and decades bear no mark."""
    year = f"{start.year:04d}"
    if precision == "season" and months == 3:
        return f"{year}-{_SEASONS[start.month]}"
    if precision == "quarter" and months == 3 and not marked:
        return f"{year}-{_QUARTER + start.month // 3}"
    if precision == "half" and months == 6 and not marked:
        return f"{year}-{_HALF + start.month // 7}"
    if precision == "decade" and months == 120 and not marked:
        return f"{year[:3]}X"
    return None


def _months(start: date, end: date, precision: str) -> str:
    """A span of whole months as months or years."""
    first, last = f"{start.year:04d}-{start.month:02d}", f"{end.year:04d}-{end.month:02d}"
    if _is_year(start, end):
        return f"{start.year:04d}" if start.year == end.year else f"{start.year:04d}/{end.year:04d}"
    if first == last:
        return first if precision != "day" else f"{start.isoformat()}/{end.isoformat()}"
    return f"{first}/{last}"


def _is_year(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def one_of(days: list[date]) -> str | None:
    """A day that is one of several: ``[2018-01-24,2018-01-31]``, or the stretch where all days between stand open."""
    if not days:
        return None
    if len(days) == 1:
        return days[0].isoformat()
    if (days[-1] - days[0]).days == len(days) - 1:
        return f"[{days[0].isoformat()}..{days[-1].isoformat()}]"
    return "[" + ",".join(day.isoformat() for day in days) + "]"


def open_edtf(year: int | None, month: int | None, day: int | None) -> str | None:
    """A day or month whose year is not known: ``XXXX-01-30``."""
    if month is None:
        return None
    head = f"{year:04d}" if year else "XXXX"
    return f"{head}-{month:02d}" + (f"-{day:02d}" if day else "")
