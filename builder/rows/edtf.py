"""Extended Date/Time Format (ISO 8601-2, level 2): days and precision → one text, or None where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

_QUARTER, _HALF = 33, 40


def edtf(start: date | None, end: date | None, precision: str, modifier: str | None = None) -> str | None:
    """The shortest form that names exactly these days; "~" where the words say "about"."""
    if start is None or end is None:
        return None
    mark = "~" if modifier == "approx" else ""
    if precision in ("month", "quarter", "half", "year", "decade") and (whole := _whole(start, end)):
        return whole + mark
    if start == end:
        return start.isoformat() + mark
    return f"{start.isoformat()}{mark}/{end.isoformat()}{mark}"


def _whole(start: date, end: date) -> str | None:
    """The period's own name where the days are exactly a month, quarter, half-year, year or decade."""
    after = end + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return None
    months = (after.year - start.year) * 12 + after.month - start.month
    if months == 1:
        return f"{start:%Y-%m}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04}-{_QUARTER + start.month // 3}"
    if months == 6 and start.month in (1, 7):
        return f"{start.year:04}-{_HALF + start.month // 7}"
    if months == 12 and start.month == 1:
        return f"{start.year:04}"
    if months == 120 and start.month == 1 and start.year % 10 == 0:
        return f"{start.year // 10:03}X"
    return None
