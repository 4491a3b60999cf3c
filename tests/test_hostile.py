"""Inputs made to break readers → an article or a reject within seconds, and the run goes on."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from builder.model import Article, Reject
from builder.readers import Limits, ReadOptions, read
from fuzz import fuzz_readers, warc

STORY = "وقع وزيرا داخلية الأردن وقطر في الدوحة مذكرة تفاهم للتعاون في مكافحة الإرهاب وتمويله، تشمل تبادل القوائم والتحقيقات المشتركة."
TITLE = "الأردن وقطر يوقعان مذكرة"
GOOD = json.dumps({"title": TITLE, "text": STORY}).encode() + b"\n"
SECONDS = 6.0
JSON_LD = '<script type="application/ld+json">'


def page(inside: str = "", head: str = "") -> bytes:
    body = f"<h1>{TITLE}</h1>{inside}<p>{STORY}</p><p>{STORY} انتهى.</p>"
    return f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()


def outcome(item: Article | Reject) -> str:
    return item.reason if isinstance(item, Reject) else "article"


def told(path: Path, options: ReadOptions | None = None) -> list[str]:
    start = time.process_time()
    found = [outcome(item) for item in read([path], options or ReadOptions())]
    assert time.process_time() - start < SECONDS
    return found


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


PAGES = {
    "a million nested tags": (page("<b>" * 1_000_000), "too_deep"),
    "nested to just under the limit": (page("<div>" * 1_990), "too_deep"),
    "nested lists": (page(f"<ul><li>{STORY}" * 900), "too_deep"),
    "flat tags without end": (page("<i></i>" * 200_000), "too_deep"),
    "scripts never closed": (page("<script>" * 100_000), "too_deep"),
    "attributes without end": (page(f"<p {' '.join(f'a{n}=b' for n in range(100_000))}>x</p>"), "too_deep"),
    "a story beyond the limit": (page(f"<p>{STORY}</p>" * 9_000), "text_too_long"),
    "empty scripts": (page("<script></script>" * 100_000), "article"),
    "comments": (page("<!---->" * 200_000), "article"),
    "brackets": (page("<" * 200_000), "article"),
    "line breaks": (page("a<br>" * 50_000), "article"),
    "links": (page(f"<p>{'<a href=x>abc</a> word ' * 20_000}</p>"), "article"),
    "cards": (page("".join(f"<div><a href=/{n}>{TITLE}</a><p>{STORY[:60]}</p></div>" for n in range(8_000))), "article"),
    "spans": (page(f"<div>{f'<span>{STORY}</span>' * 6_000}</div>"), "article"),
    "headlines": (page(f"<div><h1>{TITLE}</h1></div>" * 15_000), "article"),
    "time tags": (page("<div><time datetime=2018-01-01>x</time></div>" * 20_000), "article"),
    "long names": (page(f'<div class="{"sidebar-layout " * 100_000}"><p>{STORY}</p></div>'), "article"),
    "one long name": (page(f'<div class="{"a-" * 500_000}" id="{"related" * 90_000}"><p>{STORY}</p></div>'), "article"),
    "bars in the title": (page(head=f"<title>{'a | ' * 200_000}</title><meta property=og:title content='{'b - ' * 90_000}'>"), "article"),
    "authors": (
        page(head=JSON_LD + json.dumps({"@type": "NewsArticle", "author": [f"a@{n}" for n in range(50_000)]}) + "</script>"),
        "article",
    ),
    "a long author": (page(head=f"<meta name=author content='{'a' * 900_000}'>"), "article"),
    "deep JSON-LD": (page(head=f'{JSON_LD}{{"@type":"NewsArticle","author":{"[" * 900}{"]" * 900}}}</script>'), "article"),
    "bottomless JSON-LD": (page(head=f"{JSON_LD}{'[' * 100_000}</script>"), "article"),
    "a lone surrogate in JSON-LD": (
        page(head=JSON_LD + '{"@type":"NewsArticle","headline":"\\ud800 x","author":"\\udc00"}</script>'),
        "article",
    ),
    "brackets in JSON-LD": (
        page(head=JSON_LD + json.dumps({"@type": "NewsArticle", "articleBody": "<" * 500_000}) + "</script>"),
        "article",
    ),
    "NUL bytes": (page("\x00" * 300_000), "article"),
    "direction marks": (page("<p>" + ("\u202e" + STORY) * 200 + "</p>"), "article"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_to_break_readers(tmp_path: Path, name: str) -> None:
    data, wanted = PAGES[name]
    path = put(tmp_path, "a.html", data)
    assert told(path) == [wanted]
    for item in read([path]):
        if isinstance(item, Article):
            assert (item.title + (item.byline or "")).encode("utf-8") and STORY in item.text


def test_a_line_of_a_quarter_gigabyte_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", GOOD)
    with path.open("ab") as stream:
        stream.truncate(1 << 28)
    with path.open("ab") as stream:
        stream.write(b"\n" + GOOD)
    assert told(path) == ["article", "line_too_long", "article"]


def test_bombs_are_stopped_at_the_limits(tmp_path: Path) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(100)) + bomb.flush()
    options = ReadOptions(limits=Limits(page_bytes=1 << 20, line_bytes=1 << 20))
    assert len(packed) < 200_000
    assert told(put(tmp_path, "a.html.gz", packed), options) == ["file_too_large"]
    assert told(put(tmp_path, "a.txt.gz", packed), options) == ["file_too_large"]
    assert told(put(tmp_path, "a.jsonl.gz", packed), options) == ["line_too_long"]
    assert told(put(tmp_path, "a.parquet.gz", packed), options) == ["file_too_large"]
    inner = gzip.compress(bytes(30 << 20))
    archive = warc(page()) + warc(b"", b"Content-Encoding: gzip\r\n", lambda _: inner) + warc(page())
    assert told(put(tmp_path, "a.warc", archive), options) in (["article", "no_text", "article"], ["article", "file_too_large", "article"])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("laughs.xml", b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><item><title>&b;</title></item></rss>', "xml_entities"),
        ("late.xml", b"<!--" + b" " * 200_000 + b'--><!DOCTYPE l [<!ENTITY a "ha">]><rss><item>&a;</item></rss>', "xml_entities"),
        ("outside.xml", b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><rss><item><title>x</title></item></rss>', "xml_entities"),
        ("wide.xml", '<!DOCTYPE l [<!ENTITY a "ha">]><rss/>'.encode("utf-16-le"), "malformed_xml"),
        ("types.xml", b"<!DOCTYPE" * 100_000, "malformed_xml"),
        ("deep.json", b"[" * 2_000_000, "too_deep"),
        ("deep.jsonl", b'{"a":' * 200_000, "too_deep"),
        ("digits.jsonl", b'{"title":"a","text":' + b"9" * 100_000 + b"}", "malformed_json"),
        ("quotes.csv", b'title,text\n"' + b'""' * 200_000, "malformed_row"),
    ],
)
def test_data_made_to_break_parsers(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert told(put(tmp_path, name, data)) == [reason]


def test_a_feed_of_open_scripts_is_read_in_time(tmp_path: Path) -> None:
    inside = "&lt;script " * 100_000
    told(put(tmp_path, "a.rss", f"<rss><channel><item><title>t</title><description>{inside}</description></item></channel></rss>".encode()))


def test_mutated_inputs_of_every_kind_are_read_or_rejected() -> None:
    outcomes, faults, longest = fuzz_readers(500, seed=2)
    assert not faults
    assert sum(outcomes.values()) == 500 and longest < SECONDS


def test_no_regular_expression_of_the_program_takes_long() -> None:
    script = Path(__file__).with_name("fuzz.py")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, str(script), "--patterns", "--size", "800"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 slow" in done.stdout and int(done.stdout.split()[0]) > 1_000
