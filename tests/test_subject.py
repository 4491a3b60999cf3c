"""What an article is about: its stems, their weights, and how they are learnt from articles judged by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from builder.coding import examine
from builder.evaluation.learn import examples
from builder.evaluation.learn_relevance import JudgedArticle, learn
from builder.model import Article, Origin
from builder.parsers.events.code import RELEVANT
from builder.parsers.grammar.frames import load_frames
from builder.parsers.learned import subject
from builder.parsers.learned.subject import Stems, load_words, weigh
from builder.parsers.scene.laid_out import lay_out, sight
from builder.readers import ReadOptions
from builder.readers.records import article_of
from builder.schema import load_schema
from builder.strict import DataError

TEXT = "The {office} met the defence minister of {country} in {city} on Tuesday. They discussed joint training of border guards."


def stems_of(text: str, language: str = "en") -> Stems:
    """The stems of a text coded as an article."""
    article = article_of({"title": "Talks on border guards", "text": text}, Origin("made up"), ReadOptions(language=language))
    assert isinstance(article, Article)
    examined = examine(article)
    frames = load_frames(language)
    sighting = sight(examined.coded.text, frames)
    assert sighting is not None
    return subject.stems(lay_out(examined.coded.text, frames, None, examined.mentions, examined.read_dates, sighting))


def test_names_of_countries_and_places_tell_nothing_of_the_matter() -> None:
    one = stems_of(TEXT.format(office="Chadian president", country="Niger", city="Niamey"))
    other = stems_of(TEXT.format(office="Kenyan president", country="Uganda", city="Kampala"))
    assert one == other
    assert "joint" in one.anywhere
    assert not {"niger", "niamey"} & one.anywhere


def test_the_arabic_article_does_not_make_another_stem() -> None:
    found = stems_of("التقى وزير دفاع النيجر نظيره التشادي وبحثا التدريب المشترك. وشمل الاتفاق تدريب الحرس والتدريب البحري.", "ar").anywhere
    assert "تدريب" in found
    assert not {stem for stem in found if stem.startswith(("التد", "والتد"))}


def test_opening_ends_after_the_first_sentences() -> None:
    found = stems_of(TEXT.format(office="Chadian president", country="Niger", city="Niamey") + " One came. Helicopters will follow.")
    assert "helico" in found.anywhere - found.opening


def test_a_broken_table_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "subject.csv"
    table.write_text("language,stem,anywhere,opening\nen,joint,0.1,0.2\nen,train,much,0.2\n", encoding="utf-8")
    monkeypatch.setattr(subject, "TABLE", table)
    load_words.cache_clear()
    with pytest.raises(DataError, match=r"subject\.csv:3: .*two numbers"):
        load_words()
    load_words.cache_clear()


def judged(number: int, words: str, right: bool) -> JudgedArticle:
    """An article of these words, each in the opening too."""
    found = frozenset(words.split())
    return JudgedArticle(f"a{number}", (1.0, 0.0), Stems("en", found, found), right, 1.0)


def test_words_of_relevant_articles_speak_for_relevance() -> None:
    rows = [judged(n, "joint patrol said" if n % 2 else "market trade said", bool(n % 2)) for n in range(40)]
    rows += [judged(99, "joint singular said", True)]
    (bias, weights), words = learn(rows)
    assert words["en"]["joint"][0] > 0 > words["en"]["trade"][0]
    assert "singular" not in words["en"]
    chance = [bias + weights[0] + weigh(row.stems, words) > 0 for row in rows]
    assert chance == [row.right for row in rows]
    assert weights[-1] == 1.0


def test_labels_teach_relevance_and_nothing_else(tmp_path: Path) -> None:
    text = TEXT.format(office="Chadian president", country="Niger", city="Niamey")
    articles, labels = tmp_path / "articles.jsonl", tmp_path / "labels.jsonl"
    articles.write_text(
        "".join(json.dumps({"id": key, "title": "Talks on border guards", "text": text, "language": "en"}) + "\n" for key in "ab"),
        encoding="utf-8",
    )
    labels.write_text('{"id": "a", "relevant": true, "sure": true}\n{"id": "b", "relevant": false, "sure": false}\n', encoding="utf-8")
    found = list(examples(labels, articles))
    assert [(one.relevance[0].right, one.events, one.people) for one in found] == [(True, [], []), (False, [], [])]
    assert found[0].relevance[0].counts > found[1].relevance[0].counts


def test_the_schema_tells_the_relevance_from_which_articles_are_coded() -> None:
    (told,) = re.findall(r"Coded from ([\d.]+) on", load_schema().tables["articles"].columns["relevance"].coded)
    assert float(told) == RELEVANT


def test_the_words_that_weigh_add_up_to_the_score() -> None:
    examined = examine(
        Article("a", "Talks on border guards", TEXT.format(office="king", country="Kenya", city="Nairobi"), Origin("made up"), "en")
    )
    frames = load_frames("en")
    sighting = sight(examined.coded.text, frames)
    assert sighting is not None
    scene = lay_out(examined.coded.text, frames, None, examined.mentions, examined.read_dates, sighting)
    assert sum(word.weight for word in subject.weighed(scene)) == pytest.approx(subject.score(scene))
