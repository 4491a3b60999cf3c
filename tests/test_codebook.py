"""The codebook's page: the same words as the Markdown, an anchor for every column and code, Arabic right, nothing to load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from builder.cli import main
from builder.exporters.codebook import codebook
from builder.exporters.codebook_page import codebook_page, slug
from builder.schema import BESIDE, TABLES, load_schema

SCHEMA = load_schema()
COLUMNS = [(name, column) for name in (*TABLES, *BESIDE) for column in SCHEMA.tables[name].columns]


@pytest.fixture(scope="module")
def page() -> LexborHTMLParser:
    return LexborHTMLParser(codebook_page(codebook(), "Codebook"))


def ids(page: LexborHTMLParser) -> list[str]:
    return [node.attributes["id"] or "" for node in page.css("[id]")]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_has_an_anchor_and_its_description(page: LexborHTMLParser, table: str, column: str) -> None:
    heading = page.css_first(f'[id="{slug(f"{table}.{column}")}"]')
    assert heading is not None and heading.text() == f"{table}.{column}"
    follows = heading.next
    while follows is not None and follows.tag != "p":
        follows = follows.next
    assert follows is not None
    assert follows.text().split() == SCHEMA.tables[table].columns[column].description.replace("`", "").split()


def test_every_code_has_an_anchor(page: LexborHTMLParser) -> None:
    known = set(ids(page))
    used = {name for table in SCHEMA.tables.values() for column in table.columns.values() for name in column.vocabulary}
    assert all(f"{name.replace('_', '-')}.{code}" in known for name in used for code in SCHEMA.vocabularies[name].ids)


def test_links_lead_to_anchors_that_stand_once(page: LexborHTMLParser) -> None:
    known = ids(page)
    assert len(known) == len(set(known))
    links = [node.attributes["href"] or "" for node in page.css("a[href]")]
    assert len(links) > 50 and all(link.startswith("#") and link[1:] in known for link in links)


def test_nothing_is_loaded_from_elsewhere(page: LexborHTMLParser) -> None:
    assert page.css("[src], link, iframe, img") == []
    assert not re.search(r"@import|url\(", page.html or "")


def test_arabic_stands_apart_and_runs_from_right_to_left(page: LexborHTMLParser) -> None:
    runs = {node.text() for node in page.css('bdi[dir="rtl"][lang="ar"]')}
    assert SCHEMA.tables["events"].columns["date_text"].example in runs
    body = page.css_first("main")
    for node in body.css("bdi"):
        node.remove()
    assert not re.search(r"[\u0600-\u06ff]", body.text())


def test_signs_of_html_are_text() -> None:
    page = codebook_page("# A\n\n## B <b>bold</b>\n\n<script>alert(1)</script>\n\ntype list<string>\n", "A & B")
    assert "<script>alert" not in page and "<b>" not in page and "list&lt;string&gt;" in page and "A &amp; B" in page


def test_the_command_writes_a_page_where_the_name_asks_for_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["codebook", "-o", str(tmp_path / "codebook.html")])
    assert done.exit_code == 0 and (tmp_path / "codebook.html").read_text(encoding="utf-8").startswith("<!doctype html>")
