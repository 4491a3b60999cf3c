"""Weighs a page's elements: pieces of running text with their size → how much of it each element holds, and the way down to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

MAX_DEPTH = 500
DEPTH_MESSAGE = f"tags are nested more than {MAX_DEPTH} deep; leave the page out"
# A paragraph or other element with words of its own, and their number of characters.
Piece = tuple[LexborNode, int]


class TooDeepError(ValueError):
    """A page nested or branched beyond the limits."""


@dataclass(slots=True)
class Weights:
    """Characters of running text by element, and by element its children that hold pieces."""

    masses: dict[int, int] = field(default_factory=dict)
    children: dict[int, dict[int, LexborNode]] = field(default_factory=dict)


def weigh(root: LexborNode, pieces: list[Piece]) -> Weights:
    """The masses up to ``root``; paragraphs of one parent are added up first, so each chain is walked once."""
    parents: dict[int, list[LexborNode | int]] = {}
    for node, size in pieces:
        parent = node if node.mem_id == root.mem_id else node.parent
        if parent is None:
            continue
        known = parents.setdefault(parent.mem_id, [parent, 0])
        known[1] += size  # type: ignore[operator]
    weights = Weights()
    for parent, mass in parents.values():
        _add(parent, mass, root.mem_id, weights)  # type: ignore[arg-type]
    return weights


def _add(node: LexborNode, size: int, root: int, weights: Weights) -> None:
    masses, children = weights.masses, weights.children
    at: LexborNode | None = node
    for _ in range(MAX_DEPTH):
        if at is None:
            return
        key = at.mem_id
        masses[key] = masses.get(key, 0) + size
        if key == root:
            return
        above = at.parent
        if above is not None:
            children.setdefault(above.mem_id, {})[key] = at
        at = above
    raise TooDeepError(DEPTH_MESSAGE)


def chain(node: LexborNode) -> Iterator[int]:
    """The element and those around it."""
    at: LexborNode | None = node
    for _ in range(MAX_DEPTH):
        if at is None:
            return
        yield at.mem_id
        at = at.parent
    raise TooDeepError(DEPTH_MESSAGE)
