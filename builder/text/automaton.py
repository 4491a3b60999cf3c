"""Many phrases found in one pass: folded phrases → an automaton, which finds them all in folded text.

It runs over one byte a character, whose places are those of the characters; characters without a byte of their own are compared after.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from functools import lru_cache

try:
    import ahocorasick_rs
except ImportError:  # the names of the knowledge base are then found without it
    ahocorasick_rs = None  # type: ignore[assignment]

_ASCII = "".join(map(chr, range(0x80)))
_ARABIC = "".join(map(chr, range(0x621, 0x64B))) + "؟"
_CYRILLIC = "".join(map(chr, range(0x430, 0x460)))
_CHARACTERS = (_ASCII + _ARABIC + _CYRILLIC + "ßæœðþơưșțʻ…").ljust(0x100, "\ufffe")
_BYTES = codecs.charmap_build(_CHARACTERS)
_OTHER = b"?"
BLANK = ord(" ")
_BLANKED = bytes(byte if character.isalnum() or byte == ord(_OTHER) else BLANK for byte, character in enumerate(_CHARACTERS))


def compiled() -> bool:
    """Whether the compiled automaton is installed."""
    return ahocorasick_rs is not None


@lru_cache(maxsize=2)
def octets(folded: str) -> bytes:
    """The text with one byte a character; kept for the next automaton that looks at the same article."""
    return codecs.charmap_encode(folded, "replace", _BYTES)[0]


@lru_cache(maxsize=2)
def blanked(folded: str) -> bytes:
    """One byte a character and one more: a blank for all that is no letter or digit."""
    coded = bytearray(octets(folded).translate(_BLANKED) + b" ")
    other = coded.find(_OTHER)
    while other >= 0:
        if not folded[other].isalnum():
            coded[other] = BLANK
        other = coded.find(_OTHER, other + 1)
    return bytes(coded)


def enclosed(folded: str) -> bytes:
    """The same with a blank before it."""
    return b" " + blanked(folded)


class Automaton:
    """Finds all of a fixed list of folded phrases, numbered in the list's order.

    ``of_words``: a phrase that ends in a blank stands only where its last word ends, whatever follows. ``whole``: so do all, and they
    begin in a blank too, which stands for whatever is before the word where the phrase is said to start.
    """

    def __init__(self, phrases: Sequence[str], *, of_words: bool = False, whole: bool = False) -> None:
        self._coded = enclosed if whole else blanked if of_words else octets
        coded = [codecs.charmap_encode(phrase, "replace", _BYTES)[0] for phrase in phrases]
        if of_words or whole:
            coded = [phrase.translate(_BLANKED) for phrase in coded]
        self._compared = {number: phrases[number].strip(" ") for number, phrase in enumerate(coded) if _OTHER in phrase}
        # The small form: a full table is quicker by itself, but not where several take turns in the processor's cache.
        self._automaton = ahocorasick_rs.BytesAhoCorasick(coded, implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """Number, start and end of every place where a phrase stands, overlapping ones too."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(self._coded(folded), overlapping=True)
        if not self._compared:
            return found
        return [(n, start, end) for n, start, end in found if n not in self._compared or folded.startswith(self._compared[n], start)]
