"""The worker pool: results in order, and a worker that dies or hangs costs one item."""

from __future__ import annotations

import os
import time

from builder.engines.local import run


def double(item: int) -> int:
    if item == 70:
        os._exit(9)
    if item == 95:
        time.sleep(60)
    return item * 2


def lost(item: int, why: str) -> int:
    return -item


def test_order_is_that_of_the_items_for_any_number_of_workers() -> None:
    want = [item * 2 for item in range(60)]
    assert [list(run(double, range(60), workers, lost)) for workers in (1, 2, 3)] == [want] * 3


def test_a_worker_that_dies_or_hangs_costs_only_the_item_it_was_at() -> None:
    got = list(run(double, range(60, 120), 2, lost, seconds=1.0))
    assert got == [-item if item in (70, 95) else item * 2 for item in range(60, 120)]


def test_items_are_read_no_further_ahead_than_needed() -> None:
    read = 0

    def items() -> object:
        nonlocal read
        for read in range(1, 100_000):
            yield read + 200

    results = run(double, items(), 2, lost)  # type: ignore[arg-type]
    assert next(results) == 402
    assert read < 2_000
    results.close()  # type: ignore[attr-defined]
