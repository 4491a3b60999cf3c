"""Finds the standfirst: headline nodes + description + story → the summary that stands between headline and story, or None."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from builder.readers.html.names import load_names
from builder.readers.html.text import one_line

SHORTEST, LONGEST, LEVELS, NODES = 30, 700, 5, 50
_MAY_HOLD = frozenset(["h1", "h2", "h3", "h4", "p", "div", "span", "li"])


def find_summary(headings: tuple[LexborNode, ...], described: list[str], opening: list[str]) -> str | None:
    """The words of the standfirst unless the story's opening paragraphs have them already."""
    story = [_squeeze(words) for words in opening]
    told, wanted = " ".join(story), [_squeeze(words) for words in described]
    for heading in headings[:2]:
        for node in _after(heading):
            named = _is_named(node)
            if not named and node.tag == "div" and node.css_first("div, p, ul") is not None:
                continue
            raw = node.text()
            if not SHORTEST <= len(raw) <= 3 * LONGEST or not (words := one_line(raw)) or not SHORTEST <= len(words) <= LONGEST:
                continue
            squeezed = _squeeze(words)
            if story and story[0][:60] in squeezed:
                if len(squeezed) <= len(story[0]) + 20:
                    break
                continue
            if squeezed in told:
                continue
            if named or any(_same(squeezed, other) for other in wanted):
                return words
    return None


def _after(heading: LexborNode) -> Iterator[LexborNode]:
    """Small elements that follow the headline inside the elements closely around it, in order."""
    at: LexborNode | None = heading
    count = 0
    for _ in range(LEVELS + 1):
        if at is None or at.tag in ("body", "html"):
            return
        beside = at.next
        while beside is not None:
            for node in _elements(beside):
                count += 1
                if count > NODES:
                    return
                yield node
            beside = beside.next
        at = at.parent


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    """The element itself and those in it that can be a standfirst."""
    return (one for one in node.traverse() if one.tag in _MAY_HOLD) if node.is_element_node else iter(())


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    names = " ".join(str(attributes.get(name) or "") for name in ("class", "id", "itemprop", "data-testid"))
    return _names_summary(names[:400]) and len(node.css("a")) <= 2 and len(node.css("p")) <= 3


@lru_cache(maxsize=16_384)
def _names_summary(names: str) -> bool:
    known = load_names()
    return known.summary.search(names) is not None and known.no_summary.search(names) is None


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _same(words: str, other: str) -> bool:
    return words == other or (len(other) >= 60 and (words.startswith(other[:-8]) or other.startswith(words)))
