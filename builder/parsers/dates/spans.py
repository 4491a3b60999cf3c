"""A Reading placed in time: Span, and the choice among several days or spans by tail and tense."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from builder.parsers.dates.calendar import Days, on_or_after, on_or_before
from builder.parsers.dates.readings import Reading

# A day and month without year and without tense may lie this many days ahead; else it is past.
SOON = 31
OPEN = ("needs_publication",)
# From a weekday on: the coming one, unless that was yesterday.
ONWARD = "onward"
# The words say some days, and not how many.
VAGUE = "vague"


class Span(NamedTuple):
    """The days of a reading and how they were reached; ``flags`` holds ``needs_publication`` where the day of publication is wanting."""

    days: Days | None
    precision: str
    basis: str = "explicit"
    inferred: bool = False
    flags: tuple[str, ...] = ()
    length: int | None = None


def basis_of(item: Reading) -> str:
    """A calendar date is explicit; a month, feast or season with last, this, next is relative."""
    return "relative" if item.rel is not None and item.day is None else "explicit"


def weekday_near(weekday: int, published: date, rel: int | None, tense: str | None) -> date:
    """A weekday beside the day of publication: last is strictly before, next strictly after, bare by tense."""
    if rel is not None and rel < 0:
        return on_or_before(weekday, published - timedelta(1)) + timedelta(7 * (rel + 1))
    if rel is not None and rel > 0:
        return on_or_after(weekday, published + timedelta(1)) + timedelta(7 * (rel - 1))
    if tense == ONWARD and (published.weekday() - weekday) % 7 > 1:
        return on_or_after(weekday, published)
    if tense in ("future", "present"):
        return on_or_after(weekday, published)
    return on_or_before(weekday, published)


def nearest_span(spans: list[Days], published: date, rel: int | None, tense: str | None, precision: str) -> Span | None:
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
    elif tense == "future" or (tense in (None, "said", "present") and ahead and (ahead[0][0] - published).days <= SOON and not under_way):
        days = under_way or ahead[:1]
    else:
        days = begun[-1:]
    return Span(days[0], precision, "relative") if days else None
