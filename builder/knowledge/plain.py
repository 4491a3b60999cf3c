"""The matcher without the compiled automaton: the same phrases and text → the same hits, by a table of first words.

A phrase can only begin at the head of a word, or behind a chain of Arabic clitics inside one; the run of letters and
digits there must be the phrase's first run, so one look-up tells the few phrases to compare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.knowledge.matcher import Hit, Matcher, written_forms
from builder.text.automaton import compiled
from builder.text.clitics import CLITICS

_RUN = re.compile(r"[^\W_]+")
_LONGEST_CLITIC = max(map(len, CLITICS))


class PlainMatcher:
    """Finds all of a fixed list of folded phrases, each beginning with a letter or digit; Arabic ``clitics`` may stand before them."""

    def __init__(self, phrases: Sequence[str], clitics: bool) -> None:
        self._longest = _LONGEST_CLITIC if clitics else 0
        self._by_first: dict[str, list[tuple[str, int]]] = {}
        for number, phrase in enumerate(phrases):
            for pattern in written_forms(phrase, clitics):
                first = _RUN.match(pattern)
                if first:
                    self._by_first.setdefault(first[0], []).append((pattern, number))

    def find(self, folded: str) -> list[Hit]:
        """Every hit at word boundaries, overlapping ones too, ordered by start, longest first."""
        hits: list[Hit] = []
        for run in _RUN.finditer(folded):
            word, left = run[0], run.start()
            for length in range(min(len(word), self._longest + 1)):
                found = self._by_first.get(word[length:])
                if found and (not length or word[:length] in CLITICS):
                    hits.extend(_hits(folded, left + length, word[:length], found))
        hits.sort(key=lambda hit: (hit[1], -hit[2], hit[0]))
        return hits


def _hits(folded: str, start: int, clitic: str, found: list[tuple[str, int]]) -> list[Hit]:
    size = len(folded)
    hits = []
    for pattern, number in found:
        end = start + len(pattern)
        if folded.startswith(pattern, start) and not (end < size and folded[end].isalnum()):
            hits.append((number, start, end, clitic))
    return hits


def make_matcher(phrases: Sequence[str], clitics: bool) -> Matcher | PlainMatcher:
    """The quick matcher where its compiled part is installed, else the plain one."""
    return Matcher(phrases, clitics) if compiled() else PlainMatcher(phrases, clitics)
