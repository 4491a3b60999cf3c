"""Reads RSS and Atom files: entries with their text → Articles; no entity and no outside document is ever resolved."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree
from xml.parsers import expat

from builder.model import Article, Origin, Reject
from builder.readers.days import read_day
from builder.readers.html.bylines import clean_byline
from builder.readers.html.scripts import cut_scripts
from builder.readers.lines import read_all
from builder.readers.options import ReadOptions
from builder.readers.records import finish
from builder.readers.sources import reject

# Element names without namespace, fullest text first.
TEXTS = ("encoded", "full-text", "content", "description", "summary")
DATES = ("pubDate", "published", "date", "issued", "created")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b[^\[><]*(?:\[|SYSTEM|PUBLIC)|<!ENTITY", re.I)
_BLOCK = re.compile(r"</(?:p|div|h\d|li|blockquote)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^<>]{1,2000}>")


def read_feed(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """One article an entry, numbered from 1."""
    data = read_all(stream, path, options.limits.page_bytes)
    if isinstance(data, Reject):
        yield data
        return
    if b"\0" in data:
        yield reject(path, 1, "malformed_xml", "the XML holds NUL bytes; save it as UTF-8")
        return
    if _DOCTYPE.search(data):
        yield reject(path, 1, "xml_entities", "the XML declares entities or an outside document type; remove the DOCTYPE")
        return
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (no entity is declared: checked above)
    except (ElementTree.ParseError, expat.ExpatError, LookupError, ValueError) as error:
        yield reject(path, getattr(error, "position", (1,))[0], "malformed_xml", f"not well-formed XML ({error}); fetch the feed again")
        return
    channel = next((_text(node) for node in root.iter() if _name(node) == "title"), None)
    entries = [node for node in root.iter() if _name(node) in ("item", "entry")]
    if not entries:
        yield reject(path, 1, "no_text", "no item or entry in this XML; give an RSS or Atom feed")
    for number, entry in enumerate(entries, 1):
        yield _of_entry(entry, channel, Origin(path, number), options)


def _name(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _text(node: ElementTree.Element) -> str:
    return "".join(node.itertext()).strip()


def _of_entry(entry: ElementTree.Element, channel: str | None, origin: Origin, options: ReadOptions) -> Article | Reject:
    parts: dict[str, str] = {}
    for node in entry:
        words = node.get("href", "") if _name(node) == "link" and node.get("href") else _text(node)
        if words and (_name(node) != "link" or node.get("rel") in (None, "alternate")):
            parts.setdefault(_name(node), words)
    title = " ".join(_plain(parts.get("title", "")).split())
    text = max((_plain(parts[name]) for name in TEXTS if name in parts), key=len, default="")
    if not text:
        return reject(origin.path, origin.record, "no_text", "the entry has no text; fetch the page it links to")
    if len(text) > options.limits.text_chars:
        return reject(origin.path, origin.record, "text_too_long", f"the text has {len(text):,} characters; raise the limit")
    author = parts.get("creator") or parts.get("author")
    byline, agency = clean_byline([author] if author and "@" not in author else [], [channel])
    fields = {
        "url": parts.get("link") or parts.get("guid"),
        "publisher": channel,
        "byline": byline,
        "agency": agency,
        "section": parts.get("category"),
    }
    day = next((day for name in DATES if (day := read_day(parts.get(name)))), None)
    published: tuple[date | None, str] = (day, "metadata") if day else (None, "unknown")
    return finish(None, title, text, origin, options, fields, published, "feed")


def _plain(words: str) -> str:
    """Text without tags: blocks become paragraphs."""
    if "<" in words:
        words = _TAG.sub("", _BLOCK.sub("\n\n", cut_scripts(words.encode("utf-8", "replace"))[0].decode("utf-8", "replace")))
    lines = (" ".join(line.split()) for line in html.unescape(words).split("\n"))
    return "\n\n".join(line for line in lines if line)
