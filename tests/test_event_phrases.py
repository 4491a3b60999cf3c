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
            yield pytest.param(path.stem[-2:], entry["text"], entry["events"], id=f"{path.stem}: {entry['text'][:50]}")


def as_told(event_type: str, source: list[str], target: list[str]) -> tuple[str, ...]:
    if event_type in EQUALS:
        return event_type, *sorted((*source, *target))
    return event_type, *source, ">", *target


def parties(side: str) -> list[str]:
    return [party for party in side.split(",") if party]


def expected(event: str) -> tuple[str, ...]:
    """An event as the corpus writes it: ``visit FRA>DZA``."""
    event_type, sides = event.split()
    source, target = sides.split(">")
    return as_told(event_type, parties(source), parties(target))


@pytest.mark.parametrize(("language", "text", "events"), list(sentences()))
def test_sentence_tells_its_events(language: str, text: str, events: list[str]) -> None:
    coded = code_article(Article("a", text, text, Origin("events.yml"), language, published=PUBLISHED))
    told = sorted(as_told(event.event_type, list(event.source), list(event.target)) for event in coded.events)
    assert told == sorted(map(expected, events))
