"""Runs a function over items in long-lived worker processes: items → results in the items' order.

A worker that dies or overruns its time takes down only the item it was at: ``on_loss`` makes that item's result,
and the others of its batch are given to a new worker.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
BATCH = 32
_AHEAD = 4  # batches read ahead a worker, so that none waits while memory stays bounded


@dataclass
class _Batch(Generic[T]):
    """Items that a worker takes at once; ``number`` is their place in the stream, ``done`` how many have results."""

    number: int
    items: list[T]
    done: list[Any]


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    batch: _Batch[Any]
    since: float


def run(function: Callable[[T], R], items: Iterable[T], workers: int, on_loss: Callable[[T, str], R], seconds: float = 60.0) -> Iterator[R]:
    """Results of ``function`` over the items, in order; one worker means this process itself."""
    if workers <= 1:
        yield from map(function, items)
        return
    pool: _Pool[T, R] = _Pool(function, workers, on_loss, seconds)
    try:
        yield from pool.results(iter(items))
    finally:
        pool.stop()


class _Pool(Generic[T, R]):
    """The workers at work and idle, and the batches that are finished out of turn."""

    def __init__(self, function: Callable[[T], R], workers: int, on_loss: Callable[[T, str], R], seconds: float) -> None:
        self._function, self._on_loss, self._seconds, self._size = function, on_loss, seconds, workers
        self._context = _context()
        self._idle: list[tuple[BaseProcess, Connection]] = []
        self._busy: dict[Connection, _Worker] = {}
        self._finished: dict[int, list[R]] = {}

    def results(self, items: Iterator[T]) -> Iterator[R]:
        """Feed idle workers, gather what is done, hand results on in order."""
        batches = _batches(items)
        turn = 0
        exhausted = False
        while not exhausted or self._busy:
            while not exhausted and len(self._busy) < self._size and len(self._finished) < self._size * _AHEAD:
                batch = next(batches, None)
                exhausted = batch is None
                if batch is not None:
                    self._give(batch)
            self._gather()
            while turn in self._finished:
                yield from self._finished.pop(turn)
                turn += 1

    def _give(self, batch: _Batch[T]) -> None:
        process, pipe = self._idle.pop() if self._idle else self._start()
        try:
            pipe.send(batch.items[len(batch.done) :])
        except OSError:  # it died while idle
            pipe.close()
            self._give(batch)
            return
        self._busy[pipe] = _Worker(process, pipe, batch, time.monotonic())

    def _start(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._function, theirs), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def _gather(self) -> None:
        """Take what the workers sent; count out those that died or overran their time."""
        for ready in wait(list(self._busy), timeout=0.5 if self._busy else 0):
            worker = self._busy[ready]  # type: ignore[index]
            try:
                worker.batch.done.append(worker.pipe.recv())
                worker.since = time.monotonic()
            except (EOFError, OSError):
                self._lost(worker, "the worker process died")
                continue
            if len(worker.batch.done) == len(worker.batch.items):
                del self._busy[worker.pipe]
                self._idle.append((worker.process, worker.pipe))
                self._finished[worker.batch.number] = worker.batch.done
        now = time.monotonic()
        for worker in [one for one in self._busy.values() if now - one.since > self._seconds]:
            self._lost(worker, f"no result after {self._seconds:g} seconds")

    def _lost(self, worker: _Worker, why: str) -> None:
        """The item being worked on is lost; the rest of its batch goes to another worker."""
        del self._busy[worker.pipe]
        worker.process.kill()
        worker.pipe.close()
        batch = worker.batch
        batch.done.append(self._on_loss(batch.items[len(batch.done)], why))
        if len(batch.done) < len(batch.items):
            self._give(batch)
        else:
            self._finished[batch.number] = batch.done

    def stop(self) -> None:
        """End every worker."""
        everyone = [*self._idle, *((worker.process, worker.pipe) for worker in self._busy.values())]
        for process, pipe in everyone:
            pipe.close()
            process.kill()
            process.join()


def _context() -> ForkContext | SpawnContext:
    """Forked workers share what is loaded already; elsewhere than on Linux forking is not safe."""
    return multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")


def _batches(items: Iterator[T]) -> Iterator[_Batch[T]]:
    for number in itertools.count():
        batch = list(itertools.islice(items, BATCH))
        if not batch:
            return
        yield _Batch(number, batch, [])


def _serve(function: Callable[[Any], Any], pipe: Connection) -> None:
    """A worker's life: take a batch, send one result an item, until the other end closes or the parent is gone."""
    parent = os.getppid()
    try:
        while True:
            while not pipe.poll(2.0):
                if os.getppid() != parent:
                    return
            for item in pipe.recv():
                pipe.send(function(item))
    except (EOFError, OSError, KeyboardInterrupt):
        return
