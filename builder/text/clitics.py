"""What Arabic writes onto a word: conjunctions, prepositions of one letter, the article → their letters, alone and joined, as folded.

«و» and «ف» ("and") come first, then «ب» ("in, by"), «ل» ("to, for") or «ك» ("as"), then the article «ال»; «ل» swallows the article's
first letter: «للجيش». «س» marks the future of a verb. Here they are names, so that a rule says which of them it means.
"""

from __future__ import annotations

ARTICLE, AND, TO, IN = "ال", "و", "ل", "ب"
AND_THE, TO_THE, IN_THE = "وال", "لل", "بال"
CONJUNCTIONS = (AND, "ف")
PREPOSITIONS = (IN, TO, "ك")
# Whatever single letter may stand before a word.
LETTERS = (*CONJUNCTIONS, *PREPOSITIONS)
# How a definite noun may begin.
DEFINITE = (ARTICLE, AND_THE, IN_THE, TO_THE)
FUTURE = "س"
CLITICS = frozenset(
    conjunction + rest
    for conjunction in ("", *CONJUNCTIONS)
    for rest in ("", *PREPOSITIONS, ARTICLE, IN_THE, "كال", TO_THE, FUTURE)
)  # fmt: skip


def definite(folded: str, start: int) -> bool:
    """Whether the word at a place bears the article."""
    return folded.startswith(DEFINITE, start)


def after_article(folded: str, start: int) -> bool:
    """Whether the article stands right before a place, written onto what is there."""
    return folded.endswith(ARTICLE, 0, start)
