"""What one event of an article tells of another: coded events → talks with the days and place of a visit, a visit with those of talks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Event
from builder.parsers.circumstances.event_dates import NTH


def inherit_visits(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Talks held during a dated visit of the same parties, with no day of their own, take the visit's days and place."""
    visits = [e for e in events if e.event_type == "visit"]
    talks = [e for e in events if e.event_type == "meeting" and e.location]
    return tuple(_on_day_of_talks(_with_talks(_with_visit(event, visits), talks), talks) for event in events)


def _on_day_of_talks(event: Event, talks: Sequence[Event]) -> Event:
    """ "Met at the White House last week. It was his first visit in years": a visit that tells no day was made when they met there."""
    if event.event_type != "visit" or event.date.basis != "publication" or event.status == "planned" or event.date.date_start is None:
        return event
    met = (t for t in talks if {*t.source, *t.target} == {*event.source, *event.target} and t.location == event.location)
    told = next((t.date for t in met if t.background == event.background and t.date.basis in ("explicit", "relative")), None)
    if told is None or told.date_end is None or told.date_end > event.date.date_start:
        return event
    return replace(event, date=replace(told, basis="inherited", rule=f"inherit.talks:{told.rule}"))


def _with_talks(event: Event, talks: Sequence[Event]) -> Event:
    """An accord that tells no place was reached where its parties met."""
    if event.event_type != "agreement" or event.location:
        return event
    met = next((t for t in talks if {*t.source, *t.target} == {*event.source, *event.target} and t.background == event.background), None)
    return replace(event, location=met.location) if met is not None else event


def _at_post(event: Event) -> bool:
    """Whom an ambassador meets at his post he meets whoever else comes on a visit."""
    foreign = [p for p in event.participants if p.country in event.target]
    return event.event_type == "meeting" and bool(foreign) and all(p.role == "DIP" and p.mention.kind != "institution" for p in foreign)


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
        event.event_type == "meeting"
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
