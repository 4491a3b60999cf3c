"""Places a Reading in time by the convention of news: Reading + day of publication + tense → Span."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from builder.parsers.dates.calendar import (
    Days,
    feast_days,
    hijri_day,
    hijri_month,
    hijri_year_of,
    is_hijri_feast,
    month_days,
    months_days,
    on_or_after,
    on_or_before,
    safe_date,
    season_days,
    unit_days,
)
from builder.parsers.dates.readings import Reading

# A day and month without year and without tense may lie this many days ahead; else it is past.
_SOON = 31
# Without a year, a day this far ahead gives way to its twin a few days ago.
_FAR = 300
_LENGTH = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365, "decade": 3652, "weekend": 2, "century": 36524}


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a reading and how they were reached."""

    days: Days | None
    precision: str
    basis: str = "explicit"
    inferred: bool = False
    flags: tuple[str, ...] = ()
    length: int | None = None


_OPEN = ("needs_publication",)
Resolver = Callable[[Reading, "date | None", "str | None"], "Span | None"]


def resolve(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The span a reading means, or None where its words make no calendar date (30 February)."""
    try:
        span = _RESOLVERS[item.kind](item, published, tense)
    except (ValueError, OverflowError):  # before the year 1 or after 9999: "2,500 years ago"
        return None
    if span is not None and item.flags:
        span = replace(span, flags=(*span.flags, *item.flags))
    return span


def _day(item: Reading, published: date | None, tense: str | None) -> Span | None:
    month, day = item.month, item.day
    if month is None and item.numeric is None and day is not None:
        return _day_of_month(item, published)
    if month is None or day is None:
        return None
    if item.year is None and published is None:
        return Span(None, "day", _basis(item), False, _OPEN) if safe_date(2000, month, item.day2 or day) else None
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
    if item.weekday is not None and start.weekday() != item.weekday and "weekday_conflict" not in flags:
        flags = (*flags, "weekday_conflict")
    return Span((start, end), "day", _basis(item), item.year is None, flags)


def _basis(item: Reading) -> str:
    return "relative" if item.rel is not None and item.day is None else "explicit"


def _day_of_month(item: Reading, published: date | None) -> Span | None:
    """«30 الجاري», "le 30 de ce mois", "30 числа": a day of the month of publication or the one beside it."""
    if published is None:
        return Span(None, "day", "relative", False, _OPEN)
    month = month_days(published.year, published.month + (item.rel or 0))[0]
    start = safe_date(month.year, month.month, item.day or 1)
    end = safe_date(month.year, month.month, item.day2) if item.day2 else start
    return Span((start, end), "day", "explicit", True) if start and end else None


def _year_for(item: Reading, month: int, day: int, published: date, tense: str | None) -> tuple[int | None, tuple[str, ...]]:
    """The year of a day and month told without one, by weekday, tail and tense."""
    years = [y for y in range(published.year - 4, published.year + 5) if safe_date(y, month, day)]
    chosen = _by_tense(years, month, day, published, item.rel, tense)
    if item.weekday is None or chosen is None or date(chosen, month, day).weekday() == item.weekday:
        return chosen, ("year_inferred",)
    near = [y for y in (published.year, published.year - 1, published.year + 1) if y in years]
    fitting = [y for y in near if date(y, month, day).weekday() == item.weekday]
    if fitting:
        return min(fitting, key=lambda y: abs((date(y, month, day) - published).days)), ("year_inferred",)
    return chosen, ("year_inferred", "weekday_conflict")


def _by_tense(years: list[int], month: int, day: int, published: date, rel: int | None, tense: str | None) -> int | None:
    if rel == 0:
        return published.year if published.year in years else None
    strict = rel is not None
    past = [y for y in years if date(y, month, day) < published or (not strict and date(y, month, day) == published)]
    ahead = [y for y in years if date(y, month, day) > published or (not strict and date(y, month, day) == published)]
    if rel is None and tense != "past" and past and ahead:
        gone, coming = (published - date(past[-1], month, day)).days, (date(ahead[0], month, day) - published).days
        if tense == "future":
            return past[-1] if 0 < gone <= _SOON and coming > _FAR else ahead[0]
        return ahead[0] if coming <= _SOON else past[-1]
    if rel == 1:
        return ahead[0] if ahead else None
    return past[-1] if past else None


def _month(item: Reading, published: date | None, tense: str | None) -> Span | None:
    month = item.month
    if month is None:
        return None
    last = item.month2 or month
    if item.year is not None:
        return Span(months_days(item.year, month, (last - month) % 12 + 1), "month", "explicit")
    basis = "relative" if item.rel is not None else "explicit"
    if published is None:
        return Span(None, "month", basis, False, _OPEN)
    year = _month_year(month, published, item.rel, tense)
    return Span(months_days(year, month, (last - month) % 12 + 1), "month", basis, True, ("year_inferred",))


def _month_year(month: int, published: date, rel: int | None, tense: str | None) -> int:
    this = published.year
    if rel == 0:
        return this
    if rel == -1:
        return this if month < published.month else this - 1
    if rel == 1:
        return this if month > published.month else this + 1
    if tense == "future":
        return this if month >= published.month else this + 1
    if tense != "past" and (month - published.month) % 12 <= 2:
        return this if month >= published.month else this + 1
    return this if month <= published.month else this - 1


def _year(item: Reading, published: date | None, tense: str | None) -> Span | None:
    first, last = item.year, item.year2 or item.year
    if first is None or last is None or last < first:
        return None
    return Span((date(first, 1, 1), date(last, 12, 31)), "year")


def _weekday(item: Reading, published: date | None, tense: str | None) -> Span | None:
    if item.weekday is None:
        return None
    if published is None:
        return Span(None, "day", "relative", False, (*_OPEN, f"weekday:{item.weekday}"))
    day = weekday_near(item.weekday, published, item.rel, tense)
    if item.unit in ("week", "month") and item.number is not None:
        found = unit_days("week", published, item.number)
        day = on_or_after(item.weekday, found[0]) if found else day
    end = on_or_after(item.weekday2, day) if item.weekday2 is not None else day
    return Span((day, end), "day", "relative")


def weekday_near(weekday: int, published: date, rel: int | None, tense: str | None) -> date:
    """A weekday beside the day of publication: last is strictly before, next strictly after, bare by tense."""
    if rel is not None and rel < 0:
        return on_or_before(weekday, published - timedelta(1)) + timedelta(7 * (rel + 1))
    if rel is not None and rel > 0:
        return on_or_after(weekday, published + timedelta(1)) + timedelta(7 * (rel - 1))
    if tense in ("future", "present"):
        return on_or_after(weekday, published)
    return on_or_before(weekday, published)


def _deictic(item: Reading, published: date | None, tense: str | None) -> Span | None:
    offset = item.offset or 0
    if published is None:
        weekday = () if item.weekday is None else (f"weekday:{item.weekday}",)
        return Span(None, "day", "relative", False, (*_OPEN, f"offset:{offset}", *weekday))
    if item.rel == 1:  # "the coming night"
        return Span((published, published + timedelta(1)), "day", "relative")
    day = published + timedelta(offset)
    if item.weekday is None or item.weekday == day.weekday():
        return Span((day, day), "day", "relative")
    for shift in (-1, 1):
        if (day + timedelta(shift)).weekday() == item.weekday:
            day += timedelta(shift)
            return Span((day, day), "day", "relative", False, ("weekday_conflict", "reference_shifted"))
    return Span((day, day), "day", "relative", False, ("weekday_conflict",))


def _shift(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """N units ago or ahead, at the grain of the unit."""
    if item.unit is None or (item.sign == 1 and tense == "past"):
        return None  # "after two days" in a tale of the past counts from the event told, not from publication
    if published is None:
        return Span(None, "day" if item.unit == "hour" else item.unit, "relative", False, _OPEN)
    count = (item.count or 1) * (item.sign or -1)
    if item.unit in ("hour", "minute"):
        day = published + timedelta(round(count / (24 if item.unit == "hour" else 1440)))
        return Span((day, day), "day", "relative")
    days = unit_days(item.unit, published, count)
    if item.weekday is not None and days and item.unit == "week":
        day = on_or_after(item.weekday, days[0])
        days = day, day
    precision = "day" if item.unit == "weekend" or (days and days[0] == days[1]) else item.unit
    return Span(days, precision, "relative") if days else None


def _unit(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """This, last or next week, month, year …; a weekday in it narrows a week to its day."""
    unit = item.unit or "day"
    if published is None:
        return Span(None, "day" if unit == "weekend" else unit, "relative", False, _OPEN)
    rel = item.rel
    if rel is None:
        rel = -1 if unit == "weekend" and published.weekday() < 5 and tense not in ("future", "present") else 0
    if unit == "weekend" and rel == 0 and tense == "past" and published.weekday() < 5:
        rel = -1
    days = unit_days(unit, published, rel)
    if days is None:
        return None
    if item.weekday is not None:
        day = on_or_after(item.weekday, days[0])
        return Span((day, day), "day", "relative")
    return Span(days, "day" if unit in ("weekend", "day") else unit, "relative")


def _recent(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The last or next N units, up to or from the day of publication."""
    unit, count = item.unit or "day", item.count or 1
    if item.sign == 1 and item.rel is None and tense != "future":
        return _duration(item, published, tense)
    if published is None:
        return Span(None, "day", "relative", False, _OPEN)
    ahead = item.rel == 1 or item.sign == 1
    if unit in ("hour", "minute"):
        unit, count = "day", max(1, count // 24)
    if unit == "day":
        days = (published, published + timedelta(count)) if ahead else (published - timedelta(count), published)
        return Span(days, "day", "relative")
    far = unit_days(unit, published, count if ahead else -count)
    if far is None:
        return None
    edge = _same_day(published, far[0], unit, count if ahead else -count)
    return Span((published, edge) if ahead else (edge, published), "day", "relative")


def _same_day(published: date, first: date, unit: str, count: int) -> date:
    """The day that stands as many units away: same weekday, or same day of the month."""
    if unit in ("week", "weekend"):
        return published + timedelta(7 * count)
    if unit == "month":
        return safe_date(first.year, first.month, published.day) or month_days(first.year, first.month)[1]
    if unit == "year":
        return safe_date(first.year, published.month, published.day) or date(first.year, published.month, 28)
    return published + timedelta(_LENGTH.get(unit, 1) * count)


def _duration(item: Reading, published: date | None, tense: str | None) -> Span | None:
    length = _LENGTH.get(item.unit or "")
    return Span(None, "duration", "relative", False, (), None if length is None or item.count is None else length * item.count)


def _part_year(item: Reading, published: date | None, tense: str | None, count: int, size: int) -> Span | None:
    """Quarters and halves: ``number`` of a year told, of this, last or next year."""
    precision = "quarter" if size == 3 else "half"
    if item.number is None:
        return _unit(replace(item, unit=precision), published, tense)
    if item.number > count:
        return None
    year = item.year
    if year is None:
        if published is None:
            return Span(None, precision, "explicit", False, _OPEN)
        year = published.year + (item.rel or 0)
        if item.rel is None and tense == "past" and date(year, (item.number - 1) * size + 1, 1) > published:
            year -= 1
    last = item.count or item.number
    days = months_days(year, (item.number - 1) * size + 1, size * (last - item.number + 1))
    return Span(days, precision, "relative" if item.rel is not None else "explicit")


def _quarter(item: Reading, published: date | None, tense: str | None) -> Span | None:
    return _part_year(item, published, tense, 4, 3)


def _half(item: Reading, published: date | None, tense: str | None) -> Span | None:
    return _part_year(item, published, tense, 2, 6)


def _season(item: Reading, published: date | None, tense: str | None) -> Span | None:
    name = item.name or "summer"
    if item.year is not None:
        return Span(season_days(name, item.year), "season")
    if published is None:
        return Span(None, "season", "relative", False, _OPEN)
    spans = [season_days(name, year) for year in range(published.year - 2, published.year + 3)]
    return _nearest(spans, published, item.rel, tense, "season")


def _nearest(spans: list[Days], published: date, rel: int | None, tense: str | None, precision: str) -> Span | None:
    """The span among several that tail or tense means: the one under way or the latest begun, the last over, the first to come."""
    past = [days for days in spans if days[1] < published]
    begun = [days for days in spans if days[0] <= published]
    ahead = [days for days in spans if days[0] > published]
    under_way = [days for days in begun if days[1] >= published]
    if rel == -1:
        days = past[-1:]
    elif rel == 1:
        days = ahead[:1]
    elif rel == 0:
        nearest = sorted((*past[-1:], *ahead[:1]), key=lambda s: min(abs((s[0] - published).days), abs((s[1] - published).days)))
        days = under_way or {"past": begun[-1:], "future": ahead[:1]}.get(tense or "") or nearest[:1]
    elif tense == "future" or (tense is None and ahead and (ahead[0][0] - published).days <= _SOON and not under_way):
        days = under_way or ahead[:1]
    else:
        days = begun[-1:]
    return Span(days[0], precision, "relative") if days else None


def _decade(item: Reading, published: date | None, tense: str | None) -> Span | None:
    first = item.year
    if first is None:
        return _unit(replace(item, unit="decade"), published, tense)
    if first < 100:
        first += 1900 if first >= 30 or item.rel == -1 else 2000
    return Span((date(first, 1, 1), date(first + 9, 12, 31)), "decade")


def _hijri(item: Reading, published: date | None, tense: str | None) -> Span | None:
    year, month = item.hyear, item.hmonth
    if month is not None and item.year is not None:
        told = [days for n in (-1, 0, 1) if (days := _hijri_days(item, hijri_year_of(date(item.year, 7, 1)) + n, month)) and days[0].year == item.year]
        return Span(told[0], "day" if item.day else "month", "explicit", False, ("hijri_converted",)) if told else None
    if month is None:
        months = (hijri_month(year, 1), hijri_month(year, 12)) if year else (None, None)
        return Span((months[0][0], months[1][1]), "year", "explicit", False, ("hijri_converted",)) if months[0] and months[1] else None
    precision = "day" if item.day else "month"
    if year is None and published is None:
        return Span(None, precision, _basis(item), False, (*_OPEN, "hijri"))
    years = [year] if year else [hijri_year_of(published) + n for n in (-2, -1, 0, 1, 2)] if published else []
    spans = [days for days in (_hijri_days(item, y, month) for y in years) if days]
    if year:
        return Span(spans[0], precision, "explicit", False, ("hijri_converted",)) if spans else None
    assert published is not None
    span = _nearest(spans, published, item.rel, tense, precision)
    return replace(span, basis=_basis(item), inferred=True, flags=("hijri_converted", "year_inferred")) if span else None


def _hijri_days(item: Reading, year: int, month: int) -> Days | None:
    if item.day is None:
        return hijri_month(year, month)
    first = hijri_day(year, month, item.day)
    last = hijri_day(year, month, item.day2) if item.day2 else first
    return (first, last) if first and last else None


def _festival(item: Reading, published: date | None, tense: str | None) -> Span | None:
    name = item.name or ""
    flags = ("hijri_converted",) if is_hijri_feast(name) else ()
    precision = "month" if name == "ramadan" else "day"
    if item.year is not None or item.hyear is not None:
        years = [item.year] if item.year else []
        spans = [days for year in years for days in feast_days(name, year)]
        if item.hyear and name == "ramadan":
            found = hijri_month(item.hyear, 9)
            spans = [found] if found else []
        return Span(spans[0], precision, "explicit", False, flags) if spans else None
    if published is None:
        return Span(None, precision, "relative", False, (*_OPEN, *flags))
    spans = [days for year in range(published.year - 2, published.year + 3) for days in feast_days(name, year)]
    span = _nearest(spans, published, item.rel, tense, precision)
    return replace(span, basis=_basis(item), flags=flags) if span else None


def _night(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The night from one weekday to the next: both days."""
    if item.weekday is None and item.weekday2 is not None:
        item = replace(item, weekday=(item.weekday2 - 1) % 7)
    if item.weekday is None:
        return None
    following = item.weekday2 if item.weekday2 is not None else (item.weekday + 1) % 7
    if published is None:
        return Span(None, "day", "relative", False, (*_OPEN, f"weekday:{item.weekday}"))
    last = weekday_near(following, published, item.rel, tense)
    if item.day is not None and item.month is not None:
        found = _day(replace(item, weekday=None, day2=None), published, tense)
        last = found.days[1] + timedelta(1) if found and found.days else last
    if (following - item.weekday) % 7 != 1:
        return Span((last, last), "day", "relative", False, ("weekday_conflict",))
    return Span((last - timedelta(1), last), "day", "relative")


def _numeric(item: Reading, published: date | None, tense: str | None) -> Span | None:
    year, month, day = item.numeric or (0, 0, 0)
    hijri = 1300 <= year <= 1500
    found = hijri_day(year, month, day) if hijri else safe_date(year, month, day)
    if found is None:
        return None
    flags = ("hijri_converted",) if hijri else ()
    if item.weekday is not None and found.weekday() != item.weekday:
        flags = (*flags, "weekday_conflict")
    return Span((found, found), "day", "explicit", False, flags)


def _event(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A day known by its own name: the attacks of 11 September."""
    found = date.fromisoformat(item.name or "")
    return Span((found, found), "day")


def _range(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """From one point to another; what the second tells (year, month, tail) the first shares."""
    first, other = item.first, item.other
    if first is None or other is None:
        return None
    first = _shared(first, other)
    late = resolve(other, published, tense)
    if late is None:
        return None
    if late.days is None:
        return replace(late, precision="day")
    early = _early(first, late.days[1], published, tense)
    if early is None or early.days is None or early.days[0] > late.days[1]:
        return None
    precision = early.precision if early.precision == late.precision else "day"
    basis = "relative" if "relative" in (early.basis, late.basis) else "explicit"
    return Span((early.days[0], late.days[1]), precision, basis, late.inferred, late.flags)


def _shared(first: Reading, other: Reading) -> Reading:
    year = other.year if other.year is not None else (other.numeric[0] if other.numeric else None)
    if first.kind in ("date", "month") and first.year is None and year is not None:
        if (first.month or 0) > (other.month or 12):
            year -= 1
        return replace(first, year=year)
    if first.hmonth and first.hyear is None:
        return replace(first, hyear=other.hyear)
    return first


def _early(first: Reading, end: date, published: date | None, tense: str | None) -> Span | None:
    """The first point of a range, sought backwards from its end."""
    if first.kind == "weekday" and first.weekday is not None and first.rel is None:
        day = on_or_before(first.weekday, end)
        return Span((day, day), "day", "relative")
    if first.kind in ("date", "month") and first.year is None:
        return resolve(replace(first, rel=None), end, "past")
    return resolve(first, published, tense)


_RESOLVERS: dict[str, Resolver] = {
    "date": _day, "month": _month, "year": _year, "weekday": _weekday, "deictic": _deictic, "shift": _shift, "unit": _unit, "recent": _recent,
    "duration": _duration, "quarter": _quarter, "half": _half, "season": _season, "decade": _decade, "hijri": _hijri, "festival": _festival,
    "night": _night, "numeric": _numeric, "event": _event, "range": _range,
}  # fmt: skip
