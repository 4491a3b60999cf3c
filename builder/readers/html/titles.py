"""Settles a page's headline: metadata + heading nodes → the headline without the site's name, and where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from builder.readers.html.jsonld import words_of
from builder.readers.html.metadata import Page, meta
from builder.readers.html.text import one_line

_PARTS = re.compile(r"\s+[|•·»\\/–—-]+\s+|\s*\|\s*")
# What holds the headline where no first-level heading does.
SHORTEST, LONGEST = 12, 600
# A site's name with a section's behind has so many words at most.
SECTION = 4
LOWER = "h2, h3, [class*=title], [class*=headline], [itemprop=headline], font"
# What a paper's archive adds to the headlines of earlier years.
_YEAR = re.compile(r"\s+\(Published (?:19|20)\d\d\)$")
_LETTERS = re.compile(r"[\W_]+")


def headings_of(page: Page) -> tuple[LexborNode, ...]:
    """The headings that can be the headline: those of the first level that the page's title has, else lower ones, else all first ones."""
    every = tuple(node for node in page.nodes["h1"] if 8 <= len(node.text(strip=True)) <= 400)
    title = next(iter(page.nodes["title"]), None)
    titles = [_plain(words) for words in (meta(page, "og:title"), title.text() if title is not None else None) if words]
    return _named(every, titles) or _named(page.tree.css(LOWER), titles) or every or tuple(page.tree.css("[itemprop=headline]"))


def _named(nodes: Iterable[LexborNode], titles: list[str]) -> tuple[LexborNode, ...]:
    """Nodes whose words begin a title or hold it whole."""
    found = []
    for node in nodes:
        words = node.text(strip=True)
        plain = _plain(words) if 8 <= len(words) <= 400 else ""
        if plain and any(title.startswith(plain) or title in plain for title in titles if title):
            found.append(node)
    return tuple(found)


def headline(page: Page, headings: tuple[LexborNode, ...], site: str | None, domain: str, first: str | None = None) -> tuple[str, str]:
    """The headline and its origin; ``first`` names the source that a profile trusts most."""
    found = _candidates(page, headings)
    names = {_plain(name) for name in (site, meta(page, "og:site_name", "application-name"), domain, domain.rsplit(".", 1)[0]) if name}
    names.discard("")
    order = [first] if first in found else []
    order += [name for name in ("og", "jsonld", "h1", "microdata", "twitter", "title") if name in found]
    visible = {_plain(found["h1"])} if "h1" in found else set()
    if "jsonld" in found:
        visible.add(_plain(without_site(found["jsonld"], names, set())))
    if first is None and _is_alone("og", found, names, visible):
        order = ["jsonld", *order]
    for name in order:
        words = without_site(found[name], names, visible)
        if words and _plain(words) not in names:
            return (words if name != "title" else _as_shown(page, words)), name
    return "", ""


def _is_alone(name: str, found: dict[str, str], names: set[str], visible: set[str]) -> bool:
    """Whether a title is one that only it has, while JSON-LD and the visible headline agree: one made for sharing."""
    if not {name, "jsonld", "h1"} <= found.keys() or _plain(found["jsonld"]) != _plain(found["h1"]):
        return False
    own = _plain(without_site(found[name], names, visible))
    return own != _plain(found["jsonld"]) and own != _plain(found.get("twitter", ""))


def _as_shown(page: Page, words: str) -> str:
    """The window's title without an end that the page's own text does not have, where it has what stands before."""
    body = page.tree.body
    ends = [match.start() for match in _PARTS.finditer(words)]
    if not ends or body is None:
        return words
    shown = _plain(body.text())
    if _plain(words) in shown:
        return words
    return next((words[:end].strip() for end in reversed(ends) if len(words[:end]) >= SHORTEST and _plain(words[:end]) in shown), words)


def _candidates(page: Page, headings: tuple[LexborNode, ...]) -> dict[str, str]:
    title = next(iter(page.nodes["title"]), None)
    found = {
        "og": meta(page, "og:title"),
        "jsonld": words_of(page.article.get("headline")) or words_of(page.article.get("name")),
        "h1": one_line(headings[0].text()) if headings else None,
        "microdata": None,
        "twitter": meta(page, "twitter:title"),
        "title": one_line(title.text()) if title is not None else None,
    }
    if not (found["og"] or found["jsonld"] or found["h1"]):
        found["microdata"] = _microdata(page)
    return {name: words for name, words in found.items() if words and len(words) <= LONGEST}


def _microdata(page: Page) -> str | None:
    node = page.tree.css_first("[itemprop=headline]")
    return None if node is None else one_line(node.attributes.get("content") or node.text())


def without_site(words: str, names: set[str], visible: set[str]) -> str:
    """The words without a part at either end that is the site's name, or that the visible headline does not have."""
    if _plain(words) in visible:
        return words
    words = _YEAR.sub("", words)
    ends = [match.end() for match in _PARTS.finditer(words)]
    starts = [match.start() for match in _PARTS.finditer(words)]
    for start, end in zip(starts, ends, strict=True):
        if _plain(words[:start]) in visible:
            return words[:start].strip()
        if _plain(words[end:]) in visible:
            return words[end:].strip()
    for start, end in zip(reversed(starts), reversed(ends), strict=True):
        if _is_site(words[end:], names):
            return without_site(words[:start].strip(), names, visible)
    if starts and _is_site(words[: starts[0]], names):
        return words[ends[0] :].strip()
    return words


def _is_site(part: str, names: set[str]) -> bool:
    """Whether a part is the site's name, a piece of it, or begins with it, as with the name of a section behind."""
    plain = _plain(part)
    if not plain or plain in names:
        return bool(plain)
    words = part.split()
    if len(words) <= SECTION and _plain(words[0]) in names:
        return True
    return len(plain) < 40 and any(len(name) > 4 and (plain in name or name in plain) for name in names)


def _plain(words: str) -> str:
    return _LETTERS.sub("", words).casefold()
