"""Takes scripts, styles, drawings and comments out of a page before it is parsed: bytes → smaller bytes, and its JSON-LD blocks."""

from __future__ import annotations

import re

_START = re.compile(rb"<(?:!--|(?:script|style|svg)(?=[\s>/]))", re.I)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
HEAD = 300


def cut_scripts(data: bytes) -> tuple[bytes, list[bytes]]:
    """The page without them, and the content of its JSON-LD blocks; pages in wide encodings stay as they are."""
    if data.startswith(_WIDE):
        return data, []
    kept: list[bytes] = []
    blocks: list[bytes] = []
    at = 0
    while found := _START.search(data, at):
        start = found.start()
        name = data[start + 1 : found.end()]
        end = _end(data, start, name)
        if end < 0:
            break
        if data.find(b"ld+json", start, start + HEAD) >= 0:
            blocks.extend(_json_ld(data, start, end))
        kept.append(data[at:start])
        close = data.find(b">", end)
        at = close + 1 if close >= 0 else len(data)
    kept.append(data[at:])
    return b"".join(kept), blocks


def _end(data: bytes, start: int, name: bytes) -> int:
    """Where the end tag begins; -1 where there is none."""
    if name == b"!--":
        end = data.find(b"-->", start + 2)
        return end + 2 if end >= 0 else -1
    small = name.lower()
    end = data.find(b"</" + small, start)
    if end < 0 or small != name:
        other = data.find(b"</" + small.upper(), start, end if end >= 0 else len(data))
        end = other if other >= 0 else end
    return end


def _json_ld(data: bytes, start: int, end: int) -> list[bytes]:
    """The script's content, if its own tag says that it is JSON-LD."""
    close = data.find(b">", start, start + HEAD)
    return [data[close + 1 : end]] if close >= 0 and b"ld+json" in data[start:close].lower() and close < end else []
