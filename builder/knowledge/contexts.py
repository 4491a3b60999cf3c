"""Context rules for words that name several things: contexts.yml → Context, which says whether a hit stands.

A hit stands if no ``not_`` condition matches and, where positive conditions are given, at least one does. Conditions are
regular expressions over folded text: before and after (the words next to the hit), around (the one character on either side),
near (80 characters around), article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_OPENING = re.compile(r"[^\W\d_]+(?![?*{])")
_LOOK_BEHIND = re.compile(r"^\(\?<[!=][^()]*\)")
# Escaped signs and sets of signs are stepped over.
_STRUCTURE = re.compile(r"\\.|\[\]?(?:\\.|[^\]])*\]|[()|]")


class Condition(Protocol):
    """What must stand somewhere about a hit; ``whole`` keeps what was found about the article as a whole."""

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        """Whether it stands about the words at start..end."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """Most alternatives are plain words, told by one look-up of the word beside the hit; ``rest`` has the others.

    ``words`` are alternatives of one word, ``phrases`` those of several by the word that stands beside the hit.
    """

    pattern: re.Pattern[str]
    words: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]
    rest: re.Pattern[str] | None


class _Before(_Plain):
    __slots__ = ()

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        before = folded[max(0, start - _BESIDE) : start]
        beside = before.rstrip(_OPENS)
        last = beside.rpartition(" ")[2]
        searched = self.rest
        if last.isalnum():
            if last in self.words:
                return True
            if last in self.phrases and beside.endswith(self.phrases[last]):
                searched = self.pattern
        elif last[-1:].isalnum():
            searched = self.pattern
        return searched is not None and searched.search(" " + before) is not None


class _After(_Plain):
    __slots__ = ()

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        beside = folded[end : end + _BESIDE].lstrip(_CLOSES)
        first, space, _ = beside.partition(" ")
        searched = self.rest
        if space and first.isalnum():
            if first in self.words or (first in self.phrases and beside.startswith(self.phrases[first])):
                searched = self.pattern
        elif first[:1].isalnum():
            searched = self.pattern
        return searched is not None and searched.match(folded, end) is not None


@dataclass(frozen=True, slots=True)
class _Around:
    pattern: re.Pattern[str]

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        return self.pattern.fullmatch(folded[max(0, start - 1) : start] + folded[end : end + 1]) is not None


@dataclass(frozen=True, slots=True)
class _Near:
    pattern: re.Pattern[str]

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        search = self.pattern.search
        return search(folded, max(0, start - _REACH), start) is not None or search(folded, end, end + _REACH) is not None


@dataclass(frozen=True, slots=True)
class _Article:
    """``openings``: the letters that the alternatives begin with."""

    pattern: re.Pattern[str]
    openings: tuple[str, ...]

    def met(self, folded: str, start: int, end: int, whole: dict[int, bool]) -> bool:
        found = whole.get(id(self))
        if found is None:
            found = whole[id(self)] = any(self._stands(folded, opening) for opening in self.openings)
        return found

    def _stands(self, folded: str, opening: str) -> bool:
        place = folded.find(opening)
        while place >= 0 and self.pattern.match(folded, place) is None:
            place = folded.find(opening, place + 1)
        return place >= 0


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
            if condition.met(folded, start, end, known):
                return False
        for condition in self.positive:
            if condition.met(folded, start, end, known):
                return True
        return not self.positive


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
    if where == "around":
        return _Around(pattern)
    if where == "near":
        return _Near(pattern)
    branches = alternatives(words)
    if where == "article":
        return _Article(pattern, tuple(sorted({opening for branch in branches for opening in openings(branch)})))
    plain = [branch for branch in branches if _PLAIN.fullmatch(branch)]
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in (branch for branch in plain if " " in branch):
        beside = phrase.rpartition(" ")[2] if where == "before" else phrase.partition(" ")[0]
        phrases[beside] = (*phrases.get(beside, ()), phrase)
    others = "|".join(branch for branch in branches if branch not in plain)
    rest = re.compile(_expression(where, others)) if others else None
    kind = _Before if where == "before" else _After
    return kind(pattern, frozenset(plain), phrases, rest)


def _expression(where: str, words: str) -> str:
    if where == "before":
        return rf"\W(?:{words})[\s\"'(\[-]*$"
    if where == "after":
        return rf"[\s\"')\],-]{{0,12}}(?:{words})(?!\w)"
    return words if where == "around" else rf"(?<!\w)(?:{words})(?!\w)"


def openings(branch: str) -> list[str]:
    """The letters that what a branch matches begins with, in each alternative of its first group; the empty word where none are sure."""
    branch = _LOOK_BEHIND.sub("", branch)
    if branch.startswith("(?:"):
        depth = 0
        for sign in _STRUCTURE.finditer(branch):
            depth += {"(": 1, ")": -1}.get(sign[0], 0)
            if not depth:
                repeated = branch[sign.end() : sign.end() + 1] in ("?", "*", "{")
                return [""] if repeated else [o for one in alternatives(branch[3 : sign.start()]) for o in openings(one)]
    letters = _OPENING.match(branch)
    return [letters[0] if letters else ""]


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
