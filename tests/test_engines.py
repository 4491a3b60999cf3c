"""The worker pool: results in order, and a worker that dies or hangs costs one item."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from builder import pipeline
from builder.config import Settings
from builder.engines import dask
from builder.engines.local import run, spread
from builder.runs import jobs as jobs
from samples import VISIT, hashes, write_lines


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


def test_where_no_item_may_be_left_out_a_worker_that_dies_ends_the_run() -> None:
    assert list(spread(_double, range(60), 2)) == [item * 2 for item in range(60)]
    with pytest.raises(OSError, match="the worker process died"):
        list(spread(_double, range(60, 80), 2))


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


def noted(batch: Sequence[int], lost: dict[int, str], tell: Callable[[int], None], *, folder: str) -> list[int]:
    """As ``double``, and a file tells which process did it; item 70 takes its worker down, 95 hangs."""
    (Path(folder) / f"{os.getpid()}-{batch[0]}").touch()
    time.sleep(0.05)
    return double(batch, lost, tell)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    config = pytest.importorskip("dask.config")
    with (
        config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as found,
    ):
        yield found


def test_a_cluster_whose_worker_is_killed_makes_the_same_bytes(tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 16)
    records = [{**VISIT, "id": f"n{n}", "text": f"{VISIT['text']} It was meeting number {n}."} for n in range(200)]
    path = write_lines(tmp_path / "in.jsonl", *records)
    want = pipeline.run([path], Settings(out=tmp_path / "local", workers=2))
    victim = next(iter(cluster.workers.values()))
    shards = tmp_path / "dask" / ".state"

    def strike() -> None:
        while not list(shards.glob("*/*.arrow")):
            time.sleep(0.02)
        os.kill(victim.pid, signal.SIGKILL)

    killer = threading.Thread(target=strike, daemon=True)
    killer.start()
    chosen = Settings(out=tmp_path / "dask", engine="dask", dask_address=cluster.scheduler_address)
    got = pipeline.run([path], chosen)
    killer.join(timeout=10)
    assert not killer.is_alive()
    assert want.folder and got.folder and hashes(got.folder) == hashes(want.folder)


@pytest.mark.slow
def test_on_a_cluster_too_only_the_item_that_takes_workers_down_is_lost(tmp_path: Path, cluster: Any) -> None:
    task = partial(noted, folder=str(tmp_path))
    got = dask.run(task, batches(range(64, 100)), cluster.scheduler_address, 2, 1.0)
    assert sorted(flat(got), key=abs) == sorted((-item if item in (70, 95) else item * 2 for item in range(64, 100)), key=abs)
    assert len({path.name.partition("-")[0] for path in tmp_path.iterdir()}) > 2


def test_an_engine_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match=r"pip install 'eventbuild\[dask\]'"):
        pipeline.run([write_lines(tmp_path / "in.jsonl", VISIT)], Settings(out=tmp_path, engine="dask"))
