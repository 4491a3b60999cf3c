"""What the words of a sentence go with: stems without names, chances of types, and how they are learnt from sentences."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from builder.coding import examine
from builder.evaluation.learn_wording import TypedSentence, learn, phrases, write_wording
from builder.explained.verdicts import event_verdicts
from builder.model import Article, Origin
from builder.parsers.events.code import LIKELY
from builder.parsers.learned import wording
from builder.parsers.learned.wording import TYPES, Worded, load_wording, log_chances, worded
from builder.strict import DataError

TEXT = "Troops of {country} and {other} opened joint drills near {city} on Tuesday. Both armies practised landings at night."


def stems_of(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems of the first sentence of a text."""
    examined = examine(Article("a", "", text, Origin("made up"), language))
    found = examined.coded.text
    return worded(found, examined.mentions, found.sentences[0], language == "ar").stems


def chances(words: str, language: str = "en") -> dict[str, float]:
    """The chance of each type by the table."""
    found = log_chances(Worded(language, tuple(words.split())), load_wording())
    return {name: math.exp(float(chance)) for name, chance in zip(TYPES, found, strict=True)}


def test_names_count_by_their_kind_alone() -> None:
    one = stems_of(TEXT.format(country="Chad", other="Niger", city="Niamey"))
    assert one == stems_of(TEXT.format(country="Kenya", other="Uganda", city="Kampala"))
    assert {"joint", "drills", "<country>", "<place>"} <= set(one)


def test_the_arabic_article_does_not_make_another_stem() -> None:
    assert {"مناور", "مشترك"} <= set(stems_of("بدأت النيجر وتشاد المناورات المشتركة الثلاثاء.", "ar"))


def test_words_of_a_type_speak_for_it_in_every_language() -> None:
    for language, words in (
        ("en", "joint drills navy"),
        ("ar", "مناور مشتر بحريه"),
        ("fr", "exerci conjoi marine"),
        ("ru", "совмес учения флот"),
    ):
        found = chances(words, language)
        assert max(found, key=lambda name: found[name]) == "exercise", language
        assert sum(found.values()) == pytest.approx(1.0)


def test_words_that_the_table_does_not_know_tell_how_often_a_type_is_told_at_all() -> None:
    found = chances("zzyzx")
    assert max(found, key=lambda name: found[name]) == "meeting"


def test_what_is_learnt_is_what_the_written_table_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        TypedSentence(f"a{n}", Worded("en", ("troops", "drill" if n % 2 else "signed")), "exercise" if n % 2 else "agreement")
        for n in range(30)
    ]
    rows.append(TypedSentence("b", Worded("en", ("singular", "drill")), "exercise"))
    learnt = learn(rows)
    assert ("en", "singular") not in learnt.stems
    told = log_chances(Worded("en", ("drill",)), learnt)
    assert TYPES[int(told.argmax())] == "exercise"
    table = tmp_path / "wording.csv"
    write_wording(learnt, table)
    monkeypatch.setattr(wording, "TABLE", table)
    load_wording.cache_clear()
    again = log_chances(Worded("en", ("drill",)), load_wording())
    load_wording.cache_clear()
    assert again == pytest.approx(told, abs=0.02)


def test_phrases_teach_their_first_event_and_traps_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "events_en.yml"
    corpus.write_text(
        '- text: "Chad and Niger signed a pact on patrols."\n  events: ["agreement TCD>NER occurred"]\n'
        '- text: "Chad and Niger once signed a pact."\n  events: ["agreement TCD>NER background"]\n'
        '- text: "Chad fears Niger."\n  events: []\n',
        encoding="utf-8",
    )
    found = list(phrases(corpus))
    assert [(one.event_type, "signed" in one.words.stems) for one in found] == [("agreement", True)]


def test_a_wrong_corpus_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.yml: no corpus of phrases; name a file events_<language>\.yml"):
        list(phrases(tmp_path / "nowhere.yml"))
    corpus = tmp_path / "events_en.yml"
    corpus.write_text('- text: "Chad and Niger met."\n  events: ["meating TCD>NER"]\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"events_en\.yml: phrase 1 .*'meating' is no event type"):
        list(phrases(corpus))


def test_a_broken_table_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "wording.csv"
    monkeypatch.setattr(wording, "TABLE", table)
    blank = "," * len(TYPES)
    for line, says in (
        (f"en,joint,much{blank}", r"wording\.csv:2: .*numbers"),
        ("en,joint,1.0", r"wording\.csv:2: 3 columns"),
        (f"en,joint,1{blank}", "no line without"),
    ):
        table.write_text(",".join(wording.COLUMNS) + f"\n{line}\n", encoding="utf-8")
        load_wording.cache_clear()
        with pytest.raises(DataError, match=says):
            load_wording()
    load_wording.cache_clear()


def test_an_event_shows_how_likely_it_was_found_and_what_spoke() -> None:
    examined = examine(
        Article("a", "Chad and Niger open joint drills", TEXT.format(country="Chad", other="Niger", city="Niamey"), Origin("x"), "en")
    )
    (event,) = examined.coded.events
    told = event_verdicts(examined)[event.trigger_start]
    assert told.needed == LIKELY < told.probability
    assert "drills" in [word.what for word in told.words]
    assert 1 / (1 + math.exp(-sum(one.adds for one in told.features))) == pytest.approx(told.probability, abs=0.03)
