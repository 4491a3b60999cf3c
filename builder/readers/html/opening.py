"""Finds a story's opening where it stands apart: container + pieces + headline nodes → paragraphs between headline and container."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from builder.readers.html.collect import linked
from builder.readers.html.stamps import stamp_of
from builder.readers.html.weights import Piece, chain

SHORTEST, MOST, LINKED = 80, 20, 0.3
# The opening is a small part of the story, and stands in an element so closely around the rest of it.
SHARE, LEVELS = 0.6, 7
_ENDS = (".", "!", "?", "…", "»", '"', "”", "’", "'", "؟", "۔", ")")
_CAPTION = re.compile(r"©|\b(?:file )?photos?(?:graph)?\b|\bGetty\b|/AP\b|\bcrédits?\b|\bФото\b|تصوير", re.I)
_FRAMES = frozenset(["body", "html"])
_APART = frozenset(["article", "form", "li", "td", "dd"])


def find_opening(container: LexborNode, pieces: list[Piece], headings: tuple[LexborNode, ...]) -> list[LexborNode]:
    """The paragraphs before the container that go on from the headline: whole sentences, hardly linked, closely above the rest."""
    first = next((number for number, (node, _) in enumerate(pieces) if container.mem_id in chain(node)), 0)
    before = [node for node, size in pieces[max(first - MOST, 0) : first] if size >= SHORTEST and node.tag == "p"]
    if not before or not headings:
        return []
    around = _around(container)
    found = []
    for node in before:
        shared = _shared(node, around)
        words = node.text().strip()
        if shared is None or not words.endswith(_ENDS) or linked(node, words) > LINKED or _is_label(node, words):
            continue
        if _follows(node, headings[0], shared):
            found.append(node)
    rest = sum(size for node, size in pieces[first:])
    return found if sum(len(node.text()) for node in found) <= SHARE * rest else []


def _around(container: LexborNode) -> dict[int, LexborNode]:
    """The elements closely around the story's container, the page's frame aside."""
    found: dict[int, LexborNode] = {}
    at = container.parent
    while at is not None and len(found) < LEVELS and at.tag not in _FRAMES:
        found[at.mem_id] = at
        at = at.parent
    return found


def _shared(node: LexborNode, around: dict[int, LexborNode]) -> LexborNode | None:
    """The innermost of the elements that holds the paragraph too; none where something between makes it a part of its own."""
    at = node.parent
    for _ in range(LEVELS + 1):
        if at is None or at.mem_id in around:
            return at
        if at.tag in _APART or at.css_first("input") is not None:
            return None
        at = at.parent
    return None


def _is_label(node: LexborNode, words: str) -> bool:
    """Whether the paragraph tells of a picture, or of when the story was published."""
    parent = node.parent
    pictured = parent is not None and len(parent.text().strip()) <= 1.3 * len(words) and parent.css_first("img, picture, video") is not None
    return pictured or _CAPTION.search(words) is not None or stamp_of(node) is not None


def _follows(node: LexborNode, heading: LexborNode, shared: LexborNode) -> bool:
    """Whether the paragraph stands after the headline, which, where it is not in the shared element, stands above all of it."""
    for one in shared.css(f"{heading.tag}, p"):
        if one.mem_id == heading.mem_id:
            return True
        if one.mem_id == node.mem_id:
            return all(other.mem_id != heading.mem_id for other in shared.css(str(heading.tag)))
    return False
