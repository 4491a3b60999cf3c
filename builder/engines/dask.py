"""Runs a task over batches on the workers of a Dask cluster: batches → results, in the order in which they come.

Workers must see the state folder and saved pages under the same paths, since they write shards there and read pages; only articles,
paths and counts travel. Where what comes next hangs on results, the stream of batches gives None until they have been taken. A batch
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
_END: Any = object()
_AHEAD = 3  # batches a thread of the cluster, so that none waits while memory stays bounded
_WHY = "its worker ended again and again or overran the time"


def run(
    task: Callable[[Sequence[T], dict[int, str], Callable[[int], None]], R],
    batches: Iterable[Sequence[T] | None],
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


def _results(client: Any, task: Any, batches: Iterator[Sequence[T] | None], seconds: float) -> Iterator[Any]:
    """Keep every thread of the cluster fed, and hand on what is done; batches whose workers died are taken apart when nothing else is."""
    distributed: Any = import_module("distributed")
    at_work = distributed.as_completed()
    given: dict[Any, Sequence[T]] = {}
    suspects: list[T] = []
    exhausted = False
    while given or suspects or not exhausted:
        while not exhausted and len(given) < max(1, len(client.nthreads())) * _AHEAD:
            batch = next(batches, _END)
            exhausted = batch is _END
            if exhausted or batch is None:
                break
            future = client.submit(_timed, task, list(batch), {}, seconds, pure=False)
            given[future.key] = batch
            at_work.add(future)
        if given:
            future = next(at_work)
            batch = given.pop(future.key)
            if _killed(future):
                suspects += batch
            else:
                yield future.result()
        elif suspects:
            yield _alone(client, task, suspects.pop(0), seconds)


def _killed(future: Any) -> bool:
    """Whether the scheduler gave a batch up because workers died that had it; which of their batches was to blame it cannot tell."""
    return isinstance(future.exception(), import_module("distributed.scheduler").KilledWorker)


def _alone(client: Any, task: Any, item: T, seconds: float) -> Any:
    """The task for one item while nothing else is at work: if its worker dies now, the item is lost."""
    future = client.submit(_timed, task, [item], {}, seconds, pure=False)
    if _killed(future):
        future = client.submit(_timed, task, [item], {0: _WHY}, seconds, pure=False)
    return future.result()


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
