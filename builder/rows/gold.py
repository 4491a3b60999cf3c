"""Gold form: CodedArticle → one record as the coding guide writes it, so that any coder can be scored alike."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import CodedArticle, Event
from builder.rows.values import Row, clean, date_values, unique

_GOLD_PRECISION = {"quarter": "year", "half": "year", "season": "year", "decade": "year"}


def gold_record(coded: CodedArticle) -> Row:
    """The article's record in the coding guide's gold form."""
    relevant = coded.outcome == "coded"
    day = coded.publication.day
    return {
        "id": coded.article.id,
        "lang": coded.text.language,
        "published": day.isoformat() if day else None,
        "relevant": relevant,
        "events": [gold_event(event) for event in coded.events] if relevant else [],
        "actors": gold_actors(coded.events) if relevant else [],
        "threat_groups": unique(group.group_id for group in coded.groups) if relevant else [],
        "topics": unique(topic.topic for topic in coded.topics) if relevant else [],
        "note": coded.reason,
    }


def gold_event(event: Event) -> Row:
    """An event in gold form, with ISO days and the guide's five precisions."""
    values = date_values(event)
    start, end, precision = values["date_start"], values["date_end"], values["date_precision"]
    return {
        "type": event.event_type,
        "source": unique(event.source),
        "target": unique(event.target),
        "date_start": start.isoformat() if start else None,
        "date_end": end.isoformat() if end else None,
        "date_precision": _GOLD_PRECISION.get(precision, precision),
        "date_basis": values["date_basis"],
        "location": event.location,
        "status": event.status,
        "background": event.background,
        "lead": event.lead,
    }


def gold_actors(events: Sequence[Event]) -> list[Row]:
    """The persons and institutions of the news events, each once, in order of mention."""
    found: dict[tuple[str, str], tuple[int, Row]] = {}
    for one in (one for event in events if not event.background for one in event.participants):
        kind = "person" if one.mention.kind in ("person", "office") else "institution"
        row = {"name": clean(one.name_raw) or one.name, "kind": kind, "country": one.country, "role": one.role}
        found.setdefault((row["name"], one.country), (one.mention.start, row))
    return [row for _, row in sorted(found.values(), key=lambda pair: pair[0])]
