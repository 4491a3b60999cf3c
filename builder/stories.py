"""Stage 6, merge: tables of coded articles → the same tables, in which one event told by many articles is one row.

What is merged here is what is certain: an article that repeats another's text tells the same events, so it is added to their sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def merge(tables: Mapping[str, list[Row]]) -> Tables:
    """The tables with duplicates counted among the sources of their original's events."""
    merged = {name: list(rows) for name, rows in tables.items()}
    articles = {row["article_id"]: row for row in merged.get("articles", [])}
    repeats: defaultdict[str, list[str]] = defaultdict(list)
    for row in articles.values():
        if row["duplicate_of"]:
            repeats[row["duplicate_of"]].append(row["article_id"])
    merged["events"] = [_with_sources(event, repeats, articles) for event in merged.get("events", [])]
    told = Counter(article_id for event in merged["events"] for article_id in event["article_ids"])
    merged["articles"] = [{**row, "n_events": told[row["article_id"]]} for row in merged.get("articles", [])]
    return merged


def _with_sources(event: Row, repeats: Mapping[str, list[str]], articles: Mapping[str, Row]) -> Row:
    """An event with all articles that tell it, and what is counted over them."""
    known: list[str] = event["article_ids"]
    if not any(article_id in repeats for article_id in known):
        return event
    sources = sorted({*known, *(repeat for article_id in known for repeat in repeats.get(article_id, ()))})
    rows = [articles[article_id] for article_id in sources]
    days = [row["published"] for row in rows if row["published"]]
    return {
        **event,
        "article_ids": sources,
        "n_articles": len(sources),
        "n_publishers": len({row["publisher"] for row in rows if row["publisher"]}),
        "languages": sorted({row["language"] for row in rows if row["language"]}),
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
    }
