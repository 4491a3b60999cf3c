"""Stage 6, merge: events of coded articles → one row an event, with all that tell it, and copies told from originals.

Articles that repeat another nearly word for word are marked as duplicates of it; events of different articles that are the same
become one, with all sources, under the id of the earliest. Every merge leaves an evidence row (column ``article_ids``) that names the
event taken in and the rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from builder.stories.cluster import Story, stories
from builder.stories.combine import children_of, combined, counted
from builder.stories.copies import Kinship, kinship, sketch_row
from builder.stories.told import Told, told

Row = dict[str, Any]
Tables = dict[str, list[Row]]
NEAR_COPY_REASON = "near_copy"
SIGNATURES = "signatures"
CHILDREN = ("dyads", "participants", "groups", "evidence")


class Member(NamedTuple):
    """An event's place in a story of several: the event under whose id they become one, the how manieth it is, the rule that joined it."""

    head: str
    nth: int
    rule: str


def merge(tables: Mapping[str, list[Row]], across: bool = True) -> Tables:
    """One row an event; ``across`` False leaves events of different articles apart and only counts exact repeats as sources."""
    merged = {name: list(rows) for name, rows in tables.items() if name != SIGNATURES}
    articles = {row["article_id"]: row for row in merged.get("articles", [])}
    if across:
        known = kinship(sketch_row(row, articles[row["article_id"]]) for row in tables.get(SIGNATURES, ()) if row["article_id"] in articles)
        people = children_of(merged)["participants"]
        compared = (told(row, people.get(row["event_id"], ()), whole=False) for row in merged.get("events", []))
        merged |= one_row_each(merged, members(compared, known))
        articles |= {copy: {**articles[copy], **marked(original)} for copy, original in known.copies.items()}
    repeats: defaultdict[str, list[str]] = defaultdict(list)
    for row in articles.values():
        if row["duplicate_of"] and row["reason"] != NEAR_COPY_REASON:
            repeats[row["duplicate_of"]].append(row["article_id"])
    merged["events"] = [counted(event, repeats, articles) for event in merged.get("events", [])]
    tells = Counter(article_id for event in merged["events"] for article_id in event["article_ids"])
    merged["articles"] = [{**row, "n_events": tells[row["article_id"]]} for row in articles.values()]
    return merged


def marked(original: str) -> Row:
    """What the row of a near copy tells."""
    return {"outcome": "duplicate", "reason": NEAR_COPY_REASON, "duplicate_of": original}


def members(events: Iterable[Told], known: Kinship) -> dict[str, Member]:
    """Every event that has become one with others, by its id; those of different types never do."""
    found: dict[str, Member] = {}
    for story in stories(events, known):
        if len(story.members) > 1:
            head = story.members[0].id
            pairs = zip(story.members, story.rules, strict=True)
            found |= {one.id: Member(head, nth, rule) for nth, (one, rule) in enumerate(pairs)}
    return found


def one_row_each(tables: Mapping[str, list[Row]], found: Mapping[str, Member]) -> Tables:
    """The tables that hang on events, with one event a story; all events of a story must be among them."""
    children = children_of(tables)
    rows: Tables = {name: [] for name in ("events", *CHILDREN)}
    for story in _stories_of(tables.get("events", []), children["participants"], found):
        if isinstance(story, Story):
            parts = combined(story, children)
        else:
            parts = {"events": [story], **{name: children[name].get(story["event_id"], []) for name in CHILDREN}}
        for name, more in parts.items():
            rows[name] += more
    return rows


def _stories_of(events: Iterable[Row], people: Mapping[str, list[Row]], found: Mapping[str, Member]) -> Iterator[Story | Row]:
    """Events that stand alone as they are, the others as the stories that they make."""
    together: defaultdict[str, list[Row]] = defaultdict(list)
    for row in events:
        if row["event_id"] in found:
            together[found[row["event_id"]].head].append(row)
        else:
            yield row
    for rows in together.values():
        rows.sort(key=lambda row: found[row["event_id"]].nth)
        yield Story([told(row, people.get(row["event_id"], ())) for row in rows], [found[row["event_id"]].rule for row in rows])
