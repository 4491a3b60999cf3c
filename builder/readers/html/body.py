"""Finds a page's story: parsed tree (+ selectors of a profile) → paragraphs in order, without navigation, teasers and captions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.readers.html.bans import Bans
from builder.readers.html.text import BREAK, lines_of, text_of

BLOCKS = "p, h2, h3, h4, h5, li, blockquote, pre, dd"
HEADINGS = frozenset(["h2", "h3", "h4", "h5"])
MAX_DEPTH = 500
DEPTH_MESSAGE = f"tags are nested more than {MAX_DEPTH} deep; leave the page out"
MIN_PARAGRAPH = 40
MIN_STORY = 150
FEW_WORDS = 600
# Elements that hold a story's words directly where a page has no paragraphs.
LOOSE = "div, td, section, article, span"
_LOOSE_TAGS = frozenset(["div", "td", "section", "article", "span"])
INLINE = frozenset((
    "a", "b", "strong", "em", "i", "u", "span", "font", "abbr", "acronym", "cite", "q", "small", "sub", "sup", "mark", "time", "bdi",
    "bdo", "ins", "del", "s", "code", "var", "-text",
))  # fmt: skip
LINKED = 0.5


class TooDeepError(ValueError):
    """A page nested or branched beyond the limits."""


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
    running = _running_text(root)
    bans = Bans(drop, _large(running, root))
    kept = [(node, size) for node, size in running if not bans.holds(node)]
    if sum(size for _, size in kept) < FEW_WORDS:
        running += _loose_text(root)
        bans = Bans(drop, _large(running, root))
        kept = [(node, size) for node, size in running if not bans.holds(node)]
    around = {key for node in headings for key in _chain(node)}
    container = _container(root, kept, around)
    return Body(_collect([container], bans).paragraphs, "layout") if container is not None else Body()


def _running_text(root: LexborNode) -> list[tuple[LexborNode, int]]:
    """Paragraphs long enough and with few enough links to be running text, with their length."""
    found = []
    for node in root.css("p"):
        words = node.text().strip()
        if len(words) >= MIN_PARAGRAPH and _linked(node, words) <= LINKED:
            found.append((node, min(len(words), 1_000)))
    return found


def _loose_text(root: LexborNode) -> list[tuple[LexborNode, int]]:
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


def _large(running: list[tuple[LexborNode, int]], root: LexborNode) -> frozenset[int]:
    """Elements with most of the page's running text: whatever their names say, the story is in them."""
    masses: dict[int, int] = {}
    for node, size in running:
        _add(node, size, root.mem_id, masses, {})
    return frozenset(key for key, mass in masses.items() if mass > 0.7 * masses.get(root.mem_id, 0))


def _chain(node: LexborNode) -> Iterable[int]:
    at: LexborNode | None = node
    for _ in range(MAX_DEPTH):
        if at is None:
            return
        yield at.mem_id
        at = at.parent
    raise TooDeepError(DEPTH_MESSAGE)


def _container(root: LexborNode, running: list[tuple[LexborNode, int]], around: set[int]) -> LexborNode | None:
    """The deepest element that holds nearly all running text of the page's first article."""
    masses: dict[int, int] = {}
    children: dict[int, dict[int, LexborNode]] = {}
    for node, size in running:
        _add(node, size, root.mem_id, masses, children)
    if not masses:
        return None
    at = root
    while inner := children.get(at.mem_id):
        following = _next(at, inner, masses, around)
        if following is None:
            break
        at = following
    return at


def _next(at: LexborNode, inner: dict[int, LexborNode], masses: dict[int, int], around: set[int]) -> LexborNode | None:
    """The child that the story is in; None where it is in several."""
    best = max(inner.values(), key=lambda node: masses[node.mem_id])
    if best.tag in ("p", "li", "blockquote"):
        return None
    total = sum(masses[key] for key in inner)
    if masses[best.mem_id] >= 0.85 * total:
        return best
    headed = next((node for key, node in inner.items() if key in around and node.tag not in ("p", "header")), None)
    others = [node for key, node in inner.items() if headed is not None and key != headed.mem_id]
    if headed is not None and masses[headed.mem_id] >= 400 and all(map(_is_article, others)):
        return headed
    second = max((masses[key] for key in inner if key != best.mem_id), default=0)
    if masses[best.mem_id] >= 0.5 * total and second < 0.35 * masses[best.mem_id] and not _is_article(at):
        return best
    return None


def _is_article(node: LexborNode) -> bool:
    return node.tag == "article" or (node.tag in ("div", "section") and node.css_first("article") is not None)


def _add(node: LexborNode, size: int, root: int, masses: dict[int, int], children: dict[int, dict[int, LexborNode]]) -> None:
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
