"""Runs a task over batches on the workers of a Dask cluster: batches → results, in the order in which they come.

Workers must see the state folder under the same path, since they write shards there; only articles, paths and counts travel. A batch
whose worker died several times is done again article by article, so that only the one which takes its worker down is lost.
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar

from builder.config import ConfigError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3  # batches a thread of the cluster, so that none waits while memory stays bounded
_WHY = "its worker ended again and again or overran the time"


def run(
    task: Callable[[Sequence[T], dict[int, str], Callable[[int], None]], R],
    batches: Iterable[Sequence[T]],
    address: str | None,
    workers: int,
    seconds: float,
) -> Iterator[R]:
    """Results of ``task`` over the batches; without an address on a cluster of this machine that lasts as long as the run."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ConfigError("the engine 'dask' is not installed; install it with: pip install 'eventbuild[dask]'") from error
    given = {"address": address} if address and not os.path.isfile(address) else {"scheduler_file": address} if address else {}  # noqa: PTH113
    local = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.Client(**(given or local)) as client:
        yield from _results(client, task, iter(batches), seconds)


def _results(client: Any, task: Any, batches: Iterator[Sequence[T]], seconds: float) -> Iterator[Any]:
    """Keep every thread of the cluster fed, and hand on what is done."""
    distributed: Any = import_module("distributed")
    at_work = distributed.as_completed()
    given: dict[Any, tuple[Sequence[T], dict[int, str]]] = {}

    def give(batch: Sequence[T], lost: dict[int, str]) -> None:
        future = client.submit(_timed, task, list(batch), lost, seconds, pure=False)
        given[future.key] = batch, lost
        at_work.add(future)

    def feed() -> None:
        while len(given) < max(1, len(client.nthreads())) * _AHEAD and (batch := next(batches, None)) is not None:
            give(batch, {})

    feed()
    while given:
        future = next(at_work)
        batch, lost = given.pop(future.key)
        error = future.exception()
        if error is None:
            yield future.result()
        elif not isinstance(error, distributed.scheduler.KilledWorker):
            raise error
        elif len(batch) == 1:
            give(batch, {0: _WHY}) if not lost else _give_up(error)
        else:
            for item in batch:
                give([item], {})
        feed()


def _give_up(error: Exception) -> None:
    raise OSError(5, f"workers of the cluster end even with nothing to code ({error})") from error


def _timed(task: Any, batch: Sequence[Any], lost: dict[int, str], seconds: float) -> Any:
    """The task on a worker, whose process ends when an item overruns its time; the scheduler then gives the batch to another."""

    def tell(place: int) -> None:
        if place < len(batch):
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123
                faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        else:
            faulthandler.cancel_dump_traceback_later()

    try:
        return task(batch, lost, tell)
    finally:
        faulthandler.cancel_dump_traceback_later()
