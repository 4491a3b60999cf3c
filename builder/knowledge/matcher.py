"""One pass over folded text for many phrases: text → hits that stand at word boundaries, longest first settled.

Arabic writes و ف ب ل ك س and the article ال onto the word they precede, so a phrase in Arabic script may follow
a chain of those inside its token; ل + ال is written لل.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from builder.text.automaton import Automaton, letters
from builder.text.clitics import ARTICLE, CLITICS, TO_THE


class Hit(NamedTuple):
    """A phrase found: its number in the list given to the matcher, its span without clitics, and the clitics before it."""

    phrase: int
    start: int
    end: int
    clitic: str


class Matcher:
    """Finds all of a fixed list of folded phrases; the list's order numbers the hits."""

    def __init__(self, phrases: Sequence[str]) -> None:
        patterns: list[str] = []
        self._phrase: list[int] = []
        for number, phrase in enumerate(phrases):
            for pattern in written_forms(phrase):
                patterns.append(pattern)
                self._phrase.append(number)
        self._automaton = Automaton(patterns)

    def find(self, folded: str) -> list[Hit]:
        """Every hit at word boundaries, overlapping ones too, ordered by start, longest first."""
        found = []
        inside = letters(folded)
        for pattern, start, end in self._automaton.find(folded):
            if inside[end]:
                continue
            clitic = folded[inside.rfind(0, 0, start) + 1 : start] if inside[start - 1] else ""
            if clitic in CLITICS:
                found.append((start, -end, self._phrase[pattern], clitic))
        found.sort()
        return [Hit(phrase, start, -end, clitic) for start, end, phrase, clitic in found]


def written_forms(phrase: str) -> Iterable[str]:
    """A folded phrase and, where it bears the article, its form after the preposition ل."""
    yield phrase
    if phrase.startswith(ARTICLE) and len(phrase) > 4:
        yield TO_THE + phrase[2:]
