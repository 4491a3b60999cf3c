"""Folds text for matching: raw characters → folded characters and the way back.

Lexicon entries and article text pass through the same ``fold``. All replacements are one character for one; only marks
that carry no letter (Arabic vowel signs, tatweel, zero-width and direction marks, combining accents) are dropped, and then an
offset list leads back to the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Vowel signs, Quranic marks, superscript alef, tatweel; combining accents; zero-width, direction and soft-hyphen marks.
_DROPPED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)

_ARABIC = (
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ی", "ي"), ("ې", "ي"), ("ئ", "ي"), ("ؤ", "و"),
    ("ة", "ه"), ("ۀ", "ه"), ("ہ", "ه"), ("ھ", "ه"), ("ک", "ك"), ("ڨ", "ق"), ("ڤ", "ف"), ("پ", "ب"), ("چ", "ج"), ("ژ", "ز"), ("گ", "ك"),
    ("شيون", "شوون"), ("مسيول", "مسوول"),  # شئون, مسئول: the Egyptian seat of the hamza
    ("،", ","), ("؛", ";"), ("٫", "."), ("٬", ","), ("٪", "%"),
)  # fmt: skip
_DIGITS = tuple((chr(base + n), str(n)) for base in (0x0660, 0x06F0) for n in range(10))
# Hashtags write names with underscores: #دونالد_ترمب.
_PUNCTUATION = (
    ("_", " "), ("#", " "),
    ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u3000", " "), ("\t", " "), ("\r", " "), ("’", "'"), ("‘", "'"), ("ʼ", "'"),
    ("`", "'"), ("´", "'"), ("ʿ", "'"), ("ʾ", "'"), ("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"),
    ("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'),
)  # fmt: skip


def _base_letters() -> tuple[tuple[str, str], ...]:
    """Latin letters with accents → their base letter, and Cyrillic ё → е, й kept; one character for one."""
    pairs = []
    for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if base != letter and base.isalpha():
            pairs.append((letter, base))
    extra = (("ı", "i"), ("İ", "i"), ("ł", "l"), ("Ł", "l"), ("ø", "o"), ("Ø", "o"), ("đ", "d"), ("Đ", "d"), ("ё", "е"), ("Ё", "е"))
    return (*pairs, *extra)


# Numbers made once, for all texts that are no longer.
_PLACES = tuple(range(0x4000))
_ASCII = tuple(pair for pair in _PUNCTUATION if pair[0].isascii())
_LATIN = dict(_base_letters())
_LATIN_PRESENT = re.compile("[" + "".join(_LATIN) + "]")
_ARABIC_PRESENT = re.compile("[\u0600-\u06ff]")


def _replace(text: str) -> str:
    for old, new in _ASCII if text.isascii() else _PUNCTUATION:
        text = text.replace(old, new)
    if text.isascii():
        return text.lower()
    if _ARABIC_PRESENT.search(text):
        for old, new in _DIGITS + _ARABIC:
            text = text.replace(old, new)
    if _LATIN_PRESENT.search(text):
        text = _LATIN_PRESENT.sub(lambda found: _LATIN[found[0]], text)
    return text.lower()


def fold_with_offsets(raw: str) -> tuple[str, Sequence[int] | None]:
    """Folded text, and for each of its characters the raw index (None when the two run in step)."""
    if raw.isascii() or not _DROPPED.search(raw):
        return _replace(raw), None
    places = _PLACES if len(raw) <= len(_PLACES) else range(len(raw))
    offsets: list[int] = []
    kept: list[str] = []
    last = 0
    for gap in _DROPPED.finditer(raw):
        start, end = gap.span()
        kept.append(raw[last:start])
        offsets.extend(places[last:start])
        last = end
    kept.append(raw[last:])
    offsets.extend(places[last : len(raw)])
    return _replace("".join(kept)), offsets


def fold(raw: str) -> str:
    """The folded form alone, for lexicon entries: spaces single, ends stripped."""
    return " ".join(fold_with_offsets(raw)[0].split())
