"""Context rules for words that name several things: contexts.yml → Context, which says whether a hit stands.

A hit stands if no ``not_`` condition matches and, where positive conditions are given, at least one does. Conditions are
regular expressions over folded text: before and after (the words next to the hit), around (the one character on either side),
near (80 characters around), article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.knowledge.sources import read_yaml_entries
from builder.strict import DataError, line_of
from builder.text.folding import fold

FILE = "contexts.yml"
_POSITIVE = ("before", "after", "around", "near", "article")
_CONDITIONS = (*_POSITIVE, *(f"not_{condition}" for condition in _POSITIVE))
_REACH = 80
_BESIDE = 48
_LETTERS = re.compile(r"(?<!\\)[^\W\d_]+")

Condition = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """One rule by id; ``why`` tells the linguistic reason."""

    id: str
    why: str
    positive: tuple[Condition, ...]
    negative: tuple[Condition, ...]

    def stands(self, folded: str, start: int, end: int, whole: dict[int, bool] | None = None) -> bool:
        """Whether the words at start..end name what the alias says, judged by their surroundings.

        ``whole`` keeps what was found about the article as a whole, for the other names of the same article.
        """
        known = {} if whole is None else whole
        for condition in self.negative:
            if _met(condition, folded, start, end, known):
                return False
        for condition in self.positive:
            if _met(condition, folded, start, end, known):
                return True
        return not self.positive


def _met(condition: Condition, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
    where, pattern = condition
    if where == "before":
        return pattern.search(folded[max(0, start - _BESIDE) : start]) is not None
    if where == "after":
        return pattern.match(folded, end) is not None
    if where == "around":
        return pattern.fullmatch(folded[max(0, start - 1) : start] + folded[end : end + 1]) is not None
    if where == "near":
        return pattern.search(folded, max(0, start - _REACH), start) is not None or pattern.search(folded, end, end + _REACH) is not None
    found = whole.get(id(pattern))
    if found is None:
        found = whole[id(pattern)] = pattern.search(folded) is not None
    return found


def load_contexts(folder: Path, overlays: Sequence[Path]) -> dict[str, Context]:
    """Context rules by id, their patterns compiled."""
    found = {}
    for entry in read_yaml_entries(FILE, folder, overlays, ("why",), _CONDITIONS).values():
        conditions = {key: _compile(entry.path, key, words) for key, words in entry.keys.items() if key != "why"}
        positive = tuple((key, pattern) for key, pattern in conditions.items() if key in _POSITIVE)
        negative = tuple((key[4:], pattern) for key, pattern in conditions.items() if key not in _POSITIVE)
        found[entry.id] = Context(entry.id, entry.keys["why"], positive, negative)
    return found


def _compile(path: Path, key: str, words: str) -> re.Pattern[str]:
    for letters in _LETTERS.findall(words):
        if fold(letters) != letters:
            raise DataError(f"{path}:{line_of(path, letters)}: '{letters}' is not in folded form; write '{fold(letters)}'")
    side = key.removeprefix("not_")
    if side == "before":
        pattern = rf"(?:^|\W)(?:{words})[\s\"'(\[-]*$"
    elif side == "after":
        pattern = rf"[\s\"')\],-]*(?:{words})(?!\w)"
    elif side == "around":
        pattern = words
    else:
        pattern = rf"(?<!\w)(?:{words})(?!\w)"
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, words)}: {error}; correct the regular expression") from error
