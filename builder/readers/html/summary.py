"""Finds the standfirst: headline nodes + description + story → the summary that stands between headline and story, or None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from builder.readers.html.names import load_names
from builder.readers.html.text import one_line

SHORTEST, LONGEST, LEVELS, NODES = 30, 700, 5, 50


def find_summary(headings: tuple[LexborNode, ...], described: list[str], opening: list[str]) -> str | None:
    """The words of the standfirst unless the story's opening paragraphs have them already."""
    story = [_squeeze(words) for words in opening]
    for heading in headings[:2]:
        for node in _after(heading):
            raw = node.text()
            if not SHORTEST <= len(raw) <= 3 * LONGEST or not (words := one_line(raw)) or not SHORTEST <= len(words) <= LONGEST:
                continue
            squeezed = _squeeze(words)
            if story and story[0][:60] in squeezed:
                if len(squeezed) <= len(story[0]) + 20:
                    break
                continue
            if squeezed in " ".join(story):
                continue
            if _is_named(node) or any(_same(squeezed, _squeeze(other)) for other in described):
                return words
    return None


def _after(heading: LexborNode) -> Iterator[LexborNode]:
    """Small elements that follow the headline inside the elements closely around it."""
    at = heading
    for _ in range(LEVELS):
        if at.parent is None or at.parent.tag in ("body", "html"):
            break
        at = at.parent
    passed = False
    count = 0
    for node in at.css("h1, h2, h3, h4, p, div, span, li"):
        if passed:
            count += 1
            if count > NODES:
                return
            yield node
        passed = passed or node.mem_id == heading.mem_id


def _is_named(node: LexborNode) -> bool:
    attributes = node.attributes
    names = " ".join(str(attributes.get(name) or "") for name in ("class", "id", "itemprop", "data-testid"))
    known = load_names()
    if not names.strip() or known.no_summary.search(names) or len(node.css("a")) > 2 or len(node.css("p")) > 3:
        return False
    return known.summary.search(names) is not None


def _squeeze(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _same(words: str, other: str) -> bool:
    return words == other or (len(other) >= 60 and (words.startswith(other[:-8]) or other.startswith(words)))
