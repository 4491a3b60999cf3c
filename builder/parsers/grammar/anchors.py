"""The words of many patterns, looked for together: folded text → for each set of patterns, where its words stand.

One pass over an article serves all sets of a language, which ask for their words one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from builder.text.automaton import BLANK, Automaton, blanked
from builder.text.clitics import CLITICS


class Try(NamedTuple):
    """A pattern to try where its anchor stands: its number, whether its first word is the anchor, the words it needs besides (bits)."""

    number: int
    opening: bool
    needs: int


class Tries(NamedTuple):
    """The patterns that a word anchors, and what they need besides, all together (bits; 0 where one of them needs nothing)."""

    wanted: int
    each: tuple[Try, ...]


# What a word says to a set: the needs that it meets (bits) and the patterns that it anchors, if any.
Says = tuple[int, Tries | None]
# Starts of words, with what each says.
Places = list[tuple[int, int, Tries | None]]
_Owners = list[tuple[int, int, Tries | None]]


class Anchors:
    """The words of several sets; the automaton is built when a text is first looked at."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owners] = {}
        self._sets = 0
        self._built: tuple[Automaton, list[_Owners]] | None = None
        self._last: tuple[str, list[Places]] = ("", [])

    def add(self, words: Mapping[str, Says]) -> int:
        """Enter the words of a set, whole or ``stem*``; the number under which the set asks for them."""
        for word, (meets, tries) in words.items():
            looked_for = stem(word) if "*" in word else stem(word) + " "
            self._owners.setdefault(looked_for, []).append((self._sets, meets, tries))
        self._sets += 1
        self._built, self._last = None, ("", [])
        return self._sets - 1

    def places(self, folded: str, number: int) -> Places:
        """Where words of a set stand; what was found in a text is kept for the sets that ask next."""
        last = self._last
        if last[0] is not folded or not last[1]:
            last = self._last = folded, self._look(folded)
        return last[1][number]

    def _look(self, folded: str) -> list[Places]:
        automaton, owners = self._built = self._built or (Automaton(list(self._owners), of_words=True), list(self._owners.values()))
        found: list[Places] = [[] for _ in range(self._sets)]
        coded = blanked(folded)
        for word, start, _ in automaton.find(folded):
            # Arabic clitics may stand before the word, on it.
            left = coded.rfind(BLANK, 0, start) + 1 if coded[start - 1] != BLANK else start
            if left != start and folded[left:start] not in CLITICS:
                continue
            for number, meets, tries in owners[word]:
                found[number].append((left, meets, tries))
        return found


def stem(word: str) -> str:
    """The letters that an anchor begins with."""
    return word.partition("*")[0].removeprefix("=")
