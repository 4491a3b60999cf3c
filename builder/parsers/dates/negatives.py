"""What looks like a date and is a name or a count: ``negatives`` of ``builder/languages/<xx>.yml`` → Negative, by kind of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.strict import check_keys
from builder.text.folding import fold


@dataclass(frozen=True, slots=True)
class Negative:
    """Words before or after an expression that make it a name or a count, and the kinds of reading they forbid.

    ``named``: also where the word for year stands («حدود عام 1967»); ``capital``: only where the last word has a capital («улица 8 Марта»).
    ``unless``: words before the one before that lift it («شرم الشيخ الأحد»); ``left``, ``right``: expressions for what stands on either
    side; ``name_next``, ``name_before``: only where the word on that side has a capital; ``sided``: it has one of these four.
    """

    id: str
    kinds: frozenset[str]
    words: frozenset[str]
    through: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    named: bool
    capital: bool
    unless: frozenset[str] = frozenset()
    left: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None
    name_next: bool = False
    name_before: bool = False
    sided: bool = False


def read_negative(path: Path, key: str, entry: dict[str, Any]) -> Negative:
    """One entry, checked: unknown keys are told with file and line."""
    lists, marks, sides = (
        ("words", "through", "before", "after", "unless"),
        ("named", "capital", "name_next", "name_before"),
        ("left", "right"),
    )
    check_keys(path, key, entry, ("kinds",), (*lists, *marks, *sides))
    words, through, before, after, unless = (frozenset(fold(word) for word in entry.get(part) or ()) for part in lists)
    named, capital, name_next, name_before = (bool(entry.get(mark)) for mark in marks)
    left, right = (re.compile(entry[side]) if side in entry else None for side in sides)
    more = unless, left, right, name_next, name_before, bool(left or right or name_next or name_before)
    return Negative(key, frozenset(entry["kinds"]), words, through, before, after, named, capital, *more)


def by_kind(negatives: list[Negative]) -> dict[str, tuple[Negative, ...]]:
    """The negatives that forbid each kind of reading."""
    return {kind: tuple(n for n in negatives if kind in n.kinds) for negative in negatives for kind in negative.kinds}
