"""Sentences of press prose → the events they tell, by type and direction; sentences that tell none.

One with a ``known_fault`` is one the coder is known to get wrong, and why: it must fail until it is right, and then the key goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pandas import read_parquet

from builder import build
from builder.coding import code_article
from builder.model import Article, Event, Origin
from samples import write_lines

CORPORA = sorted((Path(__file__).parent / "corpora").glob("events_*.yml"))
# Types whose parties meet as equals: who is named first does not matter.
EQUALS = ("meeting", "conference", "agreement", "mechanism", "operation")
PUBLISHED = date(2018, 6, 20)


def sentences() -> Iterator[Any]:
    for path in CORPORA:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            title, published = entry.get("title", entry["text"]), entry.get("published", PUBLISHED)
            article = Article("a", title, entry["text"], Origin("events.yml"), path.stem[-2:], published=published)
            known = [pytest.mark.xfail(reason=entry["known_fault"], strict=True)] if "known_fault" in entry else []
            yield pytest.param(article, entry["events"], id=f"{path.stem}: {title[:50]}", marks=known)


def as_told(event_type: str, source: list[str], target: list[str]) -> tuple[str, ...]:
    if event_type in EQUALS:
        return event_type, *sorted((*source, *target))
    return event_type, *source, ">", *target


def parties(side: str) -> list[str]:
    return [party for party in side.split(",") if party]


def expected(event: str) -> tuple[tuple[str, ...], list[str]]:
    """An event as the corpus writes it, and what more its words tell of status, days, place and whether it leads.

    ``visit FRA>DZA``, ``visit FRA>DZA planned 2018-06-21..2018-06-22 @DZA lead``; ``undated`` and ``@-`` where they tell none.
    """
    event_type, sides, *more = event.split()
    source, target = sides.split(">")
    return as_told(event_type, parties(source), parties(target)), more


def details(event: Event) -> set[str]:
    """Status, days, place and lead of a coded event in the corpus's words."""
    start, end = event.date.date_start, event.date.date_end
    days = "undated" if start is None else f"{start}" if start == end else f"{start}..{end}"
    return {event.status, days, f"@{event.location or '-'}", "lead" if event.lead else "beside"}


@pytest.mark.parametrize(("article", "events"), list(sentences()))
def test_sentence_tells_its_events(article: Article, events: list[str]) -> None:
    coded = code_article(article)
    told = sorted(
        ((as_told(event.event_type, list(event.source), list(event.target)), details(event)) for event in coded.events),
        key=lambda one: one[0],
    )
    wanted = sorted(map(expected, events))
    assert [event for event, _ in told] == [event for event, _ in wanted]
    for event in coded.events:
        shown = {one.column for one in event.evidence}
        parties = {f"source_parties:{party}" for party in event.source} | {f"target_parties:{party}" for party in event.target}
        assert parties <= shown, "every party has words of its own"
        status = [coded.text.words(one.start, one.end) for one in event.evidence if one.column == "status"]
        assert len(status) == 1 and status[0].strip(), "one word or more tells its status"
        assert ("background" in shown) == event.background, "what is recalled has words that recall it"
    assert all(any(one == event and seen.issuperset(more) for one, seen in told) for event, more in wanted), told


def test_every_row_of_the_corpora_passes_the_checks(tmp_path: Path) -> None:
    """What the sentences tell is published whole: no event of theirs is set aside for its days, sides or evidence."""
    articles = [param.values[0] for param in sentences()]
    lines = [
        {"id": f"s{number}", "title": a.title, "text": a.text, "language": a.language, "published": str(a.published)}
        for number, a in enumerate(articles)
    ]
    release = build(write_lines(tmp_path / "corpora.jsonl", *lines), tmp_path / "out", "1.0.0", merge=False)
    assert len(release.events) >= len(articles) * 0.8
    assert read_parquet(tmp_path / "out" / "1.0.0" / "quarantine" / "quarantine.parquet")[["article_id", "rule"]].to_dict("records") == []


def test_a_party_that_only_the_story_tells_is_shown_where_it_is_named() -> None:
    """Who flies to Iran for talks has met Iranians; that the place alone says so, its evidence tells."""
    text = "Russian Defense Minister Sergei Shoigu paid an official visit to Iran on Tuesday to discuss military cooperation."
    article = Article("a", "", text, Origin("a.txt"), "en", published=PUBLISHED)
    coded = code_article(article)
    talks = next(event for event in coded.events if event.event_type == "meeting")
    shown = {
        one.column: (coded.text.words(one.start, one.end), one.rule.partition(":")[0])
        for one in talks.evidence
        if "_parties:" in one.column
    }
    assert shown["target_parties:IRN"] == ("Iran", "named")
    assert shown["source_parties:RUS"][1] != "named"
