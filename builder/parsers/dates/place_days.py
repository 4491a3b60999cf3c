"""Places days, months, years and weekdays in time: Reading + day of publication + tense → Span."""

from __future__ import annotations

from datetime import date, timedelta

from builder.parsers.dates.calendar import (
    hijri_day,
    is_hijri_year,
    month_days,
    month_part,
    months_days,
    nth_weekday,
    on_or_after,
    safe_date,
    unit_days,
)
from builder.parsers.dates.readings import EITHER_ORDER, Reading
from builder.parsers.dates.spans import OPEN, Span, basis_of, weekday_near

# Without a year, a day this far off gives way to its twin near by.
_FAR = 260
_NEAR = 62
# A day told as over may still lie so far ahead: zones of time, papers dated early.
_SLIP = 3
# Without a tense, a night so close ahead is the coming one.
_NEXT_NIGHT = 2
# Without a tense, a day or month at most so far ahead is the coming one.
_COMING_DAYS = 100
_COMING_MONTHS = 3
# A date in figures may be read with its month first where that is so close to publication, and the other reading so far.
_SAME_DAYS, _APART = 10, 31
# No month has more Fridays.
_WEEKS = 5


def day_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A day and month, with or without year, weekday and tail; or a run of days of one month."""
    if item.number is not None and item.weekday is not None:
        return _day_or_nth(item, item.number, item.weekday, published, tense)
    month, day = item.month, item.day
    if month is None and item.numeric is None and day is not None:
        return _day_of_month(item, published, tense)
    if month is None or day is None:
        return None
    if item.year is None and published is None:
        return Span(None, "day", basis_of(item), False, OPEN) if safe_date(2000, month, item.day2 or day) else None
    flags: tuple[str, ...] = ()
    if item.year is not None:
        year: int | None = item.year
    else:
        assert published is not None
        year, flags = _year_for(item, month, day, published, tense)
    start = safe_date(year, month, day) if year else None
    end = safe_date(year, month, item.day2) if year and item.day2 else start
    if start is None or end is None or end < start:
        return None
    if item.unit in ("week", "weekend"):  # "the week of October 6"
        return Span(unit_days(item.unit, start, 0), "week" if item.unit == "week" else "day", "explicit", item.year is None, flags)
    if item.weekday is not None and start.weekday() != item.weekday and "weekday_conflict" not in flags:
        flags = (*flags, "weekday_conflict")
    return Span((start, end), "day", basis_of(item), item.year is None, flags)


def _day_of_month(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """«30 الجاري», "le 30 de ce mois", "30 числа": a day of the month of publication or the one beside it."""
    if published is None:
        return Span(None, "day", "relative", False, OPEN)
    if item.weekday is not None:
        return _weekday_nth(item, item.weekday, item.day or 1, published)
    shifts = (item.rel,) if item.rel is not None else (0, 1) if tense == "future" else (0, -1) if tense in ("past", "over") else (0, -1, 1)
    months = [month_days(published.year, published.month + shift)[0] for shift in shifts]
    days = [day for month in months if (day := safe_date(month.year, month.month, item.day or 1))]
    if item.rel is None and tense in ("future", "past", "over"):
        days = [day for day in days if day == published or (day > published) == (tense == "future")]
    start = min(days, key=lambda day: abs((day - published).days), default=None)
    end = safe_date(start.year, start.month, item.day2) if start and item.day2 else start
    return Span((start, end), "day", "explicit", True) if start and end else None


def _weekday_nth(item: Reading, weekday: int, nth: int, published: date) -> Span:
    """«mardi 30», "Tuesday the 30th": the nearest such day; where none fits, the number counts something else and the weekday stays."""
    months = [month_days(published.year, published.month + n)[0] for n in (-1, 0, 1)]
    days = [day for first in months if (day := safe_date(first.year, first.month, nth)) and day.weekday() == weekday]
    if not days:
        day = weekday_near(weekday, published, None, None)
        return Span((day, day), "day", "relative")
    day = min(days, key=lambda day: abs((day - published).days))
    return Span((day, day), "day", "explicit", True)


def _day_or_nth(item: Reading, number: int, weekday: int, published: date | None, tense: str | None) -> Span | None:
    """«الخميس الثاني من مارس»: the day of that number where it is such a weekday, else the nth such weekday of the month."""
    if item.month is not None:
        as_day = day_span(item._replace(day=number, number=None), published, tense)
        fits = as_day is None or as_day.days is None or "weekday_conflict" not in as_day.flags
        return as_day if number > _WEEKS or (as_day and fits) else month_span(item, published, tense)
    if published is None:
        return Span(None, "day", "relative", False, OPEN)
    first = month_days(published.year, published.month + (item.rel or 0))[0]
    day = safe_date(first.year, first.month, number)
    if day is not None and (day.weekday() == weekday or number > _WEEKS):
        return Span((day, day), "day", "explicit", True, () if day.weekday() == weekday else ("weekday_conflict",))
    return _part_of_month(item, published)


def _year_for(item: Reading, month: int, day: int, published: date, tense: str | None) -> tuple[int | None, tuple[str, ...]]:
    """The year of a day and month told without one, by weekday, tail and tense."""
    days = [told for year in range(published.year - 4, published.year + 5) if (told := safe_date(year, month, day))]
    chosen = _by_tense(days, published, item.rel, tense)
    if item.weekday is None or chosen is None or chosen.weekday() == item.weekday:
        return chosen.year if chosen else None, ("year_inferred",)
    near = [told for year in (published.year, published.year - 1, published.year + 1) if (told := safe_date(year, month, day))]
    fitting = [told for told in near if told.weekday() == item.weekday]
    if fitting and item.rel is None:
        return min(fitting, key=lambda told: abs((told - published).days)).year, ("year_inferred",)
    return chosen.year, ("year_inferred", "weekday_conflict")


def _by_tense(days: list[date], published: date, rel: int | None, tense: str | None) -> date | None:
    if rel == 0:
        return next((day for day in days if day.year == published.year), None)
    past = [day for day in days if day < published]
    ahead = [day for day in days if day > published]
    if rel is None and published in days:
        past.append(published)
        ahead.insert(0, published)
    if rel is None and past and ahead:
        gone, coming = (published - past[-1]).days, (ahead[0] - published).days
        if tense == "future":
            return past[-1] if 0 < gone <= _COMING_DAYS and coming > _FAR else ahead[0]
        if tense in ("past", "over"):
            return ahead[0] if gone > _FAR and 0 < coming <= (_SLIP if tense == "over" else _NEAR) else past[-1]
        return ahead[0] if coming <= _COMING_DAYS else past[-1]
    if rel == 1:
        return ahead[0] if ahead else None
    return past[-1] if past else None


def month_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A month, or several on end, with or without year and tail."""
    month = item.month
    if month is None:
        return _part_of_month(item, published)
    last = item.month2 or month
    basis = "relative" if item.rel is not None else "explicit"
    if item.year is None and published is None:
        return Span(None, "month", basis, False, OPEN)
    year = item.year or _month_year(month, published or date.min, item.rel, tense)
    days = months_days(year, month, (last - month) % 12 + 1)
    span = Span(days, "month", basis, item.year is None, () if item.year else ("year_inferred",))
    return span if item.number is None else _within_month(span, item, year, month)


def _part_of_month(item: Reading, published: date | None) -> Span | None:
    """ "The first Friday of next month": a part of a month told by its place beside the month of publication."""
    if item.rel is None:
        return None
    if published is None:
        return Span(None, "day", "relative", False, OPEN)
    days = month_days(published.year, published.month + item.rel)
    return _within_month(Span(days, "month", "relative"), item, days[0].year, days[0].month)


def _within_month(span: Span, item: Reading, year: int, month: int) -> Span | None:
    """«النصف الأول من مارس», "the last week of July", "the last day of June", "the first Friday of May"."""
    number = item.number or 1
    if item.weekday is not None:
        day = nth_weekday(year, month, item.weekday, number)
        return span._replace(days=(day, day), precision="day") if day else None
    days = month_part(span.days, item.unit or "half", number, item.amount or 7) if span.days else None
    return span._replace(days=days, precision="week" if item.unit == "week" else "day") if days else None


def _month_year(month: int, published: date, rel: int | None, tense: str | None) -> int:
    this = published.year
    if rel == 0:
        return this
    if rel == -1:
        return this if month < published.month else this - 1
    if rel == 1:
        return this if month > published.month else this + 1
    if tense == "future":
        return this if month >= published.month or published.month - month <= _COMING_MONTHS else this + 1
    if tense != "past" and (month - published.month) % 12 <= _COMING_MONTHS:
        return this if month >= published.month else this + 1
    return this if month <= published.month else this - 1


def year_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A year or a run of years."""
    first, last = item.year, item.year2 or item.year
    if first is None or last is None:
        return None
    if last < 100:  # "2014-16"
        last += first // 100 * 100
    if last < first:
        return None
    return Span((date(first, 1, 1), date(last, 12, 31)), "year")


def weekday_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A weekday by tail and tense; two of them make a run of days."""
    if item.weekday is None:
        return None
    if published is None:
        return Span(None, "day", "relative", False, (*OPEN, f"weekday:{item.weekday}"))
    day = weekday_near(item.weekday, published, item.rel, tense)
    if item.unit in ("week", "month") and item.number is not None:
        found = unit_days("week", published, item.number)
        day = on_or_after(item.weekday, found[0]) if found else day
    end = on_or_after(item.weekday2, day) if item.weekday2 is not None else day
    return Span((day, end), "day", "relative")


def deictic_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """Yesterday, today, tomorrow; a weekday told beside it is checked against it."""
    offset = item.offset or 0
    if published is None:
        weekday = () if item.weekday is None else (f"weekday:{item.weekday}",)
        return Span(None, "day", "relative", False, (*OPEN, f"offset:{offset}", *weekday))
    if item.rel == 1:  # "the coming night"
        return Span((published, published + timedelta(1)), "day", "relative")
    day = published + timedelta(offset)
    if item.weekday is None or item.weekday == day.weekday():
        return Span((day, day), "day", "relative")
    shift = reference_shift(item, published)
    if shift:
        day += timedelta(shift)
        return Span((day, day), "day", "relative", False, ("weekday_conflict", "reference_shifted"))
    return Span((day, day), "day", "relative", False, ("weekday_conflict",))


def reference_shift(item: Reading, published: date) -> int | None:
    """By how many days the writer's "today" lies off the day of publication, told by the weekday beside it; None where too far."""
    day = published + timedelta(item.offset or 0)
    return next((shift for shift in (0, -1, 1, -2) if (day + timedelta(shift)).weekday() == item.weekday), None)


def night_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The night from one weekday to the next: both days."""
    if item.weekday is None and item.weekday2 is not None:
        item = item._replace(weekday=(item.weekday2 - 1) % 7)
    if item.weekday is None:
        found = day_span(item, published, tense)
        return found._replace(days=(found.days[0] - timedelta(1), found.days[1])) if found and found.days else found
    following = item.weekday2 if item.weekday2 is not None else (item.weekday + 1) % 7
    if published is None:
        return Span(None, "day", "relative", False, (*OPEN, f"weekday:{item.weekday}"))
    week = unit_days("week", published, item.rel or 0) if item.unit == "week" else None
    last = on_or_after(following, week[0]) if week else weekday_near(following, published, item.rel, tense)
    coming = on_or_after(following, published)
    if item.rel is None and tense in (None, "said") and (coming - published).days <= _NEXT_NIGHT:
        last = coming
    if item.rel is None and item.weekday == published.weekday():
        last = published + timedelta(1)  # the first of the two days is today: no paper calls the night of last week so
    if item.day is not None and item.month is not None:
        found = day_span(item._replace(weekday=None, day2=None), published, tense)
        last = found.days[1] + timedelta(1) if found and found.days else last
    if (following - item.weekday) % 7 != 1:
        return Span((last, last), "day", "relative", False, ("weekday_conflict",))
    return Span((last - timedelta(1), last), "day", "relative")


def numeric_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A date in figures, Gregorian or Hijri."""
    year, month, day = item.numeric or (0, 0, 0)
    hijri = is_hijri_year(year)
    found = hijri_day(year, month, day) if hijri else safe_date(year, month, day)
    if found is None:
        return None
    if item.name == EITHER_ORDER and published is not None:
        found = _month_first(found, published)
    flags = ("hijri_converted",) if hijri else ()
    if item.weekday is not None and found.weekday() != item.weekday:
        flags = (*flags, "weekday_conflict")
    return Span((found, found), "day", "explicit", False, flags)


def _month_first(day: date, published: date) -> date:
    """The day with its month read first, where that lies close to publication and the other reading does not."""
    other = safe_date(day.year, day.day, day.month)
    near = other is not None and abs((other - published).days) <= _SAME_DAYS < _APART < abs((day - published).days)
    return other if other is not None and near else day


def event_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A day known by its own name: the attacks of 11 September."""
    found = date.fromisoformat(item.name or "")
    if published is not None and found > published:
        return None
    return Span((found, found), "day")
