"""Shows why an article was coded as it was: Examined → spans and values → a coloured terminal view, a JSON record, or a page."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from builder.coding import Examined
from builder.explained.uncoded import uncoded
from builder.explained.verdicts import event_verdicts, lines, verdict
from builder.model import Article, CodedArticle, Event, Mention, Origin, Publication, Text

# Kinds in the order in which they are drawn: a later one shows on top of an earlier one.
STYLES = {
    "topic": "dim underline",
    "place": "cyan",
    "country": "bold cyan",
    "igo": "bold cyan",
    "institution": "green",
    "office": "blue",
    "person": "bold blue",
    "date": "bold yellow",
    "group": "bold red",
    "trigger": "bold black on magenta",
}
KINDS = tuple(STYLES)


@dataclass(frozen=True, slots=True)
class Span:
    """Raw characters ``start``..``end`` of title, gap and text together, what they are, and the code and rule to show."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Value:
    """A coded value with the words that gave it (raw offsets) and the rule that read them."""

    column: str
    value: str
    words: str
    rule: str
    start: int
    end: int


def spans(examined: Examined) -> list[Span]:
    """Everything found in the article, in order of drawing."""
    text = examined.coded.text
    found = [_span(text, m.start, m.end, m.kind, _mention_label(m)) for m in examined.mentions]
    found += [
        _span(text, d.start, d.end, "date", f"{d.date_start or '?'} … {d.date_end or '?'} ({d.precision}, {d.basis}) {d.rule}")
        for d in examined.dates
    ]
    found += [_span(text, t.start, t.end, "topic", f"{t.topic} {t.rule}") for t in examined.coded.topics]
    found += [_span(text, e.trigger_start, e.trigger_end, "trigger", e.event_type) for e in examined.coded.events]
    return sorted((s for s in found if s.end > s.start), key=lambda s: (KINDS.index(s.kind), s.start, -s.end))


def _span(text: Text, start: int, end: int, kind: str, label: str) -> Span:
    left, right = text.raw_span(start, end)
    return Span(left, right, kind if kind in STYLES else "institution", label)


def _mention_label(mention: Mention) -> str:
    known = [mention.code, mention.party if mention.party != mention.code else None, mention.role]
    valid = {True: "in office", False: "not in office on that day", None: None}[mention.office_valid]
    return " ".join(part for part in (mention.kind, *known, valid, mention.rule) if part)


def pieces(raw: str, found: list[Span]) -> Iterator[tuple[str, list[Span]]]:
    """The raw text cut wherever a span begins or ends, each piece with the spans that cover it, in order of drawing."""
    cuts = sorted({0, len(raw), *(s.start for s in found), *(s.end for s in found)})
    for start, end in pairwise(cuts):
        yield raw[start:end], [s for s in found if s.start <= start and s.end >= end]


def values(text: Text, event: Event) -> list[Value]:
    """The values of an event by column, each with its evidence; one without evidence of its own has empty words."""
    shown = event_values(event)
    told = []
    for evidence in event.evidence:
        column = evidence.column.partition(":")[0]
        left, right = text.raw_span(evidence.start, evidence.end)
        told.append(Value(column, shown.get(column, ""), text.raw[left:right], evidence.rule, left, right))
    columns = {value.column for value in told}
    told += [Value(column, value, "", "", -1, -1) for column, value in shown.items() if value and column not in columns]
    place = {column: number for number, column in enumerate(shown)}
    return sorted(dict.fromkeys(told), key=lambda value: (place.get(value.column, len(place)), value.start))


def event_values(event: Event) -> dict[str, str]:
    """Columns of an event as words to show."""
    when = event.date
    return {
        "event_type": event.event_type,
        "source_parties": " ".join(event.source),
        "target_parties": " ".join(event.target),
        "date_start": str(when.date_start or ""),
        "date_end": str(when.date_end or ""),
        "date_basis": f"{when.basis} ({when.precision})" if when.basis else "",
        "status": event.status,
        "location_country": event.location or "",
        "participants": "; ".join(f"{p.name} ({p.country} {p.role})" for p in event.participants),
        "topics": " ".join(event.topics),
    }


def heading(event: Event) -> str:
    """An event in one line."""
    marks = [word for word, on in (("lead", event.lead), ("background", event.background)) if on]
    sides = " → ".join(" ".join(side) or "?" for side in (event.source, event.target))
    return f"{event.event_type}: {sides}" + (f" ({', '.join(marks)})" if marks else "")


def all_facts(examined: Examined) -> dict[str, str]:
    """The article's facts and why it was called relevant or not."""
    told = verdict(examined)
    return {**facts(examined.coded), **(lines(told) if told else {})}


def facts(coded: CodedArticle) -> dict[str, str]:
    """What is known of the article itself; empty where it is not."""
    article, publication = coded.article, coded.publication
    return {
        "id": article.id,
        "outcome": coded.outcome + (f": {coded.reason}" if coded.reason else ""),
        "language": article.language or "",
        "published": f"{_published(publication)} ({publication.basis})",
        "clues": "; ".join(publication.clues),
        "publisher": article.publisher or "",
        "agency": article.agency or "",
        "byline": article.byline or "",
        "url": article.url or article.short_url or "",
        "threat groups": ", ".join(f"{group.group_id} ({group.relation})" for group in coded.groups),
        "topics": ", ".join(topic.topic for topic in coded.topics),
    }


def _published(publication: Publication) -> str:
    """The day of publication, or what bounds it."""
    if publication.day is not None:
        return str(publication.day)
    weekdays = " or ".join(f"a {day_name[number]}" for number in publication.weekdays) if len(publication.weekdays) < 7 else ""
    between = f"between {publication.earliest or '?'} and {publication.latest or '?'}" if publication.earliest or publication.latest else ""
    return ", ".join(filter(None, (weekdays, between))) or "unknown"


def record(examined: Examined) -> dict[str, Any]:
    """The article's facts and events with evidence, for machines."""
    coded = examined.coded
    events, likely = [], event_verdicts(examined)
    for event in coded.events:
        told = [{"column": v.column, "value": v.value, "words": v.words, "rule": v.rule} for v in values(coded.text, event)]
        weighed = asdict(likely[event.trigger_start]) if event.trigger_start in likely else None
        events.append({"event": heading(event), "confidence": event.confidence, "likelihood": weighed, "values": told})
    found = [mention_record(coded.text, m) for m in examined.mentions]
    why = verdict(examined)
    left = [asdict(one) for one in uncoded(examined)]
    return {"article": facts(coded), "relevance": asdict(why) if why else None, "events": events, "no_event": left, "found": found}


def mention_record(text: Text, mention: Mention) -> dict[str, Any]:
    """A mention as kind, code, party, role, words and rule."""
    shown = {name: getattr(mention, name) for name in ("kind", "code", "party", "role", "form", "office_valid")}
    return {"words": text.words(mention.start, mention.end), **shown, "rule": mention.rule}


def named(words: str, language: str | None, published: date | None, overlays: tuple[Path, ...] = ()) -> list[dict[str, Any]]:
    """What the knowledge base finds in some words; without a language, in the one of their script whose names cover most of them."""
    from builder.knowledge import load_knowledge
    from builder.parsers.actors.mentions import find_mentions
    from builder.text import normalize

    knowledge = load_knowledge(overlays)
    texts = [
        normalize(Article("words", "", words, Origin("words"), one), one) for one in ((language,) if language else _languages_of(words))
    ]
    found = [(text, find_mentions(text, knowledge, published)) for text in texts]
    text, mentions = max(found, key=lambda one: sum(mention.end - mention.start for mention in one[1]))
    return [mention_record(text, mention) for mention in mentions]


def _languages_of(words: str) -> tuple[str, ...]:
    """The languages that some words may be of; a name alone is too short to detect which."""
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        return ("ar",)
    return ("ru",) if any("\u0400" <= letter <= "\u04ff" for letter in words) else ("en", "fr")
