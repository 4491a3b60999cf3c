"""Ids that stand for another event than before → a refusal: an article's id was given to another text, and its events took over ids."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_texts
from builder.releases.contents import Contents, ReleaseError
from builder.validators.failures import differs, positions, where, whole


def refuse_reuse(old: Contents, new: Contents) -> None:
    """ReleaseError where an id stands for an event that shares nothing with the one it stood for.

    That can be where an article has another text than in the release before, or where an ended event is back.
    """
    events = new.table("events")
    rewritten = set(_rewritten(old, new))
    for row in _others(old.table("events"), events, ("event_type", "source_parties", "target_parties", "trigger")):
        if told := rewritten.intersection(row["article_ids"]):
            raise _reused(row["event_id"], f"in {old.version}, since article '{min(told)}' has another text now")
    for row in _others(old.table("tombstones"), events, ("event_type", "source_parties", "target_parties")):
        raise _reused(
            row["event_id"], f"that ended in {row['ended_release']}, since article '{min(row['article_ids'])}' has another text now"
        )


def _reused(event: str, why: str) -> ReleaseError:
    return ReleaseError(f"events {event}: stood for another event {why}; give the new text an id of its own")


def _others(before: pa.Table, after: pa.Table, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The older rows whose id the newer table has for something that is the same in none of these columns."""
    found = positions(whole(before["event_id"]), whole(after["event_id"]))
    rows = np.flatnonzero(found >= 0)
    there, here = before.take(pa.array(rows)), after.take(pa.array(found[rows]))
    other = np.ones(len(rows), bool)
    for name in columns:
        other &= differs(csv_texts(whole(here[name])), csv_texts(whole(there[name])))
    return list(there.filter(pa.array(other)).to_pylist())


def _rewritten(old: Contents, new: Contents) -> list[str]:
    """Articles that both releases have, with another text."""
    before, after = (release.table("articles").select(["article_id", "sha256"]) for release in (old, new))
    found = positions(whole(after["article_id"]), whole(before["article_id"]))
    rows = np.flatnonzero(found >= 0)
    here, there = after.take(pa.array(rows)), before.take(pa.array(found[rows]))
    unlike = where(pa.array(differs(whole(here["sha256"]), whole(there["sha256"]))))
    return list(pc.unique(here.take(pa.array(unlike))["article_id"]).to_pylist())
