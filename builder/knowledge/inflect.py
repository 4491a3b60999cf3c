"""Writes out the inflected forms that a vocabulary entry stands for: compact notation or lemma → list of forms.

Notation: ``Москв(а,ы,е,у,ой,е)`` stands for six forms; several brackets in one phrase are read in parallel, so that
adjective and noun agree; ``a | b`` are alternatives; ``القاعدة {context_id}`` holds only where that context rule says yes.
"""

from __future__ import annotations

import re
from functools import cache

_BRACKET = re.compile(r"\(([^()]*,[^()]*)\)")
_CONTEXT = re.compile(r"\s*\{([a-z0-9_]+)\}$")

_RUSSIAN_HARD = ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими")
_ARABIC_NISBA = ("", "ة", "ان", "ين", "ون", "تان", "تين", "ات", "و")
_FRENCH_FEMININE = (
    ("ien", "ienne"),
    ("yen", "yenne"),
    ("éen", "éenne"),
    ("ais", "aise"),
    ("ois", "oise"),
    ("ain", "aine"),
    ("an", "ane"),
    ("ol", "ole"),
)


def expand(phrase: str) -> list[str]:
    """The forms of one phrase in the bracket notation; a phrase without brackets is itself."""
    head, opened, rest = phrase.partition("(")
    if not opened:
        return [phrase]
    within, closed, tail = rest.partition(")")
    if closed and "(" not in rest and "," in within:
        return list(dict.fromkeys([head + ending + tail for ending in within.split(",")]))
    brackets = [found[1].split(",") for found in _BRACKET.finditer(phrase)]
    if not brackets:
        return [phrase]
    if len({len(endings) for endings in brackets}) > 1:
        raise ValueError(f"'{phrase}': brackets of different length; give each the same number of endings")
    pieces = _BRACKET.split(phrase)[::2]
    return list(dict.fromkeys(_interleave(pieces, row) for row in zip(*brackets, strict=True)))


def _interleave(pieces: list[str], endings: tuple[str, ...]) -> str:
    return "".join([piece + ending for piece, ending in zip(pieces, (*endings, ""), strict=True)])


def alternatives(value: str) -> list[tuple[str, str | None]]:
    """``a | b {context}`` → [(a, None), (b, context)], brackets not yet expanded."""
    found = []
    for piece in value.split("|"):
        piece = piece.strip()
        if piece.endswith("}"):
            context = _CONTEXT.search(piece)
            if context:
                found.append((piece[: context.start()], context[1]))
                continue
        if piece:
            found.append((piece, None))
    return found


def forms(value: str) -> list[tuple[str, str | None]]:
    """All forms of a cell with the context rule each needs."""
    if "|" not in value and "(" not in value and "}" not in value:
        return [(value.strip(), None)] if value else []
    return [(form, context) for phrase, context in alternatives(value) for form in (expand(phrase) if "(" in phrase else (phrase,))]


@cache
def russian_adjective(lemma: str) -> tuple[str, ...]:
    """Case, gender and number forms of an adjective in -ский, -цкий (or another in -ий after к, г, х).

    The form in -о opens compounds («российско-катарские переговоры»).
    """
    return tuple(lemma[:-2] + ending for ending in (*_RUSSIAN_HARD, "о"))


@cache
def arabic_nisba(lemma: str) -> tuple[str, ...]:
    """Masculine, feminine, dual and plural forms of an adjective in ي; the matcher adds the article.

    In a compound (جنوب أفريقي) the last word takes the endings; the construct plural in -و stands too (جزائريو المهجر).
    Where the first word is an adjective too (كوري جنوبي), both agree, and both take the article.
    """
    first, space, last = lemma.partition(" ")
    if space and first.endswith("ي"):
        pairs = [(first, last), *((first + ending, last + ending) for ending in _ARABIC_NISBA if ending)]
        return tuple(f"{one} {article}{two}" for one, two in pairs for article in ("", "ال"))
    return tuple(lemma + ending for ending in _ARABIC_NISBA)


@cache
def french_adjective(lemma: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural; ``grec/grecque`` gives an irregular feminine."""
    masculine, _, feminine = lemma.partition("/")
    feminine = feminine or _french_feminine(masculine)
    both = (masculine, feminine)
    return tuple(dict.fromkeys((*both, *(word if word.endswith("s") else word + "s" for word in both))))


def _french_feminine(masculine: str) -> str:
    for ending, feminine in _FRENCH_FEMININE:
        if masculine.endswith(ending):
            return masculine[: -len(ending)] + feminine
    return masculine if masculine.endswith("e") else masculine + "e"
