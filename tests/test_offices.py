"""Offices and those who hold them: whose an office is, who stands in for it, who holds it on the day."""

from __future__ import annotations

import pytest

from builder.knowledge import load_knowledge
from tests.test_actors import people, read


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Выступил почётный президент Российского союза садоводов."),
        ("ru", "В Германии президент поблагодарил врачей."),
        ("ru", "Состоялась российская премьера спектакля."),
        ("ru", "Это первый случай в Японии после войны."),
        ("en", "He was the top leader in Iraq and a commander in Afghanistan."),
        ("ar", "يلتقي المنتخب السعودي نظيره الروسي الخميس."),
    ],
)
def test_an_office_beside_a_country_need_not_be_the_states(language: str, words: str) -> None:
    assert [m.role for _, m in read(words, language) if m.kind == "office" and m.party] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('قال مدير وكالة الاستخبارات المركزية "CIA"، بيتر هولت، ذلك.', ("بيتر هولت", "USA", "INT")),
        ("زار قائد كوريا الشمالية كيم جونغ أون بكين.", ("كيم جونغ أون", "PRK", "HOS")),
        ("حضر سعد الحريري رئيس الوزراء ، وسمو الشيخ سيف بن زايد آل نهيان وزير الداخلية.", ("سيف بن زايد آل نهيان", "ARE", "MOI")),
        ("التقى الوفد رئيس إقليم كردستان العراق مسعود البارزاني.", ("مسعود البارزاني", "IRQ", "GOV")),
        ("حضر اللقاء أندرو أكسوم نائب مساعد وزير الدفاع الأميركي.", ("أندرو أكسوم", "USA", "DEF")),
    ],
)
def test_arabic_offices_before_and_after_names(words: str, expected: tuple[str, str, str]) -> None:
    assert expected in people(words, "ar")


def test_a_prince_of_a_province_is_a_governor() -> None:
    assert [(m.party, m.role) for _, m in read("استقبل أمير الرياض ضيوفه.", "ar") if m.kind == "office"] == [("SAU", "GOV")]
    assert [(m.party, m.role) for _, m in read("استقبل أمير قطر ضيوفه.", "ar") if m.kind == "office"] == [("QAT", "HOS")]


@pytest.mark.parametrize(
    ("language", "words", "code"),
    [
        ("en", "The Secretary of State landed in Cairo.", "Q331401"),
        ("ar", "استقبل أمير قطر الوفد.", "Q1855372"),
        ("ar", "رعى خادم الحرمين الشريفين الحفل.", "Q367825"),
    ],
)
def test_an_office_without_a_name_is_its_holder_of_the_day(language: str, words: str, code: str) -> None:
    assert [m.code for _, m in read(words, language) if m.kind == "office"] == [code]


@pytest.mark.parametrize(
    ("language", "words", "role"),
    [
        ("ar", "التقى النائب الثاني للرئيس السوداني ضيوفه.", "GOV"),
        ("ar", "قال وكيل الأمين العام للأمم المتحدة ذلك.", "IGO"),
        ("ar", "شن نائب رئيس شرطة دبي هجوما.", "POL"),
        ("ru", "Приехал заместитель министра юстиции Австрии.", "JUS"),
    ],
)
def test_who_stands_in_for_an_office_is_not_its_holder(language: str, words: str, role: str) -> None:
    assert [(m.code, m.role) for _, m in read(words, language) if m.kind == "office"] == [("", role)]


def test_help_is_no_helper_and_a_cup_no_king() -> None:
    assert [m.kind for _, m in read("تعهد بمساعدة كوريا الشمالية.", "ar") if m.kind == "office"] == []
    assert [m.kind for _, m in read("فاز الهلال بكأس خادم الحرمين الشريفين.", "ar") if m.kind == "office"] == []


def test_an_office_that_many_hold_names_no_one() -> None:
    assert [m.code for _, m in read("Приехал мэр Москвы.", "ru") if m.kind == "office"] == [""]


def test_a_prince_is_named_with_his_fathers() -> None:
    assert ("فيصل بن خالد بن عبدالعزيز", "SAU", "GOV") in people("استقبل الأمير فيصل بن خالد بن عبدالعزيز أمير منطقة عسير ضيوفه.", "ar")
    assert ("سعود بن نايف بن عبدالعزيز", "SAU", "GOV") in people(
        "استقبل الأمير سعود بن نايف بن عبدالعزيز أمير المنطقة الشرقية ضيوفه.", "ar"
    )
    assert people("عاد الشيخ زايد بن حمدان آل نهيان.", "ar") == []
    assert [name for name, *_ in people("افتتح الأمير عبدالله بن مساعد اللقاء.", "ar")] == []


@pytest.mark.parametrize("words", ["افتتح الأمير خالد بن سلطان بن عبدالعزيز الطريق.", "أعيد افتتاح سد الملك فهد في بيشة."])
def test_a_father_and_the_name_of_a_dam_are_no_actors(words: str) -> None:
    assert not {"Sultan bin Abdulaziz", "Fahd bin Abdulaziz Al Saud"} & {
        load_knowledge().people.persons[m.code].name_en for _, m in read(words, "ar") if m.kind == "person" and m.code
    }
