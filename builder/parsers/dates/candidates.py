"""Dates of an article whose day of publication is one of several: text + dates + Publication → the same dates with EDTF sets.

``date_start`` and ``date_end`` stay open, since no day is certain; the EDTF text tells which days are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from builder.model import DateRange, Publication, Text
from builder.parsers.dates.edtf import one_of
from builder.parsers.dates.reader import find_dates, read_items
from builder.parsers.dates.readings import Reading

# More candidates than these are told as a stretch between the first and the last.
_LISTED = 12


def with_candidates(
    text: Text, dates: Sequence[DateRange], publication: Publication, items: Sequence[Reading] | None = None
) -> list[DateRange]:
    """The dates, with a set for each that leans on the day of publication; ``items``: the readings behind them."""
    days = candidate_days(publication)
    if publication.day is not None or not days or all(found.date_start for found in dates):
        return list(dates)
    items = read_items(text) if items is None else items
    read = [{(one.start, one.end): one for one in find_dates(text, day, items)} for day in days]
    listed = len(days) <= _LISTED and len(days) == len(publication.days)
    return [_open(found, [one[found.start, found.end] for one in read if (found.start, found.end) in one], listed) for found in dates]


def candidate_days(publication: Publication) -> list[date]:
    """The days left where they are few, else the first and last; empty where a side stands open."""
    if publication.days and len(publication.days) <= _LISTED:
        return list(publication.days)
    if publication.earliest is None or publication.latest is None:
        return []
    return [publication.earliest, publication.latest]


def publication_set(publication: Publication) -> str | None:
    """The day of publication itself as an EDTF set."""
    days = candidate_days(publication)
    return _set(days, len(days) == len(publication.days)) if days else None


def _open(found: DateRange, readings: Sequence[DateRange], listed: bool) -> DateRange:
    spans = sorted({(one.date_start, one.date_end) for one in readings if one.date_start and one.date_end})
    if found.date_start is not None or not spans:
        return found
    single = all(start == end for start, end in spans)
    starts, ends = [start for start, _ in spans if start], [end for _, end in spans if end]
    return replace(found, edtf=_set(starts, listed) if single else _set([min(starts), max(ends)], False))


def _set(days: Sequence[date], listed: bool) -> str | None:
    if listed or len(set(days)) == 1:
        return one_of(sorted(set(days)))
    return f"[{min(days).isoformat()}..{max(days).isoformat()}]"
