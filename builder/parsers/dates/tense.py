"""Tells whether the clause around an expression speaks of the past or the future: folded text + span → past | future | None."""

from __future__ import annotations

import re
from collections.abc import Callable

from builder.parsers.dates.grammar import Grammar

_MARK = re.compile("[.!?؟…;\n]")
_CLOSING = re.compile(r"[\"')\]]*\s")
# The stop of an initial or a title ends no sentence.
_ABBREVIATED = re.compile(r"\b(?:\w|mr|dr|st|ms|lt|gen|sen|rep|gov|col|mrs|sgt|jan|feb|apr|aug|oct|nov|dec)$")
# French agencies set no space after some stops: «arsenal.Dimanche».
_GLUED = re.compile(r"\w{4}\.[^\W\d]")
_COMMA = re.compile("[,،]")
_OPENING = re.compile("[,) ]+")
_LOOKING_AHEAD = ("promised", "awaited")
_BOUNDARIES = ("boundary", "relative")
# Of a participle right before: «l'accord signé lundi».
DONE = "done"
_LEFT, _NEAR, _RIGHT, _LONG, _BESIDE, _FRONTED = 220, 90, 70, 150, 10, 6


def direction(folded: str, start: int, end: int, grammar: Grammar, raw_at: Callable[[int], str] | None = None) -> str | None:
    """future, present, past, over or said: the nearest cue before the expression in its sentence, else the first after it in its clause.

    ``said`` marks a verb of speech, which tells nothing of the day that the speech is about; ``over`` a verb of the past that governs
    the expression: right before it, or as the first verb after one that opens its sentence. ``raw_at`` gives the raw letter at a
    folded place: folding makes «arrivé» and «arrive» alike.
    """
    left = _sentence_start(folded, start)
    last, end_of_last, opened = _last_cue(folded, left, start, grammar, raw_at)
    if opened:  # "believed to live abroad, but in March she appeared"
        own = direction_after(folded, end, grammar, raw_at)
        if own not in (None, "said"):
            return own
    governed = last == "past" and start - end_of_last <= _BESIDE  # "the deal reached over the weekend would ease"
    if governed:
        return "over"
    beside = grammar.cues.match(folded, end + (3 if folded.startswith("'s ", end) else 1))
    if beside and beside.lastgroup in ("future", "awaited"):
        return "future"
    if last is not None:
        return "said" if last in ("future", "present") and _is_of_speech(folded, left, start, end, grammar) else last
    fronted = start - left <= _FRONTED
    after = direction_after(folded, end, grammar, raw_at, fronted)
    return "over" if after == "past" and fronted else after


def _is_of_speech(folded: str, left: int, start: int, end: int, grammar: Grammar) -> bool:
    """«قال مقرر ... ، الجمعة، إن»: a day right before the word that opens what was said is that of saying it."""
    opening = _OPENING.match(folded, end)
    following = grammar.cues.match(folded, opening.end()) if opening else None
    if following is None or following.lastgroup not in _BOUNDARIES:
        return False
    return any(match.lastgroup == "said" for match in grammar.cues.finditer(folded, left, start))


def _last_cue(folded: str, left: int, start: int, grammar: Grammar, raw_at: Callable[[int], str] | None) -> tuple[str | None, int, bool]:
    """The last cue before a place, its end, and whether a clause opens right before the place; the words close by are searched first."""
    near = max(left, start - _NEAR)
    for place in (near, left) if near > left else (left,):
        last: str | None = None
        end_of_last = 0
        opened = False
        aside = -1
        for match in grammar.cues.finditer(folded, place, start):
            if match.start() < aside:
                continue  # «التقى لافروف، الذي يزور أنقرة، نظيره الاثنين»
            if match.lastgroup in _BOUNDARIES:
                if match.lastgroup == "relative" and folded.endswith(", ", left, match.start()):
                    aside = folded.find(",", match.end(), start)
                opened = match[0] not in grammar.links and start - match.end() <= _BESIDE
                continue
            if last == "future" and match.start() - end_of_last <= 4 and "," not in folded[end_of_last : match.start()]:
                continue  # the noun after «من المقرر» looks like a verb of the past
            if match.lastgroup == "awaited" and _COMMA.search(folded, match.end(), start):
                continue  # «قمته المرتقبة مع الرئيس، وذلك خلال لقائه السبت»: an adjective tells of its own noun
            if match.lastgroup == "participle" and not _is_accented(folded, match.end(), raw_at):
                continue
            last, end_of_last, opened = match.lastgroup, match.end(), False
            last = "future" if last in _LOOKING_AHEAD else DONE if last == "participle" else last
            if last == "present" and _is_participle(end_of_last, raw_at):
                last = "past"
        if last is not None:
            return last, end_of_last, opened
    return None, 0, False


def _is_participle(end: int, raw_at: Callable[[int], str] | None) -> bool:
    """Whether a verb ends in é, which folding takes off: «a rencontré», not «rencontre»."""
    return raw_at is not None and raw_at(end - 1) == "é"


def _is_accented(folded: str, end: int, raw_at: Callable[[int], str] | None) -> bool:
    """Whether a word that ends in one e ends in é: «signé lundi», not «il signe lundi»; «signée», «signés» can be nothing else."""
    return folded[end - 1] != "e" or folded[end - 2] == "e" or _is_participle(end, raw_at)


def direction_after(
    folded: str, end: int, grammar: Grammar, raw_at: Callable[[int], str] | None = None, fronted: bool = False
) -> str | None:
    """The first cue after a place in its clause; after a day that opens it, the verb may stand behind a long subject."""
    limit = min(len(folded), end + _RIGHT)
    right = _sentence_end(folded, end, limit)
    first = _first_cue(folded, end, right, grammar, fronted)
    if first is None and fronted and right == limit:
        first = _behind_subject(folded, end, right, grammar)
    if first is None or first.lastgroup in _BOUNDARIES:
        return None
    if first.lastgroup == "present" and _is_participle(first.end(), raw_at):
        return "past"
    if first.lastgroup == "present" and _COMMA.search(folded, end + _BESIDE, first.start()):
        return None
    return {"promised": "past", "awaited": "future", "participle": "past"}.get(first.lastgroup or "", first.lastgroup)


def _behind_subject(folded: str, end: int, reached: int, grammar: Grammar) -> re.Match[str] | None:
    """The first cue after a place, up to the first comma."""
    limit = min(len(folded), end + _LONG)
    comma = _COMMA.search(folded, end + _BESIDE, limit)
    limit = comma.start() if comma else limit
    right = _sentence_end(folded, end, limit)
    return _first_cue(folded, folded.rfind(" ", end, reached) + 1, right, grammar, True) if right > reached else None


def _first_cue(folded: str, left: int, right: int, grammar: Grammar, fronted: bool) -> re.Match[str] | None:
    """The first cue between two places; the "and" of a long subject opens no clause."""
    for match in grammar.cues.finditer(folded, left, right):
        if not (fronted and match.lastgroup == "boundary" and match[0] in grammar.links):
            return match
    return None


def opens_in_present(folded: str, start: int, grammar: Grammar) -> bool:
    """Whether the sentence around a place opens with a verb of the present."""
    left = _sentence_start(folded, start)
    known = left == 0 or left > start - _LEFT  # else it begins further back
    return known and grammar.opening is not None and grammar.opening.match(folded, left, start) is not None


def _sentence_start(folded: str, start: int) -> int:
    left = max(0, start - _LEFT)
    marks = [mark.start() for mark in _MARK.finditer(folded, left, start)]
    return next((following for place in reversed(marks) if (following := _following(folded, place)) is not None), left)


def _sentence_end(folded: str, left: int, right: int) -> int:
    """Where the first sentence ends between two places, else the last of them."""
    marks = _MARK.finditer(folded, left, right)
    return next((mark.start() for mark in marks if _following(folded, mark.start()) is not None), right)


def _following(folded: str, place: int) -> int | None:
    """Where the next sentence begins after a mark; None where the mark ends none."""
    if folded[place] == "\n":
        return place + 1
    closing = _CLOSING.match(folded, place + 1)
    if folded[place] != ".":
        return closing.end() if closing else None
    if (closing and not _ABBREVIATED.search(folded, max(0, place - 5), place)) or _GLUED.match(folded, place - 4):
        return closing.end() if closing else place + 1
    return None
