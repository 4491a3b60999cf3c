"""Ids that stand for another event than before → a refusal: an article's id was given to another text, and its events took over ids."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_texts
from builder.releases.contents import Contents, ReleaseError
from builder.validators.failures import differs, positions, where, whole

_SAYS = ("event_type", "source_parties", "target_parties", "trigger")


def refuse_reuse(old: Contents, new: Contents) -> None:
    """ReleaseError where an id is kept by an event that shares nothing with the one it stood for, its article having another text."""
    before, after = (release.table("events").select(["event_id", "article_ids", *_SAYS]) for release in (old, new))
    found = positions(whole(after["event_id"]), whole(before["event_id"]))
    rows = np.flatnonzero(found >= 0)
    here, there = after.take(pa.array(rows)), before.take(pa.array(found[rows]))
    other = np.ones(len(rows), bool)
    for name in _SAYS:
        other &= differs(csv_texts(whole(here[name])), csv_texts(whole(there[name])))
    rewritten = set(_rewritten(old, new))
    for row in here.filter(pa.array(other)).to_pylist():
        articles = rewritten.intersection(row["article_ids"])
        if articles:
            raise ReleaseError(
                f"events {row['event_id']}: stood for another event in {old.version}, "
                f"since article '{min(articles)}' has another text now; give the new text an id of its own"
            )


def _rewritten(old: Contents, new: Contents) -> list[str]:
    """Articles that both releases have, with another text."""
    before, after = (release.table("articles").select(["article_id", "sha256"]) for release in (old, new))
    found = positions(whole(after["article_id"]), whole(before["article_id"]))
    rows = np.flatnonzero(found >= 0)
    here, there = after.take(pa.array(rows)), before.take(pa.array(found[rows]))
    unlike = where(pa.array(differs(whole(here["sha256"]), whole(there["sha256"]))))
    return list(pc.unique(here.take(pa.array(unlike))["article_id"]).to_pylist())
