"""Stage 6, merge: tables of coded articles → the same tables, in which one event told by many articles is one row.

Articles that repeat another nearly word for word are marked as duplicates of it; events of different articles that are the same
become one, with all sources, under the id of the earliest. Every merge leaves an evidence row (column ``article_ids``) that names the
event taken in and the rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from builder.stories.cluster import stories
from builder.stories.combine import children_of, combined, counted
from builder.stories.copies import Kinship, kinship
from builder.stories.told import told

Row = dict[str, Any]
Tables = dict[str, list[Row]]
NEAR_COPY_REASON = "near_copy"
SIGNATURES = "signatures"
_CHILDREN = ("dyads", "participants", "groups", "evidence")


def merge(tables: Mapping[str, list[Row]], across: bool = True) -> Tables:
    """One row an event; ``across`` False leaves events of different articles apart and only counts exact repeats as sources."""
    merged = {name: list(rows) for name, rows in tables.items() if name != SIGNATURES}
    articles = {row["article_id"]: row for row in merged.get("articles", [])}
    if across:
        known = kinship(tables.get(SIGNATURES, ()), articles)
        merged |= _one_row_each(merged, known)
        articles |= {copy: _marked(articles[copy], original) for copy, original in known.copies.items()}
    repeats: defaultdict[str, list[str]] = defaultdict(list)
    for row in articles.values():
        if row["duplicate_of"] and row["reason"] != NEAR_COPY_REASON:
            repeats[row["duplicate_of"]].append(row["article_id"])
    merged["events"] = [counted(event, repeats, articles) for event in merged.get("events", [])]
    tells = Counter(article_id for event in merged["events"] for article_id in event["article_ids"])
    merged["articles"] = [{**row, "n_events": tells[row["article_id"]]} for row in articles.values()]
    return merged


def _marked(article: Row, original: str) -> Row:
    return {**article, "outcome": "duplicate", "reason": NEAR_COPY_REASON, "duplicate_of": original}


def _one_row_each(tables: Tables, known: Kinship) -> Tables:
    """The tables that hang on events, with one event a story."""
    children = children_of(tables)
    events = [told(row, children["participants"].get(row["event_id"], ())) for row in tables.get("events", [])]
    found: Tables = {name: [] for name in ("events", *_CHILDREN)}
    for story in stories(events, known):
        if len(story.members) == 1:
            only = story.members[0]
            parts = {"events": [only.row], **{name: children[name].get(only.id, []) for name in _CHILDREN}}
        else:
            parts = combined(story, children)
        for name, rows in parts.items():
            found[name] += rows
    return found
