"""Tells teasers of other stories and sign-up boxes by their make: pieces of running text → the elements that are no story."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from builder.readers.html.weights import Piece

SHORTEST_LINK = 15
LEVELS = 4
# A teaser's words beside its links are few; a paragraph longer than this is told for its own sake.
LONGEST = 450
# Where one element holds so much of the text, there are no teasers worth looking for.
NEARLY_ALL = 0.95


@dataclass(slots=True)
class _Group:
    """The pieces that stand in one element."""

    parent: LexborNode
    pieces: list[Piece] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(size for _, size in self.pieces)


def find_teasers(pieces: list[Piece], around: set[int]) -> frozenset[int]:
    """Elements that hold one or two pieces beside a link to another page or a form field, and lists that alternate links and pieces."""
    groups: dict[int, _Group] = {}
    for node, size in pieces:
        parent = node.parent
        if parent is not None:
            groups.setdefault(parent.mem_id, _Group(parent)).pieces.append((node, size))
    if max((group.size for group in groups.values()), default=0) >= NEARLY_ALL * sum(size for _, size in pieces):
        return frozenset()
    lengths: dict[int, int] = {}
    found = set()
    for group in groups.values():
        if len(group.pieces) > 2:
            if _is_list(group, around):
                found.add(group.parent.mem_id)
        elif group.size <= 2 * LONGEST and (key := _card(group, around, lengths)):
            found.add(key)
    return frozenset(found)


def _card(group: _Group, around: set[int], lengths: dict[int, int]) -> int:
    """The element that makes a teaser or box of the pieces: the first around them with words of its own, if it is small."""
    at: LexborNode | None = group.parent
    size = group.size
    inside: set[int] | None = None
    for _ in range(LEVELS):
        if at is None or at.tag in ("body", "html", "main", "form") or at.mem_id in around:
            return 0
        if at.mem_id not in lengths:
            lengths[at.mem_id] = len(at.text())
        length = lengths[at.mem_id]
        if length > 3 * size + 200:
            return 0
        inside = _links_inside(group.pieces) if inside is None else inside
        links = _links_before(at, group.pieces, inside)
        if links >= SHORTEST_LINK and links * 8 >= size:
            return at.mem_id
        if at.css_first("input") is not None:
            return at.mem_id
        if at.tag == "article":
            return 0
        at = at.parent
    return 0


def _links_before(at: LexborNode, pieces: list[Piece], inside: set[int]) -> int:
    """Characters of links to other pages that stand before a piece, as a teaser's headline does; ``inside``: those in the pieces."""
    last = max(pieces, key=lambda piece: piece[1])[0]
    links = 0
    for node in at.css(f"a[href], {last.tag}"):
        if node.mem_id == last.mem_id:
            break
        if node.tag == "a" and not (node.attributes.get("href") or "#").startswith("#") and node.mem_id not in inside:
            links += len(node.text().strip())
    return links


def _links_inside(pieces: list[Piece]) -> set[int]:
    return {link.mem_id for node, _ in pieces for link in node.css("a")}


def _is_list(group: _Group, around: set[int]) -> bool:
    """Whether links and short pieces take turns in an element, as in a list of other stories."""
    count = len(group.pieces)
    if group.parent.mem_id in around or group.size > 250 * count:
        return False
    inside = _links_inside(group.pieces)
    titles = [
        size for link in group.parent.css("a[href]") if link.mem_id not in inside and (size := len(link.text().strip())) >= SHORTEST_LINK
    ]
    return len(titles) >= 0.8 * count and sum(titles) * 5 >= group.size
