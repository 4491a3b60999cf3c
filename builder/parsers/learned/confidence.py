"""Raw score of an event → how likely it is right, by the table that calibration on hand-coded articles wrote (``confidence.yml``)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from builder.parsers.learned.stand_in import standing_in
from builder.strict import DataError, check_keys, load_yaml

TABLE = Path(__file__).with_name("confidence.yml")
Knot = tuple[float, float]
_raw_wanted: ContextVar[bool] = ContextVar("raw_wanted", default=False)


def calibrated(raw: float) -> float:
    """The share of right events among those of this raw score; the raw score itself inside ``raw_scores``."""
    return raw if _raw_wanted.get() else between(knots(), raw)


def raw_scores() -> AbstractContextManager[None]:
    """Inside, ``calibrated`` leaves scores as they are: for calibration itself."""
    return standing_in(_raw_wanted, True)


def between(table: Sequence[Knot], raw: float) -> float:
    """Straight lines between the knots, level beyond the first and last; the score itself where there is no table."""
    if not table:
        return raw
    place = bisect_right(table, (raw, 2.0))
    if place == 0 or place == len(table):
        return table[max(place - 1, 0)][1]
    (left, low), (right, high) = table[place - 1], table[place]
    return low + (high - low) * (raw - left) / (right - left)


@cache
def knots() -> tuple[Knot, ...]:
    """The table's knots; none where no table is there."""
    return read_table(TABLE) if TABLE.is_file() else ()


def read_table(path: Path) -> tuple[Knot, ...]:
    """Knots of a table file; both raw scores and shares must rise."""
    content: Any = load_yaml(path)
    check_keys(path, "confidence", content, ("table",), ("basis", "cross_validation", "reliability"))
    found = []
    for entry in content["table"]:
        check_keys(path, "table", entry, ("raw", "share"), ("n",))
        found.append((float(entry["raw"]), float(entry["share"])))
    for (left, low), (right, high) in pairwise(found):
        if not (left < right and low <= high):
            raise DataError(f"{path}: entry 'raw: {right}' does not rise above the one before; write the table anew by calibration")
    return tuple(found)
