"""What an article is about: its words that are no names → a weight for or against relevance, learnt from articles judged by hand.

Names are left out, so that the table knows matters, not persons or years. ``subject.csv`` holds a weight for each stem of a language
wherever it stands, and another for the opening; written by ``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builder.parsers.learned.stand_in import standing_in
from builder.parsers.scene.laid_out import Scene
from builder.strict import DataError

TABLE = Path(__file__).with_name("subject.csv")
COLUMNS = ("language", "stem", "anywhere", "opening")
OPENING = 3
# A word of three letters or more and its stem, the group.
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"({_LETTER}{{3,6}}){_LETTER}*")
# The Arabic article with the letters written onto it is left out: «والجيش», «بالجيش», «للجيش» are الجيش.
_ARABIC_WORD = re.compile(rf"(?:[وف]?(?:[بك]?ال|لل)(?={_LETTER}{{3}}))?+({_LETTER}{{3,5}}){_LETTER}*+")

# By language, then by stem: the weight anywhere, and the one more in the opening.
Words = Mapping[str, Mapping[str, tuple[float, float]]]
_replaced: ContextVar[Words | None] = ContextVar("replaced", default=None)


class Stems(NamedTuple):
    """The stems of an article in its language, wherever they stand, and those of its title and first sentences."""

    language: str
    anywhere: frozenset[str]
    opening: frozenset[str]


class Weighed(NamedTuple):
    """A word of the article, its folded offsets where it stands first, and what its stem weighs for relevance there and in the opening."""

    start: int
    end: int
    weight: float


def stems(scene: Scene) -> Stems:
    """The first letters of each word that is in no name."""
    folded, end = _without_names(scene)
    words = _words(scene)
    opening = frozenset(words.findall(folded, 0, end))
    return Stems(scene.text.language, opening.union(words.findall(folded[end:])), opening)


def weighed(scene: Scene) -> list[Weighed]:
    """The words that weigh, one a stem, the heaviest first; their weights add up to the score."""
    folded, end = _without_names(scene)
    weights = load_words().get(scene.text.language, {})
    found: dict[str, Weighed] = {}
    for word in _words(scene).finditer(folded):
        anywhere, opening = weights.get(word[1], (0.0, 0.0))
        weight = anywhere + (opening if word.end() <= end else 0.0)
        if weight and word[1] not in found:
            found[word[1]] = Weighed(word.start(), word.end(), weight)
    return sorted(found.values(), key=lambda one: (-abs(one.weight), one.start))


def _without_names(scene: Scene) -> tuple[str, int]:
    """The folded text with blanks for its names, and the end of its opening."""
    text = scene.text
    plain, place = [], 0
    for mention in scene.mentions:
        if mention.start >= place:
            plain += [text.folded[place : mention.start], " " * (mention.end - mention.start)]
            place = mention.end
    body = [s for s in text.sentences if s.part != "title"]
    return "".join([*plain, text.folded[place:]]), body[OPENING - 1].end if len(body) >= OPENING else len(text.folded)


def _words(scene: Scene) -> re.Pattern[str]:
    return _ARABIC_WORD if scene.has("clitics") else _WORD


def score(scene: Scene) -> float:
    """The weight of the article's words, all together."""
    weights = _replaced.get()
    weights = load_words() if weights is None else weights
    return weigh(stems(scene), weights)


def weigh(found: Stems, weights: Words) -> float:
    """The sum of the weights of these stems; in a fixed order, so that it is the same sum each time."""
    own = weights.get(found.language, {})
    known = sorted([stem for stem in found.anywhere if stem in own])
    return sum([own[stem][0] for stem in known]) + sum([own[stem][1] for stem in known if stem in found.opening])


def with_words(words: Words) -> AbstractContextManager[None]:
    """Inside, these weights stand for those of the table: for judging weights on articles they never saw."""
    return standing_in(_replaced, words)


@cache
def load_words() -> Words:
    """The table; DataError where a line has not its four columns or a weight is no number."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        if tuple(next(rows, ())) != COLUMNS:
            raise DataError(f"{TABLE}:1: the columns must be {', '.join(COLUMNS)}")
        found: dict[str, dict[str, tuple[float, float]]] = {}
        for number, row in enumerate(rows, 2):
            try:
                language, stem, anywhere, opening = row
                found.setdefault(language, {})[stem] = float(anywhere), float(opening)
            except ValueError as error:
                raise DataError(f"{TABLE}:{number}: {error}; a line is a language, a stem and two numbers") from error
    return found
