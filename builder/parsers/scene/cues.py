"""What shows whether an event is done, goes on, is to come or is only recalled: words found → Cue, and where a cue stands.

Rules of a cue are ``<language>.reality.<list>`` and ``<language>.heads.<list>`` of the frames, ``<language>.syntax.<expression>``, the id
of a trigger, or that of a date behind ``status.day_ahead`` and the like.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.model import DateRange, Evidence
from builder.parsers.grammar.frames import Frames
from builder.parsers.scene.spot import Spot

_EDGES = " ,;:.()\"'"


class Cue(NamedTuple):
    """The rule that tells when an event stands, and its words in the folded text; ``span`` where the place is known as well."""

    rule: str
    words: str = ""
    span: tuple[int, int] | None = None


def listed(frames: Frames, kind: str, text: str) -> Cue | None:
    """The first words of a list of ``reality`` in a text."""
    return of_list(frames, kind, frames.reality[kind].search(text))


def of_list(frames: Frames, kind: str, found: re.Match[str] | None) -> Cue | None:
    """Words found that are in the list of ``reality`` of that name."""
    return Cue(f"{frames.language}.reality.{kind}", found[0]) if found is not None else None


def worded(frames: Frames, name: str, found: re.Match[str] | None) -> Cue | None:
    """Words found by the expression of that name in the language's syntax."""
    return Cue(f"{frames.language}.syntax.{name}", found[0]) if found is not None else None


def of_trigger(at: Spot) -> Cue:
    """The trigger itself: its kind or the tense of its own words tells it."""
    return Cue(at.trigger.id, span=(at.match.start, at.match.end))


def of_day(day: DateRange, why: str) -> Cue:
    """The day told, and what of it: ``ahead``, ``gone``, ``since``, ``old``."""
    return Cue(f"status.day_{why}:{day.rule}", span=(day.start, day.end))


def shown(column: str, at: Spot, cue: Cue) -> Evidence:
    """Where a cue stands in the sentence, nearest before the trigger or else behind; the trigger where its words are mended ones."""
    start, end = cue.span or _place(at, cue.words.strip(_EDGES)) or (at.match.start, at.match.end)
    return Evidence(column, start, end, cue.rule)


def _place(at: Spot, words: str) -> tuple[int, int] | None:
    """Where the words stand nearest before the trigger's end, else behind it; by preference as whole words."""
    if not words:
        return None
    left, right = at.sentence.start, at.sentence.end
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    before = [found.start() for found in whole.finditer(at.folded, left, at.match.end)]
    behind = whole.search(at.folded, at.match.end, right)
    start = before[-1] if before else behind.start() if behind is not None else at.folded.rfind(words, left, at.match.end)
    start = start if start >= 0 else at.folded.find(words, at.match.end, right)
    return _whole_words(at, start, start + len(words)) if start >= 0 else None


def _whole_words(at: Spot, start: int, end: int) -> tuple[int, int]:
    """Whole words, of which a cue may be a part: «س» of «سيزور»."""
    while start > at.sentence.start and at.folded[start - 1].isalnum():
        start -= 1
    while end < at.sentence.end and at.folded[end].isalnum():
        end += 1
    return start, end
