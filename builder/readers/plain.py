"""Reads plain text, one article a file: first line the headline, the whole of it the raw text → an Article."""

from __future__ import annotations

import io
from collections.abc import Iterator

from builder.model import Article, Origin, Reject
from builder.readers.encodings import decode_text
from builder.readers.lines import read_all
from builder.readers.options import ReadOptions
from builder.readers.records import finish
from builder.readers.sources import reject

HEADLINE_CHARS = 300


def read_txt(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """The file's one article."""
    data = read_all(stream, path, options.limits.page_bytes)
    if isinstance(data, Reject):
        yield data
        return
    decoded = decode_text(data, options.encoding)
    if decoded is None:
        place = _bad_byte(data)
        message = f"byte {place + 1} is not UTF-8; save the file as UTF-8 or name its encoding"
        yield reject(path, data.count(b"\n", 0, place) + 1, "invalid_utf8", message)
        return
    text, encoding = decoded
    if "\x00" in text:
        yield reject(path, text.count("\n", 0, text.index("\x00")) + 1, "nul_characters", "the text holds NUL characters; remove them")
    elif len(text) > options.limits.text_chars:
        yield reject(path, 1, "text_too_long", f"the text has {len(text):,} characters; split it or raise the limit")
    else:
        yield article_of_text(text, Origin(path, 1), options, encoding)


def article_of_text(text: str, origin: Origin, options: ReadOptions, encoding: str = "utf-8") -> Article | Reject:
    """The article of a plain text whose first line, if short enough to be one, is its headline."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = first if len(first) <= HEADLINE_CHARS else ""
    rest = text.replace(first, "", 1).strip() if title else text
    if not rest:
        return reject(
            origin.path, origin.record, "no_text", "only one line of text; give the headline on the first line and the story below"
        )
    origins = {"title": "first line"} if title else {}
    if encoding != "utf-8":
        origins["text"] = f"text ({encoding})"
    return finish(None, " ".join(title.split()), text, origin, options, {}, (None, "unknown"), "text", bool(title), None, origins)


def _bad_byte(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
