"""Runs a task over batches in long-lived worker processes: batches → results in the batches' order.

A task gets a batch, the places in it that are lost and why, and a function to tell at which place it is. A worker that dies or
overruns its time takes down only the item it was at: the batch goes to a new worker, that place among the lost. Where what comes
next hangs on results, the stream of batches gives None until they have been taken.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Task = Callable[[Sequence[T], dict[int, str], Callable[[int], None]], R]
_DEATHS = 3  # more than one an item: then something else than the items ends the workers
_END: Any = object()
_AHEAD = 4  # results a worker that wait for an earlier one, so that memory stays bounded
_WAIT = 0.5


@dataclass
class _Batch(Generic[T]):
    """Items that a worker takes at once; ``number`` is their place in the stream, ``lost`` the places that took a worker down."""

    number: int
    items: Sequence[T]
    lost: dict[int, str] = field(default_factory=dict)
    deaths: int = 0


@dataclass
class _Worker:
    """A process and the memory that it shares: the place in its batch that it is at, and since when."""

    process: BaseProcess
    pipe: Connection
    clock: Any

    @property
    def place(self) -> int:
        return int(self.clock[0])

    @property
    def since(self) -> float:
        return float(self.clock[1])


def run(task: Task[T, R], batches: Iterable[Sequence[T] | None], workers: int, seconds: float = 60.0, *, ahead: bool = True) -> Iterator[R]:
    """Results of ``task`` over the batches, in order; one worker means this process itself.

    Where a batch may be taken before the one before it is sent, as many as there are workers are read ahead.
    """
    if workers <= 1:
        for batch in batches:
            if batch is not None:
                yield _alone(task, batch, seconds)
        return
    pool: _Pool[T, R] = _Pool(task, workers, seconds, workers if ahead else 0)
    try:
        yield from pool.results(iter(batches))
    finally:
        pool.stop()


def spread(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """``function`` of every item, in order, each taken when it is sent; none may be left out, so that a worker that dies ends the run.

    Where workers do not share what is loaded, starting them would cost more than they save.
    """
    if workers <= 1 or not isinstance(_context(), ForkContext):
        return map(function, items)
    return run(partial(_one, function), ([item] for item in items), workers, math.inf, ahead=False)


def _one(function: Callable[[T], R], batch: Sequence[T], lost: dict[int, str], tell: Callable[[int], None]) -> R:
    tell(0)
    if lost:
        raise OSError(5, f"{lost[0]} while the release was put together; is there enough memory?")
    return function(batch[0])


class _OverrunError(BaseException):
    """An item took too long; no handler of ordinary errors may take it for one."""


def _alone(task: Task[T, R], batch: Sequence[T], seconds: float) -> R:
    """The task in this process, with a clock where the system has one for the main thread."""
    lost: dict[int, str] = {}
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return task(batch, lost, lambda place: None)
    place = 0

    def tell(reached: int) -> None:
        nonlocal place
        place = reached
        signal.setitimer(signal.ITIMER_REAL, seconds if reached < len(batch) else 0)

    def overrun(*_: object) -> None:
        raise _OverrunError

    before = signal.signal(signal.SIGALRM, overrun)
    try:
        while True:
            try:
                return task(batch, lost, tell)
            except _OverrunError:
                lost[place] = _too_long(seconds)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(seconds: float) -> str:
    return f"no result after {seconds:g} seconds"


class _Pool(Generic[T, R]):
    """The workers at work and idle, and the batches that are finished out of turn."""

    def __init__(self, task: Task[T, R], workers: int, seconds: float, ahead: int) -> None:
        self._task, self._seconds, self._size, self._ahead = task, seconds, workers, ahead
        self._context = _context()
        gc.freeze()  # what is loaded stays as it is, so that workers share its pages
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Batch[T]]] = {}
        self._finished: dict[int, R] = {}

    def results(self, batches: Iterator[Sequence[T] | None]) -> Iterator[R]:
        """Feed idle workers, read ahead while all are busy, gather what is done, hand results on in order."""
        ahead: deque[_Batch[T]] = deque()
        given = turn = 0
        exhausted = False
        while not exhausted or ahead or self._busy:
            items = None if exhausted or len(ahead) >= self._idle_now() + self._ahead else next(batches, _END)
            exhausted = exhausted or items is _END
            if items is not None and items is not _END:
                ahead.append(_Batch(given, items))
                given += 1
                self._feed(ahead)
            self._gather(_WAIT if items is None else 0.0)
            self._feed(ahead)
            while turn in self._finished:
                yield self._finished.pop(turn)
                turn += 1

    def _feed(self, ahead: deque[_Batch[T]]) -> None:
        while ahead and self._idle_now():
            self._give(ahead.popleft())

    def _idle_now(self) -> int:
        """How many workers could get a batch."""
        return self._size - len(self._busy) if len(self._finished) < self._size * _AHEAD else 0

    def _give(self, batch: _Batch[T]) -> None:
        worker = self._idle.pop() if self._idle else self._start()
        worker.clock[:] = (0.0, math.inf)
        try:
            worker.pipe.send((batch.items, batch.lost))
        except OSError:  # it died while idle
            worker.pipe.close()
            self._give(batch)
            return
        self._busy[worker.pipe] = worker, batch

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        clock = self._context.RawArray("d", 2)
        process = self._context.Process(target=_serve, args=(self._task, theirs, clock), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, clock)

    def _gather(self, seconds: float) -> None:
        """Take what the workers sent, waiting so long at most; count out those that died or overran their time."""
        for ready in wait(list(self._busy), timeout=seconds if self._busy else 0):
            worker, batch = self._busy[ready]  # type: ignore[index]
            try:
                kind, value = worker.pipe.recv()
            except (EOFError, OSError):
                self._lost(worker, batch, "the worker process died")
                continue
            if kind == "error":
                raise value
            del self._busy[worker.pipe]
            self._idle.append(worker)
            self._finished[batch.number] = value
        late = time.monotonic() - self._seconds
        for worker, batch in list(self._busy.values()):
            if worker.since < late and worker.place < len(batch.items):
                self._lost(worker, batch, _too_long(self._seconds))

    def _lost(self, worker: _Worker, batch: _Batch[T], why: str) -> None:
        """The item being worked on is lost; its batch goes to another worker, which leaves that item out."""
        del self._busy[worker.pipe]
        worker.process.kill()
        worker.pipe.close()
        batch.deaths += 1
        if batch.deaths > len(batch.items) + _DEATHS:
            raise OSError(5, f"workers end again and again ({why}); is there enough memory?")
        if worker.place < len(batch.items):
            batch.lost[worker.place] = why
        self._give(batch)

    def stop(self) -> None:
        """End every worker."""
        gc.unfreeze()
        for worker in [*self._idle, *(worker for worker, _ in self._busy.values())]:
            worker.pipe.close()
            worker.process.kill()
            worker.process.join()


def _context() -> ForkContext | SpawnContext:
    """Forked workers share what is loaded already; elsewhere than on Linux forking is not safe."""
    return multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")


def _serve(task: Task[Any, Any], pipe: Connection, clock: Any) -> None:
    """A worker's life: take a batch, note where it is, send the result or the error, until the other end closes or the parent is gone."""
    parent = os.getppid()

    def tell(place: int) -> None:
        if os.getppid() != parent:
            raise EOFError
        clock[:] = (place, time.monotonic())

    try:
        while True:
            while not pipe.poll(2.0):
                if os.getppid() != parent:
                    return
            items, lost = pipe.recv()
            try:
                pipe.send(("done", task(items, lost, tell)))
            except (OSError, ValueError) as error:
                pipe.send(("error", error))
            except Exception as error:
                pipe.send(("error", RuntimeError(repr(error))))
    except (EOFError, OSError, KeyboardInterrupt):
        return
