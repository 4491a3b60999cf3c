"""Reads a person's name that no list holds: the words after an office → the span of the name, or None.

Latin and Cyrillic names are told by their capitals. Arabic has none: there a name is two to four words that
neither the language's lists nor other mentions claim, up to a stop.
"""

from __future__ import annotations

import re

from builder.model import Text
from builder.parsers.actor_words import ActorWords

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:[-'][^\W\d_]+)*\.?")
_BETWEEN = re.compile(r"^[ \t_#]+$")
_LONGEST_SHORTENING = 3
# Particles that may open a name.
_OPENING = frozenset(("عبد", "ابو", "ابن", "al", "el", "ben", "abu", "abou"))
_MOST, _FEWEST_ARABIC = 5, 2
_INITIAL = 3


def name_after(text: Text, start: int, limit: int, words: ActorWords) -> tuple[int, int] | None:
    """The folded span of a name that begins at ``start`` and ends before ``limit``."""
    tokens: list[tuple[int, int]] = []
    position = start
    for found in _TOKEN.finditer(text.folded, start, min(limit, start + 80)):
        if tokens and not _BETWEEN.match(text.folded[position : found.start()]):
            break
        if not tokens and found.start() != start:
            return None
        if not _name_word(text, found.start(), found[0].rstrip("."), words):
            break
        tokens.append((found.start(), found.end()))
        position = found.end()
        # A stop after a whole word ends the sentence; after an initial it does not.
        if len(tokens) == _MOST or (found[0].endswith(".") and len(found[0]) > _INITIAL):
            break
    return _span(text, tokens, words)


def name_before(text: Text, end: int, floor: int, words: ActorWords) -> tuple[int, int] | None:
    """The folded span of a capitalised name that ends at ``end``: "X Y, Algeria's defence minister"."""
    if words.language == "ar":
        return None
    tokens: list[tuple[int, int]] = []
    left = max(floor, end - 60)
    for found in reversed(list(_TOKEN.finditer(text.folded, left, end))):
        close = tokens[0][0] if tokens else end
        if text.folded[found.end() : close].strip(" ") or not _name_word(text, found.start(), found[0].rstrip("."), words):
            break
        tokens.insert(0, (found.start(), found.end()))
    return _span(text, tokens[-_MOST:], words) if len(tokens) >= _FEWEST_ARABIC else None


def _name_word(text: Text, start: int, word: str, words: ActorWords) -> bool:
    if word in words.particles:
        return True
    if word in words.not_names or len(word) < 2:
        return False
    if words.language == "ar":
        return not word.startswith("لل") and (word[:1] not in "وفبلك" or word[1:] not in words.not_names)
    if words.language == "ru" and word.endswith("ской"):
        return False  # «главы Московской области»: the adjective of a region
    left, _ = text.raw_span(start, start + 1)
    return text.raw[left].isupper()


def _span(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> tuple[int, int] | None:
    while tokens and text.folded[tokens[-1][0] : tokens[-1][1]] in words.particles:
        tokens.pop()
    if not tokens or text.folded[tokens[0][0] : tokens[0][1]] in words.particles - _OPENING:
        return None
    if len(tokens) == 1 and "." in text.folded[tokens[0][0] : tokens[0][1] - 1]:
        return None  # initials alone
    if words.language == "ar":
        plain = [t for t in tokens if text.folded[t[0] : t[1]] not in words.particles]
        # Adjectives that finish an office («الوطني الشعبي») all carry the article; a name's first word seldom does.
        if all(text.folded.startswith("ال", t[0]) for t in plain[:_FEWEST_ARABIC]):
            return None
        if len(plain) < _FEWEST_ARABIC and len(tokens) < _FEWEST_ARABIC:
            return None
        tokens = _arabic_length(text, tokens, words)
        if all(text.folded.startswith("ال", t[0]) for t in tokens):
            return None
    end = tokens[-1][1]
    if text.folded[end - 1] == ".":
        end -= 1
    return tokens[0][0], end


def _arabic_length(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> list[tuple[int, int]]:
    """Where no stop closes the name, two words (particles not counted), else all up to the stop."""
    closed = text.folded[tokens[-1][1] : tokens[-1][1] + 1] in (",", ".", ")", ":", '"', "\n", "")
    kept: list[tuple[int, int]] = []
    plain = 0
    for token in tokens:
        word = text.folded[token[0] : token[1]]
        joined = bool(kept) and text.folded[kept[-1][0] : kept[-1][1]] in words.particles
        if plain >= _FEWEST_ARABIC and not closed and not joined and word not in words.particles and not word.startswith("ال"):
            break
        kept.append(token)
        plain += word not in words.particles
    return kept
