"""The work of a run, given out in batches: items found → pages to read, then articles to code, while results come back into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.model import Article, Reject
from builder.readers.pages import Page
from builder.runs.accounting import Ledger
from builder.runs.worker import Done, Task

BATCH = 128
# Pages of a batch, and of how many bytes at most where they travel with it.
PAGES = 16
PAGE_BYTES = 8 << 20

Batch = list[Page] | list[Task]


class Jobs:
    """What is to be done: pages that wait for a full batch, articles that no result is known of, pages being read."""

    def __init__(self, items: Iterable[Article | Reject | Page], ledger: Ledger, folder: Path) -> None:
        self._items, self._ledger, self._folder = items, ledger, folder
        self._pages: list[Page] = []
        self._tasks: list[Task] = []
        self._reading = 0

    def batches(self) -> Iterator[Batch | None]:
        """All batches; None where there is nothing to do until a result has been taken in."""
        for item in self._items:
            if isinstance(item, Page):
                self._pages.append(item)
            else:
                self._enter(item)
            yield from self._full()
        if self._pages:
            yield self._to_read()
        while self._tasks or self._reading:
            waits = self._reading and len(self._tasks) < BATCH
            yield None if waits else self._to_code()

    def _full(self) -> Iterator[Batch]:
        while len(self._tasks) >= BATCH:
            yield self._to_code()
        if len(self._pages) >= PAGES or sum(len(page.held) for page in self._pages if isinstance(page.held, bytes)) > PAGE_BYTES:
            yield self._to_read()

    def _to_code(self) -> list[Task]:
        batch, self._tasks = self._tasks[:BATCH], self._tasks[BATCH:]
        return batch

    def _to_read(self) -> list[Page]:
        batch, self._pages = self._pages, []
        self._reading += len(batch)
        return batch

    def take(self, result: list[Article | Reject] | Done) -> None:
        """What a worker made of a batch."""
        if isinstance(result, Done):
            for serial, reject in result.rejects:
                self._ledger.reject(reject, serial)
            if result.shard:
                self._ledger.known(self._folder / result.shard, [(content, whole) for _, content, whole in result.tasks])
            return
        self._reading -= len(result)
        for item in result:
            self._enter(item)

    def _enter(self, item: Article | Reject) -> None:
        if isinstance(item, Reject):
            self._ledger.reject(item)
            return
        serial, content, whole = self._ledger.admit(item)
        if not self._ledger.has(content, whole):
            self._tasks.append(Task(serial, content, item, whole))
