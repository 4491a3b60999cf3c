"""Sentences of press prose → the events they tell, by type and direction; sentences that tell none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.model import Article, Origin
from builder.pipeline import code_article

CORPORA = sorted((Path(__file__).parent / "corpora").glob("events_*.yml"))
# Types whose parties meet as equals: who is named first does not matter.
EQUALS = ("meeting", "conference", "agreement", "mechanism", "operation")
PUBLISHED = date(2018, 6, 20)


def sentences() -> Iterator[Any]:
    for path in CORPORA:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            title, published = entry.get("title", entry["text"]), entry.get("published", PUBLISHED)
            article = Article("a", title, entry["text"], Origin("events.yml"), path.stem[-2:], published=published)
            yield pytest.param(article, entry["events"], id=f"{path.stem}: {title[:50]}")


def as_told(event_type: str, source: list[str], target: list[str]) -> tuple[str, ...]:
    if event_type in EQUALS:
        return event_type, *sorted((*source, *target))
    return event_type, *source, ">", *target


def parties(side: str) -> list[str]:
    return [party for party in side.split(",") if party]


def expected(event: str) -> tuple[tuple[str, ...], str | None]:
    """An event as the corpus writes it: ``visit FRA>DZA``, or ``visit FRA>DZA planned`` where the words tell that."""
    event_type, sides, *status = event.split()
    source, target = sides.split(">")
    return as_told(event_type, parties(source), parties(target)), status[0] if status else None


@pytest.mark.parametrize(("article", "events"), list(sentences()))
def test_sentence_tells_its_events(article: Article, events: list[str]) -> None:
    coded = code_article(article)
    told = sorted((as_told(event.event_type, list(event.source), list(event.target)), event.status) for event in coded.events)
    wanted = sorted(map(expected, events))
    assert [event for event, _ in told] == [event for event, _ in wanted]
    assert all(status in (None, told[number][1]) for number, (_, status) in enumerate(wanted))
