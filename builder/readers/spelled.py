"""Reads days written in words of the four languages, as pages and tables show them: words → the full days named in them."""

from __future__ import annotations

import re
from datetime import date

_ARABIC, _CYRILLIC = re.compile("[\u0621-\u064a]"), re.compile("[а-яё]", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EITHER = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)")
# A day computed from another calendar, or at odds with its weekday, is not the day as written.
_DOUBTFUL = frozenset(["hijri_converted", "weekday_conflict"])
LONGEST = 150
DIGITS = {base + n: str(n) for base in (0x0660, 0x06F0) for n in range(10)}


def spelled_days(words: str) -> list[date]:
    """Every full day with a four-digit year, in order; a numeric one that could be read month-first is left out."""
    words = words.translate(DIGITS)
    if len(words) > LONGEST or not _YEAR.search(words):
        return []
    from builder.parsers.dates import read_dates

    arabic, russian = _ARABIC.search(words), _CYRILLIC.search(words)
    languages = ("ar",) if arabic else ("ru",) if russian else ("en", "fr")
    if not (arabic or russian) and any(_is_ambiguous(found) for found in _EITHER.finditer(words)):
        return []
    for language in languages:
        days = [
            found.date_start
            for found in read_dates(words, language, None)
            if found.precision == "day" and found.basis == "explicit" and found.date_start == found.date_end
            and found.date_start and not _DOUBTFUL.intersection(found.flags) and _YEAR.search(found.words)
        ]  # fmt: skip
        if days:
            return days
    return []


def _is_ambiguous(found: re.Match[str]) -> bool:
    return int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
