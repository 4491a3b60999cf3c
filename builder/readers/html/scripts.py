"""Takes scripts, styles, drawings and comments out of a page before it is parsed: bytes → smaller bytes, and its JSON-LD blocks."""

from __future__ import annotations

import re

_START = re.compile(rb"<[!sS][-cCtTvV]")
_ENDS = {b"<script": b"</script", b"<style": b"</style", b"<svg": b"</svg"}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
HEAD = 300


def cut_scripts(data: bytes) -> tuple[bytes, list[bytes]]:
    """The page without them, and the content of its JSON-LD blocks; pages in wide encodings stay as they are."""
    if data.startswith(_WIDE):
        return data, []
    kept: list[bytes] = []
    blocks: list[bytes] = []
    at = 0
    for found in _START.finditer(data):
        start = found.start()
        if start < at:
            continue
        end = _end(data, start)
        if end is None:
            continue
        if end < 0:
            break
        if data[start + 1 : start + 3].lower() == b"sc":
            blocks.extend(_json_ld(data, start, end))
        kept.append(data[at:start])
        close = data.find(b">", end)
        at = close + 1 if close >= 0 else len(data)
    kept.append(data[at:])
    return b"".join(kept), blocks


def _end(data: bytes, start: int) -> int | None:
    """Where the end tag begins; -1 where there is none, None where another tag starts here."""
    if data.startswith(b"<!--", start):
        end = data.find(b"-->", start + 2)
        return end + 2 if end >= 0 else -1
    opening = data[start : start + 8].lower()
    for name, close in _ENDS.items():
        if opening.startswith(name):
            end = data.find(close, start)
            if end < 0 or opening[1:3] != data[start + 1 : start + 3]:
                other = data.find(close.upper(), start, end if end >= 0 else len(data))
                end = other if other >= 0 else end
            return end
    return None


def _json_ld(data: bytes, start: int, end: int) -> list[bytes]:
    """The script's content, if its tag says that it is JSON-LD."""
    head = data[start : start + HEAD]
    close = head.find(b">")
    return [data[start + close + 1 : end]] if close >= 0 and b"ld+json" in head[:close].lower() else []
