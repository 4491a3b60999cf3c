"""Marks of many articles → precision, recall, F1 or share right per field, with bootstrap intervals over articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from builder.evaluation.scoring import ASKED, FIELDS, Marks

DRAWS = 1000
SEED = 20180131
_DIGITS = 4
_TAILS = (2.5, 97.5)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """One field: F1 (with precision and recall) or share right, number wanted, bounds of the 95 % interval."""

    field: str
    value: float
    precision: float | None
    recall: float | None
    n: int
    low: float
    high: float

    def plain(self) -> dict[str, Any]:
        """The figure without interval, as the scorer of the coding guide writes it."""
        if self.precision is None:
            return {"share": self.value, "n": self.n}
        return {"p": self.precision, "r": self.recall, "f1": self.value, "n": self.n}

    def full(self) -> dict[str, Any]:
        return {**self.plain(), "low": self.low, "high": self.high}


def figures(marks: Sequence[Marks], draws: int = DRAWS) -> dict[str, Figure]:
    """Every field that some article has, in the order of the report; whole articles are drawn, with a fixed seed."""
    size = len(marks)
    weights = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), draws).astype(float) if size else np.ones((1, 0))
    found = {}
    for name in FIELDS:
        own = [one.fields.get(name) for one in marks]
        if any(own):
            counts = np.array([(mark.right, mark.coded, mark.wanted) if mark else (0, 0, 0) for mark in own], float)
            found[name] = _figure(name, counts, weights)
    return found


def _figure(name: str, counts: Floats, weights: Floats) -> Figure:
    right, coded, wanted = (int(total) for total in counts.sum(0))
    low, high = np.percentile(_values(name, weights @ counts), _TAILS)
    bounds = (round(float(low), _DIGITS), round(float(high), _DIGITS))
    if name in ASKED:
        return Figure(name, round(right / wanted, _DIGITS), None, None, wanted, *bounds)
    precision, recall = (right / total if total else 0.0 for total in (coded, wanted))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figure(name, round(f1, _DIGITS), round(precision, _DIGITS), round(recall, _DIGITS), wanted, *bounds)


def _values(name: str, totals: Floats) -> Floats:
    """Share right, or F1, of each draw; a draw with nothing wanted and nothing coded has 0."""
    right, coded, wanted = totals.T
    below = wanted if name in ASKED else (coded + wanted) / 2
    values: Floats = np.divide(right, below, out=np.zeros_like(right), where=below > 0)
    return values
