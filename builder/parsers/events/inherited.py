"""What one event of an article tells of another: coded events → talks with the days and place of a visit, a visit with those of talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from builder.model import DateRange, Event
from builder.parsers.when.event_dates import NTH

# How long ago a visit may be that the article tells no day of.
_RECENT = timedelta(days=14)


def inherit_visits(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Talks held during a dated visit of the same parties, with no day of their own, take the visit's days and place."""
    visits = [e for e in events if e.event_type == "visit"]
    talks = [e for e in events if e.event_type == "meeting"]
    located = [e for e in events if e.event_type in ("meeting", "conference") and e.location]
    settled = (_on_day_of_talks(_with_talks(_with_visit(event, visits), located), talks) for event in events)
    return tuple(_of_the_same_day(event, (*visits, *talks)) for event in settled)


def _theirs(event: Event, others: Sequence[Event]) -> list[Event]:
    """Those among the others that the same parties took part in."""
    parties = {*event.source, *event.target}
    return [o for o in others if {*o.source, *o.target} == parties and o.background == event.background]


def _on_day_of_talks(event: Event, talks: Sequence[Event]) -> Event:
    """ "Met at the White House last week. It was his first visit in years": a visit that tells no day was made when they met there."""
    if event.event_type != "visit":
        return event
    met = [t for t in _theirs(event, talks) if t.location in (None, event.location)]
    told = [t for t in met if t.status == event.status and t.date.basis in ("explicit", "relative") and _gives_way(event, t.date)]
    if not told and (event.date.basis, event.status) == ("publication", "occurred") and all(t.status == "planned" for t in met):
        # «وتأتي زيارته», of who is to be received on Friday
        told = [t for t in met if t.location and t.date.date_start is not None and t.date.precision == "day"]
    if not told:
        return event
    days = replace(told[0].date, basis="inherited", rule=f"inherit.talks:{told[0].date.rule}")
    return replace(event, date=days, status=told[0].status)


def _gives_way(event: Event, told: DateRange) -> bool:
    """Whether no words tell the visit's day: it is undated, or dated by the story, no earlier than the talks."""
    start, end = event.date.date_start, told.date_end
    if event.status == "planned":
        return start is None and end is not None
    by_story = event.date.basis in ("publication", "inherited") and told.precision in ("day", "week")
    return by_story and start is not None and end is not None and timedelta(0) <= start - end <= _RECENT


def _of_the_same_day(event: Event, others: Sequence[Event]) -> Event:
    """«صدر اليوم بيان مشترك», in an article that does not tell when it appeared: the day of the visit or talks that it came of."""
    if event.event_type not in ("agreement", "mechanism") or event.status != "occurred" or event.date.date_start is not None:
        return event
    days = {(o.date.date_start, o.date.date_end): o.date for o in _theirs(event, others) if o.status == "occurred" and o.date.date_start}
    if len(days) != 1 or event.background:
        return event
    told = next(iter(days.values()))
    return replace(event, date=replace(told, basis="inherited", rule=f"inherit.talks:{told.rule}"))


def _with_talks(event: Event, talks: Sequence[Event]) -> Event:
    """An accord that tells neither place nor day was reached where and when its parties met."""
    met = next((t for t in talks if {*t.source, *t.target} == {*event.source, *event.target} and t.background == event.background), None)
    if event.event_type != "agreement" or met is None:
        return event
    undated = event.status == "occurred" == met.status and (event.date.basis == "publication" or event.date.date_start is None)
    if undated and met.date.basis in ("explicit", "relative", "inherited") and met.date.date_start is not None:
        event = replace(event, date=replace(met.date, basis="inherited", rule=f"inherit.talks:{met.date.rule}"))
    return event if event.location else replace(event, location=met.location)


def _at_post(event: Event) -> bool:
    """Whom an ambassador meets at his post he meets whoever else comes on a visit."""
    foreign = [p for p in event.participants if p.country in event.target]
    return event.event_type == "meeting" and bool(foreign) and all(p.role == "DIP" and p.mention.kind != "institution" for p in foreign)


# What is held or signed while the guest is there is of the days of his visit.
_HELD_THERE = frozenset(("meeting", "agreement"))


def _with_visit(event: Event, visits: Sequence[Event]) -> Event:
    if event.event_type not in ("meeting", "agreement", "conference", "arms_transfer") or _at_post(event):
        return event
    parties = {*event.source, *event.target}
    theirs = [v for v in visits if parties == {*v.source, *v.target} and v.background == event.background]
    visit = next(iter(theirs), None)
    if visit is None:
        return event
    if event.event_type == "arms_transfer" and (event.status == "planned" or event.date.date_start != visit.date.date_start):
        return event  # a contract signed on the visit, of its day
    to_come = visit.status == "planned" and event.status != "planned"
    if to_come and event.location not in (None, visit.location):
        return event  # talks held elsewhere before the visit
    location = event.location or (None if to_come else visit.location)
    if (
        event.event_type == "meeting"
        and location in visit.source
        and all(v.location in v.target and v.target == visit.target for v in theirs)
        and event.date.date_start == visit.date.date_start
    ):
        location = visit.location  # «المستشار الذي يزور واشنطن»: who is on a visit that day does not meet his host at home
    if (
        event.event_type in _HELD_THERE
        and visit.date.date_start is not None
        and visit.date.basis != "publication"
        and (event.date.basis in ("publication", "inherited") or event.date.date_start is None)
        and (event.date.date_start or event.status == visit.status or (visit.status, event.status) == ("ongoing", "planned"))
    ):
        # «في اليوم الثالث من زيارته»: the talks told beside are of that day.
        last = visit.date.date_end if {*visit.date.flags} >= NTH else None
        days = replace(visit.date, date_start=last, edtf=last.isoformat()) if last else visit.date
        inherited = replace(days, basis="inherited", rule=f"inherit.visit:{visit.date.rule}")
        return replace(event, location=location, date=inherited, status="planned" if to_come else event.status)
    return replace(event, location=location)
