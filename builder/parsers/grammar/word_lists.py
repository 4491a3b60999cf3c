"""Lists of words of the language files → one expression each: any of them, nouns with their article, words right before a noun."""

from __future__ import annotations

import re

from builder.parsers.grammar.syntax import NEVER
from builder.text.folding import fold


def any_of(words: list[str]) -> re.Pattern[str]:
    """One expression for a list of words or phrases; Arabic ones may carry a conjunction, French ones end in an elision.

    ``stem*`` stands for every word that begins so.
    """
    if not words:
        return NEVER
    body = "|".join(re.escape(fold(word)).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
    # "lance-roquettes": the first half of a word is none; "doivent-ils" is one.
    return re.compile(rf"(?<!\w)(?:[وف])?(?:{body})(?:(?<=')|(?!\w)(?!-\w{{4}}))")


def nouns(words: list[str]) -> re.Pattern[str]:
    """One expression for a list of nouns, with the Arabic article and prefixes; ``stem*`` stands for every word that begins so."""
    branches = (re.escape(fold(word.removesuffix("*"))) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?:[وفبلك]?ال|لل|[وفبلك])?(?:{'|'.join(branches)})(?!\w)")


def right_before(words: list[str]) -> re.Pattern[str]:
    """One expression for words that stand right before a noun, an article or a short word between allowed."""
    body = "|".join(re.escape(fold(word)).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})\s*(?:\w{{1,6}}\s+)?(?:[\w-]{{1,14}}\s+)?$")
