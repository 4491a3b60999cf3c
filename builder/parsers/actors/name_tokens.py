"""Reads a person's name that no list holds: the words after an office → the span of the name, or None.

Latin and Cyrillic names are told by their capitals. Arabic has none: there a name is two to four words that
neither the language's lists nor other mentions claim, up to a stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import Text
from builder.parsers.actors.actor_words import ActorWords
from builder.text.clitics import AND, ARTICLE, LETTERS, TO_THE

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:[-'][^\W\d_]+)*\.?")
CLOSING = frozenset((",", ".", ")", ":", '"', "\n", "", "-", ";"))
_MOST, _FEWEST_ARABIC = 5, 2
_REACH, _LONGEST_VERB = 60, 12
_INITIAL = 3
_ALI = "علي"
_ADJECTIVAL = ("ого", "его", "ому", "ему", "ых", "их", "ым", "им", "ой", "ей")
_GENITIVE = 6
_VOWELS = "аяоеыуйюьи"
_WHOSE = "'s"
_NUMERAL = re.compile(r"[IVX]{1,4}")
_NUMERALS = frozenset("ivx")


def name_after(text: Text, start: int, limit: int, words: ActorWords) -> tuple[int, int] | None:
    """The folded span of a name that begins at ``start`` and ends before ``limit``."""
    tokens: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(text.folded, start, min(limit, start + 80)):
        (left, right), word = found.span(), found[0]
        if not tokens:
            if left != start or _abbreviation(text, left, right, words) or not _name_word(text, left, word.rstrip("."), words):
                return None
        else:
            between = text.folded[tokens[-1][1] : left]
            if not between or between.strip(" "):
                break
            if len(word) > _INITIAL and any(same_word(word, text.folded[start:end], words) for start, end in tokens):
                break  # «Алексей Дюмин Дюмин Алексей Геннадьевич»: the next field of a list
            if not _inside_name(text, left, word) and not _name_word(text, left, word.rstrip("."), words):
                break
        tokens.append((left, right))
        # A stop after a whole word ends the sentence; after an initial it does not.
        if _whole_length(text, tokens, words) or (word.endswith(".") and len(word) > _INITIAL):
            break
    if len(tokens) > _FEWEST_ARABIC and text.folded.startswith(" (", tokens[-1][1]) and _called(text, tokens):
        tokens.pop()
    if "cases" in words.traits and len(tokens) == 1 and _qualifies(text, tokens[0], words):
        return None
    return _span(text, tokens, words)


def _inside_name(text: Text, start: int, word: str) -> bool:
    """Whether a word may only stand inside a name: an initial, the number of a king, "d'" with a family's name ("Giscard d'Estaing")."""
    if len(word) < _INITIAL and word.endswith("."):
        return capital(text, start)
    if word.startswith("d'"):
        return capital(text, start + 2)
    return word[0] in _NUMERALS and _NUMERAL.fullmatch(text.words(start, start + len(word))) is not None


def _called(text: Text, tokens: list[tuple[int, int]]) -> bool:
    """Whether the given name stands in brackets behind the next field of a list: "Bob Corker" + "Robert (Bob)"."""
    return text.folded.startswith(f"{text.folded[slice(*tokens[0])]})", tokens[-1][1] + 2)


def _qualifies(text: Text, token: tuple[int, int], words: ActorWords) -> bool:
    """Whether a Russian word is the adjective of what the office heads: «губернатор Алтайского края», «Сибирского военного округа»."""
    after = _TOKEN.match(text.folded, token[1] + 1)
    if after is None or not text.folded.startswith(_ADJECTIVAL, token[1] - 3) and not text.folded.startswith(_ADJECTIVAL, token[1] - 2):
        return False
    word = after[0].rstrip(".")
    return not capital(text, after.start()) and (words.body.fullmatch(word) is not None or word.endswith(_ADJECTIVAL[:_GENITIVE]))


def _tokens_before(text: Text, floor: int, end: int) -> Iterator[re.Match[str]]:
    """The tokens between two places, from the last one back."""
    while end > floor:
        start = max(floor, text.folded.rfind(" ", floor, end) + 1)
        yield from reversed(list(_TOKEN.finditer(text.folded, start, end)))
        end = start - 1


def name_before(text: Text, end: int, floor: int, words: ActorWords) -> tuple[int, int] | None:
    """The folded span of a capitalised name that ends at ``end``: "X Y, Algeria's defence minister"."""
    tokens: list[tuple[int, int]] = []
    left = max(floor, end - _REACH)
    for found in _tokens_before(text, left, end):
        close = tokens[0][0] if tokens else end
        if text.folded[found.end() : close].strip(" ") or not _name_word(text, found.start(), found[0].rstrip("."), words):
            break
        tokens.insert(0, (found.start(), found.end()))
    return _span(text, tokens[-_MOST:], words) if len(tokens) >= _FEWEST_ARABIC else None


def arabic_name_before(text: Text, end: int, floor: int, words: ActorWords, known: frozenset[str]) -> tuple[int, int] | None:
    """The folded span of a name right before an office: «وقال فلان الفلاني وزير الدفاع»; it begins with a word known from names."""
    tokens: list[tuple[int, int]] = []
    for found in _tokens_before(text, max(floor, end - _REACH), end):
        close = tokens[0][0] if tokens else end
        if found[0].endswith(".") and len(found[0]) > _INITIAL:
            break  # the sentence before
        joined = text.folded[found.start()] == AND and found[0][1:] in known and found[0] not in known
        start = found.start() + joined
        if text.folded[found.end() : close].strip(" ") or not _name_word(text, start, text.folded[start : found.end()], words):
            break
        tokens.insert(0, (start, found.end()))
        if joined:
            break
    tokens = _opened(text, tokens, words, known) if len(tokens) >= _FEWEST_ARABIC else []
    while _whole_length(text, tokens[1:], words):
        tokens = tokens[1:]
    return _span(text, tokens, words) if len(tokens) >= _FEWEST_ARABIC else None


def _whole_length(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> bool:
    """Whether a name has as many words as names have, those between son and father not counted."""
    return len(tokens) >= _MOST and sum(text.folded[start:end] not in words.particles for start, end in tokens) >= _MOST


def _opened(text: Text, tokens: list[tuple[int, int]], words: ActorWords, known: frozenset[str]) -> list[tuple[int, int]]:
    """The tokens from where a name opens: after a verb of saying, with the «و» of a list after its comma, or at a word known from names."""
    first = tokens[0][0]
    before = text.folded[max(0, first - _LONGEST_VERB) : first].split(" ")
    if before[-2:-1] and before[-2] in words.speaks:
        return tokens
    if before[-1] == "" and before[-2:-1] and before[-2].endswith(",") and text.folded[first] == AND:
        definite = text.folded.startswith(ARTICLE, tokens[1][0])
        return [(first + 1, tokens[0][1]), *tokens[1:]] if not definite else []
    while tokens and text.folded[tokens[0][0] : tokens[0][1]] not in known and not _has_father(text, tokens):
        tokens = tokens[1:]
    return tokens


def _has_father(text: Text, tokens: list[tuple[int, int]]) -> bool:
    """Whether a father's name follows the first word: «متعب بن عبدالله»."""
    return len(tokens) > _FEWEST_ARABIC and text.folded[tokens[1][0] : tokens[1][1]] in ("بن", "ابن")


def _name_word(text: Text, start: int, word: str, words: ActorWords) -> bool:
    if word in words.particles:
        return True
    if word == _ALI and text.words(start, start + len(word)).endswith("ي"):
        return True  # the name; the preposition is written with alef maqsura
    if word in words.not_names or len(word) < 2:
        return False
    if "plain_script" in words.traits:
        whole = word in words.given_names or word[:1] not in LETTERS or word[1:] not in words.not_names  # «فيصل» is no «ف» + «يصل»
        return whole and not word.startswith(TO_THE)
    if "cases" in words.traits and (word.endswith("ской") or words.body.fullmatch(word)):
        return False  # «главы Московской области»: the adjective of a region; «секретаря Форума»
    article, hyphen, _ = word.partition("-")
    if hyphen and article in words.name_articles:  # "Walid al-Moallem"
        return capital(text, start + len(article) + 1)
    return capital(text, start)


def same_word(word: str, other: str, words: ActorWords) -> bool:
    """Whether two words of names are one; in Russian in any case."""
    if word == other or not words.surname_endings:
        return word == other
    shorter, longer = sorted((word, other), key=len)
    stem = shorter.rstrip(_VOWELS)
    ends = (shorter[len(stem) :], longer[len(stem) :])
    return len(stem) > 2 and longer.startswith(stem) and all(not end or end in words.surname_endings for end in ends)


def _abbreviation(text: Text, start: int, end: int, words: ActorWords) -> bool:
    """Whether a word is what the office heads: in capitals among others in small letters («президент УЕФА») or in another script."""
    word = text.words(start, end).removesuffix(".")
    if "own_letters" in words.traits and word.isascii():
        return True  # «президент Xiaomi»: names of persons are written in Cyrillic
    return len(word) > 1 and word.isupper() and "." not in word and not text.words(max(0, start - _REACH), start).isupper()


def capital(text: Text, start: int) -> bool:
    """Whether a word begins with a capital, where the script has them."""
    left, _ = text.raw_span(start, start + 1)
    return not text.raw[left].islower()


def _span(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> tuple[int, int] | None:
    while tokens and text.folded[tokens[-1][0] : tokens[-1][1]] in words.particles:
        tokens.pop()
    if not tokens or text.folded[tokens[0][0] : tokens[0][1]] in words.particles - words.opens_name:
        return None
    if len(tokens) == 1 and "." in text.folded[tokens[0][0] : tokens[0][1] - 1]:
        return None  # initials alone
    if "plain_script" in words.traits:
        if len(tokens) < _FEWEST_ARABIC or _all_definite(text, tokens[:_FEWEST_ARABIC], words):
            return None
        tokens = _arabic_length(text, tokens, words)
        if _all_definite(text, tokens, words):
            return None
    end = tokens[-1][1]
    if text.folded[end - 1] == ".":
        end -= 1
    if text.folded[end - 2 : end] == _WHOSE and _WHOSE in words.possessives:
        end -= 2
    return tokens[0][0], end


def _all_definite(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> bool:
    """Adjectives that finish an office («الوطني الشعبي») all carry the article; of a name's words not all do («عبد الرحمن»)."""
    return all(text.folded.startswith(ARTICLE, start) and text.folded[start:end] not in words.particles for start, end in tokens)


def _arabic_length(text: Text, tokens: list[tuple[int, int]], words: ActorWords) -> list[tuple[int, int]]:
    """Where no stop or word that is none of a name's closes it, two words (particles not counted), else all up to there."""
    end = tokens[-1][1]
    after = text.folded[end : end + _LONGEST_VERB].split(" ")[1:2]
    closed = text.folded[end : end + 1] in CLOSING or bool(after and after[0] in words.not_names)
    kept: list[tuple[int, int]] = []
    plain = 0
    for token in tokens:
        word = text.folded[token[0] : token[1]]
        joined = bool(kept) and text.folded[kept[-1][0] : kept[-1][1]] in words.particles
        if plain >= _FEWEST_ARABIC and not closed and not joined and word not in words.particles and not word.startswith(ARTICLE):
            break
        kept.append(token)
        plain += word not in words.particles
    return kept
