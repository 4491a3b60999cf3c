"""Rules of the table of ended events: an identifier ends once, is not used again, and leads to events that are there."""

from __future__ import annotations

import pyarrow.compute as pc

from builder.validators.failures import Places, Tables, rule, where, whole


@rule("tombstones.ended", "an event that ended is in the table of events", "event_id")
def ended(tables: Tables) -> Places:
    """An identifier stands for an event or is ended, never both."""
    return where(pc.is_in(tables["tombstones"]["event_id"], whole(tables["events"]["event_id"])))


@rule("tombstones.successors_told", "merged has one successor, split several, withdrawn none", "successors")
def successors_told(tables: Tables) -> Places:
    """The number of successors is that of the fate."""
    table = tables["tombstones"]
    number, fate = pc.list_value_length(table["successors"]), table["fate"]
    fits = [
        pc.and_(pc.equal(fate, "merged"), pc.equal(number, 1)),
        pc.and_(pc.equal(fate, "split"), pc.greater(number, 1)),
        pc.and_(pc.equal(fate, "withdrawn"), pc.equal(number, 0)),
    ]
    return where(pc.invert(pc.or_(pc.or_(fits[0], fits[1]), fits[2])))


@rule("tombstones.order", "the event ended in the release that had it last", "ended_release")
def ended_order(tables: Tables) -> Places:
    """The release without the event is another than the last one with it."""
    table = tables["tombstones"]
    return where(pc.equal(table["ended_release"], table["last_release"]))


RULES = (ended, successors_told, ended_order)
