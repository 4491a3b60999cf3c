"""Makes the fields of an article of a page's HTML: profile, metadata and layout first, trafilatura where these find too little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.days import read_day, url_day, url_denies
from builder.readers.html.body import MIN_STORY, Body, find_body
from builder.readers.html.bylines import clean_byline
from builder.readers.html.jsonld import unescape, words_of
from builder.readers.html.metadata import Page, address, authors, meta, published, read_page, site_name
from builder.readers.html.profiles import Profile, domain_of, profile_of
from builder.readers.html.stamps import shown_day
from builder.readers.html.summary import find_summary
from builder.readers.html.text import lines_of, mark_breaks, nodes_of, one_line
from builder.readers.html.titles import headings_of, headline
from builder.readers.html.weights import TooDeepError
from builder.readers.options import Limits

# Tags that stay open until closed; those that close themselves do not nest.
_NESTING = re.compile(
    rb"<(/?)(?!(?:p|li|td|tr|th|dt|dd|option|br|hr|img|input|meta|link|source|path|area|base|col|embed|param|track|wbr|use|circle|rect|line|polygon|stop)\b)[a-zA-Z]"
)
_STEPS = {b"": 1, b"/": -1}
# A tag with thousands of attributes, which parsers compare with each other; shorter pages cannot hold enough of them to matter.
_CROWDED = re.compile(rb"""<[a-zA-Z](?:[^\s"'>]*+(?:"[^"]*+"|'[^']*+')?+[^\s"'>]*+\s++){5000}""")
ROOM = 200_000
_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Found:
    """The fields read out of a page, and where each stood."""

    title: str = ""
    text: str = ""
    url: str | None = None
    published: date | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    section: str | None = None
    short_url: str | None = None
    language: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


def extract(html: bytes, url: str | None, limits: Limits, blocks: Sequence[str] = ()) -> Found:
    """The article of a page in UTF-8; fields that are nowhere stay None. ``blocks`` are JSON-LD blocks taken out of it before."""
    check_size(html, limits)
    tree = LexborHTMLParser(html)
    nodes = nodes_of(tree)
    mark_breaks(nodes["br"])
    page = read_page(tree, nodes, blocks)
    tree.strip_tags(["script", "style"])
    own, where = address(page)
    found = Found(url=url or own)
    if own and not url:
        found.origins["url"] = where
    domain = domain_of(found.url)
    profile = profile_of(domain) or profile_of(domain_of(own))
    headings = headings_of(page)
    site = site_name(page)
    found.publisher = profile.name if profile else site or domain or None
    found.origins["publisher"] = "profile" if profile else "page" if site else "url"
    found.title, found.origins["title"] = headline(page, headings, site, domain, profile.title if profile else None)
    found.published, found.origins["published"] = _undenied(*_published(page, headings, profile, found.url), found.url)
    _read_authors(page, profile, found, site)
    found.section = one_line(words_of(page.article.get("articleSection"))) or meta(page, "article:section")
    _read_short_url(page, found)
    body = _body(page, profile, headings, html, limits)
    found.text, found.origins["text"] = "\n\n".join(body.paragraphs), body.origin
    return found


def check_size(html: bytes, limits: Limits) -> None:
    """Refuse a page with more tags, tags deeper inside each other, or more attributes of one tag, than any newspaper writes."""
    tags = html.count(b"<")
    if tags > limits.page_tags:
        raise TooDeepError(f"the page has {tags:,} tags, more than {limits.page_tags:,}; leave the page out")
    if len(html) > ROOM and _CROWDED.search(html):
        raise TooDeepError("a tag has more than 5,000 attributes; leave the page out")
    if tags < 5 * limits.page_depth:
        return
    deepest = max(accumulate(map(_STEPS.__getitem__, _NESTING.findall(html))), default=0)
    if deepest > limits.page_depth:
        raise TooDeepError(f"tags are nested {deepest:,} deep, more than {limits.page_depth:,}; leave the page out")


def _published(page: Page, headings: tuple[LexborNode, ...], profile: Profile | None, url: str | None) -> tuple[date | None, str]:
    """The day of publication: of the page's metadata, then of the profile's place, then, if the address has none, beside the headline."""
    day, where = published(page, headings)
    if day is None and profile:
        for selector in profile.date:
            node = page.tree.css_first(selector)
            if node is not None and (
                day := read_day(node.attributes.get("datetime") or node.attributes.get("content") or node.text(strip=True))
            ):
                return day, "profile"
    if day is None and headings and not (url and url_day(url)):
        day, where = shown_day(headings), "head"
    return day, where if day else "unknown"


def _undenied(day: date | None, where: str, url: str | None) -> tuple[date | None, str]:
    """The day, unless the address names another time and the day is not that of the article's own description."""
    if day and where != "jsonld" and url and url_denies(url, day, where in ("head", "time")):
        return None, "unknown"
    return day, where


def _read_authors(page: Page, profile: Profile | None, found: Found, site: str | None) -> None:
    names, where = authors(page)
    if profile:
        for selector in profile.byline:
            nodes = page.tree.css(selector)
            if words := [name for node in nodes if (name := one_line(node.text()))]:
                names, where = words, "profile"
                break
    found.byline, found.agency = clean_byline(names, [site, found.publisher])
    found.agency = found.agency or (profile.agency if profile else None)
    if found.byline:
        found.origins["byline"] = where
    if found.agency:
        found.origins["agency"] = where or "profile"


def _read_short_url(page: Page, found: Found) -> None:
    head = page.tree.head
    link = head.css_first('link[rel="shortlink"]') if head is not None else None
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    if href.startswith("http") and href != found.url:
        found.short_url, found.origins["short_url"] = href, "link"


def _body(page: Page, profile: Profile | None, headings: tuple[LexborNode, ...], html: bytes, limits: Limits) -> Body:
    body = find_body(page.tree, page.nodes, profile.body if profile else (), profile.drop if profile else (), headings)
    told = page.article.get("articleBody")
    if isinstance(told, list):
        told = "\n".join(entry for entry in told if isinstance(entry, str))
    if isinstance(told, str) and MIN_STORY < len(told) <= limits.text_chars:
        body = _weigh(body, lines_of(re.sub(r"<[^<>]{1,400}>", "\x1f", unescape(told).replace("\n", "\x1f"))))
    if body.size < MIN_STORY:
        body = _fallback(body, html)
    described = [words for words in (meta(page, "og:description", "description"), words_of(page.article.get("description"))) if words]
    if body.size >= MIN_STORY and (summary := find_summary(headings, described, body.paragraphs[:4])):
        body.paragraphs.insert(0, summary)
    return body


def _weigh(body: Body, told: str) -> Body:
    """The layout's story, unless it is another text than the one the page names as its own, or a small part of that."""
    if body.size >= 0.25 * len(told) and sum(len(words) for words in body.paragraphs if words in told) > 0.9 * body.size:
        return body
    mine, theirs = set(_TOKEN.findall(" ".join(body.paragraphs).lower())), set(_TOKEN.findall(told.lower()))
    other = len(mine & theirs) < 0.5 * len(mine) and len(told) > 0.5 * body.size and len(theirs) > 0.5 * len(mine)
    if other or (body.size < 0.25 * len(told) and len(theirs) > len(mine)):
        return Body(told.split("\n"), "jsonld")
    return body


def _fallback(body: Body, html: bytes) -> Body:
    """What trafilatura finds, where the layout gave next to nothing."""
    import trafilatura

    text = trafilatura.extract(html.decode(), include_comments=False, include_tables=False, deduplicate=False)
    lines = [line.strip() for line in (text or "").split("\n") if line.strip()]
    return Body(lines, "trafilatura") if sum(map(len, lines)) > body.size else body
