"""Folds text for matching: raw characters → folded characters and the way back.

Lexicon entries and article text pass through the same ``fold``. All replacements are one character for one; only marks
that carry no letter (Arabic vowel signs, tatweel, zero-width and direction marks, combining accents) are dropped, and then an
offset list leads back to the raw text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

# Vowel signs, Quranic marks, superscript alef, tatweel; combining accents; zero-width, direction and soft-hyphen marks.
_DROPPED = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

_ARABIC = (
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ی", "ي"), ("ې", "ي"), ("ئ", "ي"), ("ؤ", "و"),
    ("ة", "ه"), ("ۀ", "ه"), ("ہ", "ه"), ("ھ", "ه"), ("ک", "ك"), ("ڨ", "ق"), ("ڤ", "ف"), ("پ", "ب"), ("چ", "ج"), ("ژ", "ز"), ("گ", "ك"),
    ("،", ","), ("؛", ";"), ("٫", "."), ("٬", ","), ("٪", "%"),
)  # fmt: skip
# شئون, مسئول: the Egyptian seat of the hamza.
_SPELLINGS = (("شيون", "شوون"), ("مسيول", "مسوول"))
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
        for old, new in _DIGITS + _ARABIC + _SPELLINGS:
            text = text.replace(old, new)
    if _LATIN_PRESENT.search(text):
        text = _LATIN_PRESENT.sub(lambda found: _LATIN[found[0]], text)
    return text.lower()


# What nearly all texts of an alphabet are written in, beside ASCII; a text with any other character is folded piece by piece.
_MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
_SIGNS = "…€£©°•№§·½²" + "".join(old for old, _ in _PUNCTUATION if not old.isascii())
_ALPHABETS = (
    "".join(map(chr, (*range(0x621, 0x63B), *range(0x640, 0x656), 0x670, *range(0x660, 0x66A)))) + "ٱ؟،؛٪٫٬یېۀہھکڨڤپچژگ",
    "".join(map(chr, range(0xC0, 0x100))) + "ŒœŞşĞğİıČčĆćŠšŽž",
    "".join(map(chr, range(0x410, 0x450))) + "ЁёіїєґІЇЄҐ",
)
_DROP = b"\xff"


class _Table(NamedTuple):
    """One byte a character of an alphabet: to write a text in, to make one of all marks that are dropped, to read the text folded."""

    codes: Any
    marks: bytes
    folded: str


@cache
def _tables() -> tuple[_Table, ...]:
    return tuple(map(_table, _ALPHABETS))


def _table(letters: str) -> _Table:
    known = "".join(map(chr, range(0x80))) + _SIGNS + _MARKS + letters
    marks = bytes(_DROP[0] if _DROPPED.match(one) else code for code, one in enumerate(known)).ljust(0x100, _DROP)
    return _Table(codecs.charmap_build(known.ljust(0x100, "\ufffe")), marks, _replace(known).ljust(0x100, "\ufffe"))


def _at_once(raw: str) -> tuple[str, Sequence[int] | None] | None:
    """The same as folding piece by piece, where one alphabet holds all characters."""
    for codes, marks, letters in _tables():
        try:
            runs = codecs.charmap_encode(raw, "strict", codes)[0].translate(marks).split(_DROP)
        except UnicodeEncodeError:
            continue
        folded = codecs.charmap_decode(b"".join(runs), "strict", letters)[0]
        for old, new in _SPELLINGS:
            folded = folded.replace(old, new)
        return folded, _offsets(runs, len(raw)) if len(runs) > 1 else None
    return None


def _offsets(runs: Sequence[str] | Sequence[bytes], size: int) -> list[int]:
    places = _PLACES if size <= len(_PLACES) else range(size)
    found: list[int] = []
    place = 0  # one mark parts each two runs
    for run in runs:
        found.extend(places[place : place + len(run)])
        place += len(run) + 1
    return found


def fold_with_offsets(raw: str) -> tuple[str, Sequence[int] | None]:
    """Folded text, and for each of its characters the raw index (None when the two run in step)."""
    if raw.isascii():
        return _replace(raw), None
    return _at_once(raw) or _piece_by_piece(raw)


def _piece_by_piece(raw: str) -> tuple[str, Sequence[int] | None]:
    runs = _DROPPED.split(raw)
    return _replace("".join(runs)), _offsets(runs, len(raw)) if len(runs) > 1 else None


def fold(raw: str) -> str:
    """The folded form alone, for lexicon entries: spaces single, ends stripped."""
    return " ".join(fold_with_offsets(raw)[0].split())
