"""Takes a story out of the elements that hold it: containers → blocks of words in order, without what is banned inside them."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from builder.readers.html.bans import Bans
from builder.readers.html.names import is_label
from builder.readers.html.text import BREAK, lines_of, text_of

# A line that stands in no paragraph is story only where its element has so many characters of its own.
LOOSE_CHARS = 80
LINKED = 0.5
# A shorter paragraph that is no sentence and whose words are mostly a link names another story.
SHORT = 160
# Where so many blocks of so many characters stand in a row that stood before, the page holds the story twice.
REPEATED, COPIES, TRIES = 100, 3, 50
DEPTH = 200
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_BLOCKS = HEADINGS | {"p", "li", "blockquote", "pre", "dd", "h6"}
# Blocks that may hold paragraphs of their own.
_OUTER = frozenset(["li", "blockquote", "dd"])
INLINE = frozenset((
    "a", "b", "strong", "em", "i", "u", "span", "font", "abbr", "acronym", "cite", "q", "small", "sub", "sup", "mark", "time", "bdi",
    "bdo", "ins", "del", "s", "code", "var", "-text",
))  # fmt: skip
# What makes an inline element a container: old pages put whole stories into a font or span.
_BLOCK_INSIDE = "p, div, li, h2, h3, table"


def collect(containers: list[LexborNode], bans: Bans) -> list[str]:
    """The story's blocks inside the containers, in order, none twice."""
    seen: set[int] = set()
    found: list[tuple[str, str]] = []
    for container in containers:
        blocks = _block(container, bans, seen, 0) if container.tag in _BLOCKS else _walk(container, bans, seen, 0)
        for tag, words in blocks:
            if (tag != "h1" or found) and not is_label(words):
                found.append((tag, words))
    while found and found[-1][0] in HEADINGS:
        found.pop()
    return _once([words for _, words in found])


def _once(blocks: list[str]) -> list[str]:
    """The blocks without a second copy of the story, as pages hold one for small screens: a run of long blocks that stood before."""
    if len(set(blocks)) == len(blocks):
        return blocks
    first: dict[str, int] = {}
    kept: list[str] = []
    at = tries = 0
    while at < len(blocks):
        run = 0
        if blocks[at] in first and tries < TRIES:
            tries += 1
            run = _run(blocks, first[blocks[at]], at)
            run = run if 2 * sum(map(len, blocks[at : at + run])) >= sum(map(len, kept)) else 0
        for words in blocks[at : at + max(run, 1)]:
            first.setdefault(words, at)
        if not run:
            kept.append(blocks[at])
        at += max(run, 1)
    return kept


def _run(blocks: list[str], before: int, at: int) -> int:
    """How many blocks from ``at`` on repeat those from ``before`` on; 0 where too few of them are long, or all are one."""
    count = 0
    while at + count < len(blocks) and before + count < at and blocks[before + count] == blocks[at + count]:
        count += 1
    return count if len({words for words in blocks[at : at + count] if len(words) >= REPEATED}) >= COPIES else 0


def _walk(node: LexborNode, bans: Bans, seen: set[int], depth: int) -> Iterator[tuple[str, str]]:
    """The blocks of an element in order: those inside it, and the lines that stand between them in the element itself."""
    if node.mem_id in seen or depth > DEPTH:
        return
    seen.add(node.mem_id)
    runs: list[list[LexborNode]] = [[]]
    inner: list[LexborNode] = []
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag in INLINE and not (tag in ("span", "font") and child.css_first(_BLOCK_INSIDE) is not None):
            runs[-1].append(child)
        elif tag is not None and tag[0] != "-" and not bans.drops(child):
            inner.append(child)
            runs.append([])
        elif runs[-1]:
            inner.append(node)
            runs.append([])
    lines = [_lines(run) for run in runs]
    own = max(map(len, lines)) >= LOOSE_CHARS
    for number, words in enumerate(lines):
        if own and words:
            yield from (("p", line) for line in words.split("\n"))
        if number < len(inner) and inner[number] is not node:
            child = inner[number]
            yield from _block(child, bans, seen, depth) if child.tag in _BLOCKS else _walk(child, bans, seen, depth + 1)


def _lines(run: list[LexborNode]) -> str:
    """The words of text and inline elements beside each other; none where they are links."""
    words = "".join(child.text() for child in run)
    if not words.strip():
        return ""
    links = sum(len(link.text()) for child in run if child.tag != "-text" for link in ([child] if child.tag == "a" else child.css("a")))
    most = 0.65 if words.rstrip()[-1].isalnum() else 0.8
    return lines_of(words) if links < most * len(words) else ""


def _block(node: LexborNode, bans: Bans, seen: set[int], depth: int) -> Iterator[tuple[str, str]]:
    """A block's words, unless they are links, or the blocks inside it."""
    if node.mem_id in seen:
        return
    if node.tag in _OUTER and node.css_first("p") is not None:
        yield from _walk(node, bans, seen, depth + 1)
        return
    seen.add(node.mem_id)
    words = text_of(node) if node.tag != "pre" else lines_of(node.text().replace("\n\n", BREAK))
    if words and _is_story(node, words):
        yield node.tag or "", words


def _is_story(node: LexborNode, words: str) -> bool:
    if "<iframe " in words and words.endswith(">"):
        return False
    share = linked(node, words)
    if node.tag == "p":
        return share < (0.7 if len(words) < SHORT and words[-1].isalnum() else 0.8) or (len(words) > 200 and share < 0.95)
    if node.tag == "li":
        return share < LINKED and len(words) > 20
    return share < 0.8


def linked(node: LexborNode, words: str) -> float:
    """Share of a node's words that are links."""
    first = node.first_child
    if not words or first is None or (first.next is None and first.tag == "-text"):
        return 0.0
    links = node.css("a")
    return sum(len(" ".join(link.text().split())) for link in links) / len(words) if links else 0.0
