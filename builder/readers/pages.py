"""Reads saved web pages: a page found → its article, each field with its origin, or a Reject that says what is missing."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.model import Article, Origin, Reject
from builder.readers.encodings import decode_page
from builder.readers.lines import fault_of, read_all
from builder.readers.options import ReadOptions
from builder.readers.records import finish
from builder.readers.sources import open_source, reject

if TYPE_CHECKING:
    from builder.readers.html.extract import Found

# No news, however brief, is told in fewer characters.
SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of a page from outside it: address, charset header, day it was fetched."""

    url: str | None = None
    content_type: str | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page found and not yet read: where it stands, its bytes or the file that holds them, and what is known from outside."""

    origin: Origin
    held: bytes | Path
    fetched: Fetched = Fetched()


def read_html(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Page | Reject]:
    """The one page of a file."""
    data = read_all(stream, path, options.limits.page_bytes)
    yield data if isinstance(data, Reject) else Page(Origin(path, 1), data)


def read_page(page: Page, options: ReadOptions) -> Article | Reject:
    """The article of a page."""
    data = page.held if isinstance(page.held, bytes) else _bytes_of(page.held, page.origin.path, options)
    return data if isinstance(data, Reject) else article_of_page(data, page.origin, options, page.fetched)


def _bytes_of(file: Path, path: str, options: ReadOptions) -> bytes | Reject:
    try:
        with open_source(str(file)) as stream:
            return read_all(stream, path, options.limits.page_bytes)
    except Exception as error:
        return fault_of(path, error)


def article_of_page(data: bytes, origin: Origin, options: ReadOptions, fetched: Fetched) -> Article | Reject:
    """The article of a page's bytes; a fault that no rule foresees rejects this page alone."""
    try:
        return _read_page(data, origin, options, fetched)
    except Exception as error:  # the last resort: no page may end an archive
        told = f"{type(error).__name__}: {error}"[:200]
        return reject(origin.path, origin.record, "failed", f"the page could not be read ({told}); report this with the page")


def _read_page(data: bytes, origin: Origin, options: ReadOptions, fetched: Fetched) -> Article | Reject:
    from builder.readers.html.extract import extract
    from builder.readers.html.scripts import cut_scripts
    from builder.readers.html.weights import TooDeepError

    data, blocks = cut_scripts(data)
    page, encoding = decode_page(data, fetched.content_type, options.encoding)
    codec = encoding.split(" ", 1)[0]
    plain = encoding == "utf-8" and not data.startswith(BOM_UTF8) and "\ufffd" not in page
    html = data if plain else page.encode("utf-8", "replace")
    try:
        found = extract(html, fetched.url or options.url, options.limits, [block.decode(codec, "replace") for block in blocks])
    except TooDeepError as error:
        return reject(origin.path, origin.record, "too_deep", str(error))
    if len(found.text) < SHORTEST:
        message = "no story found on this page; it may be a front page, a video or built by scripts; save the rendered article"
        return reject(origin.path, origin.record, "no_text", message)
    if len(found.text) > options.limits.text_chars:
        return reject(
            origin.path,
            origin.record,
            "text_too_long",
            f"the story has {len(found.text):,} characters; raise the limit or leave the page out",
        )
    fields: dict[str, Any] = {
        "url": found.url, "publisher": found.publisher, "agency": found.agency, "byline": found.byline, "section": found.section,
        "short_url": found.short_url, "language": found.language,
    }  # fmt: skip
    published = _published(found, fetched)
    origins = {**found.origins, "encoding": encoding}
    return finish(None, found.title, found.text, origin, options, fields, published, "html", False, fetched.before, origins)


def _published(found: Found, fetched: Fetched) -> tuple[date | None, str]:
    """The day and its basis; a day after the page was fetched is not when it was published."""
    day = found.published
    if day is None or (fetched.before and day > fetched.before + timedelta(1)):
        return None, "unknown"
    return day, "dateline" if found.origins["published"] == "head" else "metadata"
