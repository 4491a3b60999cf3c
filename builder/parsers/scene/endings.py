"""Deeds that a word of ending governs: triggers of a text → matches of what is so broken off ("ceased supplying arms to Georgia").

The words of ending are data (``reality``: ``stopped`` for any deed, ``lapsed`` for what lasts, each also behind it: ``stopped_behind``,
``lapsed_behind``); a trigger with the trait ``any_deed`` lends its rule, its scheme and its type, which is a reduction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.model import Sentence, Text
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import NEVER

# What goes on until it is ended; drills, journeys, talks and courses come to an end by themselves.
_LASTING = frozenset(("arms_transfer", "aid", "intelligence", "agreement", "mechanism", "presence"))
_ENDED = frozenset((*_LASTING, "visit", "meeting", "call", "conference", "exercise", "operation", "training"))
_BEFORE, _BEHIND = 60, 70


def ended(text: Text, frames: Frames, triggers: Sequence[Match]) -> tuple[Match, ...]:
    """The triggers, and beside them each deed together with the word that ends it."""
    if frames.reality["stopped"] is NEVER:
        return tuple(triggers)
    broken = {(match.sentence, place) for match in triggers if _type(frames, match) == "reduction" for place in (match.start, match.end)}
    found = [match for trigger in triggers for match in _with_ending(text, frames, trigger) if not _told_already(match, broken)]
    return tuple(sorted((*triggers, *found), key=lambda match: (match.start, -match.end, match.pattern))) if found else tuple(triggers)


def _type(frames: Frames, match: Match) -> str:
    return frames.triggers[match.pattern].event_type


def _told_already(match: Match, broken: set[tuple[int, int]]) -> bool:
    """Whether a reduction's own words reach into these."""
    return any(sentence == match.sentence and match.start <= place <= match.end for sentence, place in broken)


def _with_ending(text: Text, frames: Frames, deed: Match) -> Iterator[Match]:
    trigger = frames.triggers[deed.pattern]
    if trigger.event_type not in _ENDED:
        return
    sentence, lists = text.sentences[deed.sentence], ("stopped", "lapsed") if trigger.event_type in _LASTING else ("stopped",)
    start, end = _ending_before(text.folded, sentence, deed, frames, lists), deed.end
    if start is None and trigger.form == "noun":
        behind = _ending_behind(text.folded, sentence, deed, frames, lists)
        start, end = (deed.start, behind) if behind is not None else (None, end)
    if start is not None and (rule := _rule(frames, trigger.inherent)) is not None:
        yield Match(rule, start, end, deed.sentence)


def _rule(frames: Frames, inherent: bool) -> int | None:
    """The first pattern of the trigger that stands for any deed, or for any that is security by itself."""
    found = (number for number, trigger in enumerate(frames.triggers) if trigger.has("any_deed") and trigger.inherent is inherent)
    return next(found, None)


def _ending_before(folded: str, sentence: Sentence, deed: Match, frames: Frames, lists: Sequence[str]) -> int | None:
    """Where the nearest word of ending begins that governs the deed; in Arabic its subject may stand between."""
    left = max(sentence.start, deed.start - _BEFORE)
    words = [found for kind in lists for found in frames.reality[kind].finditer(folded, left, deed.start)]
    nearest = max(words, key=lambda found: found.end(), default=None)
    if nearest is None or frames.syntax.ends_deed.fullmatch(folded, nearest.end(), deed.start) is None:
        return None
    return nearest.start()


def _ending_behind(folded: str, sentence: Sentence, deed: Match, frames: Frames, lists: Sequence[str]) -> int | None:
    """Where the predicate ends that tells that the deed is over; no other clause opens between them."""
    right = min(sentence.end, deed.end + _BEHIND)
    found = [f for kind in lists if (f := frames.reality[f"{kind}_behind"].search(folded, deed.end, right)) is not None]
    nearest = min(found, key=lambda one: one.start(), default=None)
    if nearest is None or frames.syntax.deed_ends.fullmatch(folded, deed.end, nearest.start()) is None:
        return None
    return nearest.end()
