"""Events that ended: two releases → the table of tombstones, carried forward from the older one, each id led to where it is told now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.releases.causes import Causes
from builder.schema import load_schema
from builder.validators.failures import whole

Tables = Mapping[str, pa.Table]
Row = dict[str, Any]
_TOLD = ("event_id", "event_type", "date_start", "source_parties", "target_parties", "article_ids")


def tombstones(old: Tables, new: Tables, versions: tuple[str, str], why: Causes) -> pa.Table:
    """The tombstones of the newer release; an id that is back with the same article and words is no longer ended."""
    gone = ended_events(old["events"], new["events"])
    heirs = successors(gone, old, new)
    causes = why.of(gone, "events").to_pylist()
    alive = set(new["events"]["event_id"].to_pylist())
    rows = [_row(event, heirs.get(event["event_id"], ()), versions, cause) for event, cause in zip(_events(gone), causes, strict=True)]
    carried = old["tombstones"].to_pylist()
    rows += [_followed(row, heirs, alive) for row in carried if row["event_id"] not in alive]
    return pa.Table.from_pylist(rows, schema=load_schema().arrow("tombstones"))


def ended_events(old: pa.Table, new: pa.Table) -> pa.Table:
    """The events that the newer release has no more."""
    return old.filter(pc.invert(pc.is_in(old["event_id"], whole(new["event_id"]))))


def returned(old: Tables, new: Tables) -> list[str]:
    """Ended ids that are back: their article and words are in the release again."""
    ended = old["tombstones"]["event_id"]
    return sorted(ended.filter(pc.is_in(ended, whole(new["events"]["event_id"]))).to_pylist())


def _events(table: pa.Table) -> list[Row]:
    return list(table.select(list(_TOLD)).to_pylist())


def _row(event: Row, heirs: Iterable[str], versions: tuple[str, str], causes: list[str]) -> Row:
    ended = {"last_release": versions[0], "ended_release": versions[1], "causes": causes}
    return {**event, **_fate(heirs), **ended}


def _fate(heirs: Iterable[str]) -> Row:
    found = sorted(set(heirs))
    return {"fate": ("withdrawn", "merged", "split")[min(len(found), 2)], "successors": found}


def _followed(row: Row, heirs: Mapping[str, Collection[str]], alive: Collection[str]) -> Row:
    """A tombstone of an earlier release; successors that ended since lead on to theirs."""
    return {**row, **_fate(heir for one in row["successors"] for heir in ([one] if one in alive else heirs.get(one, ())))}


def successors(gone: pa.Table, old: Tables, new: Tables) -> dict[str, set[str]]:
    """Of each ended event the events that tell its story now.

    First those that say so (evidence of ``article_ids``); then those that hold the words which reported it, new ones before others;
    then new ones that tell the same type and parties from the same article, where the words were read at another place.
    """
    fresh = new["events"].filter(pc.invert(pc.is_in(new["events"]["event_id"], whole(old["events"]["event_id"]))))
    ways = _absorbed(gone, new["evidence"]), _by_words(gone, old["evidence"], new["evidence"], fresh), _by_content(gone, fresh)
    found: dict[str, set[str]] = {}
    for way in ways:
        for event, heirs in way.items():
            found.setdefault(event, heirs)
    return found


def _absorbed(gone: pa.Table, evidence: pa.Table) -> dict[str, set[str]]:
    chosen = evidence.filter(pc.and_(pc.equal(evidence["column"], "article_ids"), pc.is_in(evidence["value"], whole(gone["event_id"]))))
    return _grouped(zip(chosen["value"].to_pylist(), chosen["event_id"].to_pylist(), strict=True))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event, heir in pairs:
        found[event].add(heir)
    return dict(found)


def _by_words(gone: pa.Table, old: pa.Table, new: pa.Table, fresh: pa.Table) -> dict[str, set[str]]:
    """The events whose type is read from the words that an ended event's type was read from."""
    before, after = _places(old), _places(new)
    before = before.filter(pc.is_in(before["event_id"], whole(gone["event_id"])))
    after = after.filter(pc.is_in(after["place"], whole(before["place"])))
    at = _grouped(zip(after["place"].to_pylist(), after["event_id"].to_pylist(), strict=True))
    found = _grouped(
        (event, heir)
        for event, place in zip(before["event_id"].to_pylist(), before["place"].to_pylist(), strict=True)
        for heir in at.get(place, ())
    )
    first = set(fresh["event_id"].to_pylist())
    return {event: heirs & first or heirs for event, heirs in found.items()}


def _places(evidence: pa.Table) -> pa.Table:
    """The places of the words that report each event."""
    chosen = evidence.filter(pc.equal(evidence["column"], "event_type"))
    parts = [whole(chosen["article_id"]), whole(chosen["part"]), pc.cast(whole(chosen["start"]), pa.string())]
    return pa.table({"event_id": chosen["event_id"], "place": pc.binary_join_element_wise(*parts, "\1")})


def _by_content(gone: pa.Table, fresh: pa.Table) -> dict[str, set[str]]:
    told: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in _events(fresh):
        for article in row["article_ids"]:
            told[_same(row, article)].add(row["event_id"])
    return _grouped(
        (row["event_id"], heir) for row in _events(gone) for article in row["article_ids"] for heir in told.get(_same(row, article), ())
    )


def _same(row: Row, article: str) -> tuple[str, ...]:
    return (article, row["event_type"], *sorted({*row["source_parties"], *row["target_parties"]}))
