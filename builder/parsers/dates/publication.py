"""The day of publication and how it is known: Article + Text → Publication.

A cascade: the day given, the page's URL, a date line in the text, else every clue of the text intersected. A day is
given only where one is left; otherwise the interval and the weekdays that remain, with the clues that led there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.knowledge.anniversaries import Anniversary
from builder.model import Article, DateRange, Mention, Publication, Text
from builder.parsers.dates.anniversary import anniversary_clues
from builder.parsers.dates.calendar import safe_date
from builder.parsers.dates.clues import ALL_WEEKDAYS, Clue, clues_of
from builder.parsers.dates.grammar import Grammar, load_grammar
from builder.parsers.dates.reader import read_dates, read_items, said_direction
from builder.parsers.dates.readings import Reading
from builder.parsers.dates.tense import direction, direction_after
from builder.parsers.grammar.syntax import load_syntax
from builder.readers.days import url_day
from builder.text.folding import fold

Bounds = tuple[date | None, date | None]

_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
# What stands beside the date in a date line: a place in front, an agency or dash behind.
_AFTER_DATELINE = re.compile(r"\s*(?:[,.]\s*)?(?:[-(/.|:]|$|\n)")
_PLACE = re.compile(r"^[^\n.!?؟\d]{0,45}[\s,(/|:-]*$")
# So many candidate days are told one by one.
_FEW = 31
_LIMIT = 4 * 366
# A page's furniture stands in so much of its head, in lines so short.
_HEAD, _FURNITURE = 500, 90


def stated_publication(article: Article) -> Publication | None:
    """The day that was read with the article, or that its address tells; None where only its text may tell it."""
    if article.published is not None:
        basis = article.published_basis if article.published_basis != "unknown" else "metadata"
        return Publication(article.published, basis, article.published, article.published)
    from_url = url_day(article.url or "")
    return Publication(from_url, "url", from_url, from_url, clues=(f"day in the address: {from_url}",)) if from_url else None


@dataclass(frozen=True, slots=True)
class Told:
    """What an article's own calendar words tell of its day: the day itself, else clues; ``line``: that of a date line without a year."""

    publication: Publication | None
    clues: tuple[Clue, ...] = ()
    line: Clue | None = None


def told_publication(text: Text, items: Sequence[Reading] | None = None) -> Told:
    """What the text tells of its own day; ``items``: its calendar expressions, where they were read before."""
    items = read_items(text) if items is None else items
    line = _date_line(items, text)
    if line is not None and (line.year is not None or line.numeric is not None) and (day := _told_day(line)):
        return Told(Publication(day, "dateline", day, day, clues=(f"date line: {text.words(line.start, line.end)}",)))
    if line is None and (stamp := _furniture_date(text)) is not None:
        return Told(Publication(stamp.date_start, "dateline", stamp.date_start, stamp.date_start, clues=(f"date line: {stamp.words}",)))
    return Told(None, _text_clues(items, text, load_grammar(text.language)), None if line is None else _line_clue(line, text))


def infer_publication(
    article: Article,
    text: Text,
    bounds: Bounds = (None, None),
    mentions: Iterable[Mention] = (),
    facts: Sequence[Anniversary] = (),
    told: Told | None = None,
) -> Publication:
    """What is known of the day of publication.

    ``bounds`` are the first and last day on which all office-holders named were in office; ``mentions`` and ``facts`` let the Nth
    anniversary of a known fact count as a clue; ``told``: what the text tells of it, where that was read before.
    """
    if (stated := stated_publication(article)) is not None:
        return stated
    told = told_publication(text) if told is None else told
    if told.publication is not None:
        return told.publication
    clues = [*told.clues, *_outer_clues(article, bounds)]
    clues += anniversary_clues(text, mentions, facts, load_grammar(text.language).anniversary)
    if told.line is not None:
        clues.append(told.line)
    return _intersect(clues, "dateline" if told.line is not None else "inferred")


def _told_day(item: Reading) -> date | None:
    if item.numeric:
        return safe_date(*item.numeric) if item.numeric[0] > 1500 else None
    return safe_date(item.year or 0, item.month or 0, item.day or 0) if item.year and item.day2 is None else None


def _date_line(items: Sequence[Reading], text: Text) -> Reading | None:
    """The date at the head of the story («الجزائر – 31 يناير (واج)», "MOSCOW, January 31. /TASS/") or alone on a line."""
    for item in items:
        if item.kind not in ("date", "numeric") or item.day2 is not None or item.rel not in (None, 0):
            continue
        line_start = text.folded.rfind("\n", 0, item.start) + 1
        head = text.folded[line_start : item.start]
        if load_syntax(text.language).page_stamp.search(head):
            continue
        line_end = text.folded.find("\n", item.end)
        tail = text.folded[item.end : line_end if line_end >= 0 else None]
        alone = len(head) <= 25 and len(tail) <= 25 and item.start >= text.body_start
        first = line_start <= _first_line(text) and item.start >= text.body_start
        opening = first and _PLACE.match(head) and _AFTER_DATELINE.match(text.folded, item.end)
        if alone or (opening and not _has_verb_before(head)):
            return item
    return None


def _furniture_date(text: Text) -> DateRange | None:
    """The full date that ends a short line of the page's head, though the line is no part of the story: «Оригиналиюнь 21-го, 2016»."""
    for line in text.raw[:_HEAD].split("\n"):
        if not line[-1:].isdigit() or len(line) > _FURNITURE:
            continue
        found = read_dates(line, text.language, None)
        last = found[-1] if found else None
        if last is None or last.date_start is None or last.precision != "day" or last.date_start != last.date_end or last.end != len(line):
            continue
        head = fold(line[: last.start])
        if head[-1:].isalpha() and not _has_verb_before(head) and not load_syntax(text.language).page_stamp.search(head):
            return last
    return None


def _first_line(text: Text) -> int:
    """Where the first line of the body begins."""
    place = text.body_start
    while place < len(text.folded) and text.folded[place].isspace():
        place += 1
    return place


def _has_verb_before(head: str) -> bool:
    """A place and an agency take few words; more of them make a clause."""
    return len(head.split()) > 6


def _line_clue(item: Reading, text: Text) -> Clue:
    month, day = item.month, item.day
    words = f"date line: {text.words(item.start, item.end)}"
    weekdays = frozenset((item.weekday,)) if item.weekday is not None else ALL_WEEKDAYS
    return Clue(words, weekdays=weekdays, fits=lambda published: (published.month, published.day) == (month, day))


def _text_clues(items: Sequence[Reading], text: Text, grammar: Grammar) -> tuple[Clue, ...]:
    def tense_of(item: Reading) -> str | None:
        told = said_direction(item) or direction(text.folded, item.start, item.end, grammar)
        if told == "said":
            return direction_after(text.folded, item.end, grammar)
        return "past" if told == "over" else told

    return tuple(clues_of(items, tense_of, lambda item: text.words(item.start, item.end)))


def _outer_clues(article: Article, bounds: Bounds) -> Iterable[Clue]:
    if article.published_before:
        yield Clue(f"captured by {article.published_before}", latest=article.published_before)
    if article.neighbours:
        first, last = article.neighbours
        yield Clue(f"between its outlet's neighbours: {first}..{last}", first, last)
    if bounds[0] or bounds[1]:
        yield Clue(f"terms of office-holders: {bounds[0] or ''}..{bounds[1] or ''}", bounds[0], bounds[1])
    found = _URL_MONTH.search(article.url or "")
    if found:
        first = date(int(found[1]), int(found[2]), 1)
        yield Clue(f"month in the address: {found[1]}-{found[2]}", first, _month_end(first))


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _intersect(clues: Sequence[Clue], basis: str) -> Publication:
    """All clues together: one day, or the interval and weekdays left; contradictory clues leave nothing."""
    if not clues:
        return Publication(None, "unknown")
    told = tuple(dict.fromkeys(clue.words for clue in clues))
    earliest = max((clue.earliest for clue in clues if clue.earliest), default=None)
    latest = min((clue.latest for clue in clues if clue.latest), default=None)
    weekdays = frozenset.intersection(*(clue.weekdays for clue in clues))
    if not weekdays or (earliest and latest and earliest > latest):
        return Publication(None, "unknown", clues=("contradictory clues", *told))
    left = tuple(sorted(weekdays)) if weekdays != ALL_WEEKDAYS else ()
    if not earliest or not latest or (latest - earliest).days > _LIMIT:
        return Publication(None, "inferred", earliest, latest, left, told)
    days = _candidates(clues, earliest, latest, weekdays)
    if not days:
        return Publication(None, "unknown", clues=("contradictory clues", *told))
    if len(days) == 1:
        return Publication(days[0], basis, days[0], days[0], (days[0].weekday(),), told)
    return Publication(None, "inferred", days[0], days[-1], left, told, tuple(days) if len(days) <= _FEW else ())


def _candidates(clues: Sequence[Clue], earliest: date, latest: date, weekdays: frozenset[int]) -> list[date]:
    span = range(earliest.toordinal(), latest.toordinal() + 1)
    days = [date.fromordinal(n) for n in span if (n - 1) % 7 in weekdays]  # 1 January of the year 1 was a Monday
    for fits in (clue.fits for clue in clues if clue.fits):
        days = list(filter(fits, days))
    return days
