"""Counts that the release itself gives: events of each article, and how many of them were set aside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.validators.failures import whole


def counted(tables: Mapping[str, pa.Table], quarantine: Sequence[Mapping[str, Any]]) -> dict[str, pa.Table]:
    """The tables with ``n_events`` and ``n_quarantined`` of the articles counted anew, where both are there."""
    if not {"articles", "events"} <= tables.keys():
        return dict(tables)
    articles = tables["articles"]
    kept = _events_by_article(tables["events"], whole(articles["article_id"]))
    aside = Counter(article for ids in _quarantined(quarantine).values() for article in ids)
    lost = pa.array([aside[name] for name in articles["article_id"].to_pylist()] if aside else [0] * len(articles), pa.int32())
    for name, values in (("n_events", kept), ("n_quarantined", lost)):
        place = articles.schema.get_field_index(name)
        articles = articles.set_column(place, articles.schema.field(place), values)
    return {**tables, "articles": articles}


def _events_by_article(events: pa.Table, ids: pa.Array) -> pa.Array:
    counts = pc.value_counts(pc.list_flatten(whole(events["article_ids"])))
    found = pc.index_in(ids, counts.field("values"))
    return pc.cast(pc.fill_null(counts.field("counts").take(found), 0), pa.int32())


def _quarantined(quarantine: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Articles of each event that was set aside."""
    rows = {row["key"]: json.loads(row["row"]) for row in quarantine if row["table"] == "events"}
    return {key: [str(name) for name in row.get("article_ids") or []] for key, row in rows.items()}
