"""What `explain` says of words that could tell an event and do not: each with the reason that a reader would give."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.coding import examine
from builder.explained.uncoded import load_reasons, uncoded
from builder.model import Article, Origin
from builder.parsers.events.told_once import SAID_ALREADY
from builder.parsers.events.unmeant import UNMEANT

ROOT = Path(__file__).parent.parent
DENIED = "The Kenyan ministry denied that its army had held joint drills with Ugandan forces."


def reasons_of(language: str, text: str, title: str = "") -> dict[str, str]:
    article = Article("one", title, text, Origin("one"), language, published=date(2024, 3, 6))
    return {one.words: one.reason for one in uncoded(examine(article))}


@pytest.mark.parametrize(
    ("language", "text", "words", "reason"),
    [
        ("en", DENIED, "held joint drills", "doubted"),
        ("ar", "نفت وزارة الدفاع الكينية إجراء مناورات مشتركة مع الجيش الأوغندي.", "مناورات مشتركة مع", "not_real"),
        ("en", "The Kenyan army trained soldiers in the use of new rifles on Tuesday, a colonel said.", "trained soldiers", "side_missing"),
        ("en", "Kenya suspended its joint military exercises with Uganda on Tuesday.", "exercises with", "broken_off"),
        ("en", "Does Kenya train Ugandan soldiers? Nobody in Nairobi would say.", "train Ugandan soldiers", "doubted"),
    ],
)
def test_words_that_tell_no_event_say_why(language: str, text: str, words: str, reason: str) -> None:
    assert reasons_of(language, text)[words] == reason


@pytest.mark.parametrize(
    ("language", "text", "words", "rule"),
    [
        ("ar", "نفت وزارة الدفاع الكينية إجراء مناورات مشتركة مع الجيش الأوغندي.", "نفت", "ar.reality.denied"),
        ("en", "The general urged the Kenyan army to hold joint drills with Ugandan forces.", "urged", "en.reality.wished"),
        ("fr", "Le Kenya n'a pas livré de blindés à l'armée ougandaise.", "pas", "fr.reality.denied"),
        ("ru", "Министр обороны Кении опроверг проведение совместных учений с армией Уганды.", "опроверг", "ru.reality.denied"),
    ],
)
def test_what_is_not_real_shows_the_words_that_say_so(language: str, text: str, words: str, rule: str) -> None:
    article = Article("one", "", text, Origin("one"), language, published=date(2024, 3, 6))
    assert (words, rule) in {(one.by, one.by_rule) for one in uncoded(examine(article)) if one.reason == "not_real"}


def test_a_gift_told_as_a_delivery_by_the_headline_is_told_once() -> None:
    title, text = "Kenya gives Uganda 20 armoured vehicles", "Kenya donated 20 armoured vehicles to the Ugandan army on Tuesday."
    assert reasons_of("en", text, title) == {"gives Uganda 20 armoured": "donated"}


def test_an_article_that_tells_nothing_of_the_kind_has_no_such_words() -> None:
    assert reasons_of("en", "The harvest of coffee was good this year.") == {}


def test_every_reason_of_the_coder_is_told_and_every_one_told_is_given() -> None:
    told = load_reasons()
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "builder").rglob("*.py")]
    named = {rule.__name__ for rule in (*UNMEANT, *SAID_ALREADY)}
    assert named <= told.keys()
    assert [one for one in told if one not in named and not any(re.search(rf'"{one}"', source) for source in sources)] == []


def test_explain_shows_them_in_all_its_views(tmp_path: Path) -> None:
    article, page = tmp_path / "article.jsonl", tmp_path / "page.html"
    article.write_text(json.dumps({"id": "one", "title": "No drills", "text": DENIED, "language": "en"}), encoding="utf-8")
    printed = CliRunner().invoke(main, ["explain", str(article)]).output
    record = json.loads(CliRunner().invoke(main, ["explain", str(article), "--json"]).stdout)
    assert CliRunner().invoke(main, ["explain", str(article), "--html", str(page)]).exit_code == 0
    assert record["no_event"][0] | {"start": 0, "end": 0} == {
        "words": "held joint drills", "rule": "en.exercise.drills", "event_type": "exercise", "reason": "doubted",
        "told": load_reasons()["doubted"], "start": 0, "end": 0, "by": "", "by_rule": "",
    }  # fmt: skip
    for view in (printed, page.read_text(encoding="utf-8")):
        assert "held joint drills" in view and "It hangs on a denial" in view
