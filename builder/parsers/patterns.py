"""Word patterns as data → matches in folded text.

A pattern is words in order, separated by spaces; each stands for one word of the text, with any punctuation between:
``word`` exactly, ``stem*`` a word that begins so, ``(a|b*)`` one of several, ``(a|b)?`` or ``word?`` may be absent,
``_`` up to two words between, ``__`` up to six. Arabic words may carry their clitics (و ف ب ل ك س and the article).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import ahocorasick_rs

from builder.model import Sentence
from builder.text.folding import fold

_TOKEN = re.compile(r"\([^)]*\)\??|\S+")
_FIRST_CLITIC = "(?:[وف]?(?:بال|كال|لل|ال|[بلكس])?)"
_INNER_CLITIC = "(?:و?(?:بال|لل|ال|[بل])?)"
_GAPS = {"_": r"(?:\W+\w+){0,2}?", "__": r"(?:\W+\w+){0,6}?"}
_MIN_ANCHOR = 3


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message holds the pattern and the cure."""


class Match(NamedTuple):
    """A pattern found: its number in the list given, and its folded span."""

    pattern: int
    start: int
    end: int
    sentence: int


def _alternatives(token: str) -> list[str]:
    token = token.removesuffix("?")
    inner = token[1:-1] if token.startswith("(") else token
    return [fold(part) for part in inner.split("|") if part]


def _word_regex(token: str, *, first: bool) -> str:
    branches = []
    for word in _alternatives(token):
        stem, star = (word[:-1], r"\w*") if word.endswith("*") else (word, "")
        clitic = (_FIRST_CLITIC if first else _INNER_CLITIC) if re.match("[ء-ي]", stem) else ""
        branches.append(clitic + re.escape(stem) + star)
    return "(?:" + "|".join(branches) + ")"


def pattern_regex(pattern: str) -> re.Pattern[str]:
    """The compiled form of one pattern over folded text."""
    tokens = _TOKEN.findall(pattern)
    if not tokens or tokens[0] in _GAPS or tokens[-1] in _GAPS:
        raise PatternError(f"pattern '{pattern}' must begin and end with a word; move the gap inside")
    parts: list[str] = []
    for token in tokens:
        if token in _GAPS:
            parts.append(_GAPS[token])
            continue
        word = _word_regex(token, first=not parts)
        joined = (r"\W+" if parts else "") + word + r"(?!\w)"
        parts.append(f"(?:{joined})?" if token.endswith("?") else joined)
    return re.compile(r"(?<!\w)" + "".join(parts))


def _anchor(pattern: str) -> list[str]:
    """The stems one of which every match holds: those of the required word whose shortest form is longest."""
    best: list[str] = []
    for token in _TOKEN.findall(pattern):
        if token in _GAPS or token.endswith("?"):
            continue
        stems = [word.removesuffix("*") for word in _alternatives(token)]
        if not best or min(map(len, stems)) > min(map(len, best)):
            best = stems
    if not best or min(map(len, best)) < min(_MIN_ANCHOR, len(max(best, key=len, default=""))):
        raise PatternError(f"pattern '{pattern}' has no required word of {_MIN_ANCHOR} letters or more; add one")
    return best


class PatternSet:
    """Many patterns found together: one scan for their rarest words, then each candidate checked in its sentence."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._regexes = [pattern_regex(pattern) for pattern in patterns]
        stems: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for stem in _anchor(pattern):
                stems.setdefault(stem, []).append(number)
        self._stems = list(stems.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(stems), implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def find(self, folded: str, sentences: Sequence[Sentence]) -> list[Match]:
        """All matches, each within one sentence, ordered by start and then longest first."""
        starts = [sentence.start for sentence in sentences]
        asked: set[tuple[int, int]] = set()
        for stem, start, _end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            place = bisect_right(starts, start) - 1
            if place >= 0:
                asked.update((place, number) for number in self._stems[stem])
        found = [match for place, number in asked for match in self._in_sentence(folded, sentences, place, number)]
        return sorted(found, key=lambda match: (match.start, -match.end, match.pattern))

    def _in_sentence(self, folded: str, sentences: Sequence[Sentence], place: int, number: int) -> Iterable[Match]:
        sentence = sentences[place]
        for match in self._regexes[number].finditer(folded, sentence.start, sentence.end):
            yield Match(number, match.start(), match.end(), place)
