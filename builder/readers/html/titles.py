"""Settles a page's headline: metadata + heading nodes → the headline without the site's name, and where it stood."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from builder.readers.html.jsonld import words_of
from builder.readers.html.metadata import Page, meta
from builder.readers.html.text import one_line

_PARTS = re.compile(r"\s+[|•·»\\/–—-]+\s+|\s*\|\s*")
_LETTERS = re.compile(r"[\W_]+")


def headings_of(page: Page) -> tuple[LexborNode, ...]:
    """The page's first-level headings that can be a headline."""
    return tuple(node for node in page.tree.css("h1") if 8 <= len(node.text(strip=True)) <= 400)


def headline(page: Page, headings: tuple[LexborNode, ...], site: str | None, domain: str, first: str | None = None) -> tuple[str, str]:
    """The headline and its origin; ``first`` names the source that a profile trusts most."""
    found = _candidates(page, headings)
    names = {_plain(name) for name in (site, meta(page, "og:site_name", "application-name"), domain, domain.rsplit(".", 1)[0]) if name}
    names.discard("")
    order = [first] if first in found else []
    order += [name for name in ("og", "jsonld", "h1", "twitter", "title") if name in found]
    visible = {_plain(found[name]) for name in ("h1", "jsonld") if name in found}
    for name in order:
        words = without_site(found[name], names, visible)
        if words and _plain(words) not in names:
            return words, name
    return "", ""


def _candidates(page: Page, headings: tuple[LexborNode, ...]) -> dict[str, str]:
    title = page.tree.css_first("title")
    found = {
        "og": meta(page, "og:title"),
        "jsonld": words_of(page.article.get("headline")) or words_of(page.article.get("name")),
        "h1": one_line(headings[0].text()) if headings else None,
        "twitter": meta(page, "twitter:title"),
        "title": one_line(title.text()) if title is not None else None,
    }
    return {name: words for name, words in found.items() if words}


def without_site(words: str, names: set[str], visible: set[str]) -> str:
    """The words without a part at either end that is the site's name, or that the visible headline does not have."""
    if _plain(words) in visible:
        return words
    ends = [match.end() for match in _PARTS.finditer(words)]
    starts = [match.start() for match in _PARTS.finditer(words)]
    for start in starts:
        if _plain(words[:start]) in visible:
            return words[:start].strip()
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        if _is_site(words[end:], names):
            return without_site(words[:start].strip(), names, visible)
    if starts and _is_site(words[: starts[0]], names):
        return words[ends[0] :].strip()
    return words


def _is_site(part: str, names: set[str]) -> bool:
    plain = _plain(part)
    return bool(plain) and any(plain == name or (len(name) > 4 and (plain in name or name in plain) and len(plain) < 40) for name in names)


def _plain(words: str) -> str:
    return _LETTERS.sub("", words).casefold()
