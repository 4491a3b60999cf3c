"""What the grammar reads before the calendar settles it: captured token values → a Reading."""

from __future__ import annotations

from typing import Any, NamedTuple


class Reading(NamedTuple):
    """One expression as its words say it, not yet placed in time; offsets count folded characters.

    kind: date | month | year | weekday | deictic | shift | unit | recent | duration | quarter | half | season | decade |
    hijri | festival | night | numeric | vague | range | list (``range`` and ``night`` join ``first`` and ``other``).
    rel: -1 last, 0 this, +1 next;  yrel: the same said of the year («августа прошлого года»);
    sign: -1 ago, +1 ahead;  part: start | mid | end;  modifier: before | after | approx
    """

    kind: str
    rule: str
    start: int
    end: int
    weekday: int | None = None
    weekday2: int | None = None
    day: int | None = None
    day2: int | None = None
    month: int | None = None
    month2: int | None = None
    year: int | None = None
    year2: int | None = None
    rel: int | None = None
    yrel: int | None = None
    sign: int | None = None
    amount: int | None = None
    unit: str | None = None
    offset: int | None = None
    hmonth: int | None = None
    hyear: int | None = None
    number: int | None = None
    name: str | None = None
    part: str | None = None
    modifier: str | None = None
    numeric: tuple[int, int, int] | None = None
    first: Reading | None = None
    other: Reading | None = None
    flags: tuple[str, ...] = ()


# Names of expressions that lean on the date told before: «من الشهر نفسه», "of the same year".
SAME_MONTH, SAME_YEAR = "same_month", "same_year"
# The name of a date in figures that may tell the month first: 11/04/2014.
EITHER_ORDER = "either_order"
FIELDS = frozenset(Reading._fields) - {"kind", "rule", "start", "end", "first", "other", "flags"}
KINDS = frozenset(
    "date month year weekday deictic shift unit recent duration quarter half months season decade hijri festival night numeric event vague"
    " skip".split()
)


def reading(kind: str, rule: str, start: int, end: int, values: dict[str, Any]) -> Reading:
    """A reading from a rule's captures."""
    return Reading(kind=kind, rule=rule, start=start, end=end, **values)
