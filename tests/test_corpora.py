"""Date corpora → every phrase is read as the days written beside it, and no trap is read as a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.model import DateRange
from builder.parsers.dates import read_dates

CORPORA = Path(__file__).parent / "corpora"
LANGUAGES = ("ar", "en", "fr", "ru")
LEAST = {"ar": 300, "en": 150, "fr": 150, "ru": 150}
FILES: dict[str, dict[str, Any]] = {
    language: yaml.safe_load((CORPORA / f"dates_{language}.yml").read_text(encoding="utf-8")) for language in LANGUAGES
}


def phrases() -> Iterator[Any]:
    for language, corpus in FILES.items():
        for group in corpus["groups"]:
            for sentence in group["sentences"]:
                yield pytest.param(language, group, sentence, id=f"{language}: {sentence['words']} @ {group['published']}")


def entries(part: str) -> Iterator[Any]:
    for language, corpus in FILES.items():
        for entry in corpus[part]:
            yield pytest.param(language, entry, id=f"{language}: {entry['text'][:50]}")


def days(entry: dict[str, date]) -> tuple[date, date]:
    return entry["start"], entry["end"]


def accepted(group: dict[str, Any], sentence: dict[str, Any]) -> set[tuple[date, date]]:
    """The expected days first of all, then the other readings that a careful reader would let pass."""
    return {days(group["expect"]), *map(days, group.get("accept", [])), *map(days, sentence.get("accept", []))}


def overlapping(found: list[DateRange], text: str, words: str) -> list[DateRange]:
    start = text.index(words)
    return [item for item in found if item.start < start + len(words) and item.end > start]


def told(found: list[DateRange]) -> list[str]:
    return [f"{item.words!r} = {item.date_start}/{item.date_end} {item.precision} {item.rule}" for item in found]


@pytest.mark.parametrize(("language", "group", "sentence"), list(phrases()))
def test_phrase_is_read_as_its_days(language: str, group: dict[str, Any], sentence: dict[str, Any]) -> None:
    found = read_dates(sentence["text"], language, group["published"])
    right = accepted(group, sentence)
    hits = [item for item in overlapping(found, sentence["text"], sentence["words"]) if (item.date_start, item.date_end) in right]
    assert hits, f"expected {sorted(right)}, read {told(found)}"
    allowed = right | {days(entry) for entry in sentence.get("also", [])}
    strays = [item for item in found if item.date_start is not None and (item.date_start, item.date_end) not in allowed]
    assert not strays, f"besides: {told(strays)}"


@pytest.mark.parametrize(("language", "group", "sentence"), list(phrases()))
def test_phrase_has_its_precision_and_basis(language: str, group: dict[str, Any], sentence: dict[str, Any]) -> None:
    expect = group["expect"]
    found = overlapping(read_dates(sentence["text"], language, group["published"]), sentence["text"], sentence["words"])
    exact = [item for item in found if (item.date_start, item.date_end) == days(expect)]
    if not exact:
        pytest.skip("read as another accepted range, or not at all")
    read = {field: getattr(exact[0], field) for field in ("precision", "basis", "modifier") if field in expect}
    assert read == {field: expect[field] for field in read}, told(exact)


@pytest.mark.parametrize(("language", "entry"), list(entries("not_dates")))
def test_trap_is_no_date(language: str, entry: dict[str, Any]) -> None:
    found = read_dates(entry["text"], language, entry["published"])
    assert not [item for item in found if item.date_start is not None], told(found)


@pytest.mark.parametrize(("language", "entry"), list(entries("durations")))
def test_duration_has_no_days(language: str, entry: dict[str, Any]) -> None:
    found = read_dates(entry["text"], language, entry["published"])
    assert all(item.date_start is None and item.date_end is None for item in found), told(found)
    assert any(item.precision == "duration" for item in overlapping(found, entry["text"], entry["words"])), told(found)


def test_corpora_are_large_enough() -> None:
    counts = {language: sum(len(group["sentences"]) for group in corpus["groups"]) for language, corpus in FILES.items()}
    assert all(counts[language] >= least for language, least in LEAST.items()), counts
    assert sum(len(corpus["not_dates"]) for corpus in FILES.values()) >= 60
    assert all(sentence["words"] in sentence["text"] for corpus in FILES.values() for g in corpus["groups"] for sentence in g["sentences"])
