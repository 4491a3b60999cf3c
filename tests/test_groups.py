"""What a threat group is to the cooperation, and when one governs."""

from __future__ import annotations

from datetime import date

import pytest

from builder.knowledge import load_knowledge
from builder.model import Article, Origin
from builder.parsers.actors.mentions import find_mentions
from builder.parsers.events.group_relations import named_groups
from builder.text import normalize


def relations(language: str, words: str, near: bool = True) -> dict[str, str]:
    text = normalize(Article("a", "", words, Origin("test")), language)
    found = find_mentions(text, load_knowledge(), date(2018, 1, 1))
    beside = set(range(len(text.sentences))) if near else set()
    return {group.group_id: group.relation for group in named_groups(text, found, beside, ())}


@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("ar", "اتفق الوزيران على محاربة تنظيم داعش في الساحل.", {"islamic_state": "target"}),
        ("ar", "بحثا سبل التصدي لداعش وبوكو حرام.", {"islamic_state": "target", "boko_haram": "target"}),
        ("ar", "عقد المبعوث محادثات سلام مع حركة طالبان.", {"taliban": "party"}),
        ("ar", "حركة الشباب المرتبطة بتنظيم القاعدة أعلنت ذلك.", {"al_shabaab": "ally", "al_qaeda": "named"}),
        ("ar", "تحدث الوزير عن تنظيم داعش.", {"islamic_state": "named"}),
        (
            "en",
            "The ministers discussed the fight against Boko Haram and Islamic State.",
            {"boko_haram": "target", "islamic_state": "target"},
        ),
        ("en", "Peace talks between the United States and the Taliban went on.", {"taliban": "party"}),
        ("en", "We have to deal with Boko Haram.", {"boko_haram": "named"}),
        ("en", "Al-Qaeda-linked al-Shabaab said so.", {"al_qaeda": "named", "al_shabaab": "ally"}),
        ("fr", "La lutte contre Boko Haram était au menu.", {"boko_haram": "target"}),
        ("ru", "Стороны обсудили борьбу с «Исламским государством».", {"islamic_state": "target"}),
        ("ru", "Прошли переговоры с движением «Талибан».", {"taliban": "party"}),
    ],
)
def test_relation_is_read_from_the_words_around(language: str, words: str, wanted: dict[str, str]) -> None:
    assert relations(language, words) == wanted


def test_what_is_fought_away_from_the_event_is_only_named() -> None:
    words = "The army has been at war with Boko Haram for years."
    assert relations("en", words, near=True) == {"boko_haram": "target"}
    assert relations("en", words, near=False) == {"boko_haram": "named"}


def test_the_strongest_mention_counts() -> None:
    assert relations("en", "Boko Haram is feared. They agreed on the fight against Boko Haram.") == {"boko_haram": "target"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "التقى وزير خارجية طالبان أمير خان متقي نظيره الصيني."), ("en", "The Taliban foreign minister Amir Khan Muttaqi met him."),
        ("ru", "Министр иностранных дел «Талибана» Амир Хан Муттаки прибыл."),
    ],
)  # fmt: skip
def test_taliban_are_a_government_from_the_day_they_took_kabul(language: str, words: str) -> None:
    text = normalize(Article("a", "", words, Origin("test")), language)

    def parties(day: date) -> set[str | None]:
        return {m.party for m in find_mentions(text, load_knowledge(), day) if m.kind in ("institution", "person") and "aliban" in m.rule}

    minister = next(m for m in find_mentions(text, load_knowledge(), date(2023, 5, 1)) if m.kind == "person")
    assert (minister.party, minister.role) == ("AFG", "FOR")
    assert parties(date(2023, 5, 1)) == {"AFG"} and parties(date(2021, 8, 1)) == set()


def test_a_group_that_governs_is_a_party_of_the_events_of_its_state() -> None:
    text = normalize(Article("a", "", "The Taliban agreed on border security.", Origin("test")), "en")
    found = find_mentions(text, load_knowledge(), date(2023, 5, 1))
    assert [group.relation for group in named_groups(text, found, (), ("AFG", "UZB"))] == ["party"]
    assert [group.relation for group in named_groups(text, found, (), ("UZB",))] == ["named"]
