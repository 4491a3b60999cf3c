"""Places weeks, years, quarters, seasons, feasts and Hijri dates in time: Reading + day of publication + tense → Span."""

from __future__ import annotations

from datetime import date, timedelta

from builder.parsers.dates.calendar import (
    LAST,
    Days,
    feast_days,
    hijri_day,
    hijri_feast_days,
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
from builder.parsers.dates.spans import OPEN, Span, basis_of, nearest_span

# Without a tense, a quarter or half that begins within so many days is the coming one.
_SOON_QUARTER = 135
# A feast so close ahead is meant even beside a verb of the past: "banned the Victory Day march".
_SOON_FEAST = 14
# Just over, it is meant even beside a verb of the future.
_JUST_OVER = 7
# The number that says "and a half" of a length of time.
AND_A_HALF = 2
_LENGTH = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365, "decade": 3652, "weekend": 2, "century": 36524}


def shift_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """N units ago or ahead, at the grain of the unit."""
    if item.unit is None or (item.sign == 1 and tense not in ("future", "present")) or (item.unit == "minute" and tense != "future"):
        return None  # "after two days" in a tale of the past counts from the event told, not from publication
    if published is None:
        return Span(None, "day" if item.unit == "hour" else item.unit, "relative", False, OPEN)
    if item.number == AND_A_HALF:
        return _and_a_half(item, published)
    if item.weekday is not None and item.unit == "week":  # "two weeks ago Friday"
        day = on_or_before(item.weekday, published) + timedelta(7 * (item.amount or 1) * (item.sign or -1))
        return Span((day, day), "day", "relative")
    count = (item.amount or 1) * (item.sign or -1)
    if item.unit in ("hour", "minute"):
        day = published + timedelta(round(count / (24 if item.unit == "hour" else 1440)))
        return Span((day, day), "day", "relative")
    days = unit_days(item.unit, published, count)
    if item.offset is not None and days:  # "exactly a year ago", "a week ago today"
        day = _same_day(published, days[0], item.unit, count) + timedelta(item.offset)
        days = day, day
    precision = "day" if item.unit == "weekend" or (days and days[0] == days[1]) else item.unit
    return Span(days, precision, "relative") if days else None


def _and_a_half(item: Reading, published: date) -> Span | None:
    """ "A year and a half ago", «через полтора месяца»: at the grain of the next smaller unit, a month at its own."""
    count, sign = item.amount or 1, item.sign or -1
    finer = {"century": ("decade", 10), "decade": ("year", 10), "year": ("month", 12)}.get(item.unit or "")
    if finer:
        days = unit_days(finer[0], published, sign * (count * finer[1] + finer[1] // 2))
        return Span(days, finer[0], "relative") if days else None
    length = _LENGTH.get(item.unit or "", 0)
    day = published + timedelta(sign * (count * length + length // 2))
    if item.unit not in ("month", "week"):
        return Span((day, day), "day", "relative")
    return Span(unit_days(item.unit, day, 0), item.unit, "relative")


def unit_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """This, last or next week, month, year …; a weekday in it narrows a week to its day."""
    unit = item.unit or "day"
    if tense == "tale":
        return None  # "the next month the army withdrew" counts from the tale
    if published is None:
        return Span(None, "day" if unit == "weekend" else unit, "relative", False, OPEN)
    rel = item.rel
    if rel is None:
        rel = -1 if unit == "weekend" and published.weekday() < 5 and tense not in ("future", "present") else 0
    if unit == "weekend" and published.weekday() < 5 and ((rel == 0 and tense == "past") or rel == 1):
        rel -= 1  # the weekend just past; the first one strictly after a working day is this week's
    days = unit_days(unit, published, rel)
    if days is None:
        return None
    if item.weekday is not None:
        day = on_or_after(item.weekday, days[0])
        end = day if item.weekday2 is None else on_or_after(item.weekday2, day)
        return Span((day, end), "day", "relative")
    return Span(days, "day" if unit in ("weekend", "day") else unit, "relative")


def recent_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """The last or next N units, up to or from the day of publication."""
    unit, count = item.unit or "day", item.amount or 1
    if tense == "tale" or (item.rel is None and (item.sign == 0 or (item.sign == 1 and tense != "future"))):
        return duration_span(item, published, tense)
    if published is None:
        return Span(None, "day", "relative", False, OPEN)
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


def duration_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A length of time with no days of its own."""
    length = _LENGTH.get(item.unit or "")
    return Span(None, "duration", "relative", False, (), None if length is None or item.amount is None else length * item.amount)


def _part_year(item: Reading, published: date | None, tense: str | None, count: int, size: int) -> Span | None:
    """Quarters and halves: ``number`` of a year told, of this, last or next year."""
    precision = "quarter" if size == 3 else "half"
    if item.number is None:
        return unit_span(item._replace(unit=precision), published, tense)
    number = count if item.number == LAST else item.number
    if number > count:
        return None
    year = item.year
    if year is None:
        if published is None:
            return Span(None, precision, "explicit", False, OPEN)
        year = published.year + (item.rel or 0)
        wait = (date(year, (number - 1) * size + 1, 1) - published).days
        if item.rel is None and (wait > _SOON_QUARTER if tense not in ("future", "past") else wait > 0 and tense == "past"):
            year -= 1
    days = months_days(year, (number - 1) * size + 1, size)
    return Span(days, precision, "relative" if item.rel is not None else "explicit")


def quarter_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A quarter of a year."""
    return _part_year(item, published, tense, 4, 3)


def half_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A half of a year."""
    return _part_year(item, published, tense, 2, 6)


def months_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """ "The first nine months of 2020", «за девять месяцев 2020 года»: from January, or up to December."""
    count, year = item.amount or 1, item.year
    if not 1 <= count <= 12 or item.number not in (1, LAST):
        return None
    if year is None and published is None:
        return Span(None, "month", "relative", False, OPEN)
    if year is None and published is not None:
        year = published.year + (item.rel or 0)
    days = months_days(year, 13 - count if item.number == LAST else 1, count) if year else None
    return Span(days, "month", "explicit" if item.year is not None else "relative") if days else None


def season_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A season of a year, or the one that tail and tense mean."""
    name = item.name or "summer"
    if item.year is not None:
        last = item.year2 if item.year2 is None or item.year2 > 99 else item.year2 + item.year // 100 * 100
        if last is not None and last != item.year + 1:
            return None
        days = season_days(name, last or item.year)
        return Span(days if last is None or name == "winter" else (season_days(name, item.year)[0], days[1]), "season")
    if published is None:
        return Span(None, "season", "relative", False, OPEN)
    if item.rel == 0 and name != "winter":
        return Span(season_days(name, published.year), "season", "relative")
    spans = [season_days(name, year) for year in range(published.year - 2, published.year + 3)]
    return nearest_span(spans, published, item.rel, tense, "season")


def decade_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """Ten years told by their first, or this, last, next decade."""
    first = item.year
    if first is None:
        return unit_span(item._replace(unit="decade"), published, tense)
    if first < 100:
        first += 1900 if first >= 30 or item.rel == -1 else 2000
    return Span((date(first, 1, 1), date(first + 9, 12, 31)), "decade")


def hijri_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A Hijri day, month or year; without its year the one nearest by tail and tense."""
    year, month = item.hyear, item.hmonth
    if month is not None and item.year is not None:
        middle = hijri_year_of(date(item.year, 7, 1))
        told = [days for n in (-1, 0, 1) if (days := _hijri_days(item, middle + n, month)) and days[0].year == item.year]
        return Span(told[0], "day" if item.day else "month", "explicit", False, ("hijri_converted",)) if told else None
    if month is None:
        months = (hijri_month(year, 1), hijri_month(year, 12)) if year else (None, None)
        return Span((months[0][0], months[1][1]), "year", "explicit", False, ("hijri_converted",)) if months[0] and months[1] else None
    precision = "day" if item.day else "month"
    if year is None and published is None:
        return Span(None, precision, basis_of(item), False, (*OPEN, "hijri"))
    years = [year] if year else [hijri_year_of(published) + n for n in (-2, -1, 0, 1, 2)] if published else []
    spans = [days for days in (_hijri_days(item, y, month) for y in years) if days]
    if year:
        return Span(spans[0], precision, "explicit", False, ("hijri_converted",)) if spans else None
    assert published is not None
    span = nearest_span(spans, published, item.rel, tense, precision)
    return span._replace(basis=basis_of(item), inferred=True, flags=("hijri_converted", "year_inferred")) if span else None


def _hijri_days(item: Reading, year: int, month: int) -> Days | None:
    if item.day is None:
        return hijri_month(year, month)
    first = hijri_day(year, month, item.day)
    last = hijri_day(year, month, item.day2) if item.day2 else first
    if last is None and item.day2 == 30:
        last = hijri_day(year, month, 29)
    return (first, last) if first and last else None


def festival_span(item: Reading, published: date | None, tense: str | None) -> Span | None:
    """A feast of a year, or the one nearest by tail and tense."""
    name = item.name or ""
    flags = ("hijri_converted",) if is_hijri_feast(name) else ()
    precision = "month" if name == "ramadan" else "day"
    if item.year is not None or item.hyear is not None:
        years = [item.year] if item.year else []
        spans = [_nth_day(days, item.number) for year in years for days in feast_days(name, year)]
        if item.hyear and (found := hijri_feast_days(name, item.hyear)):
            spans = [_nth_day(found, item.number)]
        return Span(spans[0], precision, "explicit", False, flags) if spans else None
    if published is None:
        return Span(None, precision, "relative", False, (*OPEN, *flags))
    spans = [_nth_day(days, item.number) for year in range(published.year - 2, published.year + 3) for days in feast_days(name, year)]
    if tense in ("past", "said") and item.rel is None and any(0 < (days[0] - published).days <= _SOON_FEAST for days in spans):
        tense = None  # the feast at hand, not that of the year before
    if tense == "future" and item.rel is None and any(0 < (published - days[1]).days <= _JUST_OVER for days in spans):
        tense = None  # the feast just over, not that of the year after
    span = nearest_span(spans, published, item.rel, tense, precision)
    return span._replace(basis=basis_of(item), flags=flags) if span else None


def _nth_day(days: Days, number: int | None) -> Days:
    """«ثاني أيام عيد الأضحى», "the last day of Eid al-Fitr": one day of a feast."""
    if number is None:
        return days
    day = days[1] if number == LAST else days[0] + timedelta(number - 1)
    return day, day
