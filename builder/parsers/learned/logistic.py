"""A logistic score with readable weights: a YAML table of named weights + feature values → a probability."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from functools import cache
from operator import mul
from pathlib import Path

from builder.parsers.learned.stand_in import standing_in
from builder.strict import DataError, check_keys, load_yaml

Weights = tuple[float, tuple[float, ...]]
_replaced: ContextVar[Mapping[Path, Weights]] = ContextVar("replaced", default={})  # noqa: B039 - never changed in place


def with_weights(weights: Mapping[Path, Weights]) -> AbstractContextManager[None]:
    """Inside, these weights stand for those of their tables: for judging weights on articles they never saw."""
    return standing_in(_replaced, weights)


def probability(table: Path, names: tuple[str, ...], values: Sequence[float]) -> float:
    """The logistic of bias plus weighted values, in the order of ``names``."""
    bias, weights = _replaced.get().get(table) or load_weights(table, names)
    total = bias + sum(map(mul, weights, values))
    return 1.0 / (1.0 + math.exp(-total))


@cache
def load_weights(table: Path, names: tuple[str, ...]) -> Weights:
    """Bias and weights of a table; DataError where a name is missing, unknown or no number."""
    data = load_yaml(table)
    check_keys(table, table.stem, data, ("bias", "weights"))
    check_keys(table, "weights", data["weights"], names)
    try:
        return float(data["bias"]), tuple(float(data["weights"][name]) for name in names)
    except (TypeError, ValueError) as error:
        raise DataError(f"{table}: {error}; every weight is a number") from error
