"""Days and spans of the Gregorian and Hijri calendars: unit + anchor day → first and last day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date, date]
# The number that stands for the last of a year's or month's parts: «الربع الأخير».
LAST = 9
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
# The day before a feast: «عشية عيد الفطر».
EVE = "_eve"
# «православная Пасха»: counted from the Easter of the Eastern churches.
_ORTHODOX = "orthodox_"
# First day (Hijri month, day) and length of each feast; Umm al-Qura calendar.
_HIJRI_FEASTS = {
    "ramadan": (9, 1, 0), "eid_al_fitr": (10, 1, 3), "eid_al_adha": (12, 10, 4), "ashura": (1, 10, 1), "mawlid": (3, 12, 1),
    "hijri_new_year": (1, 1, 1), "arafat": (12, 9, 1),
}  # fmt: skip
_FIXED_FEASTS = {
    "christmas": (12, 25), "new_year": (1, 1), "new_year_eve": (12, 31), "christmas_eve": (12, 24), "labour_day": (5, 1),
    "nowruz": (3, 21), "orthodox_christmas": (1, 7), "womens_day": (3, 8), "victory_day": (5, 9),
    "valentine": (2, 14), "bastille_day": (7, 14), "all_saints": (11, 1), "veterans_day": (11, 11), "halloween": (10, 31),
}  # fmt: skip


# Month, weekday and which one.
_WEEKDAY_FEASTS = {
    "thanksgiving": (11, 3, 4), "memorial_day": (5, 0, LAST), "labor_day_us": (9, 0, 1), "king_day": (1, 0, 3),
    "columbus_day": (10, 0, 2), "presidents_day": (2, 0, 3), "remembrance_sunday": (11, 6, 2),
    "navy_day_ru": (7, 6, LAST),
}  # fmt: skip
# Days after Easter Sunday.
_FROM_EASTER = {
    "easter": 0, "good_friday": -2, "easter_monday": 1, "palm_sunday": -7, "ash_wednesday": -46, "ascension": 39, "pentecost": 49,
    "pentecost_monday": 50, "holy_thursday": -3, "holy_saturday": -1,
}  # fmt: skip


def is_hijri_year(year: int) -> bool:
    """Whether a year told in figures counts from the Hijra."""
    return 1300 <= year <= 1500


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; months outside 1–12 run into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(1)


def months_days(year: int, month: int, count: int) -> Days:
    """First and last day of ``count`` months from a month on."""
    return month_days(year, month)[0], month_days(year, month + count - 1)[1]


def unit_days(unit: str, anchor: date, shift: int) -> Days | None:
    """The calendar unit that holds the anchor, moved by ``shift`` units."""
    year, month = anchor.year, anchor.month
    if unit == "day":
        return anchor + timedelta(shift), anchor + timedelta(shift)
    if unit in ("week", "weekend"):
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * shift)
        return (monday if unit == "week" else monday + timedelta(5)), monday + timedelta(6)
    if unit == "month":
        return month_days(year, month + shift)
    if unit == "quarter":
        return months_days(year, (month - 1) // 3 * 3 + 1 + 3 * shift, 3)
    if unit == "half":
        return months_days(year, (month - 1) // 6 * 6 + 1 + 6 * shift, 6)
    if unit in ("year", "decade", "century"):
        size = {"year": 1, "decade": 10, "century": 100}[unit]
        first = (year // size + shift) * size + (unit == "century")
        return date(first, 1, 1), date(first + size - 1, 12, 31)
    return None


def season_days(season: str, year: int) -> Days:
    """Meteorological seasons; the winter of a year is the one that ends in it."""
    return months_days(year - (season == "winter"), _SEASON_MONTH[season], 3)


def on_or_before(weekday: int, day: date) -> date:
    """The latest such weekday up to a day."""
    return day - timedelta((day.weekday() - weekday) % 7)


def on_or_after(weekday: int, day: date) -> date:
    """The first such weekday from a day on."""
    return day + timedelta((weekday - day.weekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The nth such weekday of a month, or its last; None where the month has fewer."""
    first, last = month_days(year, month)
    if number == LAST:
        return on_or_before(weekday, last)
    day = on_or_after(weekday, first) + timedelta(7 * (number - 1))
    return day if day <= last else None


def month_part(days: Days, unit: str, number: int, count: int = 7) -> Days | None:
    """A half of a month, its nth day, its nth ten days, or its nth run of ``count`` days (a week) from the first day."""
    first, last = days
    if unit == "day":
        count = 1
    elif unit == "half":
        return (first, first + timedelta(14)) if number == 1 else (first + timedelta(15), last)
    elif unit == "tendays":
        number, count = min(number, 3), 10
    if number == LAST:
        return last - timedelta(count - 1), last
    start = first + timedelta(count * (number - 1))
    if unit == "tendays" and number == 3:
        return start, last
    return (start, min(start + timedelta(count - 1), last)) if start <= last else None


@lru_cache(maxsize=1024)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one (Umm al-Qura, 1343–1500 AH), None outside."""
    from hijridate import Hijri

    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def hijri_month(year: int, month: int) -> Days | None:
    """First and last Gregorian day of a Hijri month."""
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, following - timedelta(1)) if first and following else None


@lru_cache(maxsize=512)
def hijri_year_of(day: date) -> int:
    """The Hijri year in which a Gregorian day falls, by the mean length of the lunar year."""
    return int((day.toordinal() - date(622, 7, 19).toordinal()) / 354.367) + 1


def feast_days(name: str, year: int) -> list[Days]:
    """A feast's days that begin in a Gregorian year; a Hijri one may fall twice in it."""
    if name in _FIXED_FEASTS or name[:2].isdigit():  # "07-04" is its own day
        day = date(year, *(_FIXED_FEASTS.get(name) or map(int, name.split("-"))))
        return [(day, day)]
    if name in _WEEKDAY_FEASTS:
        month, weekday, number = _WEEKDAY_FEASTS[name]
        found_day = nth_weekday(year, month, weekday, number)
        return [(found_day, found_day)] if found_day else []
    if (western := name.removeprefix(_ORTHODOX)) in _FROM_EASTER:
        day = (_easter if western == name else _orthodox_easter)(year) + timedelta(_FROM_EASTER[western])
        return [(day, day)]
    if name.endswith(EVE):
        return [(days[0] - timedelta(1),) * 2 for days in feast_days(name.removesuffix(EVE), year)]
    month, first, length = _HIJRI_FEASTS[name]
    found = []
    hijri = hijri_year_of(date(year, 7, 1))
    for candidate in (hijri - 1, hijri, hijri + 1):
        start = hijri_day(candidate, month, first)
        if start and start.year == year:
            days = hijri_month(candidate, month) if not length else (start, start + timedelta(length - 1))
            if days:
                found.append(days)
    return found


def hijri_feast_days(name: str, hijri_year: int) -> Days | None:
    """The days of a feast of a Hijri year."""
    if name not in _HIJRI_FEASTS:
        return None
    month, first, length = _HIJRI_FEASTS[name]
    start = hijri_day(hijri_year, month, first)
    if not length or start is None:
        return hijri_month(hijri_year, month)
    return start, start + timedelta(length - 1)


def is_hijri_feast(name: str) -> bool:
    """Whether a feast's day depends on the moon, so that it may be a day off."""
    return name.removesuffix(EVE) in _HIJRI_FEASTS


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Easter of the Julian calendar, told in the Gregorian."""
    lunar = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - lunar + 34) % 7
    month, day = divmod(lunar + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
