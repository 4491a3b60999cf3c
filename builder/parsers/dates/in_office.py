"""Bounds on an article's day from its office-holders: mentions with offices + terms → first and last day on which all held them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from builder.knowledge.people import Term
from builder.model import Mention

# Terms from general knowledge are good to a few weeks, not to the day.
_SLACK = {"1": timedelta(0), "2": timedelta(31)}


def bounds(mentions: Iterable[Mention], terms: Mapping[str, Sequence[Term]]) -> tuple[date | None, date | None]:
    """The days between which every person named with an office held it; (None, None) where the terms do not overlap."""
    first: date | None = None
    last: date | None = None
    for mention in mentions:
        if mention.kind != "person" or not mention.code or not mention.office or mention.former:
            continue
        held = [term for term in terms.get(mention.code, ()) if term.role == mention.role and term.country == mention.party]
        if not held:
            continue
        start, end = _start(held), _end(held)
        first = max(filter(None, (first, start)), default=None)
        last = min(filter(None, (last, end)), default=None)
    return (None, None) if first and last and first > last else (first, last)


def _start(held: Sequence[Term]) -> date | None:
    """The earliest start; None where one is not known."""
    days = [_day(term.start, False, term) for term in held]
    return None if None in days else min(day for day in days if day)


def _end(held: Sequence[Term]) -> date | None:
    """The latest end; None where a term is open."""
    days = [_day(term.end, True, term) for term in held]
    return None if None in days else max(day for day in days if day)


def _day(told: str, last: bool, term: Term) -> date | None:
    """The first or last day that a date of day, month or year precision may mean."""
    if not told:
        return None
    parts = [int(part) for part in told.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        day = date(year, month, parts[2])
    elif last:
        day = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    else:
        day = date(year, month, 1)
    slack = _SLACK.get(term.certainty, _SLACK["2"])
    return day + slack if last else day - slack
