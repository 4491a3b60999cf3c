"""Reads the calendar expressions of a text: text + language + day of publication → DateRanges in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from builder.model import DateRange, Text
from builder.parsers.dates.apposition import Placed, beside, in_its_year, one_of_two
from builder.parsers.dates.edtf import edtf, open_edtf
from builder.parsers.dates.grammar import Grammar, load_grammar
from builder.parsers.dates.parse import find_readings
from builder.parsers.dates.place_days import reference_shift
from builder.parsers.dates.readings import SAME_MONTH, SAME_YEAR, Reading
from builder.parsers.dates.resolve import resolve
from builder.parsers.dates.spans import ONWARD, Span
from builder.parsers.dates.tense import DONE, direction, direction_after, opens_in_present
from builder.text.folding import fold_with_offsets

_REL = {-1: "past", 0: "present", 1: "future"}
_TENSED = frozenset(
    ("date", "month", "weekday", "season", "hijri", "festival", "night", "range", "unit", "quarter", "half", "shift", "recent")
)
# "The next year" may count from the tale; "next year" and "the coming year" count from publication.
_TALE = re.compile(r"\bthe next\b|\bследующ")
_SPOKEN = {"future": "future", "past": "past", "over": "past", "present": "present", ONWARD: "future"}


def read_dates(text: str, language: str, published: date | None) -> list[DateRange]:
    """Read every date expression of a news text.

    ``language`` is ar, en, fr or ru (ValueError for any other); ``published`` is the day of publication, against which "yesterday",
    "on Tuesday" or "30 January" are read by the convention of news (a weekday with a past verb is the latest on or before that day).
    No text raises; words that make no calendar day (30 February) give nothing.

    One DateRange for each expression, in order of the text:

    - ``start``, ``end``: characters of ``text``, ``end`` exclusive; ``words`` are those characters.
    - ``date_start``, ``date_end``: first and last day meant, both inclusive. Both are None for a pure duration ("for two days") and, where
      ``published`` is None, for every expression that leans on it (flag ``needs_publication``).
    - ``precision``: day, week, month, quarter, half, season, year, decade, century, duration or unknown.
    - ``basis``: explicit (the words tell the calendar day or period) or relative (they count from the day of publication).
    - ``modifier``: before, after, start, mid, end or approx, else None; the days are then those of the whole period named.
    - ``direction``: past, present or future, as its words or its clause tell; None where neither does.
    - ``edtf``: the same in the Extended Date/Time Format; "XXXX-01-30" where the year is not known.
    - ``days``: the length of a duration in days (a month counts 30, a year 365).
    - ``rule``: the rule of ``languages/*.yml`` that read it.
    - ``flags``: ``year_inferred``; ``weekday_conflict`` (the weekday told does not fit the date); ``reference_shifted`` (it fits the day
      beside, which is taken); ``hijri_converted`` (by Umm al-Qura; may be a day off); ``hijri_pair``
      (told in both calendars); ``vague`` ("a few days ago": no day is told, precision unknown); ``needs_publication``, beside it
      ``weekday:N`` (Monday is 0) or ``offset:N`` where the words tell that much.
    """
    folded, offsets = fold_with_offsets(text)
    items = find_readings(folded, language, _letter(text, offsets))
    return _read(items, folded, offsets, text, language, published)


def find_dates(text: Text, published: date | None, items: Sequence[Reading] | None = None) -> list[DateRange]:
    """The same over a normalized article; ``start`` and ``end`` count characters of ``text.folded``; ``items``: from ``read_items``."""
    items = read_items(text) if items is None else items
    return _read(items, text.folded, text.offsets, text.raw, text.language, published, folded_offsets=True)


def _read(
    items: Sequence[Reading],
    folded: str,
    offsets: Sequence[int] | None,
    raw: str,
    language: str,
    published: date | None,
    folded_offsets: bool = False,
) -> list[DateRange]:
    grammar = load_grammar(language)
    raw_at = _letter(raw, offsets)
    found: list[DateRange] = []
    for item, span, spoken in _placed(items, folded, grammar, raw_at, published):
        left, right = (item.start, item.end) if offsets is None else (offsets[item.start], offsets[item.end - 1] + 1)
        place = (item.start, item.end) if folded_offsets else (left, right)
        found.append(_date_range(item, span, place, raw[left:right], spoken))
    return found


def _placed(items: Sequence[Reading], folded: str, grammar: Grammar, raw_at: Callable[[int], str], published: date | None) -> list[Placed]:
    """The readings that make days, placed in time one after the other; a day told twice once."""
    found: list[Placed] = []
    told: int | None = None
    last: date | None = None
    written = _written_on(items, published)
    for item in items:
        spoken = _spoken(item, folded, grammar, raw_at if "accented_participles" in grammar.traits else None)
        if item.name == SAME_YEAR:
            if told is None:
                continue
            item = item._replace(year=told, name=None)
        elif item.name == SAME_MONTH:
            if last is None:
                continue
            item = item._replace(month=last.month, year=last.year, name=None)
        told = item.year or told
        twice = bool(found) and beside(found[-1].item, item, folded, grammar.between)
        item = in_its_year(found[-1], item) if twice else item
        bare = item.kind == "deictic" and item.weekday is None and written != published
        span = resolve(item, written if bare else published, spoken)
        if span is None:
            continue
        if bare:
            span = span._replace(flags=(*span.flags, "reference_shifted"))
        if span.days and item.kind in ("date", "numeric", "month"):
            last = span.days[0]
        one = Placed(item, span, spoken)
        if twice and (both := one_of_two(found[-1], one)) is not None:
            found[-1] = both
        else:
            found.append(one)
    return found


def _written_on(items: Sequence[Reading], published: date | None) -> date | None:
    """The writer's own today: papers appear, and sites give the day, one or two days after "today (Wednesday)" was written."""
    if published is None:
        return None
    shifts = {reference_shift(item, published) for item in items if item.kind == "deictic" and item.weekday is not None}
    return published + timedelta(shift) if len(shifts) == 1 and (shift := shifts.pop()) in (-1, -2) else published


def _letter(raw: str, offsets: Sequence[int] | None) -> Callable[[int], str]:
    return lambda place: raw[place if offsets is None else offsets[place]]


def _spoken(item: Reading, folded: str, grammar: Grammar, raw_at: Callable[[int], str] | None) -> str | None:
    """The direction that the expression itself tells, else its clause; a deadline lies ahead unless the clause is past."""
    told = said_direction(item)
    if told == "present" and (item.unit == "weekend" or item.kind in ("season", "weekday")):
        told = "past" if item.modifier == "after" else direction(folded, item.start, item.end, grammar, raw_at)
        told = "present" if item.kind == "weekday" and told in (None, "said") else told
    if told == "future" and item.kind in ("recent", "unit") and _TALE.search(folded, item.start, item.end):
        told = "tale" if direction_after(folded, item.end, grammar) == "past" else told
    if told is None and _tensed(item):
        told = _told(item, folded, grammar, raw_at)
        if told is None and item.kind == "shift" and item.sign == 1 and opens_in_present(folded, item.start, grammar):
            return "present"
        if item.modifier == "before":
            return None if told in ("past", "over") else "future"
        if item.modifier == "after" and item.kind in ("weekday", "festival") and told not in ("past", "over", "future"):
            return "future" if item.kind == "festival" or told == "present" else ONWARD  # «اعتبارا من الأحد»
    return "past" if told == "over" and item.kind != "date" else told


def _told(item: Reading, folded: str, grammar: Grammar, raw_at: Callable[[int], str] | None) -> str | None:
    """What the clause tells; of a day and month "announced on 3 August" does not say that it is over."""
    told = direction(folded, item.start, item.end, grammar, raw_at)
    if told == DONE:
        return None if item.kind == "date" else "past"
    bound = folded.find(" ", item.start, item.end) + 1
    if item.modifier == "before" and bound and direction(folded, bound, item.end, grammar, raw_at) == "future":
        return "future"  # "adjourned until Monday"
    return told


def _tensed(item: Reading) -> bool:
    """Whether the clause's tense can change the reading: a day told with its year needs none."""
    return item.kind in _TENSED and (item.year is None or item.kind == "range")


def said_direction(item: Reading) -> str | None:
    """What the words themselves say of the direction."""
    rel = item.rel if item.yrel is None else item.yrel
    if rel is not None:
        return _REL[(rel > 0) - (rel < 0)]
    if item.sign == -1:
        return "past"
    if item.sign == 1 and item.kind in ("month", "weekday", "date"):
        return "future"
    if item.modifier == "after" and item.kind not in ("date", "weekday", "festival"):
        return "past"
    if item.offset is not None:
        return _REL[(item.offset > 0) - (item.offset < 0)]
    if item.kind == "range" and item.other is not None:
        return said_direction(item.other)
    return None


def _date_range(item: Reading, span: Span, place: tuple[int, int], words: str, spoken: str | None) -> DateRange:
    start, end = span.days or (None, None)
    modifier = item.modifier or item.part
    text = edtf(start, end, span.precision, modifier, span.inferred) if span.days else open_edtf(item.year, item.month, item.day)
    return DateRange(
        start,
        end,
        span.precision,
        span.basis,
        place[0],
        place[1],
        words,
        item.rule,
        modifier,
        _SPOKEN.get(spoken or ""),
        text,
        span.flags,
        span.length,
    )


def read_items(text: Text) -> list[Reading]:
    """The readings of an article before they are placed in time."""
    return find_readings(text.folded, text.language, _letter(text.raw, text.offsets))
