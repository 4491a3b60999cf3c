"""What a worker does: pages → articles; articles → their rows in a shard file (only its name and rejects travel back), or gold records.

A crash inside one article, or a page or article that took a worker down, is told as a reject; the rest of the batch is not touched by it.
"""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from builder import coding
from builder.garbage import uncollected
from builder.model import Article, CodedArticle, Origin, Reject
from builder.paths import TEMPLATES
from builder.readers import ReadOptions, read
from builder.readers.pages import Page, read_page

Tell = Callable[[int], None]
Lost = Mapping[int, str]
Rows = dict[str, list[dict[str, Any]]]


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
    """Load what a new process has not loaded yet, before the clock of its first article runs; some articles are coded, to load the rest."""
    with uncollected():  # none of it is garbage, and looking through all of it again and again takes time, now and later
        _load(overlays)
        gc.freeze()


def _load(overlays: tuple[Path, ...]) -> None:
    from builder.state.shards import columns_of

    coding.warm(overlays)
    for item in read([TEMPLATES / "inputs"]):
        if isinstance(item, Article):
            columns_of([rows_from(coding.examine(item, overlays).coded, overlays)])


def work(
    batch: Sequence[Page] | Sequence[Task], lost: Lost, tell: Tell, *, folder: Path, overlays: tuple[Path, ...], options: ReadOptions
) -> list[Article | Reject] | Done:
    """Read pages, or code articles; a batch holds either."""
    with uncollected():
        if isinstance(batch[0], Page):
            return read_pages(cast(Sequence[Page], batch), lost, tell, options)
        return code_shard(cast(Sequence[Task], batch), lost, tell, folder=folder, overlays=overlays)


def read_pages(batch: Sequence[Page], lost: Lost, tell: Tell, options: ReadOptions) -> list[Article | Reject]:
    """The article of every page of a batch; ``lost`` has places of pages that took a worker down, and why."""
    found: list[Article | Reject] = []
    for place, page in enumerate(batch):
        tell(place)
        found.append(lost_input(page.origin, lost[place]) if place in lost else read_page(page, options))
    tell(len(batch))
    return found


def code_shard(batch: Sequence[Task], lost: Lost, tell: Tell, *, folder: Path, overlays: tuple[Path, ...]) -> Done:
    """Code a batch into a shard of ``folder``; ``lost`` has places of articles that took a worker down, and why."""
    ready(overlays)
    kept: list[tuple[Task, Rows]] = []
    rejects: list[tuple[int, Reject]] = []
    for place, task in enumerate(batch):
        tell(place)
        found = lost_input(task.article.origin, lost[place], task.article.id) if place in lost else rows_or_reject(task, overlays)
        if isinstance(found, Reject):
            rejects.append((task.serial, found))
        else:
            kept.append((task, found))
    tell(len(batch))
    return written(kept, rejects, folder)


def written(kept: list[tuple[Task, Rows]], rejects: list[tuple[int, Reject]], folder: Path) -> Done:
    """The shard of what was coded; an article whose rows do not have the types of their columns is told as a reject."""
    from builder.state.shards import columns_of, write_shard

    try:
        columns = columns_of([rows for _, rows in kept])
    except Exception:
        fits = [(task, rows, misfit(task.article, rows)) for task, rows in kept]
        rejects = [*rejects, *((task.serial, reject) for task, _, reject in fits if reject is not None)]
        kept = [(task, rows) for task, rows, reject in fits if reject is None]
        columns = columns_of([rows for _, rows in kept])
    tasks = tuple((task.serial, task.content, task.whole) for task, _ in kept)
    name = write_shard(folder, [task.content for task, _ in kept], [task.whole for task, _ in kept], columns).name if kept else None
    return Done(name, tasks, tuple(rejects))


def misfit(article: Article, rows: Rows) -> Reject | None:
    """What is told of an article whose rows a shard cannot hold."""
    from builder.state.shards import columns_of

    try:
        columns_of([rows])
    except Exception as error:
        return crash(article, error)
    return None


def rows_or_reject(task: Task, overlays: tuple[Path, ...]) -> Rows | Reject:
    """The rows of an article; a known duplicate is opened but not coded."""
    article = task.article
    try:
        coded = coding.code_article(article, overlays) if task.whole else coding.repeat_article(article, overlays)
        return rows_from(coded, overlays)
    except Exception as error:
        return crash(article, error)


def rows_from(coded: CodedArticle, overlays: tuple[Path, ...]) -> Rows:
    """The rows of a coded article by table."""
    from builder.rows import rows_of
    from builder.rows.lookup import load_lookup
    from builder.stories.signatures import signature_rows

    return {**rows_of(coded, load_lookup(overlays)), "signatures": signature_rows(coded)}


def code_records(
    batch: Sequence[Article | Reject | Page], lost: Lost, tell: Tell, *, overlays: tuple[Path, ...], options: ReadOptions
) -> list[dict[str, Any] | Reject]:
    """The gold-form record of every article or page of a batch."""
    ready(overlays)
    found: list[dict[str, Any] | Reject] = []
    with uncollected():
        for place, item in enumerate(batch):
            tell(place)
            if isinstance(item, Reject):
                found.append(item)
            elif place in lost:
                found.append(lost_input(item.origin, lost[place], item.id if isinstance(item, Article) else None))
            else:
                read = read_page(item, options) if isinstance(item, Page) else item
                found.append(read if isinstance(read, Reject) else record_or_reject(read, overlays))
    tell(len(batch))
    return found


def record_or_reject(article: Article, overlays: tuple[Path, ...]) -> dict[str, Any] | Reject:
    """The gold-form record of an article."""
    from builder.rows import gold_record

    try:
        return gold_record(coding.code_article(article, overlays))
    except Exception as error:
        return crash(article, error)


def crash(article: Article, error: Exception) -> Reject:
    """A fault of the program inside one article: the article is set aside, the run goes on."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__}: {error} (at {Path(place.filename).name}:{place.lineno}); please report this article"
    return Reject(article.origin, "coder_error", f"{article.origin.path}:{article.origin.record}: {message}", article.id)


def lost_input(origin: Origin, why: str, article_id: str | None = None) -> Reject:
    """What is told of a page or an article that took a worker down with it."""
    return Reject(origin, "worker_lost", f"{origin.path}:{origin.record}: {why} at this article; please report it", article_id)
