"""Clues to the day of publication in an article's own calendar words: Readings → bounds, weekdays and days that fit.

A clue never names a day by itself; ``builder.parsers.dates.publication`` intersects them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from builder.parsers.dates.calendar import month_days, safe_date
from builder.parsers.dates.readings import Reading

ALL_WEEKDAYS = frozenset(range(7))
# A day told without its year is at most this far from the day of publication.
_NEAR = 183


@dataclass(frozen=True, slots=True)
class Clue:
    """One constraint on the day of publication, and the words that give it."""

    words: str
    earliest: date | None = None
    latest: date | None = None
    weekdays: frozenset[int] = ALL_WEEKDAYS
    fits: Callable[[date], bool] | None = None


def clues_of(items: Iterable[Reading], tense_of: Callable[[Reading], str | None], words_of: Callable[[Reading], str]) -> Iterator[Clue]:
    """The clues that an article's expressions hold."""
    for item in items:
        words = words_of(item)
        if item.kind == "deictic" and item.weekday is not None and item.offset is not None:
            day = (item.weekday - item.offset) % 7
            yield Clue(f"{words}: published on weekday {day}", weekdays=frozenset((day,)))
        elif item.kind == "date" and item.day is not None and item.month is not None:
            yield from _day_clues(item, words, tense_of(item))
        elif item.kind == "numeric" and item.numeric and item.numeric[0] > 1500:
            day_told = safe_date(*item.numeric)
            if day_told:
                yield from _bound(words, day_told, day_told, tense_of(item))
        elif item.kind == "month" and item.year is not None and item.month is not None:
            yield from _bound(words, *month_days(item.year, item.month), tense_of(item))
        elif item.kind == "year" and item.year is not None and item.year2 is None and item.modifier is None:
            yield from _year_clue(item.year, words, tense_of(item))


def _day_clues(item: Reading, words: str, tense: str | None) -> Iterator[Clue]:
    month, day = item.month or 1, item.day or 1
    if item.year is not None:
        told = safe_date(item.year, month, item.day2 or day)
        if told:
            yield from _bound(words, told, told, tense)
        return
    if item.rel == 0:
        yield Clue(f"{words}: published in month {month}", fits=lambda published: published.month == month)
    if item.weekday is not None:
        weekday = item.weekday
        yield Clue(f"{words}: a year in which the weekday fits", fits=lambda published: _weekday_fits(published, month, day, weekday))


def _weekday_fits(published: date, month: int, day: int, weekday: int) -> bool:
    years = (published.year - 1, published.year, published.year + 1)
    told = (safe_date(year, month, day) for year in years)
    return any(d is not None and d.weekday() == weekday and abs((d - published).days) <= _NEAR for d in told)


def _bound(words: str, first: date, last: date, tense: str | None) -> Iterator[Clue]:
    """A day told as past is a lower bound, one told as to come an upper bound; without tense it tells nothing."""
    if tense == "future":
        yield Clue(f"{words}: still to come", latest=last)
    elif tense == "past":
        yield Clue(f"{words}: already past", earliest=first)


def _year_clue(year: int, words: str, tense: str | None) -> Iterator[Clue]:
    """News tells its own year as "this year", so a year named as past is over."""
    if tense == "past":
        yield Clue(f"{words}: a year gone by", earliest=date(year + 1, 1, 1))
    elif tense == "future":
        yield Clue(f"{words}: still to come", latest=date(year, 12, 31))
