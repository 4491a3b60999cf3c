"""The Nth anniversary of a known fact: text + mentions + facts → clues to the day of publication.

«الذكرى الـ 56 لإقامة العلاقات الدبلوماسية» between two parties counts only where one known fact of that kind is between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from builder.knowledge.anniversaries import KINDS, Anniversary
from builder.model import Mention, Text
from builder.parsers.dates.calendar import safe_date
from builder.parsers.dates.clues import Clue
from builder.strict import DataError, check_keys, line_of
from builder.text.folding import fold

# News of an anniversary appears within half a year of it.
_NEAR = timedelta(days=183)
# The fact is named, and an organisation alone stands, this close behind the count.
_REACH = 90
# No article is so many years younger than the latest fact known.
_AHEAD = 5


@dataclass(frozen=True, slots=True)
class AnniversaryWords:
    """How a language tells the count and the kind of fact."""

    count: re.Pattern[str]
    spelled: Mapping[str, int]
    kinds: Mapping[str, re.Pattern[str]]


def read_words(path: Path, section: dict[str, Any], prefix: str) -> AnniversaryWords:
    """The words of a grammar file, ``prefix`` what may be written onto them; DataError at a kind that no fact has."""
    check_keys(path, "anniversary", section, ("count", "spelled", "kinds"))
    for kind in section["kinds"]:
        if kind not in KINDS:
            raise DataError(f"{path}:{line_of(path, kind + ':')}: no fact is of the kind '{kind}'; known: {', '.join(KINDS)}")
    spelled = {fold(phrase): number for number, phrases in section["spelled"].items() for phrase in phrases}
    counts = [*section["count"], *(f"({re.escape(phrase)})" for phrase in spelled)]
    kinds = {kind: re.compile("|".join(rf"(?<!\w){prefix}{fold(word)}" for word in words)) for kind, words in section["kinds"].items()}
    return AnniversaryWords(re.compile(rf"(?<!\w)(?:{'|'.join(counts)})"), spelled, kinds)


def anniversary_clues(text: Text, mentions: Iterable[Mention], facts: Sequence[Anniversary], words: AnniversaryWords) -> Iterator[Clue]:
    """A clue for each count whose fact is beyond doubt."""
    named = [(mention.start, code) for mention in mentions for code in {mention.code, mention.party} if code] if facts else []
    codes = {code for _, code in named}
    meant = [fact for fact in facts if codes.issuperset(fact.parties)]
    latest = max((fact.day.year for fact in facts), default=0) + _AHEAD
    for match in words.count.finditer(text.folded) if meant else ():
        told = next(group for group in match.groups() if group)
        count = words.spelled.get(told) or int(told)
        end = match.end()
        kinds = {kind for kind, pattern in words.kinds.items() if pattern.search(text.folded, end, end + _REACH)}
        near = {code for start, code in named if end <= start < end + _REACH}
        fitting = [f for f in meant if f.kind in kinds and f.day.year + count <= latest and _told(f, codes, near)]
        clue = _clue(text.words(*match.span()), count, fitting[0].day) if len(fitting) == 1 else None
        if clue:
            yield clue


def _told(fact: Anniversary, named: Collection[str], near: Collection[str]) -> bool:
    """Both parties in the article; an organisation alone right behind the count."""
    return all(code in (named if len(fact.parties) > 1 else near) for code in fact.parties)


def _clue(words: str, count: int, founded: date) -> Clue | None:
    day = safe_date(founded.year + count, founded.month, min(founded.day, 28))
    return Clue(f"{words}: anniversary {count} of {founded.isoformat()}", day - _NEAR, day + _NEAR) if day else None
