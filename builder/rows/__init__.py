"""Rows: CodedArticle → rows of every table of a release, and its record in the coding guide's gold form.

Folded offsets become offsets in the article's own title or text here, and parties become dyads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Protocol

from builder.model import Article, CodedArticle, Event, GroupNamed, Participant, Text
from builder.rows.articles import article_row, reject_rows
from builder.rows.crosswalk import crosswalk, directed
from builder.rows.gold import gold_record
from builder.rows.quotes import marked
from builder.rows.values import WORDS_LIMIT, Row, clean, date_values, unique

__all__ = ["article_row", "dyad_rows", "event_ids", "gold_record", "made_id", "reject_rows", "rows_of"]
Rows = dict[str, list[Row]]


class Lookup(Protocol):
    """What rows need of the knowledge base."""

    def numbers(self, party: str) -> tuple[int | None, int | None]: ...

    def place(self, code: str) -> tuple[str, float | None, float | None] | None: ...

    def designations(self, group: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Context:
    """An article being turned into rows."""

    coded: CodedArticle
    lookup: Lookup
    version: str

    @property
    def text(self) -> Text:
        return self.coded.text

    @property
    def article(self) -> Article:
        return self.coded.article


def rows_of(coded: CodedArticle, lookup: Lookup | None = None) -> Rows:
    """The rows of one article, by table; an article without events has one row in ``articles`` alone."""
    from builder import __version__
    from builder.rows.lookup import load_lookup

    rows: Rows = {name: [] for name in ("events", "dyads", "participants", "groups", "evidence")}
    rows["articles"] = [article_row(coded)]
    if not coded.events:
        return rows
    context = _Context(coded, lookup or load_lookup(), __version__)
    for event, event_id in zip(coded.events, event_ids(coded), strict=True):
        row = event_row(context, event, event_id)
        rows["events"].append(row)
        rows["dyads"] += dyad_rows(row, context.lookup)
        rows["participants"] += participant_rows(event, event_id)
        rows["groups"] += [group_row(context, group, event_id) for group in _groups_of(coded, event)]
        rows["evidence"] += evidence_rows(context, event, event_id)
    return rows


def event_ids(coded: CodedArticle) -> list[str]:
    """Identifiers of an article's events: from the article and the place of the trigger, counted on where events share one."""
    ids: list[str] = []
    seen: dict[tuple[str, int], int] = {}
    for event in coded.events:
        part, start, _ = coded.text.locate(event.trigger_start, event.trigger_end)
        nth = seen[part, start] = seen.get((part, start), -1) + 1
        ids.append(made_id(coded.article.id, part, start, nth))
    return ids


def made_id(article: str, part: str, start: int, nth: int = 0) -> str:
    """The identifier of the nth event whose trigger begins at this place."""
    key = f"{article}\0{part}\0{start}" + (f"\0{nth}" if nth else "")
    return "ev" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def event_row(context: _Context, event: Event, event_id: str) -> Row:
    """The row of an event before merging: it has one article."""
    day = context.coded.publication.day
    topics = _topics_of(context.coded, event)
    codes = crosswalk(event.event_type, event.status, {*event.source, *event.target}, event.location, topics, _trigger_rule(event))
    return {
        "event_id": event_id,
        "event_type": event.event_type,
        **codes._asdict(),
        "source_parties": unique(event.source),
        "target_parties": unique(event.target),
        **date_values(event),
        "status": event.status,
        "background": event.background,
        "lead": event.lead,
        "location_country": event.location,
        **_place_values(context, event),
        "threat_groups": sorted({group.group_id for group in _groups_of(context.coded, event)}),
        "topics": topics,
        "confidence": round(event.confidence, 4),
        "trigger": context.text.words(event.trigger_start, event.trigger_end)[:WORDS_LIMIT] or None,
        "n_articles": 1,
        "n_publishers": int(context.article.publisher is not None),
        "languages": [context.text.language],
        "first_published": day,
        "last_published": day,
        "article_ids": [context.article.id],
        "coder_version": context.version,
    }


def _place_values(context: _Context, event: Event) -> Row:
    found = context.lookup.place(event.place.code) if event.place is not None else None
    name, latitude, longitude = found or (None, None, None)
    return {"location_name": name, "latitude": latitude, "longitude": longitude}


def dyad_rows(event: Mapping[str, Any], lookup: Lookup) -> list[Row]:
    """One row for each unordered pair of an event row's parties."""
    source, target = event["source_parties"], event["target_parties"]
    start: date | None = event["date_start"]
    copied = {name: event[name] for name in ("event_type", "status", "background", "date_start", "date_end", "date_precision")}
    rows = []
    for a, b in combinations(sorted({*source, *target}), 2):
        (a_cow, a_gw), (b_cow, b_gw) = lookup.numbers(a), lookup.numbers(b)
        numbers = {"a_cow": a_cow, "b_cow": b_cow, "a_gw": a_gw, "b_gw": b_gw}
        direction = dyad_direction(event["event_type"], a in source, b in source)
        pair = {"event_id": event["event_id"], "a": a, "b": b, **numbers, "direction": direction}
        rows.append({**pair, **copied, "year": start.year if start else None})
    return rows


def dyad_direction(event_type: str, a_gives: bool, b_gives: bool) -> str:
    """How an event runs between a and b, by the side that each stands on."""
    if not directed(event_type):
        return "mutual"
    if a_gives == b_gives:
        return "same_side"
    return "a_to_b" if a_gives else "b_to_a"


def participant_rows(event: Event, event_id: str) -> list[Row]:
    """The persons and institutions of an event, each once on a side."""
    rows: dict[tuple[str, str, str, str], Row] = {}
    for one in event.participants:
        name_raw = clean(one.name_raw) or clean(one.name)
        key = (one.side, one.country, one.role, name_raw)
        if name_raw and key not in rows:
            rows[key] = _participant_row(one, event_id, name_raw)
    return list(rows.values())


def _participant_row(one: Participant, event_id: str, name_raw: str) -> Row:
    return {
        "event_id": event_id,
        "side": one.side,
        "kind": "person" if one.mention.kind in ("person", "office") else "institution",
        "name_raw": name_raw,
        "name": clean(one.name) or name_raw,
        "entity_id": one.mention.code or None,
        "country": one.country,
        "role": one.role,
        "office": clean(one.mention.office or "") or None,
        "office_valid": one.mention.office_valid,
    }


def group_row(context: _Context, group: GroupNamed, event_id: str) -> Row:
    """A threat group beside a news event of its article."""
    designations = context.lookup.designations(group.group_id)
    named = {"group_id": group.group_id, "name_raw": clean(group.name_raw) or group.group_id, "relation": group.relation}
    return {"event_id": event_id, **named, "designations": designations}


def _groups_of(coded: CodedArticle, event: Event) -> list[GroupNamed]:
    """Each group once, as first named; background events have none, since the article names its threats with its news."""
    if event.background:
        return []
    first: dict[str, GroupNamed] = {}
    for group in coded.groups:
        first.setdefault(group.group_id, group)
    return [first[name] for name in sorted(first)]


def _topics_of(coded: CodedArticle, event: Event) -> list[str]:
    if event.topics or event.background:
        return sorted(set(event.topics))
    return sorted({found.topic for found in coded.topics})


def evidence_rows(context: _Context, event: Event, event_id: str) -> list[Row]:
    """Where every value of an event was read; the same words for the same value stand once, and what misquotes the article is marked."""
    rows: dict[tuple[Any, ...], Row] = {}
    for column, value, start, end, rule in (*_told(event), *_implied(context.coded, event)):
        if end <= start:
            continue
        part, left, right = context.text.locate(start, end)
        key = (column, value, part, left, right)
        if key not in rows:
            words = context.text.words(start, end)[:WORDS_LIMIT]
            place = {"article_id": context.article.id, "part": part, "start": left, "end": right, "words": words}
            rows[key] = {"event_id": event_id, "column": column, "value": value, **place, "rule": rule}
    return marked(rows.values(), context.article.title, context.article.text)


_Told = tuple[str, str | None, int, int, str]


def _told(event: Event) -> Iterable[_Told]:
    """Evidence that the coder gives; ``column:value`` names one value of a column that holds several."""
    for item in event.evidence:
        column, _, value = item.column.partition(":")
        yield column, value or None, item.start, item.end, item.rule


def _implied(coded: CodedArticle, event: Event) -> Iterable[_Told]:
    """Evidence that follows from the event's own parts, where the coder did not give it."""
    given = {item.column.partition(":")[0] for item in event.evidence}
    if "event_type" not in given:
        yield "event_type", None, event.trigger_start, event.trigger_end, "trigger"
    if "date_start" not in given and event.date.words:
        yield "date_start", None, event.date.start, event.date.end, event.date.rule
    if "location_name" not in given and event.place is not None and event.place.kind == "place":
        yield "location_name", None, event.place.start, event.place.end, event.place.rule
    for one in event.participants:
        yield "participants", clean(one.name)[:300] or None, one.mention.start, one.mention.end, one.mention.rule
    for group in _groups_of(coded, event):
        yield from _group_told(group)
    topics = set(_topics_of(coded, event)) - {item.column.partition(":")[2] for item in event.evidence if item.column.startswith("topics:")}
    for topic in coded.topics:
        if topic.topic in topics:
            yield "topics", topic.topic, topic.start, topic.end, topic.rule


def _group_told(group: GroupNamed) -> Iterable[_Told]:
    """Where a group is first named, and where the words show its relation."""
    first, shown = group.mention, group.shown or group.mention
    together = shown == first and group.rule
    yield "threat_groups", group.group_id, first.start, first.end, f"{first.rule}+{group.rule}" if together else first.rule
    if group.rule and shown != first:
        yield "threat_groups", group.group_id, shown.start, shown.end, group.rule


def _trigger_rule(event: Event) -> str:
    return next((item.rule for item in event.evidence if item.column == "event_type"), "")
