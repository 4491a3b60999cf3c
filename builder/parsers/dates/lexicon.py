"""Finds the calendar words of a language: folded text → their places, token codes and values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from builder.parsers.dates.kinds import CODE, MONTH_CODES
from builder.text.automaton import BLANK, Automaton, blanked
from builder.text.clitics import AND, ARTICLE, CLITICS, TO_THE

# Start, end counted down (the longest first), place in the order found; code and value.
Raw = tuple[int, int, int, str, Any]

_AND = CODE["and"]
# Pages glue a date to the words before it: «оригиналиюнь 20-го, 2016», "captionMarch 4, 2015".
_GLUED_DATE = re.compile(r" \d{1,2}(?:-?\w{1,3})?, \d{4}(?!\d)")


class Word(NamedTuple):
    """A lexicon entry: token code and value."""

    code: str
    value: Any


class Lexicon:
    """Finds all of a language's calendar words; ``clitics``: Arabic ones may stand before them."""

    def __init__(self, forms: Mapping[str, Word], clitics: bool) -> None:
        self._clitics = clitics
        self._words = list(forms.items())
        self._whole = len(forms)
        if clitics:
            self._automaton = Automaton(list(forms))
            return
        self._words += [(phrase, word) for phrase, word in forms.items() if word.code in MONTH_CODES]
        opened = [f" {phrase} " for phrase in forms]
        self._automaton = Automaton([*opened, *(f"{phrase} " for phrase, _ in self._words[self._whole :])], whole=True)

    def find(self, folded: str) -> list[Raw]:
        """Every word, overlapping ones too; Arabic «و» before one is a word of its own, and the article belongs to what bears it."""
        return self._after_clitics(folded) if self._clitics else self._between_blanks(folded)

    def _between_blanks(self, folded: str) -> list[Raw]:
        found: list[Raw] = []
        for number, start, end in self._automaton.find(folded):
            phrase, (code, value) = self._words[number]
            end -= 2
            if number >= self._whole:
                start -= 1
                if not _is_glued(folded, start, end):
                    continue
            if folded.startswith(phrase, start):  # any mark is a blank to the automaton
                found.append((start, -end, len(found), code, value))
        return found

    def _after_clitics(self, folded: str) -> list[Raw]:
        found: list[Raw] = []
        coded = blanked(folded)
        for number, start, end in self._automaton.find(folded):
            if coded[end] != BLANK and not folded[end].isdigit():
                continue  # «ديسمبر2014»
            if coded[start - 1] != BLANK and not folded[start - 1].isdigit():
                clitic = folded[coded.rfind(BLANK, 0, start) + 1 : start]
                if clitic not in CLITICS:
                    continue
                if clitic[0] == AND:
                    found.append((start - len(clitic), len(clitic) - start - 1, len(found), _AND, None))
                if clitic[-2:] in (ARTICLE, TO_THE):
                    start -= 2
            code, value = self._words[number][1]
            found.append((start, -end, len(found), code, value))
        return found


def _is_glued(folded: str, start: int, end: int) -> bool:
    """Whether a month stands right behind a figure, or behind a word with the rest of its date after it."""
    before = folded[start - 1 : start]
    return before.isdigit() or (before.isalnum() and _GLUED_DATE.match(folded, end) is not None)
