"""Persons, their spellings and terms of office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.knowledge.names import arabic_variants, latin_variants
from builder.knowledge.offices import load_offices
from builder.knowledge.people import PERSON_COLUMNS, TERM_COLUMNS, People, load_people
from builder.languages.russian import case_forms
from builder.paths import schema_dir
from builder.strict import DataError

VOCAB = schema_dir() / "vocab"


@pytest.fixture(scope="module")
def people() -> People:
    return load_people(VOCAB, ())


def test_enough_people_and_terms(people: People) -> None:
    assert len(people.terms) >= 4_000
    assert sum(bool(p.name_ar and p.name_en and p.name_ru) for p in people.persons.values()) >= 1_000


def test_every_term_has_a_known_office(people: People) -> None:
    kinds = set(load_offices(VOCAB, ()).offices)
    known = {term.office for term in people.terms if not term.office.startswith(("igo_", "deputy_"))}
    for office in "president prime_minister foreign_minister defence_minister interior_minister chief_of_staff intelligence_chief".split():
        assert office in kinds and office in known


@pytest.mark.parametrize(
    ("office", "country", "day", "name"),
    [
        ("president", "RUS", date(2010, 6, 1), "Dmitry Medvedev"),
        ("president", "RUS", date(2018, 1, 30), "Vladimir Putin"),
        ("president", "USA", date(2015, 7, 1), "Barack Obama"),
        ("president", "FRA", date(2016, 7, 1), "François Hollande"),
    ],
)
def test_holder_on_a_day(people: People, office: str, country: str, day: date, name: str) -> None:
    assert [people.persons[one].name_en for one in people.holders(office, country, day)] == [name]


def test_post_follows_the_day(people: People) -> None:
    putin = next(p.id for p in people.persons.values() if p.name_en == "Vladimir Putin")
    assert people.held(putin, "HOG", "RUS", date(2010, 6, 1)) is True
    assert people.held(putin, "HOS", "RUS", date(2010, 6, 1)) is False
    assert people.held(putin, "HOS", "RUS", None) is None


def test_officer_who_is_also_deputy_minister(people: People) -> None:
    saleh = next(p.id for p in people.persons.values() if p.name_en == "Ahmed Gaid Salah")
    term = people.term_on(saleh, date(2018, 1, 31))
    assert term is not None and term.role == "MIL"


def test_russian_case_forms() -> None:
    assert case_forms("Владимир Путин") == [
        "Владимир Путин", "Владимира Путина", "Владимиру Путину", "Владимиром Путиным", "Владимире Путине",
    ]  # fmt: skip
    assert "Сергеем Шойгу" in case_forms("Сергей Шойгу")
    assert "Ангелой Меркель" in case_forms("Ангела Меркель")
    assert "Владимиром Зеленским" in case_forms("Владимир Зеленский")
    assert "Валентине Матвиенко" in case_forms("Валентина Матвиенко")


def test_spellings_are_computed() -> None:
    assert "عبدالعزيز بوتفليقة" in arabic_variants("عبد العزيز بوتفليقة", foreign=False)
    assert "محمد بن زايد" in arabic_variants("محمد بن زايد آل نهيان", foreign=False)
    assert "نيقولاي باتروشيف" in arabic_variants("نيكولاي باتروشيف", foreign=True)
    assert {"Abdul Fattah al-Sisi", "Abdel Fattah Al Sisi"} <= set(latin_variants("Abdel Fattah al-Sisi"))


def test_overlay_adds_a_person_and_a_term(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(",".join(PERSON_COLUMNS) + "\nx_new,DZA,New Person,شخص جديد,,Новый Человек,,\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text(
        ",".join(TERM_COLUMNS) + "\nx_new,defence_minister,Minister of Defence,DZA,DEF,2030,,,test,1,\n", encoding="utf-8"
    )
    people = load_people(VOCAB, (tmp_path,))
    assert people.holders("defence_minister", "DZA", date(2031, 1, 1))[-1] == "x_new"


def test_faults_name_file_line_and_cure(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(
        ",".join(TERM_COLUMNS) + "\nnobody,defence_minister,Minister of Defence,DZA,DEF,2030,,,test,1,\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"terms\.csv:2: the person 'nobody' is not in people\.csv; add"):
        load_people(VOCAB, (tmp_path,))


def test_office_country_and_day_tell_who_a_spelling_means(people: People) -> None:
    def who(name: str, language: str, role: str, country: str, day: date) -> str | None:
        term = people.sounding(name, language, role, country, day)
        return term and term.person

    kickl = next(person.id for person in people.persons.values() if person.name_en == "Herbert Kickl")
    assert (
        who("هربيرت كيكل", "ar", "MOI", "AUT", date(2018, 7, 12)) == who("Herbert Kickel", "en", "MOI", "AUT", date(2018, 7, 12)) == kickl
    )
    assert who("هربيرت كيكل", "ar", "MOI", "AUT", date(2016, 7, 12)) is None
    assert who("هربيرت كيكل", "ar", "DEF", "AUT", date(2018, 7, 12)) is None
    assert who("Мухаммедом Бен Заидом Аль Нахайяном", "ru", "HOS", "ARE", date(2025, 5, 1)) == "Q1951896"
    assert who("John Quincy Adams", "en", "FOR", "USA", date(2016, 6, 2)) is None


def test_a_name_alone_is_one_word(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(",".join(PERSON_COLUMNS) + "\nx_new,DZA,New Person,,,,,New Person\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"people\.csv:2: 'x_new' has 'New Person' as names alone; write single words"):
        load_people(VOCAB, (tmp_path,))
