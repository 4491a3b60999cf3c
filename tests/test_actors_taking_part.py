"""Who takes part in an article's events, and who is only named."""

from __future__ import annotations

from datetime import date

import pytest

from builder.coding import code_article
from builder.model import Article, Origin
from builder.rows import gold_record


def actors(language: str, title: str, text: str, published: date = date(2018, 1, 31)) -> list[tuple[str, str]]:
    article = Article("x", title, text, Origin("x"), language=language, published=published)
    return [(one["name"], one["country"]) for one in gold_record(code_article(article))["actors"]]


def test_ministers_who_meet_take_part_and_those_only_recalled_do_not() -> None:
    found = actors(
        "en",
        "Tunisian and Italian defence ministers discuss counter-terrorism",
        "Tunisian Defence Minister Karim Ziani met his Italian counterpart Marco Bertoli in Tunis on Wednesday to discuss military "
        "cooperation and counter-terrorism.\nThe two ministers signed a military agreement.\nThe port was built under former Italian "
        "Defence Minister Carlo Vietti.",
    )
    assert sorted(found) == [("Karim Ziani", "TUN"), ("Marco Bertoli", "ITA")]


def test_a_list_of_those_present_is_read_to_its_end() -> None:
    found = actors(
        "ar",
        "وزير الدفاع السعودي يستقبل نظيره الإيطالي",
        "استقبل وزير الدفاع السعودي اليوم وزير الدفاع الإيطالي ماركو بيرتولي وبحثا التعاون العسكري بين البلدين.\n"
        "حضر الاستقبال مساعد وزير الدفاع سعد الحويطي، ورئيس هيئة الأركان العامة الفريق الركن فهد القرشي، "
        "والملحق العسكري السعودي في روما العميد الركن ناصر البلوي.",
    )
    assert {("ماركو بيرتولي", "ITA"), ("سعد الحويطي", "SAU"), ("فهد القرشي", "SAU"), ("ناصر البلوي", "SAU")} <= set(found)


def test_the_companions_of_a_guest_stand_for_the_guest() -> None:
    found = actors(
        "ar",
        "وزير الدفاع السعودي يزور الأردن",
        "وصل وزير الدفاع السعودي إلى الأردن اليوم في زيارة رسمية وبحث مع نظيره الأردني التعاون العسكري.\n"
        "وضم الوفد المرافق له وزير الثقافة والإعلام الدكتور سعد الحويطي.",
    )
    assert ("سعد الحويطي", "SAU") in found


@pytest.mark.parametrize(
    ("language", "title", "text", "borrowed"),
    [
        ("en", "U.S. and Iraq sign military agreement",
         "The United States and Iraq signed a military agreement on Tuesday. The Obama administration had long sought it.", "Obama"),
        ("ar", "وصول وزير الدفاع الإيطالي إلى السعودية",
         "وصل وزير الدفاع الإيطالي ماركو بيرتولي إلى قاعدة الملك فهد الجوية وبحث مع الجانب السعودي التعاون العسكري.", "الملك فهد"),
    ],
)  # fmt: skip
def test_who_only_lends_a_name_does_not_take_part(language: str, title: str, text: str, borrowed: str) -> None:
    assert borrowed not in [name for name, _ in actors(language, title, text, date(2016, 1, 31))]


def test_the_judge_of_an_extradition_is_of_the_state_that_hands_over() -> None:
    found = actors(
        "fr",
        "La justice norvégienne autorise l'extradition d'un suspect vers la France",
        "La justice norvégienne a autorisé vendredi l'extradition vers la France d'un suspect réclamé par la justice française, "
        "a annoncé la juge Clara Lindqvist.",
    )
    assert ("Clara Lindqvist", "NOR") in found


def test_a_russian_name_is_given_in_the_nominative_where_the_article_has_it() -> None:
    found = actors(
        "ru",
        "Министр обороны Туниса встретился с Марко Бертоли",
        "Встреча с министром обороны Туниса Каримом Зиадом прошла в Риме, обсуждалось военное сотрудничество с Италией.\n"
        "Министр обороны Туниса Карим Зиад подписал с министром обороны Италии Марко Бертоли военное соглашение.",
    )
    assert ("Карим Зиад", "TUN") in found
