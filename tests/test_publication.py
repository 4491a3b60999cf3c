"""The day of publication: given, in the address, in a date line, or what the clues of the text leave; never invented."""

from __future__ import annotations

from datetime import date

import pytest

from builder.model import Article, Origin, Publication
from builder.parsers.publication import infer_publication, url_day
from builder.text import normalize


def known(text: str, language: str = "ar", title: str = "عنوان", **fields: object) -> Publication:
    article = Article("a", title, text, Origin(""), language, **fields)  # type: ignore[arg-type]
    return infer_publication(article, normalize(article, language))


def test_a_given_day_wins_with_its_basis() -> None:
    found = known("الأربعاء 31 يناير 2018\nقال الوزير", published=date(2017, 1, 1), published_basis="metadata")
    assert (found.day, found.basis) == (date(2017, 1, 1), "metadata")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2018/01/31/talks.html", date(2018, 1, 31)),
        ("https://example.org/world/2018-01-31-talks", date(2018, 1, 31)),
        ("https://example.org/2018/jan/31/talks", date(2018, 1, 31)),
        ("https://example.org/news/20180131/talks", date(2018, 1, 31)),
        ("https://example.org/news/31-01-2018/talks", date(2018, 1, 31)),
        ("https://example.org/2018/02/31/talks", None),
        ("https://example.org/article/1020345-2018", None),
        ("", None),
    ],
)
def test_day_in_an_address(url: str, day: date | None) -> None:
    assert url_day(url) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("الجزائر – 31 يناير 2018 (واج) – بحث الوزير التعاون.", "ar"),
        ("الأربعاء 31 يناير 2018\nبحث الوزير التعاون.", "ar"),
        ("PARIS, 31 janvier 2018 (AFP) - Le ministre a reçu son homologue.", "fr"),
        ("MOSCOW, January 31, 2018. /TASS/. The ministers met.", "en"),
        ("МОСКВА, 31 января 2018 года. Министры встретились.", "ru"),
    ],
)
def test_date_line_with_a_year_is_the_day(text: str, language: str) -> None:
    found = known(text, language)
    assert (found.day, found.basis) == (date(2018, 1, 31), "dateline")


def test_a_date_in_the_story_is_no_date_line() -> None:
    assert known("The two countries signed the treaty on 31 January 2018 in Moscow, and it holds.", "en", "Title").day is None


def test_an_update_stamp_is_no_date_line() -> None:
    assert known("The ministers met.\nUpdated: 5 March 2021", "en", "Title").basis != "dateline"


def test_a_date_line_without_year_is_settled_by_the_other_clues() -> None:
    article = Article("a", "Talks", "MOSCOW, January 31. /TASS/. They met yesterday, Tuesday.", Origin(""), "en")
    found = infer_publication(article, normalize(article, "en"), bounds=(date(2017, 6, 1), date(2019, 3, 1)))
    assert (found.day, found.basis) == (date(2018, 1, 31), "dateline")


SEED = "بدأ الأمين أمس الثلاثاء زيارته. وتتزامن مع الذكرى الـ 56 للعلاقات. وأشار إلى أنه في عام 2016 تم إطلاق الحوار."


def test_clues_leave_a_weekday_and_an_interval_and_no_day_is_invented() -> None:
    article = Article("a", "زيارة", SEED, Origin(""), "ar")
    text = normalize(article, "ar")
    found = infer_publication(article, text)
    assert (found.day, found.basis, found.weekdays, found.earliest) == (None, "inferred", (2,), date(2017, 1, 1))
    bounded = infer_publication(article, text, bounds=(date(2017, 5, 25), date(2019, 4, 2)))
    assert bounded.day is None
    assert bounded.latest is not None
    assert (bounded.earliest, bounded.latest <= date(2019, 4, 2)) == (date(2017, 5, 31), True)
    fact = [("RUS", "DZA", date(1962, 3, 23))]
    narrow = infer_publication(article, text, (None, None), ("RUS", "DZA"), fact)
    assert narrow.earliest is not None
    assert narrow.earliest.year == 2017
    assert narrow.day is None


def test_one_candidate_left_is_used_and_marked() -> None:
    article = Article("a", "زيارة", "بدأ الوزير أمس الثلاثاء زيارته.", Origin(""), "ar", published_before=date(2018, 2, 2))
    found = infer_publication(article, normalize(article, "ar"), bounds=(date(2018, 1, 28), None))
    assert (found.day, found.basis) == (date(2018, 1, 31), "inferred")


def test_contradictory_clues_pick_no_day_and_say_so() -> None:
    found = known("وصل الوفد أمس الثلاثاء. وقال إنه يغادر غدا السبت.")
    assert found.day is None
    assert found.clues[0] == "contradictory clues"


def test_nothing_known_is_said() -> None:
    assert known("بحث الوزيران التعاون.") == Publication(None, "unknown")
