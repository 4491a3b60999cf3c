"""Whether two articles tell the same event: two Told → nothing against it, and the rule that speaks for it.

Type, parties and sides must agree, dates must be compatible, and beyond that something must be shared (a person, a place, much
of the words, an institution on a told day) or both articles must be about it; told days that differ by one ask for a person of each party.
In doubt two rows stay two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product

from builder.stories.told import Told

FOLLOW_UP_DAYS, SAME_NEWS_DAYS = 14, 4
_LONG_DAYS = 31
_PUBLISHED_AFTER_DAYS = 2
# Two parties do these hardly twice a day; the others go on for long, so that two tellings of a day need not be of one event.
_ONCE_A_DAY = ("visit", "meeting", "call", "conference", "agreement")
_GOING_ON = ("operation", "presence")
NEAR_COPY = "story.near_copy"
DATED = ("same_day", "published_day", "period", "near_day", "undated")


def apart(a: Told, b: Told, kin: bool) -> bool:
    """Whether something tells against one event: article, type, parties, sides, status, dates, place or persons.

    ``kin``: the two articles share much of their words.
    """
    if a.article_id == b.article_id or not sides_agree(a, b) or not _status_agrees(a, b):
        return True
    return how_dated(a, b, kin) is None or _places_differ(a, b) or _persons_differ(a, b)


def sides_agree(a: Told, b: Told) -> bool:
    """The same type; parties equal, or those of one (two at least) among those of the other; nobody changed sides where sides differ."""
    if a.kind != b.kind:
        return False
    if a.parties != b.parties:
        fewer, more = sorted((a.parties, b.parties), key=len)
        if len(fewer) < 2 or not fewer <= more:
            return False
    return not a.directed or not (a.source & b.target or a.target & b.source)


def support(a: Told, b: Told, kin: bool) -> str | None:
    """The rule by which two events with nothing against it are one; None where nothing speaks for it."""
    dated = how_dated(a, b, kin)
    alike = a.parties == b.parties
    persons = {one.country for one, other in product(a.names, b.names) if one.person and one.same(other)}
    place = a.place is not None and a.place == b.place
    if dated is None or dated == "near_day":
        return "story.near_day.persons" if dated and alike and len(persons) > 1 else None
    if persons:
        return f"story.{dated}.person"
    if dated != "undated" and place:
        return f"story.{dated}.place"
    if kin and alike:
        return f"story.{dated}.text"
    if dated == "same_day":
        return _same_day(a, b, alike)
    leads = alike and a.lead and b.lead and a.kind in _ONCE_A_DAY
    return "story.published_day.leads" if dated == "published_day" and leads else None


def strength(rule: str) -> int:
    """How exactly the dates fit in a rule's case: the smaller, the better."""
    return DATED.index(rule.split(".")[1])


def _same_day(a: Told, b: Told, alike: bool) -> str | None:
    """On a day that both articles tell, a shared institution is enough, or that it is the main news of both."""
    if any(one.entity_id and one.same(other) for one, other in product(a.names, b.names)):
        return "story.same_day.institution"
    leads = alike and a.lead and b.lead and a.kind not in _GOING_ON
    return "story.same_day.leads" if leads else None


@dataclass(frozen=True, slots=True)
class _When:
    """The days of an event; ``fine``: told or set to the day, and not of long duration."""

    start: date
    end: date
    fine: bool
    told: bool


def _when(event: Told) -> _When | None:
    start, end = event.start, event.end
    if start is None or end is None:
        return None
    fine = event.precision == "day" and (end - start).days < _LONG_DAYS
    return _When(start, end, fine, event.basis != "publication")


def how_dated(a: Told, b: Told, kin: bool = False) -> str | None:
    """How the dates of two events fit together: same_day, near_day, published_day, period, undated; None where they do not.

    Articles that share much of their words are of the same news, also where the day of publication of one is unknown.
    """
    gap = (0 if kin else None) if a.published is None or b.published is None else abs((a.published - b.published).days)
    one, other = _when(a), _when(b)
    kind = _fit(one, other) if one and other else "undated"
    recalled = a.background or b.background
    if kind == "same_day":
        return kind if recalled or gap is None or gap <= FOLLOW_UP_DAYS else None
    if recalled or gap is None or gap > SAME_NEWS_DAYS:
        return None
    return kind


def _fit(a: _When, b: _When) -> str | None:
    overlap = a.start <= b.end and b.start <= a.end
    if not (a.fine and b.fine):
        return "period" if overlap else None
    if a.told and b.told:
        near = abs((a.start - b.start).days) <= 1
        return "same_day" if overlap else "near_day" if near else None
    if a.told or b.told:
        known, guess = (a, b) if a.told else (b, a)
        return "published_day" if 0 <= (guess.start - known.start).days <= (known.end - known.start).days + _PUBLISHED_AFTER_DAYS else None
    return "published_day" if abs((a.start - b.start).days) <= 1 else None


def _status_agrees(a: Told, b: Told) -> bool:
    """What was planned for a told day and then took place that day is one event; what was cancelled is another."""
    one, other = a.status, b.status
    if one == other or {one, other} == {"occurred", "ongoing"}:
        return True
    return "cancelled" not in (one, other) and how_dated(a, b) == "same_day"


def _places_differ(a: Told, b: Told) -> bool:
    one, other = a.country, b.country
    return one is not None and other is not None and one != other


def _persons_differ(a: Told, b: Told) -> bool:
    """For some party both name listed persons, and none of them is the same."""
    for country in a.parties & b.parties:
        ones, others = _listed(a, country), _listed(b, country)
        if ones and others and not ones & others:
            return True
    return False


def _listed(event: Told, country: str) -> set[str]:
    return {name.entity_id for name in event.names if name.person and name.entity_id and name.country == country}
