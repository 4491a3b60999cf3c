"""Events of many articles → stories: groups of events that are one, each member with the rule that joined it.

Events are taken in order of publication, so the order of input does not matter. An event joins the story that fits its date best
among those in which nothing tells against it and something speaks for it; only stories of the same type that share two parties within
two months are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from builder.stories.copies import Kinship
from builder.stories.same import APART, NEAR_COPY, compared, sides_agree, strength
from builder.stories.told import Told

Key = tuple[str, str, str, int]
_BUCKET_DAYS = 30
_MANY = 40
_ENDS = 32  # of a story told by more articles than twice this, the first and the latest stand for all


@dataclass(slots=True)
class Story:
    """One event with all that tell it: the earliest first, each later one with its rule."""

    members: list[Told] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    def heard(self) -> list[Told]:
        """The members that another event is compared with."""
        return self.members if len(self.members) <= 2 * _ENDS else [*self.members[:_ENDS], *self.members[-_ENDS:]]


def stories(events: Iterable[Told], known: Kinship) -> list[Story]:
    """All events, grouped; those of near copies come last, and first look for their original's."""
    found: list[Story] = []
    index: defaultdict[Key, list[int]] = defaultdict(list)
    by_original: dict[Any, list[int]] = {original: [] for original in known.copies.values()}
    for event in sorted(events, key=lambda e: (e.article in known.copies, e.order)):
        original = known.copies.get(event.article, event.article)
        number, rule = _of_original(event, found, by_original.get(original, ())) or _home(event, found, index, known)
        if number == len(found):
            found.append(Story())
        found[number].members.append(event)
        found[number].rules.append(rule)
        if number not in (family := by_original.get(original, []))[-_MANY:]:
            family.append(number)
        for key in keys(event):
            _file(index[key], number)
    return found


def _file(numbers: list[int], number: int) -> None:
    """Keep the latest stories filed under a key."""
    if number not in numbers:
        numbers.append(number)
        del numbers[:-_MANY]


def _of_original(event: Told, found: list[Story], numbers: Iterable[int]) -> tuple[int, str] | None:
    """The story of the original's, or another copy's, event that a copy tells again; dates are not asked."""
    for number in sorted(set(numbers)):
        members = found[number].heard()
        if all(sides_agree(event.what, other.what) and event.article != other.article for other in members):
            return number, NEAR_COPY
    return None


def _home(event: Told, found: list[Story], index: Mapping[Key, list[int]], known: Kinship) -> tuple[int, str]:
    """The story that an event belongs to and by which rule; a number beyond the last for a new one."""
    candidates = sorted({number for key in near_keys(event) for number in index.get(key, ())})
    fits = [(number, rule) for number in candidates if (rule := joined(event, found[number].heard(), known))]
    return min(fits, key=lambda fit: (strength(fit[1]), fit[0]), default=(len(found), ""))


def joined(event: Told, members: list[Told], known: Kinship) -> str | None:
    """The rule by which an event belongs to a story: nothing apart from any member, and supported by one."""
    rules: dict[str, None] = {}
    for other in members:
        rule = compared(event, other, known)
        if rule == APART:
            return None
        if rule:
            rules[rule] = None
    return min(rules, key=strength, default=None)


def keys(event: Told) -> Iterator[Key]:
    """Where an event is filed: type, each pair of parties, and the months of its date and of its publication."""
    what = event.what
    pairs = list(combinations(sorted(what.parties), 2)) or [(party, "") for party in what.parties]
    for a, b in pairs:
        for bucket in _buckets(event):
            yield what.kind, a, b, bucket


def near_keys(event: Told) -> Iterator[Key]:
    """Where events that may be the same are filed: the same months and those beside them."""
    for kind, a, b, bucket in keys(event):
        yield from ((kind, a, b, bucket + step) for step in (-1, 0, 1))


def _buckets(event: Told) -> set[int]:
    days = (event.what.start, event.what.end, event.published)
    return {day.toordinal() // _BUCKET_DAYS for day in days if day is not None}
