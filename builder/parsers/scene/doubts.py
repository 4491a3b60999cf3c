"""Where an article tells nothing as fact: Text + Frames → spans by sentence, the contents of denials, fears, hopes and questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, NamedTuple

from builder.model import Text
from builder.parsers.grammar.frames import Frames, NotAsFact
from builder.parsers.grammar.patterns import Match

_COMMA = re.compile(r"[,;] ")
_STOP = re.compile("; ")
_BEFORE = 40


Of = Literal["all", "accused", "deeds", "games"]


class Doubt(NamedTuple):
    """A span that tells nothing as fact.

    Of an accusation that is all but what courts do, of a denial that stands behind all deeds; of games no meeting of states.
    """

    start: int
    end: int
    of: Of


Spans = Mapping[int, list[Doubt]]


def doubts(text: Text, frames: Frames) -> Spans:
    """The spans of ``not_as_fact``: behind its patterns as far as their words reach, before ``behind``, around ``games``."""
    words = frames.not_as_fact
    spans: dict[int, list[Doubt]] = defaultdict(list)
    for patterns in (words.sentence, words.clause, words.accused):
        of: Of = "accused" if patterns is words.accused else "all"
        for match in patterns.find(text.folded, text.sentences):
            spans[match.sentence].append(Doubt(match.end, _reach(text, match, words, patterns is words.sentence), of))
    for match in words.games.find(text.folded, text.sentences):
        spans[match.sentence].append(Doubt(text.sentences[match.sentence].start, text.sentences[match.sentence].end, "games"))
    for match in words.behind.find(text.folded, text.sentences):
        spans[match.sentence].append(Doubt(text.sentences[match.sentence].start, match.start, "deeds"))
    return spans


def _reach(text: Text, match: Match, words: NotAsFact, whole: bool) -> int:
    # "The minister, who denied that …, met his counterpart": what stands inside another clause ends with it.
    sentence = text.sentences[match.sentence]
    whole = whole and words.inside.search(text.folded, max(sentence.start, match.start - _BEFORE), match.start) is None
    stops = (words.ends, _STOP if whole else _COMMA)
    return min((found.start() for stop in stops if (found := stop.search(text.folded, match.end, sentence.end))), default=sentence.end)
