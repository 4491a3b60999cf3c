"""Gathers what a page says of itself: parsed tree → meta tags, JSON-LD objects, links and time tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.days import read_day
from builder.readers.html.jsonld import ARTICLE_TYPES, PAGE_TYPES, choose, load_blocks, names_of, types_of, unescape, words_of
from builder.readers.html.stamps import shown_day, stamp_of
from builder.readers.html.text import Nodes, one_line

# Meta names that hold the day of publication, surest first; names that may hold the last change are not here.
DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "published-date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "article.published",
    "rnews:datepublished",
    "mediator_published_time",
    "date.published",
    "published",
    "bt:pubdate",
    "displaydate",
    "article_date_original",
    "date",
)
# Those of them in which many systems write the last change: what stands by the headline outweighs them.
WEAK_METAS = frozenset(["date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "displaydate"])
EMPTY_DAYS = frozenset([date(1970, 1, 1), date(1969, 12, 31)])
TIME_TAGS = "time[datetime], [itemprop=datePublished]"


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page, its elements by tag (``nodes_of``), and its metadata."""

    tree: LexborHTMLParser
    nodes: Nodes
    metas: dict[str, str]
    article: dict[str, Any]
    page: dict[str, Any]
    objects: list[dict[str, Any]]


def read_page(tree: LexborHTMLParser, nodes: Nodes, blocks: Sequence[str] = ()) -> Page:
    """The page's metadata; of a meta tag that stands twice, the first. ``blocks`` are JSON-LD blocks taken out before."""
    metas: dict[str, str] = {}
    for node in nodes["meta"]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    scripts = list(blocks) or [node.text() for node in tree.css("script[type]") if "ld+json" in (node.attributes.get("type") or "").lower()]
    objects = load_blocks(scripts)
    return Page(tree, nodes, metas, choose(objects, ARTICLE_TYPES, _titles(nodes, metas)), choose(objects, PAGE_TYPES), objects)


def _titles(nodes: Nodes, metas: dict[str, str]) -> str:
    node = next(iter(nodes["title"]), None)
    words = [unescape(metas.get("og:title", "")), node.text() if node is not None else ""]
    return " | ".join(" ".join(part.split()) for part in words)


def meta(page: Page, *names: str) -> str | None:
    """The first of the meta tags that is there, on one line."""
    for name in names:
        if words := one_line(page.metas.get(name)):
            return one_line(unescape(words))
    return None


def published(page: Page, headings: Sequence[LexborNode]) -> tuple[date | None, str]:
    """The day of publication and where it stands: JSON-LD of the article, meta tags, JSON-LD of the page, time tags by the headline."""
    if day := _day(page.article.get("datePublished")):
        return day, "jsonld"
    for name in DATE_METAS:
        if name in page.metas and (day := _day(page.metas[name])):
            shown = shown_day(headings) if name in WEAK_METAS and headings else None
            return (shown, "head") if shown and shown != day else (day, f"meta {name}")
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for value in (page.article, page.page):
            if day := _day(value.get(key)):
                return day, "jsonld"
    return _time_tag(page, headings)


def _day(value: Any) -> date | None:
    """The day of a stamp; the first day of the epoch stands for an empty field."""
    day = read_day(value)
    return None if day in EMPTY_DAYS else day


def _time_tag(page: Page, headings: Sequence[LexborNode]) -> tuple[date | None, str]:
    """The day of time tags that are marked as the publication, or else stand by the headline; none where several differ."""
    marked: list[date] = []
    near: list[date] = []
    both: list[date] = []
    around = {key for node in headings[:3] for key in _near(node)}
    for node in page.tree.css(TIME_TAGS):
        attributes = node.attributes
        day = stamp_of(node) or _day(attributes.get("content") or attributes.get("datetime"))
        if day is None or _is_update(node):
            continue
        is_marked = attributes.get("itemprop") == "datePublished" or "pubdate" in attributes
        is_near = any(key in around for key in _near(node))
        for days, wanted in ((both, is_marked and is_near), (marked, is_marked), (near, is_near)):
            if wanted:
                days.append(day)
    for days in (both, marked, near):
        if days:
            return (days[0], "time") if len(set(days)) == 1 else (None, "unknown")
    return None, "unknown"


def _near(node: LexborNode, levels: int = 4) -> list[int]:
    """The elements closely around a node, the page's frame aside."""
    found = []
    at = node.parent
    while at is not None and levels and at.tag not in ("body", "html", "main"):
        found.append(at.mem_id)
        at, levels = at.parent, levels - 1
    return found


def _is_update(node: LexborNode) -> bool:
    """Whether a time tag, by its own names or those around it, is the last change and not the publication."""
    at: LexborNode | None = node
    for _ in range(2):
        if at is None:
            return False
        attributes = at.attributes
        words = " ".join(str(attributes.get(name) or "") for name in ("class", "id", "itemprop")).lower()
        if any(mark in words for mark in ("modif", "updat", "edited", "copyright", "footer")):
            return True
        at = at.parent
    return False


def site_name(page: Page) -> str | None:
    """The publisher's name as the page gives it."""
    named = words_of(page.article.get("publisher"))
    if named and "://" not in named:
        return named
    if name := meta(page, "og:site_name", "application-name", "publisher"):
        return name
    for value in page.objects:
        if types_of(value) & {"NewsMediaOrganization", "WebSite"} and (name := words_of(value.get("name"))):
            return name
    return None


def authors(page: Page) -> tuple[list[str], str]:
    """The names that the page gives as authors, and where."""
    if names := names_of(page.article.get("author") or page.article.get("creator")):
        return list(dict.fromkeys(names)), "jsonld"
    if (name := meta(page, "author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")) and "://" not in name:
        return [name], "meta"
    for selector in ('[itemprop="author"]', 'a[rel="author"]'):
        nodes = page.tree.css(selector)
        if nodes and (words := one_line(nodes[0].text())) and len(words) <= 80:
            return [words], "microdata"
    return [], ""


def address(page: Page) -> tuple[str | None, str]:
    """The page's own address."""
    link = next(iter(page.nodes["link"]), None)
    if link is not None and (href := (link.attributes.get("href") or "").strip()).startswith("http"):
        return href, "link"
    if (href := page.metas.get("og:url", "").strip()).startswith("http"):
        return href, "meta"
    for value in (page.article.get("url"), page.article.get("mainEntityOfPage"), page.article.get("@id")):
        named = value.get("@id") if isinstance(value, dict) else value
        if isinstance(named, str) and named.startswith("http"):
            return named.split("#", 1)[0], "jsonld"
    return None, ""
