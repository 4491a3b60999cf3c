"""The day of publication: given, in the address, in a date line, or what the clues of the text leave; never invented."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from edtf_validate.valid_edtf import is_valid

from builder.coding import code_article
from builder.config import Settings
from builder.knowledge import load_knowledge
from builder.model import Article, Mention, Origin, Publication
from builder.parsers.dates.neighbours import Neighbours
from builder.parsers.dates.publication import infer_publication
from builder.pipeline import code_stream
from builder.readers.days import url_day
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
        ("Совет обсудил учения\n\ninosmi.ruПосмотреть оригиналянварь 31-го, 2018\n\nМинистры встретились в среду.", "ru"),
        ("Talks on the drills\n\nImage captionJanuary 31, 2018\n\nThe ministers met on Wednesday.", "en"),
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
    mentions = [Mention("country", code, 0, 1, "", party=code) for code in ("RUS", "DZA")]
    narrow = infer_publication(article, text, (None, None), mentions, load_knowledge().anniversaries)
    assert (narrow.day, narrow.earliest, narrow.latest) == (None, date(2017, 9, 27), date(2018, 9, 19))


@pytest.mark.parametrize(
    ("text", "language", "parties", "earliest"),
    [
        ("They marked the 50th anniversary of diplomatic relations.", "en", ("USA", "CHN"), date(2028, 7, 2)),
        ("Ils ont célébré le 60e anniversaire du traité.", "fr", ("FRA", "DEU"), date(2022, 7, 23)),
        ("Стороны отметили 60-летие установления дипломатических отношений.", "ru", ("RUS", "DZA"), date(2021, 9, 21)),
        ("بمناسبة مرور ستين عاما على إقامة العلاقات الدبلوماسية.", "ar", ("RUS", "DZA"), date(2021, 9, 21)),
        ("They marked the 50th anniversary of diplomatic relations.", "en", ("USA", "BRA"), None),
        ("They marked the 50th anniversary of the museum.", "en", ("USA", "CHN"), None),
        ("They marked the 50th anniversary of the founding of the mission.", "en", ("NATO", "RUS"), None),
    ],
)
def test_anniversary_of_a_known_fact_bounds_the_day(text: str, language: str, parties: tuple[str, str], earliest: date | None) -> None:
    article = Article("a", "", text, Origin(""), language)
    mentions = [Mention("country", code, 0, 1, "", party=code) for code in parties]
    found = infer_publication(article, normalize(article, language), (None, None), mentions, load_knowledge().anniversaries)
    assert found.earliest == earliest


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


def numbered(number: int, day: date | None = None, host: str = "news.example.org") -> Article:
    return Article(str(number), "", "النص.", Origin(""), "ar", day, url=f"https://{host}/politics/{number}-talks")


DATED = [numbered(52340 + n, date(2018, 1, 20 + n)) for n in range(0, 10, 2)]


def test_numbered_stories_of_the_outlet_bound_an_undated_one_in_any_order() -> None:
    assert Neighbours(DATED).bounded(numbered(52345)).neighbours == (date(2018, 1, 22), date(2018, 1, 28))
    assert Neighbours(reversed(DATED)).bounded(numbered(52345)).neighbours == (date(2018, 1, 22), date(2018, 1, 28))


@pytest.mark.parametrize(
    "article",
    [
        numbered(52390),
        numbered(52345, host="other.example.org"),
        numbered(152345),
        Article("a", "", "النص.", Origin(""), "ar", url="https://news.example.org/2018/talks"),
    ],
)
def test_neighbours_of_another_series_bound_nothing(article: Article) -> None:
    assert Neighbours(DATED).bounded(article).neighbours is None


def test_numbers_that_do_not_run_with_the_days_bound_nothing() -> None:
    mixed = [*DATED, numbered(52344, date(2019, 5, 1))]
    assert Neighbours(mixed).bounded(numbered(52345)).neighbours is None


VISIT = "بدأ وزير الدفاع الإيطالي أمس الثلاثاء زيارة رسمية إلى الجزائر لبحث التعاون العسكري بين البلدين."


def test_neighbours_and_a_weekday_leave_one_day_and_the_events_take_it() -> None:
    article = replace(
        Article("a", "وزير الدفاع الإيطالي يزور الجزائر", VISIT, Origin(""), "ar"), neighbours=(date(2018, 1, 29), date(2018, 2, 2))
    )
    coded = code_article(article)
    assert (coded.publication.day, coded.publication.basis) == (date(2018, 1, 31), "inferred")
    assert {event.date.date_start for event in coded.events} == {date(2018, 1, 30)}


def test_events_of_an_article_of_several_possible_days_carry_the_set() -> None:
    article = replace(
        Article("a", "وزير الدفاع الإيطالي يزور الجزائر", VISIT, Origin(""), "ar"), neighbours=(date(2018, 1, 22), date(2018, 2, 2))
    )
    coded = code_article(article)
    assert (coded.publication.day, coded.publication.days) == (None, (date(2018, 1, 24), date(2018, 1, 31)))
    visit = next(event.date for event in coded.events if event.event_type == "visit")
    assert (visit.date_start, visit.edtf) == (None, "[2018-01-23,2018-01-30]")
    assert is_valid(visit.edtf)


def test_neighbours_bound_in_a_run_whatever_the_order_of_the_inputs(tmp_path: Path) -> None:
    dated = [{"title": "خبر", "text": "النص كامل.", "url": article.url, "published": str(article.published)} for article in DATED]
    undated = {"id": "visit", "title": "وزير الدفاع الإيطالي يزور الجزائر", "text": VISIT, "url": numbered(52345).url}
    told = []
    for name, records in (("a", [undated, *dated]), ("b", [*reversed(dated), undated])):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        told.append(
            next(r for r in code_stream([path], Settings(neighbours=True, workers=1)) if isinstance(r, dict) and r["id"] == "visit")
        )
    assert told[0] == told[1]
    assert told[0]["published"] == "2018-01-24"
    assert {event["date_start"] for event in told[0]["events"]} == {"2018-01-23"}
