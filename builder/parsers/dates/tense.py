"""Tells whether the clause around an expression speaks of the past or the future: folded text + span → past | future | None."""

from __future__ import annotations

import re
from collections.abc import Callable

from builder.parsers.dates.grammar import Grammar

# The stop of an initial or a title ends no sentence; French agencies set none of the space after it.
_STOP = re.compile(
    r"(?:[!?؟…;]|(?<!\b\w)(?<!\b(?:mr|dr|st|ms|lt))(?<!\b(?:gen|sen|rep|gov|col|mrs|sgt|apr|feb|jan|aug|oct|nov|dec))\.)"
    r"(?:[\"')\]]*\s|(?<=\w{4}\.)(?=[^\W\d]))|\n"
)
_LEFT, _RIGHT, _BESIDE, _FRONTED = 220, 70, 10, 6


def direction(folded: str, start: int, end: int, grammar: Grammar, raw_at: Callable[[int], str] | None = None) -> str | None:
    """future, present, past or said: the nearest cue before the expression in its sentence, else the first after it in its clause.

    ``said`` marks a verb of speech, which tells nothing of the day that the speech is about. ``raw_at`` gives the raw letter at a
    folded place: folding makes «arrivé» and «arrive» alike.
    """
    left = _sentence_start(folded, start)
    last: str | None = None
    end_of_last = 0
    for match in grammar.cues.finditer(folded, left, start):
        if match.lastgroup == "boundary" or (last == "future" and match.start() - end_of_last <= 4):
            continue  # the noun after «من المقرر» looks like a verb of the past
        last, end_of_last = match.lastgroup, match.end()
        if last == "present" and raw_at is not None and raw_at(end_of_last - 1) == "é":
            last = "past"
    governed = last == "past" and start - end_of_last <= _BESIDE  # "the deal reached over the weekend would ease"
    beside = None if governed else grammar.cues.match(folded, end + (3 if folded.startswith("'s ", end) else 1))
    if beside and beside.lastgroup == "future":
        return "future"
    return last or direction_after(folded, end, grammar)


def is_over(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a verb of the past governs the expression: right before it, or as the first verb after one that opens its sentence."""
    left = _sentence_start(folded, start)
    before = [match for match in grammar.cues.finditer(folded, left, start) if match.lastgroup != "boundary"]
    if before:
        return before[-1].lastgroup == "past" and start - before[-1].end() <= _BESIDE
    return start - left <= _FRONTED and direction_after(folded, end, grammar) == "past"


def direction_after(folded: str, end: int, grammar: Grammar) -> str | None:
    """The first cue after a place in its clause."""
    stop = _STOP.search(folded, end, end + _RIGHT)
    right = stop.start() if stop else min(len(folded), end + _RIGHT)
    first = grammar.cues.search(folded, end, right)
    return first.lastgroup if first and first.lastgroup != "boundary" else None


def _sentence_start(folded: str, start: int) -> int:
    left = max(0, start - _LEFT)
    place = left
    for stop in _STOP.finditer(folded, left, start):
        place = stop.end()
    return place
