"""What the words of a sentence go with: its words, names left out → the chance of each type of event, learnt from sentences coded by hand.

A name counts by its kind alone (``<person>``, ``<country>``), so that the table knows how events are told, not of whom. ``wording.csv``
holds for each stem of a language how rare it is and what it weighs for each type; written by ``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.model import Mention, Sentence, Text
from builder.parsers.learned.stand_in import standing_in
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.strict import DataError

TABLE = Path(__file__).with_name("wording.csv")
TYPES = (
    "visit", "meeting", "call", "conference", "agreement", "mechanism", "exercise", "operation", "training", "intelligence",
    "arms_transfer", "aid", "judicial", "presence", "statement", "reduction",
)  # fmt: skip
COLUMNS = ("language", "stem", "rarity", *TYPES)
# The line of the table that tells how often each type is told at all.
BIAS = ("", "")
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(<[a-z]+>|{_LETTER}{{2,6}}){_LETTER}*")
# The Arabic article with the letters written onto it is left out: «والجيش», «بالجيش», «للجيش» are الجيش.
_ARABIC_WORD = re.compile(rf"(?:[وف]?(?:[بك]?ال|لل)(?={_LETTER}{{3}}))?+(<[a-z]+>|{_LETTER}{{2,5}}){_LETTER}*+")
_PLACE = {name: place for place, name in enumerate(TYPES)}
Row = NDArray[np.float64]


class Worded(NamedTuple):
    """The stems of a sentence in its language, in order, each as often as it stands."""

    language: str
    stems: tuple[str, ...]


class Wording(NamedTuple):
    """Weights: by language and stem how rare it is and what it weighs for each type, in the order of ``TYPES``; and the bias of each."""

    bias: Row
    stems: Mapping[tuple[str, str], tuple[float, Row]]


_replaced: ContextVar[Wording | None] = ContextVar("replaced", default=None)


def worded(text: Text, mentions: Sequence[Mention], sentence: Sentence, clitics: bool) -> Worded:
    """The stems of one sentence, with the kinds of names where they stand."""
    plain, place = [], sentence.start
    for mention in mentions:
        if place <= mention.start < sentence.end:
            plain += [text.folded[place : mention.start], f" <{mention.kind}> "]
            place = mention.end
    words = _ARABIC_WORD if clitics else _WORD
    return Worded(text.language, tuple(words.findall("".join([*plain, text.folded[place : sentence.end]]))))


def of_event(scene: Scene, told: Told) -> Worded:
    """The stems of the sentence that tells an event first."""
    return worded(scene.text, scene.mentions, scene.text.sentences[told.head.match.sentence], scene.has("clitics"))


def of_opening(scene: Scene) -> Worded:
    """The stems of the title and of the first sentence below it."""
    text, clitics = scene.text, scene.has("clitics")
    first = next((number for number, sentence in enumerate(text.sentences) if sentence.part != "title"), 0)
    found = [worded(text, scene.mentions, sentence, clitics) for sentence in text.sentences[: first + 1]]
    return Worded(text.language, tuple(stem for one in found for stem in one.stems))


def score(scene: Scene, told: Told) -> float:
    """The logarithm of the chance that the words of its sentence give to the event's type."""
    return chance_of(of_event(scene, told), told.head.trigger.event_type)


def chance_of(found: Worded, event_type: str) -> float:
    """The logarithm of the chance that these words give to a type of event."""
    wording = _replaced.get()
    return float((_known(found) if wording is None else log_chances(found, wording))[_PLACE[event_type]])


@lru_cache(maxsize=256)
def _known(found: Worded) -> Row:
    return log_chances(found, load_wording())


def log_chances(found: Worded, wording: Wording) -> Row:
    """The logarithms of the chances of all types, in the order of ``TYPES``."""
    total = wording.bias.copy()
    for _, share, weights in _shares(found, wording):
        total += share * weights
    total -= total.max()
    return total - math.log(float(np.exp(total).sum()))


def spoken(found: Worded, event_type: str) -> list[tuple[str, float]]:
    """The stems that the table knows and what each adds for this type beside what it adds for all types on average, the heaviest first."""
    place = _PLACE[event_type]
    told = [(stem, share * float(weights[place] - weights.mean())) for stem, share, weights in _shares(found, load_wording())]
    return sorted(told, key=lambda one: (-abs(one[1]), one[0]))


def _shares(found: Worded, wording: Wording) -> list[tuple[str, float, Row]]:
    """Each stem that the table knows, its share in the sentence (rarer stems more, their squares add up to 1) and its weights."""
    known = [(key[1], count * wording.stems[key][0], wording.stems[key][1]) for key, count in weighed(found) if key in wording.stems]
    length = math.sqrt(sum(value**2 for _, value, _ in known)) or 1.0
    return [(stem, value / length, weights) for stem, value, weights in known]


def weighed(found: Worded) -> list[tuple[tuple[str, str], float]]:
    """Each stem once, in order, with 1 for one and a little more for each time that it stands again."""
    return [((found.language, stem), 1.0 + math.log(count)) for stem, count in sorted(Counter(found.stems).items())]


def with_wording(wording: Wording) -> AbstractContextManager[None]:
    """Inside, these weights stand for those of the table: for judging weights on articles they never saw."""
    return standing_in(_replaced, wording)


@cache
def load_wording() -> Wording:
    """The table; DataError where a line has not its columns or a weight is no number. What is left blank weighs nothing."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        if tuple(next(rows, ())) != COLUMNS:
            raise DataError(f"{TABLE}:1: the columns must be {', '.join(COLUMNS)}")
        found: dict[tuple[str, str], tuple[float, Row]] = {}
        for number, row in enumerate(rows, 2):
            try:
                language, stem, *numbers = row
                rarity, *weights = (float(one or 0) for one in numbers)
                if len(weights) != len(TYPES):
                    raise ValueError(f"{len(row)} columns where {len(COLUMNS)} are needed")
            except ValueError as error:
                raise DataError(f"{TABLE}:{number}: {error}; a line is a language, a stem and numbers") from error
            found[language, stem] = rarity, np.array(weights)
    if BIAS not in found:
        raise DataError(f"{TABLE}: no line without language and stem; it tells how often each type is told at all")
    return Wording(found.pop(BIAS)[1], found)
