"""Stage 6, merge: events of coded articles → one row an event, with all that tell it, and copies told from originals.

Articles that repeat another nearly word for word are marked as duplicates of it; events of different articles that are the same
become one, with all sources, under the id of the earliest. Every merge leaves an evidence row (column ``article_ids``) that names the
event taken in and the rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from builder.stories.cluster import stories
from builder.stories.combine import children_of, combined, counted
from builder.stories.copies import RANK, SKETCH, Kinship, joined, kinship_within, sketch_row
from builder.stories.told import Told, told

Row = dict[str, Any]
Tables = dict[str, list[Row]]
NEAR_COPY_REASON = "near_copy"
SIGNATURES = "signatures"
CHILDREN = ("dyads", "participants", "groups", "evidence")


class Member(NamedTuple):
    """An event's place in a story of several: the event under whose id they become one, the how manieth it is, the rule that joined it."""

    head: Any
    nth: int
    rule: str


def merge(tables: Mapping[str, list[Row]], across: bool = True) -> Tables:
    """One row an event; ``across`` False leaves events of different articles apart and only counts exact repeats as sources."""
    merged = {name: list(rows) for name, rows in tables.items() if name != SIGNATURES}
    articles = {row["article_id"]: row for row in merged.get("articles", [])}
    if across:
        names = sorted({*articles, *(row["article_ids"][0] for row in merged.get("events", []))})
        numbers = {name: number for number, name in enumerate(names)}
        known = _kinship(tables.get(SIGNATURES, ()), articles, numbers)
        people = children_of(merged)["participants"]
        compared = (
            told(row, people.get(row["event_id"], ()), row["event_id"], numbers[row["article_ids"][0]]) for row in merged.get("events", [])
        )
        merged |= one_row_each(merged, dict(members(compared, known)))
        articles |= {names[copy]: {**articles[names[copy]], **marked(names[original])} for copy, original in known.copies.items()}
    repeats: defaultdict[str, list[str]] = defaultdict(list)
    for row in articles.values():
        if row["duplicate_of"] and row["reason"] != NEAR_COPY_REASON:
            repeats[row["duplicate_of"]].append(row["article_id"])
    merged["events"] = [counted(event, repeats, articles) for event in merged.get("events", [])]
    tells = Counter(article_id for event in merged["events"] for article_id in event["article_ids"])
    merged["articles"] = [{**row, "n_events": tells[row["article_id"]]} for row in articles.values()]
    return merged


def _kinship(signed: Iterable[Row], articles: Mapping[str, Row], numbers: Mapping[str, int]) -> Kinship:
    """Copies and kin among the articles that have a signature."""
    rows = [sketch_row(row, articles[row["article_id"]], numbers[row["article_id"]]) for row in signed if row["article_id"] in articles]
    sketches = pa.Table.from_pylist(rows, schema=SKETCH).sort_by([(name, "ascending") for name in RANK])
    languages = pc.unique(sketches["language"])
    return joined([kinship_within([sketches.filter(pc.equal(sketches["language"], language))]) for language in languages])


def marked(original: str) -> Row:
    """What the row of a near copy tells."""
    return {"outcome": "duplicate", "reason": NEAR_COPY_REASON, "duplicate_of": original}


def members(events: Iterable[Told], known: Kinship) -> Iterator[tuple[Any, Member]]:
    """Every event that has become one with others, by its id; those of different types never do."""
    for story in stories(events, known):
        if len(story.members) > 1:
            head = story.members[0].id
            for nth, (one, rule) in enumerate(zip(story.members, story.rules, strict=True)):
                yield one.id, Member(head, nth, rule)


def one_row_each(tables: Mapping[str, list[Row]], found: Mapping[str, Member]) -> Tables:
    """The tables that hang on events, with one event a story; all events of a story must be among them."""
    children = children_of(tables)
    rows: Tables = {name: [] for name in ("events", *CHILDREN)}
    together: defaultdict[str, list[Row]] = defaultdict(list)
    for row in tables.get("events", []):
        if row["event_id"] in found:
            together[found[row["event_id"]].head].append(row)
        else:
            _enter(rows, {"events": [row], **{name: children[name].get(row["event_id"], []) for name in CHILDREN}})
    for story in together.values():
        story.sort(key=lambda row: found[row["event_id"]].nth)
        _enter(rows, combined(story, [found[row["event_id"]].rule for row in story], children))
    return rows


def _enter(rows: Tables, more: Mapping[str, list[Row]]) -> None:
    for name, some in more.items():
        rows[name] += some
