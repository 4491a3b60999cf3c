"""Turns bytes into text: header, byte order mark, meta tag, then a detector by letters → text and the encoding's name."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,30})""", re.I)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,30})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?([a-zA-Z0-9_:.-]{2,30})""", re.I)
# Browsers read these names as the wider Windows sets, and so do we.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "windows-874": "cp874",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-mac-cyrillic": "mac_cyrillic",
    "win-1251": "cp1251",
    "iso-8859-9": "cp1254",
    "utf8": "utf-8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TAGS = re.compile(rb"<[^<>]*>")
# Common letters and pairs: in running Arabic "ال" and alef, in Russian lower-case o e a и н т, tell the right table from a wrong one.
_ARABIC_GOOD, _ARABIC = re.compile("ال|[اليمنوتر]"), re.compile("[\u0621-\u064a]")
_RUSSIAN_GOOD, _CYRILLIC = re.compile("[оеаинтсрвл]"), re.compile("[\u0400-\u045f]")
_LATIN_GOOD = re.compile("[éèêàçôûîïùâëœ’«»“”–—äöüßñóíáú ]")
_CANDIDATES = ("cp1256", "iso-8859-6", "cp1251", "koi8-r", "cp866", "iso-8859-5", "cp1252")


def codec_of(name: str | None) -> str | None:
    """Python's name for a declared charset; None for one that no table stands for."""
    if not name:
        return None
    lowered = name.strip().lower()
    try:
        return codecs.lookup(_ALIASES.get(lowered, lowered)).name
    except (LookupError, ValueError):
        return None


def decode_page(data: bytes, header: str | None = None, forced: str | None = None) -> tuple[str, str]:
    """A page's text and encoding: bytes that are valid UTF-8 with non-ASCII letters are UTF-8 whatever is declared."""
    if forced and codec_of(forced):
        return data.decode(str(codec_of(forced)), "replace"), str(codec_of(forced))
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared(data, header)
    if declared and declared != "utf-8" and not _refuted(data, declared):
        return data.decode(declared, "replace"), declared
    if mostly_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8 (repaired)"
    name = detect(_TAGS.sub(b" ", data[:400_000])) or declared or "cp1252"
    return data.decode(name, "replace"), name


def _declared(data: bytes, header: str | None) -> str | None:
    found = _HEADER.search(header) if header else None
    if found and codec_of(found[1]):
        return codec_of(found[1])
    meta = _META.search(data[:8192]) or _XML.search(data[:200])
    return codec_of(meta[1].decode("ascii")) if meta else None


def _refuted(data: bytes, declared: str) -> bool:
    """Whether a declared Western table stands over letters that are plainly Arabic or Cyrillic."""
    if declared not in ("cp1252", "cp1254"):
        return False
    found = detect(_TAGS.sub(b" ", data[:400_000]))
    return found is not None and found != "cp1252"


def mostly_utf8(data: bytes) -> bool:
    """Whether nearly all non-ASCII bytes form UTF-8 characters, so that a few bad ones are damage."""
    high = len(_HIGH.findall(data))
    good = sum(len(pair) for pair in _UTF8_PAIR.findall(data))
    return high > 0 and good >= 0.9 * high


def detect(data: bytes) -> str | None:
    """The single-byte table that makes the most likely Arabic, Russian or Western text; None when none does."""
    sample = data[:60_000]
    high = len(_HIGH.findall(sample))
    if not high:
        return None
    scored = sorted(((_score(sample, name, high), -order, name) for order, name in enumerate(_CANDIDATES)), reverse=True)
    return scored[0][2] if scored[0][0] > 0.5 else None


def _score(sample: bytes, name: str, high: int) -> float:
    """Share of the non-ASCII bytes that become common letters of the script the table is for."""
    words = sample.decode(name, "replace")
    if name in ("cp1256", "iso-8859-6"):
        letters = len(_ARABIC.findall(words))
        return 0.0 if letters < 0.7 * high else sum(len(pair) for pair in _ARABIC_GOOD.findall(words)) / high
    if name == "cp1252":
        return min(0.9, len(_LATIN_GOOD.findall(words)) / high) if high < 0.2 * len(sample) else 0.0
    letters = len(_CYRILLIC.findall(words))
    return 0.0 if letters < 0.7 * high else len(_RUSSIAN_GOOD.findall(words)) / high * 1.2


def decode_text(data: bytes, forced: str | None = None) -> tuple[str, str] | None:
    """A plain text and its encoding; None where it is not UTF-8 and its letters do not tell another table plainly."""
    if forced and codec_of(forced):
        return data.decode(str(codec_of(forced)), "replace"), str(codec_of(forced))
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name).removeprefix("\ufeff"), name
            except UnicodeDecodeError:
                return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _UTF8_PAIR.search(data) and mostly_utf8(data):
        return None
    name_found = detect(data) if len(_HIGH.findall(data)) >= 40 else None
    return (data.decode(name_found, "replace"), name_found) if name_found else None
