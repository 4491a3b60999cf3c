"""Whether two articles tell the same event: two Told → what tells against it, or the rule that speaks for it.

Type, parties and sides must agree, dates must be compatible, and beyond that something must be shared (a person, a place, much
of the words, an institution on a told day) or both articles must be about it; told days that differ by one ask for a person of each party.
In doubt two rows stay two.
"""

from __future__ import annotations

from datetime import date
from itertools import product

from builder.stories.copies import Kinship
from builder.stories.told import Told, What

FOLLOW_UP_DAYS, SAME_NEWS_DAYS = 14, 4
_PUBLISHED_AFTER_DAYS = 2
# Two parties do these hardly twice a day; the others go on for long, so that two tellings of a day need not be of one event.
_ONCE_A_DAY = ("visit", "meeting", "call", "conference", "agreement")
_GOING_ON = ("operation", "presence")
NEAR_COPY = "story.near_copy"
DATED = ("same_day", "published_day", "period", "near_day", "undated")
APART = "apart"


def compared(a: Told, b: Told, known: Kinship) -> str | None:
    """APART where something tells against one event (article, type, parties, sides, status, dates, place, persons), else the rule for it.

    None: nothing against it, and nothing for it.
    """
    one, other = a.what, b.what
    if a.article == b.article or not sides_agree(one, other):
        return APART
    gap = _gap(a, b)
    if not _status_agrees(one, other, gap):
        return APART
    if gap is None and known.kin(a.article, b.article):
        gap = 0  # articles that share much of their words are of the same news
    dated = how_dated(one, other, gap)
    if dated is None or _places_differ(one, other) or _persons_differ(one, other):
        return APART
    return _support(a, b, dated, known)


def sides_agree(a: What, b: What) -> bool:
    """The same type; parties equal, or those of one (two at least) among those of the other; nobody changed sides where sides differ."""
    if a.kind != b.kind:
        return False
    if a.parties is not b.parties and a.parties != b.parties:
        fewer, more = sorted((a.parties, b.parties), key=len)
        if len(fewer) < 2 or not fewer <= more:
            return False
    return not a.directed or not (a.source & b.target or a.target & b.source)


def _support(a: Told, b: Told, dated: str, known: Kinship) -> str | None:
    """The rule by which two events with nothing against it are one; None where nothing speaks for it."""
    one, other = a.what, b.what
    alike = one.parties == other.parties
    persons = {mine.country for mine, theirs in product(one.names, other.names) if mine.person and mine.same(theirs)}
    if dated == "near_day":
        return "story.near_day.persons" if alike and len(persons) > 1 else None
    if persons:
        return f"story.{dated}.person"
    if dated != "undated" and one.place is not None and one.place == other.place:
        return f"story.{dated}.place"
    if alike and known.kin(a.article, b.article):
        return f"story.{dated}.text"
    if dated == "same_day":
        return _same_day(one, other, alike)
    leads = alike and one.lead and other.lead and one.kind in _ONCE_A_DAY
    return "story.published_day.leads" if dated == "published_day" and leads else None


def strength(rule: str) -> int:
    """How exactly the dates fit in a rule's case: the smaller, the better."""
    return DATED.index(rule.split(".")[1])


def _same_day(a: What, b: What, alike: bool) -> str | None:
    """On a day that both articles tell, a shared institution is enough, or that it is the main news of both."""
    if any(one.entity_id and one.same(other) for one, other in product(a.names, b.names)):
        return "story.same_day.institution"
    leads = alike and a.lead and b.lead and a.kind not in _GOING_ON
    return "story.same_day.leads" if leads else None


def _gap(a: Told, b: Told) -> int | None:
    """Days between the publication of two articles; None where that of one is unknown."""
    return None if a.published is None or b.published is None else abs((a.published - b.published).days)


def how_dated(a: What, b: What, gap: int | None) -> str | None:
    """How the dates of two events fit together: same_day, near_day, published_day, period, undated; None where they do not."""
    kind = _fit(a, b)
    recalled = a.background or b.background
    if kind == "same_day":
        return kind if recalled or gap is None or gap <= FOLLOW_UP_DAYS else None
    if recalled or gap is None or gap > SAME_NEWS_DAYS:
        return None
    return kind


def _fit(a: What, b: What) -> str | None:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return "undated"
    overlap = a.start <= b.end and b.start <= a.end
    if not (a.fine and b.fine):
        return "period" if overlap else None
    if a.dated and b.dated:
        near = abs((a.start - b.start).days) <= 1
        return "same_day" if overlap else "near_day" if near else None
    if a.dated or b.dated:
        known, guess = (a, b) if a.dated else (b, a)
        return "published_day" if _just_after(guess.start, known.start, known.end) else None
    return "published_day" if abs((a.start - b.start).days) <= 1 else None


def _just_after(published: date | None, start: date | None, end: date | None) -> bool:
    """Whether an article of this day may tell of these days."""
    if published is None or start is None or end is None:
        return False
    return 0 <= (published - start).days <= (end - start).days + _PUBLISHED_AFTER_DAYS


def _status_agrees(a: What, b: What, gap: int | None) -> bool:
    """What was planned for a told day and then took place that day is one event; what was cancelled is another."""
    one, other = a.status, b.status
    if one == other or {one, other} == {"occurred", "ongoing"}:
        return True
    return "cancelled" not in (one, other) and how_dated(a, b, gap) == "same_day"


def _places_differ(a: What, b: What) -> bool:
    one, other = a.country, b.country
    return one is not None and other is not None and one != other


def _persons_differ(a: What, b: What) -> bool:
    """For some party both name listed persons, and none of them is the same."""
    mine, theirs = a.listed, b.listed
    if not mine or not theirs or mine is theirs:
        return False
    both = [country for country in mine if country in theirs and country in a.parties and country in b.parties]
    return any(not mine[country] & theirs[country] for country in both)
