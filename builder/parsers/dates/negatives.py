"""What looks like a date and is a name or a count: ``negatives`` of ``builder/languages/<xx>.yml`` → Negatives, by kind of reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
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
    side, ``own`` for what it says itself; ``name_next``, ``name_before``: only where the word on that side has a capital
    (``name_before: false``: has none); ``quoted``: only inside a short quotation without punctuation whose first word has a capital;
    ``sided``: it has one of these.
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
    name_before: bool | None = None
    own: re.Pattern[str] | None = None
    quoted: bool = False
    sided: bool = False


def read_negative(path: Path, key: str, entry: dict[str, Any]) -> Negative:
    """One entry, checked: unknown keys are told with file and line."""
    lists, marks, sides = (
        ("words", "through", "before", "after", "unless"),
        ("named", "capital", "name_next", "quoted", "name_before"),
        ("left", "right", "own"),
    )
    check_keys(path, key, entry, ("kinds",), (*lists, *marks, *sides))
    words, through, before, after, unless = (frozenset(fold(word) for word in entry.get(part) or ()) for part in lists)
    named, capital, name_next, quoted = (bool(entry.get(mark)) for mark in marks[:4])
    name_before = entry.get("name_before")
    left, right, own = (re.compile(entry[side]) if side in entry else None for side in sides)
    sided = any((left, right, own, name_next, quoted, name_before is not None))
    more = unless, left, right, name_next, name_before, own, quoted, sided
    return Negative(key, frozenset(entry["kinds"]), words, through, before, after, named, capital, *more)


class Negatives:
    """The negatives of one kind of reading.

    ``always`` are those that ask for no word beside it; the others by each word ``before`` or ``after`` that they ask for. ``through``:
    all words that may stand between.
    """

    def __init__(self, negatives: Iterable[Negative]) -> None:
        self.always: list[Negative] = []
        self.before: defaultdict[str, list[Negative]] = defaultdict(list)
        self.after: defaultdict[str, list[Negative]] = defaultdict(list)
        self.through: frozenset[str] = frozenset()
        for negative in negatives:
            if not (negative.before or negative.after):
                self.always.append(negative)
            for word in negative.before:
                self.before[word].append(negative)
            for word in negative.after:
                self.after[word].append(negative)
            self.through |= negative.through


def by_kind(negatives: list[Negative]) -> dict[str, Negatives]:
    """The negatives that forbid each kind of reading."""
    kinds = {kind for negative in negatives for kind in negative.kinds}
    return {kind: Negatives(n for n in negatives if kind in n.kinds) for kind in kinds}
