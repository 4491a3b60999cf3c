"""Takes the words out of parsed nodes: node → lines of text, line breaks kept, spaces single."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Stands for <br> in the page's text, since the parser drops the break: a control character that no page holds.
BREAK = "\x1f"
Nodes = dict[str, list[LexborNode]]
_SPACES = "\n\t\r\u00a0"
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1e]")


def nodes_of(tree: LexborHTMLParser) -> Nodes:
    """The elements that are asked for in every page, by tag and in order: one walk through the tree finds them all."""
    found: Nodes = {"br": [], "h1": [], "link": [], "meta": [], "p": [], "title": []}
    for node in tree.css("br, h1, link[rel=canonical], meta[content], p, title"):
        found[str(node.tag)].append(node)
    return found


def mark_breaks(breaks: Iterable[LexborNode]) -> None:
    """Put a mark that survives in the text in place of each line break tag."""
    for node in breaks:
        node.replace_with(BREAK)


def lines_of(words: str) -> str:
    """Text with single spaces, and a new line where the page breaks the line."""
    for space in _SPACES:
        words = words.replace(space, " ")
    if not words.replace(BREAK, "").isprintable():
        words = _INVISIBLE.sub("", words)
    if BREAK not in words:
        return " ".join(words.split())
    return "\n".join(filter(None, (" ".join(part.split()) for part in words.split(BREAK))))


def text_of(node: LexborNode) -> str:
    """All words of a node."""
    return lines_of(node.text())


def one_line(words: str | None) -> str | None:
    """Words on one line, or None where there are none."""
    squeezed = " ".join(_INVISIBLE.sub("", words.replace(BREAK, " ")).split()) if words else ""
    return squeezed or None
