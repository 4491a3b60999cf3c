"""One pass over folded text for many phrases: text → hits that stand at word boundaries, longest first settled.

Arabic writes و ف ب ل ك س and the article ال onto the word they precede, so a phrase in Arabic script may follow
a chain of those inside its token; ل + ال is written لل.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.text.automaton import BLANK, Automaton, blanked
from builder.text.clitics import ARTICLE, CLITICS, TO_THE

# The number of a phrase in the list given to the matcher, its span without clitics, and the clitics before it.
Hit = tuple[int, int, int, str]


class Matcher:
    """Finds all of a fixed list of folded phrases; the list's order numbers the hits. ``clitics``: Arabic ones may stand before them."""

    def __init__(self, phrases: Sequence[str], clitics: bool) -> None:
        written = [(number, pattern) for number, phrase in enumerate(phrases) for pattern in written_forms(phrase, clitics)]
        self._clitics = clitics
        # What is beside a word is a blank to the automaton, so phrases of several words are compared after.
        self._written = [(number, len(pattern), None if pattern.isalnum() else pattern) for number, pattern in written]
        opening = "" if clitics else " "
        self._automaton = Automaton([f"{opening}{pattern} " for _, pattern in written], of_words=clitics, whole=not clitics)

    def find(self, folded: str) -> list[Hit]:
        """Every hit at word boundaries, overlapping ones too, ordered by start, longest first."""
        found = []
        coded = blanked(folded)
        clitic = ""
        for pattern, start, _ in self._automaton.find(folded):
            number, length, several = self._written[pattern]
            if several is not None and not folded.startswith(several, start):
                continue
            if self._clitics:
                clitic = folded[coded.rfind(BLANK, 0, start) + 1 : start] if coded[start - 1] != BLANK else ""
                if clitic not in CLITICS:
                    continue
            found.append((start, -length, number, clitic))
        found.sort()
        return [(number, start, start - less, clitic) for start, less, number, clitic in found]


def written_forms(phrase: str, clitics: bool) -> Iterable[str]:
    """A folded phrase and, where it bears the article, its form after the preposition ل."""
    yield phrase
    if clitics and phrase.startswith(ARTICLE) and len(phrase) > 4:
        yield TO_THE + phrase[2:]
