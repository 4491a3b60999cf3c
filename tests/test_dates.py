"""The date reader as its users see it: text + language + day of publication → ranges with offsets, precision, flags and EDTF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from edtf_validate.valid_edtf import is_valid

from builder.coding import code_article
from builder.model import Article, CodedArticle, DateRange, Origin
from builder.parsers.dates import read_dates
from builder.parsers.dates.grammar import LANGUAGES, load_grammar, read_grammar
from builder.parsers.dates.kinds import CODE
from builder.parsers.dates.report import report
from builder.parsers.dates.rules import MACROS, by_opening, read_rule
from builder.paths import language_dir
from builder.strict import DataError

WEDNESDAY = date(2018, 1, 31)


def read(text: str, language: str, published: date | None = WEDNESDAY) -> list[DateRange]:
    return read_dates(text, language, published)


def only(text: str, language: str, published: date | None = WEDNESDAY) -> DateRange:
    found = read(text, language, published)
    assert len(found) == 1, found
    return found[0]


def days(found: DateRange) -> tuple[str, str]:
    return str(found.date_start), str(found.date_end)


def test_the_writers_today_counts_where_its_weekday_says_that_the_paper_came_out_later() -> None:
    found = read("التقى الوزير اليوم (الاثنين) نظيره، وكان وصل أمس.", "ar")
    assert [days(one) for one in found] == [("2018-01-29",) * 2, ("2018-01-28",) * 2]
    assert all("reference_shifted" in one.flags for one in found)


def test_offsets_lead_to_the_raw_words_through_vowel_signs() -> None:
    text = "وصلَ الوفدُ يومَ الثُّلاثاء إلى الجزائر"
    found = only(text, "ar")
    assert text[found.start : found.end] == found.words == "يومَ الثُّلاثاء"
    assert days(found) == ("2018-01-30", "2018-01-30")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("التقى الوزيران الأربعاء", "ar", "2018-01-31"),
        ("سيلتقي الوزيران الخميس", "ar", "2018-02-01"),
        ("زار القائد القاعدة الأربعاء الماضي", "ar", "2018-01-24"),
        ("Officials said Tuesday they will meet on Thursday", "en", "2018-01-30"),
        ("Le ministre se rendra jeudi à Alger", "fr", "2018-02-01"),
        ("Министры встретятся в четверг", "ru", "2018-02-01"),
    ],
)
def test_tense_decides_the_weekday(text: str, language: str, expected: str) -> None:
    assert days(read(text, language)[0]) == (expected, expected)


def test_deictic_and_weekday_that_disagree_are_flagged_and_the_day_beside_is_tried() -> None:
    found = only("وصل الوفد أمس الاثنين", "ar")
    assert days(found) == ("2018-01-29", "2018-01-29")
    assert found.flags == ("weekday_conflict", "reference_shifted")


def test_weekday_that_contradicts_a_full_date_is_flagged_and_the_date_kept() -> None:
    found = only("يوم الاثنين 30 يناير 2018", "ar")
    assert days(found)[0] == "2018-01-30"
    assert "weekday_conflict" in found.flags


def test_a_year_not_told_is_marked_as_inferred() -> None:
    found = only("On 28 December the ship left", "en", date(2018, 1, 2))
    assert (days(found)[0], found.edtf, found.flags) == ("2017-12-28", "2017-12-28?", ("year_inferred",))


def test_without_publication_relative_words_wait_and_full_dates_resolve() -> None:
    waiting, told = read("بدأ الزيارة أمس الثلاثاء ووقع اتفاق 3 مارس 2017", "ar", None)
    assert waiting.date_start is None
    assert {"needs_publication", "weekday:1", "offset:-1"} <= set(waiting.flags)
    assert days(told) == ("2017-03-03", "2017-03-03")
    assert read("Signed on 30 January", "en", None)[0].edtf == "XXXX-01-30"


def test_hijri_date_is_converted_and_a_pair_is_one_expression() -> None:
    pair = only("13 جمادى الأولى 1439 هـ الموافق 30 يناير 2018", "ar")
    assert days(pair)[0] == "2018-01-30"
    assert "hijri_pair" in pair.flags
    assert "hijri_converted" in only("في 13 جمادى الأولى 1439 هـ", "ar").flags


def test_a_duration_has_a_length_and_no_days() -> None:
    found = only("زيارة لمدة ثلاثة أيام", "ar")
    assert (found.date_start, found.precision, found.days) == (None, "duration", 3)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2,500 years ago", "en"),
        ("قبل 9000 سنة", "ar"),
        ("30 февраля", "ru"),
        ("", "fr"),
        ("31/31/2018", "en"),
        ("\n\n", "ar"),
        ("9" * 400, "ar"),
    ],
)
def test_impossible_dates_are_passed_over(text: str, language: str) -> None:
    assert all(found.date_start is None for found in read(text, language))


def test_edtf_is_valid_for_every_kind() -> None:
    sentences = {
        "ar": "في 30 يناير 2018 ومن 28 إلى 30 يناير ومنتصف مارس 2017 ومنذ عام 2014 وتسعينيات القرن الماضي وصيف 2016 وبحلول عام 2020",
        "en": "late 2017, the first quarter of 2018, the 1990s, summer of 2017, 5-9 March, since 2014, until May 2019, two weeks ago",
    }
    for language, text in sentences.items():
        found = [item for item in read(text, language) if item.date_start]
        assert len(found) >= 6, found
        for item in found:
            assert item.edtf is not None
            assert is_valid(item.edtf), item


def coded(title: str, text: str, language: str) -> CodedArticle:
    return code_article(Article("a", title, text, Origin(""), language, published=WEDNESDAY, published_basis="metadata"))


def test_visit_of_two_days_that_began_yesterday_ends_today() -> None:
    body = "بدأ وزير الدفاع الإيطالي أمس الثلاثاء زيارة رسمية إلى الجزائر لمدة يومين لبحث التعاون العسكري بين البلدين."
    visit = next(event for event in coded("وزير الدفاع الإيطالي يزور الجزائر لبحث التعاون العسكري", body, "ar").events if event.lead)
    assert (visit.event_type, days(visit.date), visit.date.basis) == ("visit", ("2018-01-30", "2018-01-31"), "relative")


def test_event_without_any_date_is_dated_by_publication() -> None:
    body = "The Italian and Algerian defence ministers discussed military cooperation and the fight against terrorism in Algiers."
    (meeting,) = coded("Italian, Algerian defence ministers discuss military cooperation", body, "en").events
    assert (days(meeting.date), meeting.date.basis) == (("2018-01-31", "2018-01-31"), "publication")


def test_report_is_plain_data() -> None:
    (row,) = report("Signed on 30 January 2018.", WEDNESDAY, "en")
    assert row == {
        "words": "30 January 2018", "start": 10, "end": 25, "date_start": "2018-01-30", "date_end": "2018-01-30", "precision": "day",
        "edtf": "2018-01-30", "basis": "explicit", "rule": "en.day_month_year", "flags": [],
    }  # fmt: skip


def test_unknown_language_is_told() -> None:
    with pytest.raises(ValueError, match="no calendar grammar"):
        read("am Dienstag", "de")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: numeric,", "kind: numerical,", "unknown kind"),
        ('form: "name:event ', 'form: "nom:event ', "unknown field"),
        ('form: "name:event ', 'form: "name:evnt ', "cannot read the form"),
        ("order: dmy", "order: dmy\nordre: mdy", "unknown key 'ordre'"),
        ("  0: [Monday,", "  0: [Tuesday, Monday,", "keep one"),
        ("  1: [January,", "  13: [January,", r":\d+: there is no month 13; number them 1 to 12"),
        ("  0: [Monday,", "  7: [Monday,", r":\d+: there is no weekday 7; number them 0 to 6"),
        ("  1: [January, Jan.]", "  1: January", r":\d+: month 1 has no list of words; write 1: \[word"),
    ],
)
def test_a_mistake_in_a_grammar_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (language_dir() / "en.yml").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "en.yml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message) as told:
        read_grammar(broken)
    assert "en.yml:" in str(told.value)


def test_rule_ids_carry_their_language() -> None:
    for language in LANGUAGES:
        assert all(rule.id.startswith(f"{language}.") for rule in load_grammar(language).rules)


@pytest.mark.parametrize(
    ("form", "kinds"),
    [
        ("in? day:num.day month", "in num.day"),
        ("(in|on the?)* (?! year.one) (the month|weekday)+ of", "in on the weekday"),
        ("((in)? (of)?) YEAR", "in of num.year yearword"),
    ],
)
def test_rules_are_tried_where_they_may_begin(form: str, kinds: str) -> None:
    rule = read_rule(language_dir() / "en.yml", {"id": "xx.made_up", "kind": "date", "form": form}, MACROS)
    assert by_opening([rule]) == {CODE[kind]: [0] for kind in kinds.split()}


@pytest.mark.parametrize("text", ["30 يناير 2018", "3 مارس 2017", "14 أغسطس 2019", "1 مايو 2020"])
def test_grammar_agrees_with_dateparser_on_the_forms_it_knows(text: str) -> None:
    import dateparser

    parsed = dateparser.parse(text, languages=["ar"])
    assert parsed is not None
    assert only(text, "ar").date_start == parsed.date()


@pytest.mark.parametrize(
    ("text", "language", "published", "expected"),
    [
        ("Эксперты готовят план учений до 1 июня.", "ru", date(2020, 5, 25), "2020-06-01"),
        ("The party looks beyond the Nov. 6 election.", "en", date(2018, 10, 17), "2018-11-06"),
        ("قتل جندي في 20 نوفمبر.", "ar", date(2018, 1, 31), "2017-11-20"),
    ],
)
def test_day_without_year_is_the_near_one(text: str, language: str, published: date, expected: str) -> None:
    assert days(only(text, language, published)) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("انسحب الجيش في يوليو 2014 وعاد في أغسطس من العام نفسه", "ar", "2014-08-01"),
        ("The army withdrew in July 2014 and returned in August of the same year", "en", "2014-08-01"),
        ("L'armée s'est retirée en juillet 2014 et est revenue en août de la même année", "fr", "2014-08-01"),
        ("Армия ушла в июле 2014 года и вернулась в августе того же года", "ru", "2014-08-01"),
    ],
)
def test_same_year_is_the_year_told_before(text: str, language: str, expected: str) -> None:
    assert str(read(text, language)[-1].date_start) == expected
    assert not read(text.partition("2014")[2], language)


def test_two_years_apart_are_two_dates_and_between_makes_a_stretch() -> None:
    assert [days(item)[0] for item in read("زار البلاد عامي 1985 و1996", "ar")] == ["1985-01-01", "1996-01-01"]
    assert days(only("زار البلاد بين عامي 1985 و1996", "ar")) == ("1985-01-01", "1996-12-31")


def test_the_next_day_of_a_tale_is_no_date_and_next_month_is_one() -> None:
    assert not read("The ship left port and the next day it anchored.", "en")
    assert days(only("The rival in next month's election criticised the plan.", "en")) == ("2018-02-01", "2018-02-28")


def test_number_beside_a_weekday_that_fits_no_month_counts_something_else() -> None:
    found = only("Crowds marched Wednesday, the 23rd anniversary of the handover.", "en", date(2020, 7, 6))
    assert days(found) == ("2020-07-01", "2020-07-01")


def test_night_that_begins_today_is_tonight() -> None:
    assert days(only("dans la nuit de samedi à dimanche", "fr", date(2019, 11, 23))) == ("2019-11-23", "2019-11-24")
