"""Which date of a text belongs to an event: DateRanges + the trigger's sentence and place → the nearest one, and the story's main date.

The date of the trigger's clause comes first, then one of its sentence; a duration told beside it stretches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from builder.model import DateRange, Sentence, Text
from builder.parsers.dates.edtf import edtf
from builder.parsers.grammar.syntax import load_syntax
from builder.text.clitics import AND

# The main date stands in the title, the lead or one of this many sentences after it.
_EARLY = 5
# Ends of the rules that read "the second day of".
NTH_DAY = ".nth_day"
_MANY_DAYS = 14
_A_MONTH = timedelta(days=31)
# Its first day follows from a length, its last is told.
NTH = ("duration_anchored", "end_told")


def nearest(text: Text, dates: Sequence[DateRange], sentence: Sentence, start: int, end: int) -> DateRange | None:
    """The date of the trigger's clause that stands nearest to it, else of the sentence; a deadline is no date of an event."""
    inside = [d for d in dates if sentence.start <= d.start < sentence.end and _is_point(d)]
    if not inside:
        return None
    left, right = _clause(text, sentence, start, end)
    own = [d for d in inside if left <= d.start < right]
    beside = [d for d in inside if d.precision in ("day", "week") and d.modifier != "after"]
    return min(own or beside, key=lambda d: (_distance(d, start, end), d.start), default=None)


def _is_point(found: DateRange) -> bool:
    """A point in time; "the 2015 deal" and "after 2015" date no event told of."""
    return (
        not found.rule.endswith((".the_year", ".after_year"))
        and found.precision != "duration"
        and found.modifier != "before"
        and (found.date_start is not None or bool(found.flags))
    )


def _for_long(found: DateRange) -> bool:
    """«خلال السنوات الخمس المقبلة» is the day of nothing."""
    return found.date_start is not None and found.date_end is not None and found.date_end - found.date_start > _A_MONTH


def _distance(found: DateRange, start: int, end: int) -> int:
    return found.start - end if found.start >= end else start - found.end


def _clause(text: Text, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    left, right = sentence.start, sentence.end
    for mark in load_syntax(text.language).clause.finditer(text.folded, sentence.start, sentence.end):
        if mark.end() <= start:
            left = mark.start()
        elif mark.start() >= end:
            right = mark.start()
            break
    return left, right


def stretched(found: DateRange, dates: Sequence[DateRange], sentence: Sentence) -> DateRange:
    """A single day lengthened by the duration told in its sentence: began on D, for two days → D to D+1."""
    told = [d for d in dates if d.precision == "duration" and d.days and not d.rule.endswith(("_bare", NTH_DAY))]
    lengths = [d for d in told if sentence.start <= d.start < sentence.end]
    if len(lengths) != 1 or found.date_start is None or found.date_start != found.date_end:
        return found
    return with_days(found, lengths[0])


# "Sunday, January 19, and Monday, January 20".
_JOINED = 12


def both_days(text: Text, dates: Sequence[DateRange], found: DateRange) -> DateRange:
    """ "On Sunday, January 19 and Monday, January 20": two days running that are joined are one stretch."""
    for other in dates:
        first, second = sorted((found, other), key=lambda d: d.start)
        single = all(d.precision == "day" and d.modifier is None and d.date_start == d.date_end for d in (first, second))
        if first.date_start is None or second.date_start is None or not single or first.date_start + timedelta(1) != second.date_start:
            continue
        between = text.folded[first.end : second.start]
        joined = between.strip() == AND or load_syntax(text.language).joined.match(between) is not None
        if len(between) <= _JOINED and joined:
            written = edtf(first.date_start, second.date_start, "day", None, "year_inferred" in first.flags)
            return replace(first, date_end=second.date_end, end=second.end, words=text.words(first.start, second.end), edtf=written)
    return found


def until(found: DateRange, nth: DateRange) -> DateRange:
    """A day told as the nth of what lasts: it began as many days before."""
    if found.date_start is None or found.date_start != found.date_end or not nth.days or not 1 < nth.days <= _MANY_DAYS:
        return found
    first = found.date_start - timedelta(nth.days - 1)
    written = edtf(first, found.date_start, "day", None, "year_inferred" in found.flags)
    return replace(found, date_start=first, edtf=written, flags=(*found.flags, *NTH))


def with_days(found: DateRange, length: DateRange) -> DateRange:
    """A day and the duration that begins on it."""
    if not found.date_start or not length.days or length.days < 2 or length.days > 400:
        return found
    last = found.date_start + timedelta(length.days - 1)
    written = edtf(found.date_start, last, "day", None, "year_inferred" in found.flags)
    return replace(found, date_end=last, edtf=written, flags=(*found.flags, "duration_anchored"))


def publication_date(published: date, start: int, end: int) -> DateRange:
    """The day of publication as an event's date, where the text tells none."""
    return DateRange(published, published, "day", "publication", start, end, "", "date.publication", edtf=published.isoformat())


def main_date(text: Text, dates: Sequence[DateRange]) -> DateRange | None:
    """The story's main date: the first point in time of the title, the lead, or the paragraph after it."""
    for part in ("title", "lead", "body"):
        for sentence in [s for s in text.sentences if s.part == part][:_EARLY]:
            inside = [d for d in dates if sentence.start <= d.start < sentence.end and _is_point(d) and d.precision in ("day", "week")]
            inside = [d for d in inside if not _for_long(d)]
            if inside:
                return stretched(inside[0], dates, sentence)
    return None
