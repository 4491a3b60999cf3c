"""An alias: one phrase as the papers write it and what it names, given by a vocabulary to the one matcher."""

from __future__ import annotations

from typing import NamedTuple

LANGUAGES = ("ar", "en", "fr", "ru")

ANY_CASE, INITIAL, CAPITALS, NOUN = 0, 1, 2, 3
_LONG_ABBREVIATION = 4
# The Arabic article in Latin and Cyrillic letters is written small or great at will.
_ARTICLES = ("Al-", "Al ", "Аль-", "Ан-", "Аш-", "Ас-", "Ар-", "Ад-", "The ")
# «La réunion» may open a sentence: only the noun's own capital makes it «La Réunion».
_FRENCH_ARTICLES = ("La ", "Le ", "Les ")


class Alias(NamedTuple):
    """A phrase of one language (None: of any) that names ``code`` of ``kind``; ``context`` is a rule that must say yes.

    ``article``: in Arabic the word may take ال (adjectives and common nouns do, proper names do not).
    """

    phrase: str
    language: str | None
    kind: str
    code: str
    form: str = "name"
    party: str | None = None
    role: str | None = None
    rule: str = ""
    context: str | None = None
    article: bool = False


def casing(phrase: str) -> int:
    """The capitals that the text must show: none, the first letter, the noun's after a French article, all (up to 3 letters)."""
    first = phrase[0]
    if not first.isupper() or phrase.startswith(_ARTICLES):
        return ANY_CASE
    if phrase.startswith(_FRENCH_ARTICLES):
        return NOUN
    if phrase.isupper() and 1 < sum(map(str.isalpha, phrase)) < _LONG_ABBREVIATION:
        return CAPITALS
    return INITIAL
