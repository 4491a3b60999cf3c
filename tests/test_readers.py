"""Inputs of every kind → Articles and Rejects, with the run going on after any fault."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from builder.model import Article, Reject
from builder.readers import Limits, ReadOptions, read

STORY = "وقع وزيرا داخلية الأردن وقطر في الدوحة مذكرة تفاهم للتعاون في مكافحة الإرهاب وتمويله، تشمل تبادل القوائم والتحقيقات المشتركة."
GOOD = {"id": "a", "title": "الأردن وقطر يوقعان مذكرة", "text": STORY}
PLAIN_SMALL = Limits(line_bytes=2_000)


def line(**fields: object) -> str:
    return json.dumps({**GOOD, **fields}, ensure_ascii=False) + "\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def outcome(item: Article | Reject) -> str:
    return item.reason if isinstance(item, Reject) else "article"


def read_list(*paths: Path | str, options: ReadOptions | None = None) -> list[Article | Reject]:
    return list(read([str(path) for path in paths], options or ReadOptions()))


def articles(*paths: Path | str, options: ReadOptions | None = None) -> list[Article]:
    found = read_list(*paths, options=options)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def test_every_fault_of_a_line_is_told_with_file_and_line_and_the_run_goes_on(tmp_path: Path) -> None:
    lines = [
        line().encode(),
        b'{"id": "b", "title": \n',
        b'{"id": "c", "title": "x"}\n',
        b'{"id":"d","title":"x","text":"\xff\xfe bad"}\n',
        b"[1]\n",
        line(text="x" * 3_000).encode(),
        line(text="a\x00b").encode(),
        b'{"id":"e","title":"t","text":"\\ud800 alone"}\n',
        line(published="2018-13-40").encode(),
        line(text=7 * [1]).encode(),
        b"[" * 1_500 + b"\n",
        b"\n",
        line(id="z").encode(),
    ]
    path = write(tmp_path, "in.jsonl", b"".join(lines))
    found = read_list(path, options=ReadOptions(limits=PLAIN_SMALL))
    assert [outcome(item) for item in found] == [
        "article",
        "malformed_json",
        "missing_field",
        "invalid_utf8",
        "not_an_object",
        "line_too_long",
        "nul_characters",
        "invalid_unicode",
        "bad_date",
        "bad_field",
        "malformed_json",
        "article",
    ] or [outcome(item) for item in found][10] == "too_deep"
    for item in found:
        if isinstance(item, Reject):
            assert item.message.startswith(f"{path}:{item.origin.record}: ") and ";" in item.message
    assert [item.origin.record for item in found][-1] == 13


def test_given_fields_are_kept_and_lang_may_stand_for_language(tmp_path: Path) -> None:
    given = line(lang="ar", published="2018-01-31T23:30:00+03:00", url="https://example.org/2017/01/02/x", publisher="P")
    (article,) = articles(write(tmp_path, "in.jsonl", given))
    assert (article.id, article.language, article.published, article.published_basis) == ("a", "ar", date(2018, 1, 31), "metadata")
    assert (article.url, article.publisher, article.text) == ("https://example.org/2017/01/02/x", "P", STORY)


def test_the_url_gives_the_day_when_no_field_does(tmp_path: Path) -> None:
    for url, day in [
        ("https://example.org/2017/01/02/x", date(2017, 1, 2)),
        ("https://example.org/article/2026-01-06-slug", date(2026, 1, 6)),
        ("https://example.org/politics/20241013-216478/", date(2024, 10, 13)),
        ("https://example.org/2017/01/x", None),
        ("https://example.org/2017/13/45/", None),
    ]:
        (article,) = articles(write(tmp_path, "in.jsonl", line(url=url)))
        assert (article.published, article.published_basis) == (day, "url" if day else "unknown")


def test_an_article_without_id_gets_one_from_its_words(tmp_path: Path) -> None:
    record = {key: value for key, value in GOOD.items() if key != "id"}
    path = write(tmp_path, "in.jsonl", json.dumps(record) + "\n" + json.dumps({**record, "url": "x"}) + "\n")
    one, two = articles(path)
    assert one.id == two.id and len(one.id) == 16


def test_gzip_and_zstd_of_each_kind_and_a_truncated_gzip(tmp_path: Path) -> None:
    import pyarrow

    rows = "".join(line(id=str(n)) for n in range(300)).encode()
    packed = gzip.compress(rows)
    zstd = pyarrow.compress(rows, codec="zstd", asbytes=True)
    assert len(articles(write(tmp_path, "a.jsonl.gz", packed))) == 300
    assert len(articles(write(tmp_path, "b.jsonl.zst", zstd))) == 300
    assert len(articles(write(tmp_path, "c.csv.gz", gzip.compress(f'title,text\nx,"{STORY}"\n'.encode())))) == 1
    cut = read_list(write(tmp_path, "d.jsonl.gz", packed[: len(packed) // 2]))
    assert outcome(cut[-1]) == "truncated" and len(cut) > 1


def test_csv_columns_quotes_and_faults(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "in.csv",
        f'\ufefftitle;text;published\nx;"{STORY}\nثانيا";2018-01-31\nx;y\n'.encode() + b"x;\xff bad;\n" + f"x;{STORY};\n".encode(),
    )
    found = read_list(path)
    assert [outcome(item) for item in found] == ["article", "malformed_row", "invalid_utf8", "article"]
    assert [item.origin.record for item in found] == [2, 4, 5, 6]
    wrong = read_list(write(tmp_path, "wrong.csv", "headline,body\na,b\n"))
    assert outcome(wrong[0]) == "wrong_columns" and "--map" in getattr(wrong[0], "message", "")
    mapped = ReadOptions(columns={"title": "headline", "text": "body"})
    assert len(articles(write(tmp_path, "map.tsv", f"headline\tbody\na\t{STORY}\n"), options=mapped)) == 1


def test_parquet_rows_and_wrong_columns(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(
        pyarrow.table({"title": ["x", "y"], "text": [STORY, None], "published": [date(2018, 1, 31), None]}), tmp_path / "in.parquet"
    )
    found = read_list(tmp_path / "in.parquet")
    assert [outcome(item) for item in found] == ["article", "missing_field"]
    assert isinstance(found[0], Article) and found[0].published == date(2018, 1, 31)
    parquet.write_table(pyarrow.table({"headline": ["x"]}), tmp_path / "wrong.parquet")
    assert [outcome(item) for item in read_list(tmp_path / "wrong.parquet")] == ["wrong_columns"]
    assert [outcome(item) for item in read_list(write(tmp_path, "bad.parquet", b"PAR1 no"))] == ["damaged"]


@pytest.mark.parametrize("name", ["e.jsonl", "e.csv", "e.txt", "e.html", "e.json", "e.parquet", "e.warc", "e.rss", "e.jsonl.gz"])
def test_an_empty_file_is_told(tmp_path: Path, name: str) -> None:
    content = gzip.compress(b"") if name.endswith(".gz") else b""
    assert [outcome(item) for item in read_list(write(tmp_path, name, content))] == ["empty_file"]


def test_folders_globs_and_names_that_are_nothing(tmp_path: Path) -> None:
    write(tmp_path, "b.jsonl", line(id="b"))
    write(tmp_path, "a.jsonl", line(id="a"))
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "c.jsonl", line(id="c"))
    write(tmp_path, "notes.css", "x")
    assert [item.id for item in articles(tmp_path)] == ["a", "b", "c"]
    assert [item.id for item in articles(f"{tmp_path}/*.jsonl")] == ["a", "b"]
    assert [outcome(item) for item in read_list(tmp_path / "none.jsonl", tmp_path / "notes.css", f"{tmp_path}/*.zip")] == [
        "not_found",
        "unknown_kind",
        "not_found",
    ]


@pytest.mark.parametrize(
    "content",
    [
        line(),
        f'title,text\nx,"{STORY}"\n',
        f"عنوان الخبر\n\n{STORY}\n",
        f"<html><body><h1>عنوان الخبر هنا</h1><p>{STORY}</p><p>{STORY}</p></body></html>",
    ],
)
def test_standard_input_tells_its_kind(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(content.encode()))

    monkeypatch.setattr("sys.stdin", Stdin)
    (article,) = articles("-")
    assert article.origin.path == "-" and "مذكرة" in article.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "وزیر دفاع ایران در تهران با همتای عراقی خود درباره امنیت مرزها و مبارزه با تروریسم گفتگو کرد و بر گسترش همکاری‌ها تاکید کرد.",
            "fa",
        ),
        ("وزیر دفاع نے اسلام آباد میں اپنے ترک ہم منصب سے ملاقات کی اور دہشت گردی کے خلاف تعاون بڑھانے پر اتفاق کیا۔", "ur"),
        ("Міністр оборони України провів у Києві переговори з польським колегою про спільні навчання та постачання техніки.", "uk"),
        ("Savunma Bakanı Ankara'da Azerbaycanlı mevkidaşıyla görüştü ve ortak tatbikat konusunda anlaştı, açıklama yapıldı.", "tr"),
    ],
)
def test_other_languages_are_rejected_with_their_name_or_kept_on_wish(tmp_path: Path, text: str, language: str) -> None:
    path = write(tmp_path, "in.jsonl", json.dumps({"id": "x", "title": "", "text": text}) + "\n")
    (item,) = read_list(path)
    assert isinstance(item, Reject) and item.reason == "language" and f"'{language}'" in item.message and item.article_id == "x"
    (article,) = articles(path, options=ReadOptions(all_languages=True))
    assert article.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "ar"),
        ("The defence ministers of Kenya and Italy met in Nairobi on Tuesday and agreed on training.", "en"),
        ("Le ministre de la Défense a reçu mardi à Dakar son homologue belge pour parler de coopération.", "fr"),
        ("Министры обороны Армении и Индии провели в Ереване переговоры о подготовке офицеров.", "ru"),
    ],
)
def test_the_four_languages_are_told(tmp_path: Path, text: str, language: str) -> None:
    (article,) = articles(write(tmp_path, "in.jsonl", json.dumps({"title": "", "text": text})))
    assert article.language == language


def test_plain_text_in_windows_1256_is_read_and_broken_utf8_is_not(tmp_path: Path) -> None:
    words = f"الأردن وقطر يوقعان مذكرة\n\n{STORY}\n"
    (article,) = articles(write(tmp_path, "a.txt", words.encode("cp1256")))
    assert article.text == words
    broken = words.encode().replace("الدوحة".encode(), b"\xff\xfe")
    (item,) = read_list(write(tmp_path, "b.txt", broken))
    assert isinstance(item, Reject) and (item.reason, item.origin.record) == ("invalid_utf8", 3)


def test_a_warc_gives_its_pages_with_address_and_the_day_they_were_fetched(tmp_path: Path) -> None:
    page = f"<html><head><title>x</title></head><body><h1>الأردن وقطر يوقعان مذكرة</h1><p>{STORY}</p><p>{STORY}</p></body></html>".encode(
        "cp1256"
    )
    records = b"".join(
        warc_record(f"https://example.org/{n}", b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n\r\n" + page)
        for n, status, kind in [
            (1, b"200 OK", b"text/html; charset=windows-1256"),
            (2, b"404 No", b"text/html"),
            (3, b"200 OK", b"image/png"),
        ]
    )
    (article,) = articles(write(tmp_path, "a.warc.gz", gzip.compress(records)))
    assert (article.url, article.published_before, article.language) == ("https://example.org/1", date(2024, 5, 6), "ar")
    assert article.published is None and STORY in article.text


def warc_record(url: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\n"
    return (
        head.encode()
        + f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def test_feeds_give_an_article_an_entry_and_refuse_entities(tmp_path: Path) -> None:
    rss = (
        '<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>نبأ</title><item><title>الأردن وقطر</title>'
        f"<link>https://example.org/x</link><description>&lt;p&gt;{STORY}&lt;/p&gt;</description>"
        "<pubDate>Wed, 31 Jan 2018 10:00:00 GMT</pubDate>"
        "<dc:creator>بقلم: سلمى الإدريسي</dc:creator></item><item><title>بلا نص</title></item></channel></rss>"
    )
    found = read_list(write(tmp_path, "a.rss", rss))
    assert [outcome(item) for item in found] == ["article", "no_text"]
    article = found[0]
    assert isinstance(article, Article) and (article.published, article.publisher, article.byline) == (
        date(2018, 1, 31),
        "نبأ",
        "سلمى الإدريسي",
    )
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    assert [outcome(item) for item in read_list(write(tmp_path, "b.xml", bomb))] == ["xml_entities"]
