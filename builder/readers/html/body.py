"""Finds a page's story: parsed tree (+ selectors of a profile) → paragraphs in order, without navigation, teasers and captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.html.bans import Bans
from builder.readers.html.collect import INLINE, LINKED, collect, linked
from builder.readers.html.opening import find_opening
from builder.readers.html.teasers import find_teasers
from builder.readers.html.text import BREAK, Nodes
from builder.readers.html.weights import Piece, Weights, chain, weigh

MIN_PARAGRAPH = 40
MIN_STORY = 150
FEW_WORDS = 2_000
# An element with the headline and so much text is no mere head of the page.
HEADED = 600
# So many paragraphs together under the headline are the story.
HEADED_DENSE = 4
# Elements that hold a story's words directly where a page has no paragraphs.
LOOSE = "div, td, section, article, span, font, center"
# So many line breaks may part the paragraphs of a story that has no tags for them.
MANY_BREAKS = 8


@dataclass(slots=True)
class Body:
    """The story's blocks and how they were found."""

    paragraphs: list[str] = field(default_factory=list)
    origin: str = ""

    @property
    def size(self) -> int:
        return sum(map(len, self.paragraphs))


def find_body(
    tree: LexborHTMLParser, nodes: Nodes, bodies: Iterable[str] = (), drops: Iterable[str] = (), headings: tuple[LexborNode, ...] = ()
) -> Body:
    """The story; ``bodies`` and ``drops`` are selectors of the site's profile, ``headings`` the headline's nodes."""
    drop = frozenset(node.mem_id for selector in drops for node in tree.css(selector))
    for selector in bodies:
        body = Body(collect(tree.css(selector), Bans(drop)), "profile")
        if body.size >= MIN_STORY:
            return body
    root = tree.body
    if root is None:
        return Body()
    around = {key for node in headings for key in chain(node)}
    running = _running_text(nodes["p"])
    bans, kept = _story_pieces(running, root, drop, around)
    if sum(size for _, size in kept) < FEW_WORDS or len(nodes["br"]) >= MANY_BREAKS:
        running += _loose_text(root)
        bans, kept = _story_pieces(running, root, drop, around)
    containers = _containers(root, kept, around)
    if not containers:
        return Body()
    return Body(collect([*find_opening(containers[0], kept, headings), *containers], bans), "layout")


def _story_pieces(running: list[Piece], root: LexborNode, drop: frozenset[int], around: set[int]) -> tuple[Bans, list[Piece]]:
    """The pieces that can be story: no teasers, and none inside navigation, comments and the like."""
    teasers = find_teasers(running, around)
    apart = Bans(teasers)
    own = [piece for piece in running if not apart.within(piece[0])] if teasers else running
    plain = Bans(drop | teasers, _large(own, root, around))
    kept = [piece for piece in own if not plain.holds(piece[0])]
    if not teasers or sum(size for _, size in kept) >= max(MIN_STORY, 0.15 * sum(size for _, size in running)):
        return plain, kept
    bans = Bans(drop, _large(running, root, around))
    return bans, [piece for piece in running if not bans.holds(piece[0])]


def _large(running: list[Piece], root: LexborNode, around: set[int]) -> frozenset[int]:
    """Elements with most of the page's running text, or much of it and the headline: story whatever their names say."""
    weights = weigh(root, running)
    whole = weights.masses.get(root.mem_id, 0)
    return frozenset(
        key
        for key, mass in weights.masses.items()
        if mass > 0.6 * whole or (key in around and (mass > 0.4 * whole or (mass >= HEADED and weights.densest[key] >= HEADED_DENSE)))
    )


def _running_text(paragraphs: Iterable[LexborNode]) -> list[Piece]:
    """Paragraphs long enough and with few enough links to be running text, with their length."""
    found = []
    for node in paragraphs:
        words = node.text().strip()
        if len(words) >= MIN_PARAGRAPH and linked(node, words) <= LINKED and not _is_headed_by_link(node, words):
            found.append((node, min(len(words), 1_000)))
    return found


def _is_headed_by_link(node: LexborNode, words: str) -> bool:
    """Whether a paragraph is a linked headline on a line of its own with a summary below."""
    if BREAK not in words:
        return False
    link = node.css_first("a[href]")
    title = link.text().strip() if link is not None else ""
    return len(title) >= 15 and words.startswith(title) and words[len(title) :].lstrip(" \n\t\r").startswith(BREAK)


def _loose_text(root: LexborNode) -> list[Piece]:
    """Other elements with words of their own, for pages that write the story into a division, parted by line breaks."""
    found = []
    lines: dict[int, bool] = {}
    for node in root.css(f"{LOOSE}, li, dd, pre"):
        words = node.text(deep=False).strip()
        if len(words) >= 2 * MIN_PARAGRAPH and linked(node, words) <= LINKED and not _inside_line(node, lines):
            found.append((node, len(words)))
    return found


def _inside_line(node: LexborNode, lines: dict[int, bool]) -> bool:
    """Whether an inline element stands inside a line that is taken whole anyway; ``lines`` keeps what is known of elements around."""
    at = node.parent
    inline = node.tag in INLINE
    while inline and at is not None:
        if at.mem_id not in lines:
            lines[at.mem_id] = at.tag in ("p", "a", "li") or len(at.text(deep=False).strip()) >= 2 * MIN_PARAGRAPH
        if lines[at.mem_id]:
            return True
        inline = at.tag in INLINE
        at = at.parent
    return False


def _containers(root: LexborNode, running: list[Piece], around: set[int]) -> list[LexborNode]:
    """The deepest element that holds nearly all running text of the page's first article, or its peers of one name."""
    weights = weigh(root, running)
    if not weights.masses:
        return []
    at = root
    while inner := weights.children.get(at.mem_id):
        following = _next(at, inner, weights, around)
        if not following:
            break
        if len(following) > 1:
            return following
        at = following[0]
    return [at]


def _next(at: LexborNode, inner: dict[int, LexborNode], weights: Weights, around: set[int]) -> list[LexborNode]:
    """The child that the story is in, with its peers; none where the story stands in several or in the element itself."""
    masses, total = weights.masses, weights.masses[at.mem_id]
    best = max(inner.values(), key=lambda node: masses[node.mem_id])
    size = masses[best.mem_id]
    if size >= 0.85 * total:
        peers = _peers(best, inner)
        return peers if sum(masses[node.mem_id] for node in peers) > size + MIN_STORY else [best]
    headed = next((node for key, node in inner.items() if key in around and node.tag != "header"), None)
    if headed is not None and _is_whole(headed, inner, weights):
        return _peers(headed, inner)
    if headed is None and at.mem_id in around and _is_first(inner, weights):
        return _peers(next(iter(inner.values())), inner)
    second = max((masses[key] for key in inner if key != best.mem_id), default=0)
    own = total - sum(masses[key] for key in inner)
    if size >= 0.5 * total and second < 0.35 * size and own < 0.15 * total and not _is_article(at):
        return _peers(best, inner)
    return []


def _is_whole(headed: LexborNode, inner: dict[int, LexborNode], weights: Weights) -> bool:
    """Whether the element with the headline holds the story too, and what stands beside it are other articles, comments or teasers."""
    key = headed.mem_id
    others = [node for other, node in inner.items() if other != key]
    if weights.masses[key] >= 400 and all(map(_is_article, others)):
        return True
    if weights.counts[key] < 2 or weights.masses[key] < HEADED:
        return False
    return not any(weights.densest[node.mem_id] >= 4 and weights.masses[node.mem_id] > weights.masses[key] for node in others)


def _is_first(inner: dict[int, LexborNode], weights: Weights) -> bool:
    """Whether the first element below the headline holds a story and each one after it shows other stories with linked headlines."""
    first, *others = inner.values()
    if weights.densest[first.mem_id] < 3 or any(weights.densest[node.mem_id] >= 4 for node in others):
        return False
    return all(node.css_first("h2 a, h3 a, h4 a") is not None for node in others)


def _peers(best: LexborNode, inner: dict[int, LexborNode]) -> list[LexborNode]:
    """The element and those beside it with the same tag and names, which cut one story into blocks; articles are no peers."""
    name = best.attributes.get("class")
    if not name or _is_article(best):
        return [best]
    peers = [node for node in inner.values() if node.tag == best.tag and node.attributes.get("class") == name]
    return peers if not any(node.css_first("h1, article") for node in peers if node.mem_id != best.mem_id) else [best]


def _is_article(node: LexborNode) -> bool:
    return node.tag == "article" or (node.tag in ("div", "section") and node.css_first("article") is not None)
