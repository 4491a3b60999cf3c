"""Sample articles, coded by hand → rows and tables of every kind, for the tests of schema, validators and exporters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from builder.model import (
    Article,
    CodedArticle,
    DateRange,
    Event,
    Evidence,
    GroupNamed,
    Mention,
    Origin,
    Participant,
    Publication,
    TopicFound,
)
from builder.rows import reject_rows, rows_of
from builder.rows.lookup import FixedLookup
from builder.text import normalize

LOOKUP = FixedLookup(
    {"DZA": (615, 615), "RUS": (365, 365), "USA": (2, 2), "FRA": (220, 220), "MLI": (432, 432)},
    {"algiers": ("Algiers", 36.7525, 3.042)},
    {"aqim": ["UNO:2001-10-06"]},
)
TITLE = "Secretary Ivanov arrives in Algiers"
BODY = "Ivanov met minister Mansouri on Tuesday in Algiers. They discussed the fight against AQIM. A joint committee was set up in 2016."


def span(words: str) -> tuple[int, int]:
    """Folded offsets of words of the sample article (they run in step with the raw ones)."""
    whole = f"{TITLE}\n\n{BODY}"
    start = whole.index(words)
    return start, start + len(words)


def mention(kind: str, code: str, words: str, **more: Any) -> Mention:
    return Mention(kind, code, *span(words), rule=f"test.{kind}", **more)


def when(words: str, start: date | None, end: date | None, precision: str = "day", basis: str = "relative") -> DateRange:
    place = span(words) if words else (0, 0)
    return DateRange(start, end, precision, basis, *place, words, "test.date")


def coded(number: int = 0, published: date | None = date(2018, 1, 31)) -> CodedArticle:
    """An article with a visit (lead), a meeting of the same day, a background mechanism of 2016, a group and topics."""
    origin = Origin("folder/sample.jsonl", number + 1)
    article = Article(f"art{number:05}", TITLE, BODY, origin, "en", published, "metadata", publisher="sample")
    text = normalize(article, "en")
    day = published - timedelta(days=1) if published else None
    dated = when("on Tuesday", day, day) if day else when("", None, None, "unknown")
    person = mention("person", "Q1", "Ivanov", role="NSC", party="RUS", office="Secretary", office_valid=True)
    host = mention("person", "", "Mansouri", role="DEF", party="DZA")
    people = (
        Participant("source", person, "Ivanov", "Ivan Ivanov", "RUS", "NSC"),
        Participant("target", host, "Mansouri", "Mansouri", "DZA", "DEF"),
    )
    place = mention("place", "algiers", "Algiers")
    started = when("2016", date(2016, 1, 1), date(2016, 12, 31), "year", "explicit")
    sides = {"source_parties:RUS": "Ivanov", "target_parties:DZA": "Mansouri", "target_parties:MLI": "AQIM"}
    russia, algeria, mali = (Evidence(column, *span(words), "test.person") for column, words in sides.items())
    came, talked, set_up = (Evidence("status", *span(words), "test.status") for words in ("arrives", "met", "set up"))
    recalled = Evidence("background", *span("in 2016"), "test.old")
    seen = (Evidence("event_type", *span("arrives"), "en.visit.arrived"), russia, algeria, came)
    about = ("counter_terrorism",)
    events = (
        Event("visit", ("RUS",), ("DZA",), "occurred", False, True, *span("arrives"), dated, "DZA", place, people, (), 0.9, seen),
        Event(
            "meeting",
            ("RUS",),
            ("DZA",),
            "occurred",
            False,
            False,
            *span("met"),
            dated,
            "DZA",
            place,
            people,
            about,
            0.7,
            (russia, algeria, talked),
        ),
        Event(
            "mechanism",
            ("RUS",),
            ("DZA", "MLI"),
            "occurred",
            True,
            False,
            *span("set up"),
            started,
            None,
            None,
            (),
            (),
            0.51234,
            (russia, algeria, mali, set_up, recalled),
        ),
    )
    groups = (GroupNamed("aqim", mention("group", "aqim", "AQIM"), "AQIM", "target"),)
    topics = (TopicFound("counter_terrorism", 1.0, *span("fight against"), "test.topic"),)
    return CodedArticle(article, text, Publication(published, "metadata" if published else "unknown"), "coded", "", events, groups, topics)


def uncoded(number: int) -> CodedArticle:
    article = Article(f"art{number:05}", "Rain", "=It rained, 'all' day | and \\ night.", Origin("sample.jsonl", number + 1), "en")
    return CodedArticle(article, normalize(article, "en"), Publication(None, "unknown"), "not_relevant", "no_event")


def rows(articles: int = 4) -> dict[str, list[dict[str, Any]]]:
    """Rows of some coded articles, one that is not relevant and one reject."""
    from builder.model import Reject

    total: dict[str, list[dict[str, Any]]] = {}
    parts = [rows_of(coded(n, date(2018, 1, 31) + timedelta(days=40 * n)), LOOKUP) for n in range(articles)]
    parts += [rows_of(coded(articles, None), LOOKUP), rows_of(uncoded(articles + 1), LOOKUP)]
    parts += [reject_rows(Reject(Origin("in/broken.jsonl", 7), "malformed_json", "the line is not JSON"), "rj0001")]
    for part in parts:
        for name, items in part.items():
            total.setdefault(name, []).extend(items)
    total["tombstones"] = tombstones(total["events"][1])
    return total


def tombstones(heir: dict[str, Any]) -> list[dict[str, Any]]:
    """Two events of an earlier release that ended: one is part of ``heir`` now."""
    told = {name: heir[name] for name in ("event_type", "date_start", "source_parties", "target_parties", "article_ids")}
    ended = {"last_release": "0.0.1", "ended_release": "0.0.2", "causes": ["input"], **told}
    fates = {"merged": [heir["event_id"]], "withdrawn": []}
    return [
        {"event_id": f"ev{number:016x}", "fate": fate, "successors": heirs, **ended} for number, (fate, heirs) in enumerate(fates.items())
    ]
