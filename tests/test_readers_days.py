"""The day of publication as tables, stamps and pages give it → that day, or none where no one day is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from builder.model import Article, Reject
from builder.readers import read

STORY = "وقع وزيرا داخلية الأردن وقطر في الدوحة مذكرة تفاهم للتعاون في مكافحة الإرهاب وتمويله، تشمل تبادل القوائم والتحقيقات المشتركة."
TITLE = "الأردن وقطر يوقعان مذكرة أمنية"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2018-01-31", date(2018, 1, 31)),
        ("2018-01-31T23:59:00-05:00", date(2018, 1, 31)),
        ("2018-01-31Z", date(2018, 1, 31)),
        ("20180131120000", date(2018, 1, 31)),
        ("Wed, 31 Jan 2018 10:00:00 GMT", date(2018, 1, 31)),
        ("January 31st, 2018", date(2018, 1, 31)),
        ("31.01.2018 10:00", date(2018, 1, 31)),
        ("31/01/2018", date(2018, 1, 31)),
        ("01/31/2018", date(2018, 1, 31)),
        (1517356800, date(2018, 1, 31)),
        (1517356800000, date(2018, 1, 31)),
        ("/Date(1517356800000)/", date(2018, 1, 31)),
        ("الأربعاء، 31 يناير 2018 - 12:09 م", date(2018, 1, 31)),
        ("٣١ كانون الثاني ٢٠١٨", date(2018, 1, 31)),
        ("31 января 2018, 18:05", date(2018, 1, 31)),
        ("le 31 janvier 2018 à 10h", date(2018, 1, 31)),
        ("02/03/2018", None),
        ("2018-13-40", None),
        ("January 2018", None),
        ("14 جمادى الأولى 1439", None),
    ],
)
def test_a_record_names_its_day_in_many_ways_or_is_told_that_it_does_not(tmp_path: Path, given: object, day: date | None) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": TITLE, "text": STORY, "published": given}), encoding="utf-8")
    (item,) = read([path])
    if day is None:
        assert isinstance(item, Reject) and item.reason == "bad_date" and "YYYY-MM-DD" in item.message
    else:
        assert isinstance(item, Article) and (item.published, item.published_basis) == (day, "metadata")


def page(folder: Path, head: str = "", above: str = "", below: str = "", story: str = STORY) -> Article:
    path = folder / "page.html"
    body = f"<div class=a>{above}<h1>{TITLE}</h1>{below}<div class=t><p>{story} {story}</p><p>{STORY}</p></div></div>"
    path.write_text(f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>", encoding="utf-8")
    (item,) = read([path])
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("", "<span class=date>الأربعاء، 31 يناير 2018</span>", date(2018, 1, 31)),
        ("<div class=info>31/01/2018 - 12:30</div>", "", date(2018, 1, 31)),
        ("", "<ul><li>سلمى الإدريسي</li><li>نشر في 31 كانون الثاني 2018</li></ul>", date(2018, 1, 31)),
        ("", "<p>14 جمادى الأولى 1439هـ الموافق 31 يناير 2018م</p>", date(2018, 1, 31)),
        ("", "<p>نشر: 31 يناير 2018 آخر تحديث: 2 فبراير 2018</p>", date(2018, 1, 31)),
        ("", "<p>آخر تحديث: 2 فبراير 2018</p>", None),
        ("", "<p>Written: 2018-01-31 15:03:30 / Updated: 2018-02-02 15:30:46</p>", date(2018, 1, 31)),
        ("", "<span>31 يناير 2018</span><span>2 فبراير 2018</span>", None),
        ("", "<span>يناير 2018</span>", None),
        ("", f"<p>{STORY} {STORY}</p><span>31 يناير 2018</span>", None),
        ("", "<time datetime='2018-02-02T10:00:00Z'>نشر في 31 يناير 2018</time>", date(2018, 1, 31)),
        ("", "<div><div><div><time datetime='2018-01-31T10:00:00+0300'>قبل ساعتين</time></div></div></div>", date(2018, 1, 31)),
    ],
)
def test_a_page_without_metadata_shows_its_day_beside_the_headline(tmp_path: Path, above: str, below: str, day: date | None) -> None:
    assert page(tmp_path, "", above, below).published == day


def test_a_day_read_beside_the_headline_says_so(tmp_path: Path) -> None:
    found = page(tmp_path, below="<span>الأربعاء، 31 يناير 2018</span>")
    assert found.published_basis == "dateline" and dict(found.field_origins)["published"] == "head"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="الأربعاء، 31 يناير 2018 - 12:09 م">', date(2018, 1, 31)),
        ('<meta name="date" content="2018-02-05">', date(2018, 1, 31)),
        ('<meta property="article:published_time" content="2018-02-05">', date(2018, 2, 5)),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', date(2018, 1, 31)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2018-02-05", "image": {</script>',
            date(2018, 2, 5),
        ),
    ],
)
def test_sure_metadata_outweigh_the_day_shown_and_that_outweighs_weak_ones(tmp_path: Path, head: str, day: date) -> None:
    assert page(tmp_path, head, below="<span class=date>31 يناير 2018</span>").published == day


def test_time_tags_that_differ_tell_no_day_unless_one_stands_by_the_headline(tmp_path: Path) -> None:
    marked = "<time pubdate datetime='2018-01-31'>x</time>"
    other = "<div><ul><li><p><a href=x>خبر</a></p><div><span><time pubdate datetime='2017-05-05'>x</time></span></div></li></ul></div>"
    assert page(tmp_path, below=marked).published == date(2018, 1, 31)
    assert page(tmp_path, below=other + other.replace("2017", "2016")).published is None


STAMP = '<meta property="article:published_time" content="2009-09-02T00:00:00Z">'
DATED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2009-09-02"}</script>'


@pytest.mark.parametrize(
    ("path", "head", "below", "day"),
    [
        ("2014/12/29/talks", STAMP, "", date(2014, 12, 29)),
        ("2014/05/talks", STAMP, "", None),
        ("2014/05/talks", DATED, "", date(2009, 9, 2)),
        ("2009/09/03/talks", STAMP, "", date(2009, 9, 2)),
        ("2009/10/talks", STAMP, "", date(2009, 9, 2)),
        ("2010/talks", STAMP, "", date(2009, 9, 2)),
        ("2014/talks", "", "<span>31 يناير 2018</span>", None),
        ("2018/talks", "", "<span>31 يناير 2018</span>", date(2018, 1, 31)),
        ("talks", "", "<span>14 أغسطس 1935</span>", None),
        ("2018/01/3-reasons", "", "<span>31 يناير 2018</span>", date(2018, 1, 31)),
        ("2018/01/10-reasons", "", "", None),
    ],
)
def test_a_day_that_the_address_denies_is_none_of_publication(tmp_path: Path, path: str, head: str, below: str, day: date | None) -> None:
    link = f'<link rel="canonical" href="https://news.example/{path}">'
    assert page(tmp_path, link + head, "", below).published == day


def test_the_day_may_stand_beside_the_second_of_two_headlines(tmp_path: Path) -> None:
    bar = f"<nav><div><div><div><div><div><div><h1>{TITLE}</h1></div></div></div></div></div></div></nav>"
    assert page(tmp_path, "", bar, "<span>31 يناير 2018</span>").published == date(2018, 1, 31)


def test_a_day_after_the_page_was_fetched_is_none(tmp_path: Path) -> None:
    stamp = '<meta property="article:published_time" content="2031-01-01">'
    body = f"<html><head>{stamp}</head><body><h1>{TITLE}</h1><p>{STORY}</p><p>{STORY}</p></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.org/1\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
    head += f"Content-Length: {len(http)}\r\n"
    path = tmp_path / "a.warc"
    path.write_bytes(
        head.encode() + b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n\r\n" + http + b"\r\n\r\n"
    )
    (item,) = read([path])
    assert isinstance(item, Article) and (item.published, item.published_before) == (None, date(2024, 5, 6))
