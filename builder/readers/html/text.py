"""Takes the words out of parsed nodes: node → lines of text, line breaks kept, spaces single."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Stands for <br> in the page's text, since the parser drops the break: a control character that no page holds.
BREAK = "\x1f"
_BREAKS = re.compile(r"\s*\x1f[\s\x1f]*")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1e]")


def mark_breaks(tree: LexborHTMLParser) -> int:
    """Put a mark that survives in the text in place of each line break tag; their number."""
    nodes = tree.css("br")
    for node in nodes:
        node.replace_with(BREAK)
    return len(nodes)


def lines_of(words: str) -> str:
    """Text with single spaces, and a new line where the page breaks the line."""
    words = _INVISIBLE.sub("", words)
    if BREAK not in words:
        return " ".join(words.split())
    return "\n".join(filter(None, (" ".join(part.split()) for part in _BREAKS.split(words))))


def text_of(node: LexborNode) -> str:
    """All words of a node."""
    return lines_of(node.text())


def one_line(words: str | None) -> str | None:
    """Words on one line, or None where there are none."""
    squeezed = " ".join(_INVISIBLE.sub("", words.replace(BREAK, " ")).split()) if words else ""
    return squeezed or None
