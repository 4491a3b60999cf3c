"""Finds a page's story: parsed tree (+ selectors of a profile) → paragraphs in order, without navigation, teasers and captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.html.bans import Bans
from builder.readers.html.text import BREAK, lines_of, text_of
from builder.readers.html.weights import Piece, Weights, chain, weigh

BLOCKS = "p, h2, h3, h4, h5, li, blockquote, pre, dd"
HEADINGS = frozenset(["h2", "h3", "h4", "h5"])
MIN_PARAGRAPH = 40
MIN_STORY = 150
FEW_WORDS = 2_000
# Elements that hold a story's words directly where a page has no paragraphs.
LOOSE = "div, td, section, article, span"
_LOOSE_TAGS = frozenset(["div", "td", "section", "article", "span"])
INLINE = frozenset((
    "a", "b", "strong", "em", "i", "u", "span", "font", "abbr", "acronym", "cite", "q", "small", "sub", "sup", "mark", "time", "bdi",
    "bdo", "ins", "del", "s", "code", "var", "-text",
))  # fmt: skip
LINKED = 0.5


@dataclass(slots=True)
class Body:
    """The story's blocks and how they were found."""

    paragraphs: list[str] = field(default_factory=list)
    origin: str = ""

    @property
    def size(self) -> int:
        return sum(map(len, self.paragraphs))


def find_body(tree: LexborHTMLParser, bodies: Iterable[str] = (), drops: Iterable[str] = (), headings: tuple[LexborNode, ...] = ()) -> Body:
    """The story; ``bodies`` and ``drops`` are selectors of the site's profile, ``headings`` the headline's nodes."""
    drop = frozenset(node.mem_id for selector in drops for node in tree.css(selector))
    for selector in bodies:
        body = _collect(tree.css(selector), Bans(drop))
        if body.size >= MIN_STORY:
            return Body(body.paragraphs, "profile")
    root = tree.body
    if root is None:
        return Body()
    around = {key for node in headings for key in chain(node)}
    running = _running_text(root)
    bans, kept = _unbanned(running, root, drop, around)
    if sum(size for _, size in kept) < FEW_WORDS:
        running += _loose_text(root)
        bans, kept = _unbanned(running, root, drop, around)
    containers = _containers(root, kept, around)
    return Body(_collect(containers, bans).paragraphs, "layout") if containers else Body()


def _unbanned(running: list[Piece], root: LexborNode, drop: frozenset[int], around: set[int]) -> tuple[Bans, list[Piece]]:
    """The pieces outside of what is never story; elements with most of the text are story whatever their names say."""
    masses = weigh(root, running).masses
    whole = masses.get(root.mem_id, 0)
    bans = Bans(drop, frozenset(key for key, mass in masses.items() if mass > 0.7 * whole or (mass > 0.4 * whole and key in around)))
    return bans, [(node, size) for node, size in running if not bans.holds(node)]


def _running_text(root: LexborNode) -> list[Piece]:
    """Paragraphs long enough and with few enough links to be running text, with their length."""
    found = []
    for node in root.css("p"):
        words = node.text().strip()
        if len(words) >= MIN_PARAGRAPH and _linked(node, words) <= LINKED:
            found.append((node, min(len(words), 1_000)))
    return found


def _loose_text(root: LexborNode) -> list[Piece]:
    """Other elements with words of their own, for pages that write the story into a division, parted by line breaks."""
    found = []
    for node in root.css(LOOSE):
        words = node.text(deep=False).strip()
        if len(words) >= 2 * MIN_PARAGRAPH and _linked(node, words) <= LINKED and not _inside_line(node):
            found.append((node, len(words)))
    return found


def _inside_line(node: LexborNode) -> bool:
    """Whether an inline element stands inside a line that is taken whole anyway."""
    at = node.parent
    inline = node.tag in INLINE
    while inline and at is not None:
        if at.tag in ("p", "a", "li") or len(at.text(deep=False).strip()) >= 2 * MIN_PARAGRAPH:
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
    others = [node for key, node in inner.items() if headed is not None and key != headed.mem_id]
    if headed is not None and masses[headed.mem_id] >= 400 and all(map(_is_article, others)):
        return [headed]
    second = max((masses[key] for key in inner if key != best.mem_id), default=0)
    own = total - sum(masses[key] for key in inner)
    if size >= 0.5 * total and second < 0.35 * size and own < 0.15 * total and not _is_article(at):
        return _peers(best, inner)
    return []


def _peers(best: LexborNode, inner: dict[int, LexborNode]) -> list[LexborNode]:
    """The element and those beside it with the same tag and names, which cut one story into blocks; articles are no peers."""
    name = best.attributes.get("class")
    if not name or _is_article(best):
        return [best]
    peers = [node for node in inner.values() if node.tag == best.tag and node.attributes.get("class") == name]
    return peers if not any(node.css_first("h1, article") for node in peers) else [best]


def _is_article(node: LexborNode) -> bool:
    return node.tag == "article" or (node.tag in ("div", "section") and node.css_first("article") is not None)


def _linked(node: LexborNode, words: str) -> float:
    if not words:
        return 0.0
    links = node.css("a")
    return sum(len(link.text()) for link in links) / len(words) if links else 0.0


def _collect(containers: list[LexborNode], bans: Bans) -> Body:
    """The story's blocks inside the containers, in order, none twice."""
    seen: set[int] = set()
    paragraphs: list[tuple[str, str]] = []
    for container in containers:
        seen.add(container.mem_id)
        if container.css_first("p") is None or _is_loose(container):
            paragraphs.extend(("p", line) for line in own_lines(container))
        for node in container.css(f"{BLOCKS}, {LOOSE}"):
            words = _words(node, container, seen, bans)
            if words and _is_story(node, words):
                paragraphs.append((node.tag or "", words))
    while paragraphs and paragraphs[-1][0] in HEADINGS:
        paragraphs.pop()
    return Body([words for _, words in paragraphs])


def _words(node: LexborNode, container: LexborNode, seen: set[int], bans: Bans) -> str:
    """A block's words; none for one seen before, banned, or whose words belong to a block inside it."""
    key, loose = node.mem_id, node.tag in _LOOSE_TAGS
    if key in seen or (loose and not _is_loose(node)) or bans.holds(node, container.mem_id):
        return ""
    seen.add(key)
    if loose:
        return "\n".join(own_lines(node))
    if node.tag in ("li", "blockquote", "dd") and node.css_first("p") is not None:
        return ""
    return text_of(node)


def _is_loose(node: LexborNode) -> bool:
    """Whether an element that is no paragraph holds a line of the story itself."""
    words = node.text(deep=False)
    return len(words) >= 2 * MIN_PARAGRAPH and len(words.strip()) >= 2 * MIN_PARAGRAPH and not _inside_line(node)


def _is_story(node: LexborNode, words: str) -> bool:
    linked = _linked(node, words)
    if node.tag == "p":
        return linked < 0.8 or (len(words) > 200 and linked < 0.95)
    if node.tag == "li":
        return linked < LINKED and len(words) > 20
    return linked < 0.8


def own_lines(node: LexborNode) -> list[str]:
    """The lines that stand in an element itself and in inline elements, without those of blocks inside it."""
    pieces: list[str] = []
    for child in node.iter(include_text=True):
        if child.is_text_node or child.tag in INLINE:
            pieces.append(child.text())
        else:
            pieces.append(BREAK)
    return [line for line in lines_of("".join(pieces)).split("\n") if line]
