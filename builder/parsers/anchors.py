"""The rarest words of many patterns, looked for together: folded text → for each set of patterns, where its anchors stand.

One pass over an article serves all sets of a language, which ask for their places one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.knowledge.matcher import CLITICS
from builder.text.automaton import Automaton

# Numbers of patterns to try at a place, each with whether its first word is the anchor.
Tries = Sequence[tuple[int, bool]]
Places = list[tuple[int, Tries]]
_LONGEST_CLITIC = max(map(len, CLITICS))


class Anchors:
    """The anchors of several sets; the automaton is built when a text is first looked at."""

    def __init__(self) -> None:
        self._owners: dict[str, list[tuple[int, bool, Tries]]] = {}
        self._sets = 0
        self._built: tuple[Automaton, list[list[tuple[int, bool, Tries]]]] | None = None
        self._last: tuple[str, list[Places]] = ("", [])

    def add(self, words: Mapping[str, Tries]) -> int:
        """Enter the anchors of a set, words or ``stem*``; the number under which the set asks for them."""
        for word, tries in words.items():
            self._owners.setdefault(stem(word), []).append((self._sets, "*" not in word, tries))
        self._sets += 1
        self._built, self._last = None, ("", [])
        return self._sets - 1

    def places(self, folded: str, number: int) -> Places:
        """Starts of words at which anchors of a set stand; what was found in a text is kept for the sets that ask next."""
        last = self._last
        if last[0] is not folded or not last[1]:
            last = self._last = folded, self._look(folded)
        return last[1][number]

    def _look(self, folded: str) -> list[Places]:
        automaton, owners = self._built = self._built or (Automaton(list(self._owners)), list(self._owners.values()))
        found: list[Places] = [[] for _ in range(self._sets)]
        size = len(folded)
        for anchor, start, end in automaton.find(folded):
            inside = end < size and folded[end].isalnum()
            left = _word_start(folded, start) if start and folded[start - 1].isalnum() else start
            if left < 0:
                continue
            for number, whole, tries in owners[anchor]:
                if not (whole and inside):
                    found[number].append((left, tries))
        return found


def stem(word: str) -> str:
    """The letters that an anchor begins with."""
    return word.partition("*")[0].removeprefix("=")


def _word_start(folded: str, start: int) -> int:
    """Where the word begins whose stem begins at ``start``, Arabic clitics before it allowed; -1 where it is inside a word."""
    left = start
    while left and folded[left - 1].isalnum():
        left -= 1
        if start - left > _LONGEST_CLITIC:
            return -1
    return left if left == start or folded[left:start] in CLITICS else -1
