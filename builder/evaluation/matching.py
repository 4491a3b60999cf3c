"""What counts as right: a gold value and a coded one → whether they are the same in the sense of the coding guide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from builder.evaluation.records import Record, day_of, parties_of
from builder.text.clitics import ARTICLE

T = TypeVar("T")
PARTIES_SHARED = 0.5
NAME_SHARED = 0.6
_SLIPPING = ("inherited", "publication")
# Letters that Unicode does not take apart into a base letter and a mark: alef wasla, final alef, final t; tatweel is no letter.
_VARIANTS = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """The words of a name without case, marks and Arabic article."""
    apart = unicodedata.normalize("NFKD", name.translate(_VARIANTS).casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return frozenset(word.removeprefix(ARTICLE) for word in _WORD.findall(letters)) - {""}


def same_name(a: str, b: str) -> bool:
    """Most words of the shorter name are in the longer one."""
    one, other = name_words(a), name_words(b)
    return bool(one) and bool(other) and len(one & other) / min(len(one), len(other)) >= NAME_SHARED


def same_actor(gold: Record, coded: Record) -> bool:
    """The same country and the same name."""
    return gold.get("country") == coded.get("country") and same_name(gold["name"], coded.get("name") or "")


def same_parties(gold: Record, coded: Record) -> bool:
    """At least half of all parties of both are common."""
    one, other = parties_of(gold), parties_of(coded)
    return len(one & other) / max(1, len(one | other)) >= PARTIES_SHARED


def same_start(gold: Record, coded: Record) -> bool:
    """First days at most one apart, or both unknown."""
    return _within(gold, coded, "date_start", 1)


def same_event(gold: Record, coded: Record) -> bool:
    """The same type, parties and first day."""
    return gold["type"] == coded.get("type") and same_parties(gold, coded) and same_start(gold, coded)


def same_date(gold: Record, coded: Record | None) -> bool:
    """The same first and last day; where gold itself rests on publication or on another event, a day's slip is forgiven."""
    slip = 1 if gold.get("date_basis") in _SLIPPING else 0
    return coded is not None and all(_within(gold, coded, name, slip) for name in ("date_start", "date_end"))


def _within(gold: Record, coded: Record, name: str, days: int) -> bool:
    one, other = day_of(gold, name), day_of(coded, name)
    if one is None or other is None:
        return one is other
    return abs((one - other).days) <= days


def paired(gold: Iterable[T], coded: Iterable[T], same: Callable[[T, T], bool]) -> list[tuple[T, T]]:
    """Each gold item with the first coded one that is the same and not yet taken."""
    free = list(coded)
    pairs = []
    for item in gold:
        for place, other in enumerate(free):
            if same(item, other):
                pairs.append((item, free.pop(place)))
                break
    return pairs
