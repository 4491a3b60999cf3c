"""Sentences of the corpora put into frames that deny, recall or only surround them → what is left of their events."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from builder.coding import code_article
from builder.model import Article, Event, Origin

CORPORA = Path(__file__).parent / "corpora"
FRAMES = [
    pytest.param(language, frame, id=f"{language}: {frame['frame']}")
    for language, frames in yaml.safe_load((CORPORA / "around.yml").read_text(encoding="utf-8")).items()
    for frame in frames
]
EVERY = 7
LONGEST = 300
# An article, which a frame sets in the middle of a sentence; names keep their capital.
OPENING = re.compile("(?:The|A|An|La|Le|Les|Un|Une|L|Des)\\b")
# Several sentences, years, and date lines, which cannot stand in the middle of a sentence.
APART = re.compile(r"\. |\d{4}|\) [-–] ")
Told = list[tuple[str, frozenset[str]]]


def code(text: str, language: str, published: date) -> tuple[Event, ...]:
    return code_article(Article("a", "", text, Origin("around.yml"), language, published=published)).events


def told(events: tuple[Event, ...]) -> Told:
    return sorted(
        ((event.event_type, frozenset((*event.source, *event.target))) for event in events), key=lambda one: (one[0], sorted(one[1]))
    )


@cache
def sentences(language: str) -> list[tuple[str, date, Told]]:
    """One in seven of the corpus's items of one sentence, with what it tells by itself of what is done."""
    entries = yaml.safe_load((CORPORA / f"events_{language}.yml").read_text(encoding="utf-8"))[::EVERY]
    chosen = [(entry["text"], entry.get("published", date(2018, 6, 20))) for entry in entries if entry["events"]]
    single = [(text, day) for text, day in chosen if len(text) < LONGEST and not APART.search(text)]
    coded = [(text, day, code(text, language, day)) for text, day in single]
    return [(text, day, told(events)) for text, day, events in coded if events and all(e.status != "planned" for e in events)]


@pytest.mark.parametrize(("language", "frame"), FRAMES)
def test_a_frame_leaves_of_a_sentence_what_it_should(language: str, frame: dict[str, str | float]) -> None:
    wrong = []
    for text, published, events in sentences(language):
        inside = str(frame["frame"]).startswith("{}") or ". {}" in str(frame["frame"])
        framed = str(frame["frame"]).format(text if inside or not OPENING.match(text) else text[0].lower() + text[1:])
        left = told(tuple(event for event in code(framed, language, published) if not event.background))
        if left != events if frame["left"] == "same" else any(one in events for one in left):
            wrong.append((framed, left))
    count = len(sentences(language))
    assert count >= 20
    assert 1 - len(wrong) / count >= float(frame["at_least"]), wrong[:5]
