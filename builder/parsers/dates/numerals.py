"""Numerals spelled out in several words: the numbers of a grammar file → their kinds, values and forms.

``compounds`` joins tens and units («خمسة وثلاثين», "twenty-five"); ``years`` spells the years of a century («ألف وتسعمائة وستين»).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

Spelled = tuple[str, int, str]

# "nineteen two-seat trainers" tells no year.
_HIGH = 20
_VIGESIMAL = (60, 80)  # soixante-quinze, quatre-vingt-douze


def spelled_numbers(words: dict[str, Any], numbers: dict[str, Any]) -> Iterator[Spelled]:
    """Kind, value and form of every numeral that the words of a language make together."""
    cards: dict[int, list[str]] = words.get("card", {})
    joined = list(_compounds(cards, numbers.get("compounds", ())))
    yield from joined
    years: dict[int, dict[str, list[str]]] = numbers.get("years", {})
    if years:
        counted = _counted(cards, joined)
        high = [(n, form) for n, form in counted if n >= _HIGH]
        yield from _years(years, {"card": counted, "high": high, **_ordinals(cards, words.get("ord", {}))})


def _compounds(cards: dict[int, list[str]], joins: Iterable[str]) -> Iterator[Spelled]:
    """Numerals of two words: tens and units by the joins that the language has."""
    for tens, units in product((n for n in cards if n in range(20, 100, 10)), (n for n in cards if 1 < n < 20)):
        if units < 10 or tens in _VIGESIMAL:
            for ten, unit, join in product(cards[tens], cards[units], joins):
                yield "card", tens + units, join.format(tens=ten, unit=unit)


def _counted(cards: dict[int, list[str]], joined: Iterable[Spelled]) -> list[tuple[int, str]]:
    return [*((n, form) for n, forms in cards.items() for form in forms), *((n, form) for _, n, form in joined)]


def _ordinals(cards: dict[int, list[str]], ordinals: dict[int, list[str]]) -> dict[str, list[tuple[int, str]]]:
    """«семьдесят пятого»: of an ordinal only its last word is one; ``tens`` are those that can be no day of a month."""
    units = [(n, form) for n, forms in ordinals.items() for form in forms]
    tens = [(ten, form) for ten in range(30, 100, 10) for form in cards.get(ten, ())[:1]]
    joined = [(ten + n, f"{form} {unit}") for ten, form in tens for n, unit in units if n < 10]
    return {"ord": [*units, *joined], "tens": [(n, form) for n, form in joined if n > 31]}


def _years(years: dict[int, dict[str, list[str]]], numerals: dict[str, list[tuple[int, str]]]) -> Iterator[Spelled]:
    """The years of a century by the joins of each kind of numeral."""
    for century, kinds in years.items():
        for kind, joins in kinds.items():
            for (number, form), join in product(numerals[kind], joins):
                if 0 < number < 100:
                    yield "yearword", century + number, join.format(form)
