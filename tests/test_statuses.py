"""Whether an event is done, goes on, is to come or is recalled is shown by words and rules: corpora/statuses.yml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.coding import code_article
from builder.model import Article, CodedArticle, Event, Origin

PUBLISHED = date(2018, 6, 20)
CORPUS = yaml.safe_load((Path(__file__).parent / "corpora" / "statuses.yml").read_text(encoding="utf-8"))


def entries(column: str) -> Iterator[Any]:
    for language, sentences in CORPUS.items():
        for entry in sentences:
            if column in entry:
                yield pytest.param(language, entry["text"], entry[column], id=f"{language}: {entry['text'][:40]}")


def coded(language: str, text: str) -> CodedArticle:
    return code_article(Article("a", "", text, Origin("statuses.yml"), language, published=PUBLISHED))


def shown(article: CodedArticle, event: Event, column: str) -> list[tuple[str, str]]:
    return [(article.text.words(one.start, one.end), one.rule) for one in event.evidence if one.column == column]


@pytest.mark.parametrize(("language", "text", "want"), list(entries("status")))
def test_words_show_the_status(language: str, text: str, want: list[str]) -> None:
    article = coded(language, text)
    found = {(event.status, *told) for event in article.events for told in shown(article, event, "status")}
    assert tuple(want) in found


@pytest.mark.parametrize(("language", "text", "want"), list(entries("recalled")))
def test_words_show_what_is_recalled(language: str, text: str, want: list[str]) -> None:
    article = coded(language, text)
    news, old = (
        [told for event in article.events if event.background == recalled for told in shown(article, event, "background")]
        for recalled in (False, True)
    )
    assert old == [tuple(want)] and news == []
