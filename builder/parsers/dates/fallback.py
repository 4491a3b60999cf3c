"""dateparser behind the grammar: words of a full date that no rule claims → its day, language fixed, cached, imported on first need."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def absolute_day(words: str, language: str) -> date | None:
    """The day that a full date means, None unless day, month and year are all told."""
    import dateparser

    found = dateparser.parse(words, languages=[language], settings={"STRICT_PARSING": True})
    return found.date() if found else None
