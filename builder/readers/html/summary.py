"""Finds the standfirst: headline nodes + description + story → the summary that stands between headline and story, or None."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.html.text import one_line

_NAMES = re.compile(
    r"summary|standfirst|sub-?title|sub-?head(?:line|ing)?s?\b|subdeck|\bdek\b|-dek\b|dek-|deck|strapline|chapo|sapo|\blead\b|lead-?(?:in|text|paragraph)|__lead|\blede\b|"
    r"intro|excerpt|__desc|description|synopsis|spot\b|kicker-text|abstract|bajada|tagline|teaser-?text|hat\b",
    re.I,
)
_NOT = re.compile(r"caption|byline|author|credit|related|newsletter|share|cookie|site-?(?:tag|desc)|comment|breadcrumb|date|time", re.I)
SHORTEST, LONGEST, LEVELS = 30, 700, 4


def find_summary(tree: LexborHTMLParser, headings: tuple[LexborNode, ...], described: list[str], story: str) -> str | None:
    """The words of the standfirst unless the story already has them."""
    for heading in headings[:2]:
        for node in _after(heading):
            words = one_line(node.text())
            if not words or not SHORTEST <= len(words) <= LONGEST or _squeeze(words) in story:
                continue
            if _is_named(node) or any(_same(words, other) for other in described):
                return words
    return None


def _after(heading: LexborNode) -> list[LexborNode]:
    """Small elements that follow the headline inside the elements closely around it."""
    found: list[LexborNode] = []
    at: LexborNode | None = heading
    for _ in range(LEVELS):
        if at is None or at.tag in ("body", "main", "html"):
            break
        sibling = at.next
        while sibling is not None:
            if sibling.is_element_node and sibling.tag in ("p", "h2", "h3", "div", "span", "header", "section", "ul"):
                found.extend(_small(sibling))
            sibling = sibling.next
            if len(found) > 40:
                return found
        at = at.parent
    return found


def _small(node: LexborNode) -> list[LexborNode]:
    if len(node.text(strip=True)) > 2_500:
        return []
    return [node, *node.css("p, h2, h3, div, span, li")][:25]


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    names = " ".join(str(attributes.get(name) or "") for name in ("class", "id", "itemprop", "data-testid"))
    if not names.strip() or _NOT.search(names) or len(node.css("a")) > 2 or len(node.css("p")) > 3:
        return False
    return _NAMES.search(names) is not None


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _same(words: str, other: str) -> bool:
    one, two = _squeeze(words), _squeeze(other)
    return one == two or (len(two) >= 60 and (one.startswith(two[:-8]) or two.startswith(one)))
