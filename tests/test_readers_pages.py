"""Saved pages of many sites and encodings → title, day, names and story, and nothing that is not the story."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.model import Article, Reject
from builder.readers import Limits, ReadOptions, read
from builder.readers.html.profiles import load_profiles
from builder.readers.report import extract_record
from builder.strict import DataError

PAGES = Path(__file__).parent / "pages"
EXPECTED = [json.loads(line) for line in (PAGES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
FIRST = "Министры обороны Армении и Индии провели в Ереване переговоры, на которых обсудили поставки артиллерийской техники."
SECOND = "Стороны договорились создать рабочую группу, которая соберётся в Нью-Дели до конца весны и подготовит план на два года."


def one(folder: Path, page: str | bytes, options: ReadOptions | None = None) -> Article | Reject:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (item,) = read([path], options or ReadOptions())
    return item


def article(folder: Path, page: str | bytes, options: ReadOptions | None = None) -> Article:
    item = one(folder, page, options)
    assert isinstance(item, Article), item
    return item


def html(head: str = "", body: str = f"<h1>Переговоры министров обороны</h1><p>{FIRST}</p><p>{SECOND}</p>") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article><footer>© 2011</footer></body></html>"


@pytest.mark.parametrize("wanted", EXPECTED, ids=[entry["page"] for entry in EXPECTED])
def test_a_page_of_each_site_is_read_in_full(wanted: dict[str, Any]) -> None:
    (item,) = read([PAGES / f"{wanted['page']}.html"])
    record = extract_record(item)
    for name in ("title", "published", "publisher", "language", "agency", "byline"):
        assert name not in wanted or record[name] == wanted[name], name
    assert record["text"].split("\n\n") == wanted["paragraphs"]


def test_pages_are_read_in_full_without_the_profiles_of_their_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.readers.html.extract.profile_of", lambda domain: None)
    whole = 0
    for wanted in EXPECTED:
        (item,) = read([PAGES / f"{wanted['page']}.html"])
        record = extract_record(item)
        whole += record["text"].split("\n\n") == wanted["paragraphs"] and record["title"] == wanted["title"]
    assert whole >= 0.9 * len(EXPECTED)


def test_every_profile_has_a_page() -> None:
    assert {profile.id for profile in load_profiles().values()} == {entry["page"] for entry in EXPECTED}
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8"])
@pytest.mark.parametrize("declared", [True, False])
def test_russian_pages_come_out_right_in_any_encoding(tmp_path: Path, encoding: str, declared: bool) -> None:
    page = html(f'<meta charset="{encoding}">' if declared else "").replace("©", "(c)")
    assert article(tmp_path, page.encode(encoding)).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2018-01-31T23:59:00+03:00">', date(2018, 1, 31)),
        ('<meta property="article:modified_time" content="2018-02-05">', None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2018-02-05"}</script>', None),
        (
            '<script type="application/ld+json">[{"@graph":[{"@type":"NewsArticle","datePublished":"2018-01-31"}]}]</script>',
            date(2018, 1, 31),
        ),
        (
            '<script type="application/ld+json">{&quot;@type&quot;:&quot;NewsArticle&quot;,'
            "&quot;datePublished&quot;:&quot;2018-01-31&quot;}</script>",
            date(2018, 1, 31),
        ),
        ('<meta name="date" content="2018">', None),
    ],
)
def test_only_a_full_day_of_publication_is_taken(tmp_path: Path, head: str, day: date | None) -> None:
    found = article(tmp_path, html(head))
    assert (found.published, found.published_basis) == (day, "metadata" if day else "unknown")


def test_the_article_of_the_page_is_told_from_others_in_its_json_ld(tmp_path: Path) -> None:
    other = '{"@type":"NewsArticle","headline":"Другая новость дня","datePublished":"2011-01-01","articleBody":"x","author":"А"}'
    own = '{"@type":"NewsArticle","headline":"Переговоры министров обороны","datePublished":"2018-01-31"}'
    head = f'<title>Переговоры министров обороны</title><script type="application/ld+json">[{other},{own}]</script>'
    assert article(tmp_path, html(head)).published == date(2018, 1, 31)


def test_time_tags_count_by_the_headline_but_not_as_update_or_footer(tmp_path: Path) -> None:
    body = f"<h1>Переговоры министров обороны</h1>%s<p>{FIRST}</p><p>{SECOND}</p>"
    assert article(tmp_path, html(body=body % '<time datetime="2018-01-31">x</time>')).published == date(2018, 1, 31)
    assert article(tmp_path, html(body=body % '<time class="updated" datetime="2018-02-05">x</time>')).published is None
    footer = html().replace("© 2011", '<time datetime="2011-01-01">2011</time>')
    assert article(tmp_path, footer).published is None


@pytest.mark.parametrize(
    ("site", "title"),
    [
        ("Вестник", "Переговоры министров - Вестник"),
        ("ВСТ", "Переговоры министров | ВСТ Политика"),
        ("Вестник", "Переговоры министров (Published 2016)"),
    ],
)
def test_the_title_loses_what_the_site_puts_behind_it_everywhere(tmp_path: Path, site: str, title: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    head += f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}"}}</script>'
    body = f"<h1>О чём говорили министры обороны</h1><p>{FIRST}</p><p>{SECOND}</p>"
    assert article(tmp_path, html(head, body)).title == "Переговоры министров"


def test_the_title_loses_the_name_of_the_site(tmp_path: Path) -> None:
    head = '<title>Переговоры министров | Вестник</title><meta property="og:site_name" content="Вестник">'
    head += '<meta property="og:title" content="Переговоры министров | Вестник">'
    assert article(tmp_path, html(head, f"<p>{FIRST}</p><p>{SECOND}</p>")).title == "Переговоры министров"


@pytest.mark.parametrize("title", ["Вестник дня - Переговоры министров обороны", "Переговоры министров обороны - Вестник дня"])
def test_the_part_of_a_title_that_the_page_shows_as_its_headline_is_kept(tmp_path: Path, title: str) -> None:
    assert (
        article(tmp_path, html(f'<title>{title}</title><meta property="og:title" content="{title}">')).title
        == "Переговоры министров обороны"
    )


@pytest.mark.parametrize(
    ("author", "byline", "agency"),
    [("Анна Петрова", "Анна Петрова", None), ("Reuters Staff", None, "Reuters"), ("vestnik.ru", None, None), ("admin", None, None)],
)
def test_desks_sites_and_accounts_are_no_authors(tmp_path: Path, author: str, byline: str | None, agency: str | None) -> None:
    found = article(tmp_path, html(f'<meta name="author" content="{author}">'))
    assert (found.byline, found.agency) == (byline, agency)


def test_a_story_in_one_division_parted_by_line_breaks_is_read(tmp_path: Path) -> None:
    body = f"<div><h1>Переговоры министров обороны</h1><div class='x'>{FIRST}<br><br>{SECOND} <b>Так</b> решено.</div></div>"
    assert article(tmp_path, html(body=body)).text.split() == f"{FIRST} {SECOND} Так решено.".split()


def test_pages_without_a_story_or_beyond_the_limits_are_rejected(tmp_path: Path) -> None:
    cases = {
        "no_text": "<html><body><p>x</p></body></html>",
        "too_deep": html(body="<div>" * 12_000 + FIRST),
        "file_too_large": html(body="x" * 60_000),
    }
    for reason, page in cases.items():
        limits = Limits(page_bytes=50_000) if reason == "file_too_large" else Limits()
        item = one(tmp_path, page, ReadOptions(limits=limits))
        assert isinstance(item, Reject) and item.reason == reason


def test_a_profile_with_an_unknown_key_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('name = "X"\ndomains = ["x.org"]\nbodies = []\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.toml.*bodies"):
        load_profiles(tmp_path)
