"""Archives, wide encodings, odd names and odd tables → the same articles, or the fault with its cure."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from builder.model import Article, Reject
from builder.readers import Limits, ReadOptions, read
from builder.text.language import detect_language

TITLE = "الأردن وقطر يوقعان مذكرة أمنية"
STORY = "وقع وزيرا داخلية الأردن وقطر في الدوحة مذكرة تفاهم للتعاون في مكافحة الإرهاب وتمويله، تشمل تبادل القوائم والتحقيقات المشتركة."
LINE = json.dumps({"title": TITLE, "text": STORY}, ensure_ascii=False) + "\n"
PAGE = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{STORY}</p><p>{STORY} انتهى.</p></body></html>"
TABLE = f'title,text\n"{TITLE}","{STORY}"\n'


def told(path: Path, options: ReadOptions | None = None) -> list[str]:
    return [item.reason if isinstance(item, Reject) else "article" for item in read([path], options or ReadOptions())]


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_of(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return path


def test_archives_are_read_like_folders_and_nothing_is_written(tmp_path: Path) -> None:
    members = {"b.jsonl": LINE.encode(), "../../up/a.html": PAGE.encode(), "notes.css": b"x", "in.zip": b"PK"}
    for path in (zip_of(tmp_path / "a.zip", members), tar_of(tmp_path / "a.tar.gz", members)):
        before = sorted(tmp_path.parent.rglob("*"))
        found = list(read([path]))
        articles = [item for item in found if isinstance(item, Article)]
        assert sorted(item.origin.path for item in articles) == [f"{path}!b.jsonl", f"{path}!up/a.html"]
        assert [item.reason for item in found if isinstance(item, Reject)] == ["nested_archive"]
        assert sorted(tmp_path.parent.rglob("*")) == before


def test_faulty_archives_are_told(tmp_path: Path) -> None:
    whole = zip_of(tmp_path / "a.zip", {"a.html": PAGE.encode()}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-40])
    (tmp_path / "bad.zip").write_bytes(whole[:60] + b"\xff\xff\xff" + whole[63:])
    (tmp_path / "cut.tar").write_bytes(b"a.html" + bytes(600))
    assert [told(tmp_path / name) for name in ("cut.zip", "bad.zip", "cut.tar")] == [["damaged"]] * 3
    assert told(zip_of(tmp_path / "none.zip", {"a.css": b"x"})) == ["empty_folder"]
    bomb = zip_of(tmp_path / "bomb.zip", {"a.html": bytes(3_000_000), "b.jsonl": LINE.encode()})
    assert told(bomb, ReadOptions(limits=Limits(page_bytes=100_000))) == ["file_too_large", "article"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", ("\ufeff" + TABLE).encode("utf-16-le")),
        ("a.tsv", TABLE.replace(",", "\t").encode("utf-16")),
        ("a.jsonl", LINE.encode("utf-16")),
        ("a.html", PAGE.encode("utf-16")),
        ("b.csv", TABLE.encode("cp1256")),
        ("b.html", PAGE.encode("cp1256")),
        ("c.html", PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').encode("cp1256")),
        (
            "d.html",
            PAGE.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">').encode("cp1256"),
        ),
        ("noext", PAGE.encode()),
        ("news.php?id=12", PAGE.encode()),
    ],
)
def test_any_encoding_and_name_gives_the_same_article(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    for given in (tmp_path / name, tmp_path):
        (item,) = read([given])
        assert isinstance(item, Article) and item.title == TITLE and STORY in item.text


def test_tables_with_odd_headers_are_told(tmp_path: Path) -> None:
    for name, content, reason in [
        ("double.csv", f"title,text,text\na,{STORY},x\n", "wrong_columns"),
        ("mac.csv", f"title,text\ra,{STORY}\r", "malformed_row"),
        ("bytes.csv", b"t\xfftle,t\xe4xt\na,b\n", "wrong_columns"),
    ]:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        (item,) = read([tmp_path / name])
        assert isinstance(item, Reject) and item.reason == reason
        assert item.message.encode("utf-8")


def test_bytes_named_as_packed_that_are_neither_packed_nor_text_are_told_once(tmp_path: Path) -> None:
    (tmp_path / "noise.jsonl.gz").write_bytes(bytes(range(256)) * 8)
    (item,) = read([tmp_path / "noise.jsonl.gz"])
    assert isinstance(item, Reject) and item.reason == "damaged" and "neither gzip, zstd nor text" in item.message
    (tmp_path / "plain.jsonl.gz").write_text(LINE, encoding="utf-8")
    assert told(tmp_path / "plain.jsonl.gz") == ["article"]


def test_names_and_fields_that_no_text_can_hold_are_told_in_text(tmp_path: Path) -> None:
    name = b"a\xff\xe4.jsonl"
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as stream:  # noqa: PTH123
        stream.write(LINE.encode() + json.dumps({"title": "a", "text": STORY, "published": "\ud800"}).encode())
    one, two = read([tmp_path])
    assert isinstance(one, Article) and one.origin.path.endswith("a??.jsonl")
    assert isinstance(two, Reject) and two.reason == "bad_date" and two.message.encode("utf-8")


def test_direction_marks_do_not_stay_in_a_headline(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": f"\u202e{TITLE}\u2066", "text": STORY}), encoding="utf-8")
    (item,) = read([tmp_path / "a.jsonl"])
    assert isinstance(item, Article) and item.title == TITLE


def test_microdata_give_what_json_ld_would(tmp_path: Path) -> None:
    story = f"<div itemprop='articleBody'><p>{STORY}</p><p>{STORY} انتهى.</p></div>"
    head = "<meta itemprop='datePublished' content='2018-01-31'><span itemprop='author'>بقلم: سلمى الإدريسي</span>"
    scope = "itemscope itemtype='https://schema.org/NewsArticle'"
    page = f"<html><body><article {scope}><h2 itemprop='headline'>{TITLE}</h2>{head}{story}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (item,) = read([tmp_path / "a.html"])
    assert isinstance(item, Article)
    assert (item.title, str(item.published), item.byline) == (TITLE, "2018-01-31", "سلمى الإدريسي")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fa",
            "وزير دفاع ايران در تهران با همتاي عراقي خود درباره امنيت مرزها و مبارزه با تروريسم گفتگو كرد و بر گسترش همكاري ها تاكيد كرد.",
        ),
        ("ur", "پاکستان اور سعودی عرب کے درمیان فوجی مشقیں"),
        ("ckb", "سەرۆکی هەرێمی کوردستان پێشوازی لە باڵیۆزی فەڕەنسا کرد"),
        ("ps", "د افغانستان د دفاع وزیر په کابل کې د پاکستان له پلاوي سره وکتل او د پولې د امنیت په اړه یې خبرې وکړې"),
        ("bg", "Министърът на отбраната на България проведе в София разговори с румънския си колега за съвместни учения."),
        ("be", "Міністр абароны Беларусі правёў у Мінску перамовы з расійскім калегам аб сумесных вучэннях"),
        ("sr", "Министар одбране Србије разговарао је у Београду са руским колегом о заједничким вежбама."),
        ("ky", "Кыргызстандын коргоо министри Бишкекте россиялык кесиптеши менен биргелешкен машыгууларды талкуулады"),
        ("mn", "Монголын Батлан хамгаалахын сайд Улаанбаатарт Оросын сайдтай уулзаж хамтарсан сургуулилтын талаар ярилцав"),
        (
            "bg",
            "ГРАДЪТ СПЕЧЕЛИ ПРОЕКТ ЗА ДОПЪЛНИТЕЛЕН КОРПУС. Предложението на местната администрация за допълнителен корпус е сред тях.",
        ),
        ("ar", "القبض على إرهابي في مالي"),
        ("ar", "وزير الدفاع الكازاخي يلتقي پوتين في موسكو لبحث التعاون"),
        ("ru", "ФСБ задержала террориста в Крыму"),
    ],
)
def test_languages_of_one_script_are_told_apart(language: str, text: str) -> None:
    assert detect_language(text) == language
