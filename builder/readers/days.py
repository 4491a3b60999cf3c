"""Reads a day out of metadata: ISO, RFC 822 and numeric stamps, a day in words, or a URL's path → date; None where no one day stands."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from builder.readers.spelled import DIGITS, spelled_days

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[TZ+\s,])")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:$|[T\s,])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:$|T\d|\d{6}\s*$)")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:$|[T\s,])")
_MONTHS = {name: n for n, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
_NAMED = re.compile(r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})\b", re.I)
_MONTH_FIRST = re.compile(r"(?:[a-z]{3,9}\.?,\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.I)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10})(?:\d{3})?(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?\s*$")
_FEW_WORDS = 80
# No stamp is longer.
LONGEST = 200
_URL_DAY = re.compile(
    r"(?<=[/_.=-])((?:19|20)\d\d)([/_-])(0[1-9]|1[0-2]|[1-9]|"
    + "|".join(_MONTHS)
    + r")[a-z]*\2(\d{1,2})(?=$|[/_.-]|[a-z])(?!-\d)(?!(?<=/\d\d|\d/\d)-)",
    re.I,
)
_URL_COMPACT = re.compile(r"(?<=[/_.=-])((?:19|20)\d{2})(\d{2})(\d{2})(?=$|[/_.-])")
_URL_DAY_FIRST = re.compile(r"(?<=[/_=-])(\d{1,2})([-_/])(\d{1,2})\2((?:19|20)\d\d)(?=$|[/_.-])")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(?:(0?[1-9]|1[0-2])/)?")
# Days between the one that an address names, or the middle of its month or year, and another that can still be the same story's.
NEAR_DAY, NEAR_MONTH, NEAR_YEAR = 7, 60, 230
FIRST_YEAR, LAST_YEAR = 1900, 2100


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(value: Any) -> date | None:
    """The day that a stamp names, as its own clock shows it; a month or year alone is not a day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _written_day(str(value)[:LONGEST].strip().translate(DIGITS))


def _written_day(words: str) -> date | None:
    for pattern in (_ISO, _SLASHED, _COMPACT):
        if found := pattern.match(words):
            return make_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(words):
        return _day_first(found[2], int(found[1]), int(found[3]), int(found[4]))
    if (found := _NAMED.match(words)) and found[2].lower() in _MONTHS:
        return make_day(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if (found := _MONTH_FIRST.match(words)) and found[1].lower() in _MONTHS:
        return make_day(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _EPOCH.match(words):
        return make_day(*datetime.fromtimestamp(int(found[1]), tz=UTC).timetuple()[:3])
    days = set(spelled_days(words)) if 8 <= len(words) <= _FEW_WORDS and not words.isdigit() else set()
    return days.pop() if len(days) == 1 else None


def _day_first(mark: str, first: int, second: int, year: int) -> date | None:
    """31.01.2018, 31/01/2018 and 01/31/2018; with slashes or hyphens, a day that could be read both ways is none."""
    if mark == "." or first > 12 or first == second:
        return make_day(year, second, first)
    return make_day(year, first, second) if second > 12 else None


def url_denies(url: str, day: date, year: bool) -> bool:
    """Whether a URL's path names another time than the day's: a day, a month, or, if ``year``, a year far from it."""
    if named := url_day(url):
        return abs((named - day).days) > NEAR_DAY
    found = set(_URL_MONTH.findall(_path(url)))
    if len(found) != 1:
        return False
    in_year, month = found.pop()
    if month:
        return abs((date(int(in_year), int(month), 15) - day).days) > NEAR_MONTH
    return year and abs((date(int(in_year), 7, 1) - day).days) > NEAR_YEAR


def _path(url: str) -> str:
    path = url.split("://", 1)[-1].split("?", 1)[0].split("#", 1)[0]
    return path[path.find("/") :] if "/" in path else ""


def url_day(url: str) -> date | None:
    """The day in a URL's path (/2018/01/31/, /2018/jan/31/, /20180131-, /31-01-2018/); None when none or more differ."""
    path = _path(url)
    days = {make_day(int(m[1]), _MONTHS.get(m[3][:3].lower()) or int(m[3]), int(m[4])) for m in _URL_DAY.finditer(path)}
    days |= {make_day(int(m[1]), int(m[2]), int(m[3])) for m in _URL_COMPACT.finditer(path)}
    days |= {make_day(int(m[4]), int(m[3]), int(m[1])) for m in _URL_DAY_FIRST.finditer(path)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None
