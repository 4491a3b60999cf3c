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
    """Characters and number of pieces by element, the most pieces of one parent in it, and its children that hold pieces."""

    masses: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    densest: dict[int, int] = field(default_factory=dict)
    children: dict[int, dict[int, LexborNode]] = field(default_factory=dict)


def weigh(root: LexborNode, pieces: list[Piece]) -> Weights:
    """The masses up to ``root``; paragraphs of one parent are added up first, so each chain is walked once."""
    parents: dict[int, LexborNode] = {}
    sizes: dict[int, list[int]] = {}
    for node, size in pieces:
        parent = node if node.mem_id == root.mem_id else node.parent
        if parent is not None:
            parents.setdefault(parent.mem_id, parent)
            sizes.setdefault(parent.mem_id, []).append(size)
    weights = Weights()
    for key, parent in parents.items():
        _add(parent, sizes[key], root.mem_id, weights)
    return weights


def _add(node: LexborNode, sizes: list[int], root: int, weights: Weights) -> None:
    mass, count = sum(sizes), len(sizes)
    at: LexborNode | None = node
    for _ in range(MAX_DEPTH):
        if at is None:
            return
        key = at.mem_id
        weights.masses[key] = weights.masses.get(key, 0) + mass
        weights.counts[key] = weights.counts.get(key, 0) + count
        weights.densest[key] = max(weights.densest.get(key, 0), count)
        if key == root:
            return
        above = at.parent
        if above is not None:
            weights.children.setdefault(above.mem_id, {})[key] = at
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
