"""The worker pool: results in order, and a worker that dies or hangs costs one item."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import pytest

from builder.engines.local import run


def double(batch: Sequence[int], lost: dict[int, str], tell: Callable[[int], None]) -> list[int]:
    done = []
    for place, item in enumerate(batch):
        tell(place)
        done.append(-item if place in lost else _double(item))
    tell(len(batch))
    return done


def _double(item: int) -> int:
    if item == 70:
        os._exit(9)
    if item == 95:
        time.sleep(60)
    return item * 2


def batches(items: Iterable[int], size: int = 8) -> Iterator[list[int]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def flat(results: Iterable[list[int]]) -> list[int]:
    return [item for batch in results for item in batch]


def test_order_is_that_of_the_items_for_any_number_of_workers() -> None:
    want = [item * 2 for item in range(60)]
    assert [flat(run(double, batches(range(60)), workers)) for workers in (1, 2, 3)] == [want] * 3


def test_a_worker_that_dies_or_hangs_costs_only_the_item_it_was_at() -> None:
    got = flat(run(double, batches(range(60, 120)), 2, seconds=1.0))
    assert got == [-item if item in (70, 95) else item * 2 for item in range(60, 120)]


def test_an_item_that_hangs_is_left_out_in_this_process_too() -> None:
    assert flat(run(double, batches(range(90, 100)), 1, seconds=0.5)) == [-item if item == 95 else item * 2 for item in range(90, 100)]


def test_a_fault_that_is_no_items_own_ends_the_run_with_its_words() -> None:
    with pytest.raises(OSError, match="No space left"):
        list(run(full, batches(range(4)), 2))


def full(batch: Sequence[int], lost: dict[int, str], tell: Callable[[int], None]) -> list[int]:
    raise OSError(28, "No space left on device")


def test_items_are_read_no_further_ahead_than_needed() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        for read in range(1, 100_000):
            yield read + 200

    results = run(double, batches(items()), 2)
    assert next(results)[0] == 402
    assert read < 2_000
    results.close()  # type: ignore[attr-defined]
