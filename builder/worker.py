"""What a worker does: a batch of articles → their rows in a shard file (only its path and rejects travel back), or gold records.

A crash inside one article, or an article that took a worker down, is told as a reject; the rest of the batch is not touched by it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.model import Article, Reject

Tell = Callable[[int], None]
Lost = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Task:
    """An article to work on, the hash of its content, and whether it is coded (``whole``) or, as a known duplicate, only opened."""

    serial: int
    content: bytes
    article: Article
    whole: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What comes back of a batch: the shard's name, the tasks in it in order, and rejects by the serial of their article."""

    shard: str | None
    tasks: tuple[tuple[int, bytes, bool], ...]
    rejects: tuple[tuple[int, Reject], ...]


@cache
def ready(overlays: tuple[Path, ...]) -> None:
    """Load what a new process has not loaded yet, before the clock of its first article runs."""
    from builder import pipeline

    pipeline.warm(overlays)


def code_shard(batch: Sequence[Task], lost: Lost, tell: Tell, *, folder: Path, overlays: tuple[Path, ...]) -> Done:
    """Code a batch into a shard of ``folder``; ``lost`` has places of articles that took a worker down, and why."""
    from builder.state.shards import write_shard

    ready(overlays)
    kept: list[tuple[Task, Any]] = []
    rejects: list[tuple[int, Reject]] = []
    for place, task in enumerate(batch):
        tell(place)
        found = lost_article(task.article, lost[place]) if place in lost else rows_or_reject(task, overlays)
        if isinstance(found, Reject):
            rejects.append((task.serial, found))
        else:
            kept.append((task, found))
    tell(len(batch))
    name = None
    if kept:
        name = write_shard(folder, [t.content for t, _ in kept], [t.whole for t, _ in kept], [rows for _, rows in kept]).name
    return Done(name, tuple((task.serial, task.content, task.whole) for task, _ in kept), tuple(rejects))


def rows_or_reject(task: Task, overlays: tuple[Path, ...]) -> Any:
    """The rows of an article; a known duplicate is opened but not coded."""
    from builder import pipeline
    from builder.rows import rows_of
    from builder.rows.lookup import load_lookup
    from builder.state.shards import SIGNATURES, article_rows
    from builder.stories.signatures import signature_rows

    article = task.article
    try:
        coded = pipeline.code_article(article, overlays) if task.whole else pipeline.repeat_article(article, overlays)
        return article_rows({**rows_of(coded, load_lookup(overlays)), SIGNATURES: signature_rows(coded)})
    except Exception as error:
        return crash(article, error)


def code_records(batch: Sequence[Article | Reject], lost: Lost, tell: Tell, *, overlays: tuple[Path, ...]) -> list[dict[str, Any] | Reject]:
    """The gold-form record of every article of a batch."""
    from builder import pipeline
    from builder.rows import gold_record

    ready(overlays)
    found: list[dict[str, Any] | Reject] = []
    for place, item in enumerate(batch):
        tell(place)
        if isinstance(item, Reject):
            found.append(item)
        elif place in lost:
            found.append(lost_article(item, lost[place]))
        else:
            try:
                found.append(gold_record(pipeline.code_article(item, overlays)))
            except Exception as error:
                found.append(crash(item, error))
    return found


def crash(article: Article, error: Exception) -> Reject:
    """A fault of the program inside one article: the article is set aside, the run goes on."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__}: {error} (at {Path(place.filename).name}:{place.lineno}); please report this article"
    return Reject(article.origin, "coder_error", f"{article.origin.path}:{article.origin.record}: {message}", article.id)


def lost_article(article: Article, why: str) -> Reject:
    """What is told of an article that took a worker down with it."""
    place = f"{article.origin.path}:{article.origin.record}"
    return Reject(article.origin, "worker_lost", f"{place}: {why} while coding this article; please report it", article.id)
