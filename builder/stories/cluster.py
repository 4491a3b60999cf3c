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

from builder.stories.same import NEAR_COPY, apart, sides_agree, strength, support
from builder.stories.told import Told

Key = tuple[str, str, str, int]
_BUCKET_DAYS = 30
_MANY = 40


@dataclass(slots=True)
class Story:
    """One event with all that tell it: the earliest first, each later one with its rule."""

    members: list[Told] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def stories(events: Iterable[Told], copies: Mapping[str, str]) -> list[Story]:
    """All events, grouped; ``copies`` leads from near copies to their originals, whose events come first."""
    found: list[Story] = []
    index: defaultdict[Key, list[int]] = defaultdict(list)
    by_original: defaultdict[str, list[int]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.article_id in copies, e.order)):
        original = copies.get(event.article_id, event.article_id)
        number, rule = _home(event, found, by_original[original] if event.article_id in copies else (), index)
        if number == len(found):
            found.append(Story())
        found[number].members.append(event)
        found[number].rules.append(rule)
        by_original[original].append(number)
        for key in keys(event):
            if number not in index[key][-_MANY:]:
                index[key].append(number)
    return found


def _home(event: Told, found: list[Story], of_original: Iterable[int], index: Mapping[Key, list[int]]) -> tuple[int, str]:
    """The story that an event belongs to and by which rule; a number beyond the last for a new one."""
    for number in sorted(set(of_original)):
        members = found[number].members
        if all(sides_agree(event, other) and event.article_id != other.article_id for other in members):
            return number, NEAR_COPY
    candidates = sorted({number for key in near_keys(event) for number in index.get(key, ())[-_MANY:]})
    fits = [(number, rule) for number in candidates if (rule := joined(event, found[number].members))]
    return min(fits, key=lambda fit: (strength(fit[1]), fit[0]), default=(len(found), ""))


def joined(event: Told, members: list[Told]) -> str | None:
    """The rule by which an event belongs to a story: nothing apart from any member, and supported by one."""
    if any(apart(event, other) for other in members):
        return None
    return min((rule for other in members if (rule := support(event, other))), key=strength, default=None)


def keys(event: Told) -> Iterator[Key]:
    """Where an event is filed: type, each pair of parties, and the months of its date and of its publication."""
    pairs = list(combinations(sorted(event.parties), 2)) or [(party, "") for party in event.parties]
    for a, b in pairs:
        for bucket in _buckets(event):
            yield event.kind, a, b, bucket


def near_keys(event: Told) -> Iterator[Key]:
    """Where events that may be the same are filed: the same months and those beside them."""
    for kind, a, b, bucket in keys(event):
        yield from ((kind, a, b, bucket + step) for step in (-1, 0, 1))


def _buckets(event: Told) -> set[int]:
    days = (event.row["date_start"], event.row["date_end"], event.published)
    return {day.toordinal() // _BUCKET_DAYS for day in days if day is not None}
