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
from typing import NamedTuple

from builder.knowledge.sources import read_yaml_entries
from builder.strict import DataError, line_of
from builder.text.folding import fold

FILE = "contexts.yml"
_POSITIVE = ("before", "after", "around", "near", "article")
_CONDITIONS = (*_POSITIVE, *(f"not_{condition}" for condition in _POSITIVE))
_REACH = 80
_BESIDE = 48
_LETTERS = re.compile(r"(?<!\\)[^\W\d_]+")
# What may stand between the hit and the word before or after it.
_OPENS, _CLOSES = " \n\"'([-", " \n\"')],-"
# Conditions of which plain words are looked up.
_LOOKED_UP = ("before", "after", "article")
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
# Escaped signs and sets of signs are stepped over.
_STRUCTURE = re.compile(r"\\.|\[\]?(?:\\.|[^\]])*\]|[()|]")


class Condition(NamedTuple):
    """Where a rule looks, and its whole expression; most alternatives are plain words, told by one look-up, and ``rest`` has the others.

    ``words``: the words beside the hit (article: parts of words) without one of which no plain alternative can stand.
    """

    where: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    rest: re.Pattern[str] | None


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
    where, pattern, words, rest = condition
    if where == "before":
        before = folded[max(0, start - _BESIDE) : start]
        last = before.rstrip(_OPENS).rpartition(" ")[2]
        searched = pattern if (last in words if last.isalnum() else last[-1:].isalnum()) else rest
        return searched is not None and searched.search(before) is not None
    if where == "after":
        first, space, _ = folded[end : end + _BESIDE].lstrip(_CLOSES).partition(" ")
        searched = pattern if (first in words if space and first.isalnum() else first[:1].isalnum()) else rest
        return searched is not None and searched.match(folded, end) is not None
    if where == "around":
        return pattern.fullmatch(folded[max(0, start - 1) : start] + folded[end : end + 1]) is not None
    if where == "near":
        return pattern.search(folded, max(0, start - _REACH), start) is not None or pattern.search(folded, end, end + _REACH) is not None
    found = whole.get(id(pattern))
    if found is None:
        searched = pattern if any(word in folded for word in words) else rest
        found = whole[id(pattern)] = searched is not None and searched.search(folded) is not None
    return found


def load_contexts(folder: Path, overlays: Sequence[Path]) -> dict[str, Context]:
    """Context rules by id, their patterns compiled."""
    found = {}
    for entry in read_yaml_entries(FILE, folder, overlays, ("why",), _CONDITIONS).values():
        conditions = {key: _compile(entry.path, key, words) for key, words in entry.keys.items() if key != "why"}
        positive = tuple(condition for key, condition in conditions.items() if key in _POSITIVE)
        negative = tuple(condition for key, condition in conditions.items() if key not in _POSITIVE)
        found[entry.id] = Context(entry.id, entry.keys["why"], positive, negative)
    return found


def _compile(path: Path, key: str, words: str) -> Condition:
    for letters in _LETTERS.findall(words):
        if fold(letters) != letters:
            raise DataError(f"{path}:{line_of(path, letters)}: '{letters}' is not in folded form; write '{fold(letters)}'")
    where = key.removeprefix("not_")
    try:
        pattern = re.compile(_expression(where, words))
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, words)}: {error}; correct the regular expression") from error
    branches = alternatives(words)
    plain = {branch for branch in branches if _PLAIN.fullmatch(branch)} if where in _LOOKED_UP else set()
    told = {branch.rpartition(" ")[2] if where == "before" else branch.partition(" ")[0] for branch in plain}
    others = "|".join(branch for branch in branches if branch not in plain)
    rest = None if not others else re.compile(_expression(where, others)) if plain else pattern
    return Condition(where, pattern, frozenset(told), rest)


def _expression(where: str, words: str) -> str:
    if where == "before":
        return rf"(?:^|\W)(?:{words})[\s\"'(\[-]*$"
    if where == "after":
        return rf"[\s\"')\],-]{{0,12}}(?:{words})(?!\w)"
    return words if where == "around" else rf"(?<!\w)(?:{words})(?!\w)"


def alternatives(words: str) -> list[str]:
    """The branches of a regular expression, those of its groups left whole."""
    found, depth, begin = [], 0, 0
    for sign in _STRUCTURE.finditer(words):
        if sign[0] in "()":
            depth += 1 if sign[0] == "(" else -1
        elif sign[0] == "|" and not depth:
            found.append(words[begin : sign.start()])
            begin = sign.end()
    return [*found, words[begin:]]
