"""The pattern language of the event frames, as a linguist writes it, and what is said of a wrong entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.model import Article, Origin, Sentence
from builder.parsers.grammar import frames, syntax
from builder.parsers.grammar.patterns import PatternError, PatternSet
from builder.parsers.grammar.verbs import conjugated
from builder.paths import language_dir
from builder.strict import DataError
from builder.text import normalize


def found(pattern: str, words: str, language: str = "ar") -> list[str]:
    text = normalize(Article("a", "", words, Origin("test")), language)
    return [text.words(match.start, match.end) for match in PatternSet([pattern]).find(text.folded, text.sentences)]


@pytest.mark.parametrize(
    ("pattern", "words", "hits"),
    [
        ("مناورات مشتركة", "بدأت المناورات المشتركة أمس", ["المناورات المشتركة"]),
        ("مناورات مشتركة", "وبمناورات مشتركة", ["وبمناورات مشتركة"]),
        ("(وقع|وقعت) __ اتفاق*", "ووقّعت الحكومة أمس في روما اتفاقية تعاون", ["ووقّعت الحكومة أمس في روما اتفاقية"]),
        ("(وقع|وقعت) _ اتفاق*", "ووقعت الحكومة أمس في روما اتفاقية تعاون", []),
        ("زيارة", "زيارتهما", []),
        ("عقد", "اعتقد الوزير", []),
    ],
)
def test_arabic_words_carry_their_clitics_and_vowel_signs(pattern: str, words: str, hits: list[str]) -> None:
    assert found(pattern, words) == hits


@pytest.mark.parametrize(
    ("pattern", "words", "language", "hits"),
    [
        ("extradit*", "The court extradited him; extradition follows", "en", ["extradited", "extradition"]),
        ("(joint|military) _ exercise*", "joint naval exercises. Military aid. Exercise", "en", ["joint naval exercises"]),
        ("demande d'extradition", "la demande d’extradition", "fr", ["demande d’extradition"]),
        ("переговор*", "На переговорах в Москве", "ru", ["переговорах"]),
        ("(call* off|cancel*) _ exercise*", "They called off the exercises", "en", ["called off the exercises"]),
        ("hold talks with?", "will hold talks today", "en", ["hold talks"]),
    ],
)
def test_stems_gaps_and_optional_words(pattern: str, words: str, language: str, hits: list[str]) -> None:
    assert found(pattern, words, language) == hits


@pytest.mark.parametrize(
    ("verb", "words", "hits"),
    [
        ("ناقش/يناقش", "سيناقشون وناقشتا وتناقش ويناقشان، المناقشة", ["سيناقشون", "وناقشتا", "وتناقش", "ويناقشان"]),
        ("التقى/يلتقي", "التقت والتقوا ويلتقون ليلتقيا، الالتقاء", ["التقت", "والتقوا", "ويلتقون", "ليلتقيا"]),
        ("بدأ/يبدأ", "بدأوا، سيبدؤون وتبدأ، البداية", ["بدأوا", "سيبدؤون", "وتبدأ"]),
        # a request, a handover: nouns that look like forms of the verb, unless the pattern names them
        ("طلب/يطلب", "رفضت طلبا ثم طلبوا", ["طلبوا"]),
        ("طلب/يطلب|طلبا", "رفضت طلبا ثم طلبوا", ["طلبا", "طلبوا"]),
    ],
)
def test_an_arabic_verb_stands_for_all_its_forms(verb: str, words: str, hits: list[str]) -> None:
    assert found(conjugated(Path("ar.frames.yml"), "ar", f"({verb})"), words) == hits


@pytest.mark.parametrize(
    ("language", "verb", "cure"), [("ar", "ناقش/مناقشة", "«ناقش/يناقش»"), ("en", "talk/talked", "write the forms out")]
)
def test_a_pair_that_is_no_verb_is_refused(tmp_path: Path, language: str, verb: str, cure: str) -> None:
    path = tmp_path / f"{language}.frames.yml"
    path.write_text(f'patterns:\n  - "({verb}) __ words"\n', encoding="utf-8")
    with pytest.raises(DataError, match=rf"frames\.yml:2: '{verb}' is no verb; .*{cure}"):
        conjugated(path, language, f"({verb}) __ words")


def test_a_match_never_crosses_a_sentence() -> None:
    folded = "they signed. an agreement"
    sentences = (Sentence(0, 12, "lead", 0), Sentence(13, 25, "body", 0))
    assert PatternSet(["signed _ agreement"]).find(folded, sentences) == []


@pytest.mark.parametrize("pattern", ["_ agreement", "agreement __", ""])
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="pattern"):
        PatternSet([pattern])


TALK = "triggers:\n  - id: en.talk\n    type: meeting\n    form: verb\n    scheme: mutual\n    security: context\n"


@pytest.mark.parametrize(
    ("kind", "old", "new", "told"),
    [
        ("frames", "scheme: mutual", "scheme: both", "scheme 'both' is none of"),
        ("frames", "form: noun", "shape: noun", "unknown key 'shape'"),
        (
            "frames",
            "traits: [any_deed]",
            "traits: []",
            r":\d+: reality: 'stopped' needs a trigger of context security with `traits: \[any_deed\]`",
        ),
        ("frames", "type: call", "type: phonecall", r":\d+: trigger 'en\.call\.\w+': type 'phonecall' is none of visit, "),
        ("frames", "- id: en.visit.hosted", "- id: en.visit.guest", r":\d+: trigger 'en\.visit\.guest' stands twice"),
        (
            "frames",
            "  - id: en.visit.hosted",
            "  - id en.visit.hosted\n  - id: en.visit.hosted",
            r":\d+: trigger \d+ has no id; begin it with",
        ),
        ("frames", "triggers:\n", TALK + "    patterns: confabulat*\n", r":\d+: trigger 'en\.talk': patterns is no list"),
        ("frames", "triggers:\n", TALK + "    patterns:\n", r":\d+: trigger 'en\.talk': patterns is no list"),
        ("frames", "triggers:\n", TALK + '    patterns: ["(confabulat*"]\n', r":\d+: trigger 'en\.talk': .* has a bracket without"),
        ("frames", "triggers:\n", TALK + '    patterns: ["_ talks"]\n', r":\d+: trigger 'en\.talk': pattern '_ talks' must begin"),
        ("frames", "  partner: [with,", "  partner: [with, to,", r":\d+: markers: 'to' is told to be partner and to; keep one"),
        ("frames", "$talks", "$speeches", r"uses \$speeches"),
        ("frames", "  partner:", "  partners:", "unknown key 'partners'"),
        ("frames", "  planned:", "  planed:", "unknown key 'planed'"),
        ("frames", "  ends: [before,", "  finishes: [before,", "unknown key 'finishes'"),
        ("frames", "  agreed: [agreed, agree, agreement to]", "  agreed: agreed", r":\d+: only_discussed: agreed is no list of words"),
        ("frames", "  ends: [but, however", "  end: [but, however", r":\d+: entry 'not_as_fact' has the unknown key 'end'"),
        ("syntax", "relative: '(?<!", "relative: '(?<!(", r":\d+: relative: .*; write regular expressions"),
        ("frames", "traits: [spoke_to]", "traits: [speaks_to]", r":\d+: .*spoke': trait 'speaks_to' is none of discussed, "),
        ("frames", "traits: [spoke_to]", "traits: spoke_to", r":\d+: .*spoke': traits is no list; write"),
        ("syntax", "  bare_object,", "  bare_objects,", r":\d+: .*trait 'bare_objects' is none of clitics, "),
        ("syntax", "speaker:", "speakers:", "unknown key 'speakers'"),
    ],
)
def test_a_wrong_entry_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(language_dir(), folder)
    path = folder / f"en.{kind}.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    module, load = {"frames": (frames, frames.load_frames), "syntax": (syntax, syntax.load_syntax)}[kind]
    monkeypatch.setattr(module, "language_dir", lambda: folder)
    load.cache_clear()
    with pytest.raises(DataError, match=rf"en\.{kind}\.yml.*{told}"):
        load("en")
    load.cache_clear()
