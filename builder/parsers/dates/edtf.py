"""Writes a reading in EDTF (ISO 8601-2): days, precision, marks → one string."""

from __future__ import annotations

from datetime import date

from builder.parsers.dates.calendar import month_days


def edtf(start: date | None, end: date | None, precision: str, modifier: str | None, inferred: bool) -> str | None:
    """The EDTF of a span; ``inferred`` marks a year that the words do not say, ``modifier`` an approximate part of the span."""
    if start is None or end is None:
        return None
    mark = "?" if inferred else ""
    if modifier in ("start", "mid", "end", "approx"):
        mark = "%" if inferred else "~"
    body = _body(start, end, precision)
    if "/" in body:
        return "/".join(part + mark for part in body.split("/")) if mark else body
    if modifier == "after" and precision in ("day", "month", "year"):
        return f"{body}{mark}/.."
    if modifier == "before" and precision in ("day", "month", "year"):
        return f"../{body}{mark}"
    return body + mark


def _body(start: date, end: date, precision: str) -> str:
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == month_days(end.year, end.month)[1]:
        return _months(start, end, precision)
    return f"{start.isoformat()}/{end.isoformat()}"


def _months(start: date, end: date, precision: str) -> str:
    """A span of whole months: the shortest form that says it."""
    first, last = f"{start.year:04d}-{start.month:02d}", f"{end.year:04d}-{end.month:02d}"
    if first == last:
        return first if precision != "day" else f"{start.isoformat()}/{end.isoformat()}"
    if start.month == 1 and end.month == 12:
        return f"{start.year:04d}" if start.year == end.year else f"{start.year:04d}/{end.year:04d}"
    return f"{first}/{last}"


def open_edtf(year: int | None, month: int | None, day: int | None) -> str | None:
    """A day or month whose year is not known: ``XXXX-01-30``."""
    if month is None:
        return None
    head = f"{year:04d}" if year else "XXXX"
    return f"{head}-{month:02d}" + (f"-{day:02d}" if day else "")
