"""What the words before a mention say of its part in the sentence: partner, to, from, in, … → a key of ``markers`` in the frames."""

from __future__ import annotations

import re

from builder.parsers.grammar.frames import Frames
from builder.text.clitics import AND, ARTICLE, CONJUNCTIONS, IN, TO, TO_THE

# Articles and adjectives that may stand between a marker and its name: "in the northern".
SKIPPED = 2
# «من صاحب السمو الملكي الأمير».
_HONOURS = 5
# Arabic prepositions that a title of honour bears itself.
_BORNE = {TO: "to", IN: "in"}
_BETWEEN = 2
# A preposition is a short word.
_PREPOSITION = 4
WORDS = re.compile(r"[\w'.-]+")

_MADE, _ACCORD = 24, 64


def marker_before(folded: str, left: int, start: int, frames: Frames) -> str:
    """What the words just before a mention say of its part: a key of ``markers`` in the frames, or ""."""
    if frames.syntax.made_in.search(folded, max(left, start - _MADE), start):
        return "about"
    marker = _marker_at(folded, left, start, frames)
    if marker == "partner" and frames.syntax.accord_with.search(folded, max(left, start - _ACCORD), start):
        return "accord"  # «الاتفاق النووي المثير للجدل مع إيران»
    if marker != "from":
        return marker
    # «au port d'Alger», «à l'aéroport de la capitale»: a place is where the noun stands that it names.
    ground = frames.syntax.of_ground.search(folded, max(left, start - 48), start)
    noun = next((w for w in reversed(list(WORDS.finditer(ground[1]))) if frames.grounds.fullmatch(w[0])), None) if ground else None
    if ground is None or noun is None:
        return marker
    apposed = folded[left : ground.start(1) + noun.start()].endswith(", ")  # «à Nouakchott, capitale de la Mauritanie»
    return _marker_at(folded, left, ground.start(1) + noun.start(), frames) or ("in" if apposed else marker)


def _marker_at(folded: str, left: int, start: int, frames: Frames) -> str:
    before = folded[max(left, start - 48) : start]
    attached = len(before) - len(before.rstrip("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويى")) if before[-1:].isalpha() else 0
    clitic = before[len(before) - attached :] if attached else ""
    if TO in clitic.replace(ARTICLE, ""):
        said = WORDS.findall(before[: len(before) - attached])[-1:]
        return "about" if said and _marker(said[0], frames) == "about" else "to"  # «قمة مخصصة لسوريا»
    if IN in clitic:
        return "in"
    if not attached:
        tail = before.rstrip()
        if tail.endswith((",", ":", ";")):
            return ""
        last = tail.rpartition(" ")[2]
        if ARTICLE in last and (capital := frames.syntax.capital.search(before)) is not None:
            # «في العاصمة القطرية الدوحة»: the words between are in apposition
            if capital["clitic"]:
                return "to" if capital["clitic"] == TO_THE else "in"
            return _marker(capital["word"] or "", frames) or "in"
        if last.isalnum() and not _may_mark(last, frames):
            return ""  # most words before a name: told without taking apart what precedes them
    words = WORDS.findall(before[: len(before) - attached] if attached else before)
    for _ in range((_HONOURS if frames.has("honours") else SKIPPED) + 1):
        last = words[-1] if words else ""
        if last in frames.marker_ends or last[1:] in frames.marker_ends:
            for size in range(min(len(words), 3), 0, -1):
                if found := _marker(" ".join(words[-size:]), frames):
                    # «tensions croissantes entre»: what stands between them is nothing done in common.
                    if found == "in" and frames.has("genitive_chain") and frames.grounds.fullmatch(last) and len(words) > size:
                        found = _way(words[-size - 1], frames) or found  # «إلى عاصمة كوريا الشمالية»
                    opens = len(words) == size and not folded[left : start - len(before)].strip()
                    if found == "from" and opens and frames.has("of_is_from"):
                        return ""  # «Des officiers d'Algérie se concertent»: the sentence opens with an article
                    apart = found == "between" and any(_quarrel(word, frames) for word in words[-size - _BETWEEN : -size])
                    return "against" if apart else found
        if last not in frames.skipped:
            if frames.has("clitics") and last.removeprefix(AND)[1:] in frames.skipped:
                return _BORNE.get(last.removeprefix(AND)[:1], "")  # «لصاحب السمو», «بفخامة الرئيس»
            break
        words.pop()
    return ""


def _quarrel(word: str, frames: Frames) -> bool:
    """A noun of enmity; in «على اتفاقية بين» a preposition governs what follows it."""
    return len(word) > _PREPOSITION and _marker(word, frames) == "against"


def _may_mark(last: str, frames: Frames) -> bool:
    """Whether the word right before a name ends a marker, or may stand between a marker and its name."""
    if last in frames.marker_ends or last[1:] in frames.marker_ends or last in frames.skipped:
        return True
    return frames.has("clitics") and last.removeprefix(AND)[1:] in frames.skipped


def _way(word: str, frames: Frames) -> str:
    found = _marker(word, frames)
    return found if found in ("to", "from") else ""


def _marker(phrase: str, frames: Frames) -> str:
    found = frames.markers.get(phrase)
    if found is None and frames.has("clitics") and phrase[0] in CONJUNCTIONS:
        found = frames.markers.get(phrase[1:])
    if found is None and frames.has("elision") and phrase[1:2] == "'":
        found = frames.markers.get(phrase[2:])  # «de l'accord de Vienne»
    return found or ""
