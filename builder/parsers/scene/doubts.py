"""Where an article tells nothing as fact: Text + Frames → spans by sentence, the contents of denials, fears, hopes and questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from builder.model import Text
from builder.parsers.grammar.frames import Frames, NotAsFact
from builder.parsers.grammar.patterns import Match

Spans = Mapping[int, list[tuple[int, int]]]
_COMMA = re.compile(r"[,;] ")
_STOP = re.compile("; ")
_BEFORE = 40


def doubts(text: Text, frames: Frames) -> Spans:
    """The spans that follow a pattern of ``not_as_fact``, each as far as its words reach."""
    words = frames.not_as_fact
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for patterns, whole in ((words.sentence, True), (words.clause, False)):
        for match in patterns.find(text.folded, text.sentences):
            spans[match.sentence].append((match.end, _reach(text, match, words, whole)))
    return spans


def _reach(text: Text, match: Match, words: NotAsFact, whole: bool) -> int:
    # "The minister, who denied that …, met his counterpart": what stands inside another clause ends with it.
    sentence = text.sentences[match.sentence]
    whole = whole and words.inside.search(text.folded, max(sentence.start, match.start - _BEFORE), match.start) is None
    stops = (words.ends, _STOP if whole else _COMMA)
    return min((found.start() for stop in stops if (found := stop.search(text.folded, match.end, sentence.end))), default=sentence.end)
