"""The eight stages in order: files of articles → a release folder. This is the only file that knows the order.

read → normalize → find → resolve → code run article by article, on any worker; merge → validate → export run once a release.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from builder.config import ConfigError, Settings
from builder.model import Article, Reject
from builder.runs.release_folder import Report, cleared, input_hashes, made_report, rows_told, settings_told, writable_folder, write_release

if TYPE_CHECKING:
    from builder.readers.options import ReadOptions
    from builder.readers.pages import Page
    from builder.runs.accounting import Ledger
    from builder.state.folder import State
    from builder.state.made import Making

T = TypeVar("T")
BATCH = 128
BOOKS = "books.sqlite"

Progress = Callable[[str, int], None]


def read_options(chosen: Settings, all_languages: bool = False) -> ReadOptions:
    """What the settings say of the inputs; ``all_languages`` keeps articles that are not coded."""
    from builder.readers import Limits, ReadOptions

    return ReadOptions(
        published=chosen.published,
        url=chosen.url,
        publisher=chosen.publisher,
        language=chosen.language,
        columns=dict(chosen.map or {}),
        limits=Limits(line_bytes=chosen.max_line_bytes),
        all_languages=all_languages,
    )


def read_articles(inputs: Sequence[str | Path], chosen: Settings, *, all_languages: bool = False) -> Iterator[Article | Reject]:
    """Stage 1, read, in this process."""
    from builder.readers import read

    return read(inputs, read_options(chosen, all_languages))


def finder(inputs: Sequence[str | Path], chosen: Settings) -> Callable[[Sequence[str | Path]], Iterator[Article | Reject | Page]]:
    """Stage 1 as far as one process must do it, for any of the inputs: pages are found, and left for the workers to read.

    Where asked for, all inputs are read once before, so that an outlet's neighbours bound the articles without a day.
    """
    from builder.parsers.dates.neighbours import Neighbours
    from builder.readers.run import find_items

    options = read_options(chosen)
    if not chosen.neighbours:
        return partial(find_items, options=options)
    if "-" in inputs:
        raise ConfigError("neighbours need the inputs read twice, and standard input can be read once; save it to a file first")
    known = Neighbours(item for item in read_articles(inputs, chosen) if isinstance(item, Article))
    return lambda wanted: (known.bounded(item) if isinstance(item, Article) else item for item in read_articles(wanted, chosen))


def run(inputs: Sequence[str | Path], chosen: Settings, progress: Progress = lambda stage, count: None) -> Report:
    """All eight stages; the release folder appears whole at the end, or not at all. Of a release already made of this nothing is done."""
    from builder.state.folder import opened
    from builder.state.made import Making, is_made, note_made

    if chosen.shard is not None:
        raise ConfigError(
            "a part of the inputs makes no release; code it with eventbuild run --shard, and join all parts with eventbuild merge"
        )
    folder = writable_folder(chosen.out, chosen.release)
    with opened(chosen.state_folder(), chosen.out, chosen.overlays) as state:
        cleared(folder)
        making = Making(input_hashes(inputs), settings_told(chosen), state.key.name)
        if "-" not in inputs and is_made(state.folder, folder, making):
            return made_report(folder)
        with closing(new_ledger(state)) as ledger:
            code_all(finder(inputs, chosen)(inputs), chosen, state, ledger, progress)
            report = finish_all(ledger, state, folder, chosen, making, progress)
        if report.folder and not any(why == "worker_lost" for _, why in report.books.reasons):
            note_made(state.folder, folder, making)
        return report


def new_ledger(state: State) -> Ledger:
    """Empty books of a run."""
    from builder.runs.accounting import Ledger

    return Ledger(state.work / BOOKS)


def code_all(items: Iterable[Article | Reject | Page], chosen: Settings, state: State, ledger: Ledger, progress: Progress) -> None:
    """Stages 1 to 5: every input in the ledger, and a result of every article in a shard of the state; known results are not made again."""
    from builder.engines import engine
    from builder.runs.jobs import Jobs
    from builder.runs.worker import ready, work
    from builder.state.shards import known_results

    for path, results in known_results(state.results):
        ledger.known(path, results)
    jobs = Jobs(items, ledger, state.results)
    batches = jobs.batches()
    first = next(batches, None)
    if first is None:
        return
    ready(chosen.overlays)
    task = partial(work, folder=state.results, overlays=chosen.overlays, options=read_options(chosen))
    for result in engine(chosen)(task, itertools.chain([first], batches)):
        jobs.take(result)
        progress("code", ledger.articles)


def finish_all(ledger: Ledger, state: State, folder: Path, chosen: Settings, making: Making, progress: Progress) -> Report:
    """Stages 6 to 8: the release of all that is in the ledger."""
    from builder.runs.finish import finish
    from builder.runs.gather import booked, gather, stages
    from builder.schema import schema_of

    schema = schema_of(chosen.overlays, chosen.quote_length)
    ledger.settle()
    workers = chosen.worker_count() if chosen.engine == "local" else 1
    found = gather(ledger, state.work, schema, workers)
    if not ledger.articles:
        counts = Counter({("rejected", why): count for why, count in ledger.reject_reasons().items()})
        return Report(None, booked(found.first_rejects, counts), {}, 0)
    done = finish(ledger, found, state.work, schema, chosen.merge, chosen.quote_length if chosen.quotes else 0, workers, progress)
    progress("export", done.tables["events"].rows)
    books = booked(found.first_rejects, done.reasons)
    told = stages(books, done.coded, done.merged, done.tables["events"].rows)
    write_release(folder, chosen.release, making, chosen.overlays, done, found.rejects, books, told, schema, workers)
    return Report(folder, books, rows_told(folder), done.quarantine.rows, tuple(done.issues))


def code_stream(inputs: Sequence[str | Path], chosen: Settings) -> Iterator[dict[str, Any] | Reject]:
    """Stages 1 to 5 for ``eventbuild code``: one gold-form record an article, in the order read, rejects between them."""
    from builder.engines import engine
    from builder.runs.worker import code_records, ready

    ready(chosen.overlays)
    task = partial(code_records, overlays=chosen.overlays, options=read_options(chosen))
    for records in engine(chosen)(task, batches(finder(inputs, chosen)(inputs))):
        yield from records


def batches(items: Iterator[T]) -> Iterator[list[T]]:
    """The items in lists of a batch's length."""
    while batch := list(itertools.islice(items, BATCH)):
        yield batch
