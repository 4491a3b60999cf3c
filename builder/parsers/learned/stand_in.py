"""One value in the stead of another for as long as a block lasts: for judging weights on articles they never saw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def standing_in(variable: ContextVar[T], value: T) -> Iterator[None]:
    """Inside, the variable holds the value."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)
