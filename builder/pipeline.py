"""The eight stages in order: files of articles → a release folder. This is the only file that knows the order.

read → normalize → find → resolve → code run article by article, on any worker; merge → validate → export run once a release.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from builder.accounting import SAME_TEXT
from builder.config import LANGUAGES, ConfigError, Settings
from builder.model import Article, CodedArticle, DateRange, Issue, Mention, Origin, Publication, Reject, Text

if TYPE_CHECKING:
    from builder.accounting import Ledger
    from builder.gather import Books
    from builder.knowledge import Knowledge
    from builder.parsers.dates.readings import Reading
    from builder.state.folder import State
    from builder.state.made import Making

T = TypeVar("T")
BATCH = 128
BOOKS = "books.sqlite"

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the release's folder (None: nothing was written), the books, rows by table, rows set aside, issues."""

    folder: Path | None
    books: Books
    rows: dict[str, int]
    quarantined: int
    issues: tuple[Issue, ...] = ()
    unchanged: bool = False


def bounded(items: Iterator[Article | Reject], inputs: Sequence[str | Path], chosen: Settings) -> Iterator[Article | Reject]:
    """The articles read; where asked for, all inputs are read once before, so that an outlet's neighbours bound those without a day."""
    from builder.parsers.neighbours import Neighbours

    if not chosen.neighbours:
        yield from items
        return
    if "-" in inputs:
        raise ConfigError("neighbours need the inputs read twice, and standard input can be read once; save it to a file first")
    known = Neighbours(item for item in read_articles(inputs, chosen) if isinstance(item, Article))
    for item in items:
        yield known.bounded(item) if isinstance(item, Article) else item


def read_articles(inputs: Sequence[str | Path], chosen: Settings, *, all_languages: bool = False) -> Iterator[Article | Reject]:
    """Stage 1, read; ``all_languages`` keeps those that are not coded."""
    from builder.readers import Limits, ReadOptions, read

    yield from read(
        inputs,
        ReadOptions(
            published=chosen.published,
            url=chosen.url,
            publisher=chosen.publisher,
            language=chosen.language,
            columns=dict(chosen.map or {}),
            limits=Limits(line_bytes=chosen.max_line_bytes),
            all_languages=all_languages,
        ),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as folded text with what is known of its day; ``mentions`` and calendar ``items`` where they were needed for that."""

    text: Text
    publication: Publication
    mentions: Sequence[Mention] | None = None
    items: Sequence[Reading] | None = None


def open_article(article: Article, overlays: tuple[Path, ...], text: Text) -> Opened:
    """The day of publication, on which stage 4 rests; office-holders bound it where nothing tells it."""
    from builder.knowledge import load_knowledge
    from builder.parsers.dates.reader import read_items
    from builder.parsers.in_office import bounds
    from builder.parsers.publication import infer_publication, stated_publication

    if (stated := stated_publication(article)) is not None:
        return Opened(text, stated)
    items = read_items(text)
    publication = infer_publication(article, text, items=items)
    if publication.day is not None:
        return Opened(text, publication, None, items)
    base = load_knowledge(overlays)
    mentions = find_names(text, base, None)
    publication = infer_publication(article, text, bounds(mentions, base.people.by_person), mentions, base.anniversaries, items)
    return Opened(text, publication, mentions if publication.day is None else None, items)


def find_names(text: Text, base: Knowledge, day: date | None) -> Sequence[Mention]:
    """Stage 3, find, and the part of stage 4 that settles who is meant on that day."""
    from builder.parsers.actors import find_mentions

    return find_mentions(text, base, day)


@dataclass(frozen=True, slots=True)
class Examined:
    """An article coded, with the mentions and dates that the coder chose from; dates that it did not need are read when asked for."""

    coded: CodedArticle
    mentions: tuple[Mention, ...] = ()
    read_dates: Callable[[], Sequence[DateRange]] = tuple

    @property
    def dates(self) -> Sequence[DateRange]:
        """The dates in order; none where the article has no trigger."""
        return self.read_dates()


def code_article(article: Article, overlays: tuple[Path, ...] = ()) -> CodedArticle:
    """Stages 2 to 5 for one article."""
    return examine(article, overlays).coded


def examine(article: Article, overlays: tuple[Path, ...] = ()) -> Examined:
    """Stages 2 to 5 for one article, with what they found on the way."""
    from builder.knowledge import load_knowledge
    from builder.parsers.dates import find_dates
    from builder.parsers.dates.candidates import with_candidates
    from builder.parsers.event_dates import on_candidate_days
    from builder.parsers.events import NO_TRIGGER, code
    from builder.parsers.frames import load_frames
    from builder.parsers.publication import infer_publication
    from builder.parsers.scene import sight
    from builder.text import normalize

    text = normalize(article, article.language or "en")
    sighting = sight(text, load_frames(text.language))
    if sighting is None:
        return Examined(CodedArticle(article, text, infer_publication(article, text), "not_relevant", NO_TRIGGER))
    opened = open_article(article, overlays, text)
    publication, mentions = opened.publication, opened.mentions
    if mentions is None:
        mentions = find_names(text, load_knowledge(overlays), publication.day)

    @cache
    def dates() -> Sequence[DateRange]:
        return with_candidates(text, find_dates(text, publication.day, opened.items), publication, opened.items)

    return Examined(on_candidate_days(code(article, text, publication, mentions, dates, sighting)), tuple(mentions), dates)


def repeat_article(article: Article, overlays: tuple[Path, ...] = ()) -> CodedArticle:
    """An article known to repeat another's text: what is told of it is as if it were coded, but it is not."""
    from builder.parsers.frames import load_frames
    from builder.parsers.publication import infer_publication
    from builder.parsers.scene import sight
    from builder.text import normalize

    text = normalize(article, article.language or "en")
    sighted = sight(text, load_frames(text.language)) is not None
    publication = open_article(article, overlays, text).publication if sighted else infer_publication(article, text)
    return CodedArticle(article, text, publication, "duplicate", SAME_TEXT)


def warm(overlays: tuple[Path, ...] = ()) -> None:
    """Load vocabularies and grammars once, before workers are forked; a fault in a data file is told here."""
    from builder.knowledge import load_knowledge
    from builder.parsers.dates import find_dates
    from builder.parsers.frames import load_frames
    from builder.parsers.scene import sight
    from builder.parsers.topics import load_topic_cues
    from builder.text import normalize

    for language in LANGUAGES:
        text = normalize(Article("warm", "", ".", Origin(""), language), language)
        sight(text, load_frames(language))
        load_topic_cues(language)
        find_names(text, load_knowledge(overlays), None)
        find_dates(text, None)


def run(inputs: Sequence[str | Path], chosen: Settings, progress: Progress = lambda stage, count: None) -> Report:
    """All eight stages; the release folder appears whole at the end, or not at all. Of a release already made of this nothing is done."""
    from builder.release_folder import cleared, input_hashes, made_report, settings_told, writable_folder
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
            code_all(bounded(read_articles(inputs, chosen), inputs, chosen), chosen, state, ledger, progress)
            report = finish_all(ledger, state, folder, chosen, making, progress)
        if report.folder and not any(why == "worker_lost" for _, why in report.books.reasons):
            note_made(state.folder, folder, making)
        return report


def new_ledger(state: State) -> Ledger:
    """Empty books of a run."""
    from builder.accounting import Ledger

    return Ledger(state.work / BOOKS)


def code_all(items: Iterator[Article | Reject], chosen: Settings, state: State, ledger: Ledger, progress: Progress) -> None:
    """Stages 1 to 5: every input in the ledger, and a result of every article in a shard of the state; known results are not made again."""
    from builder.engines import engine
    from builder.state.shards import known_results
    from builder.worker import Task, code_shard, ready

    for path, results in known_results(state.results):
        ledger.known(path, results)

    def admitted() -> Iterator[Task]:
        for item in items:
            if isinstance(item, Reject):
                ledger.reject(item)
                continue
            serial, content, whole = ledger.admit(item)
            progress("code", ledger.articles)
            if not ledger.has(content, whole):
                yield Task(serial, content, item, whole)

    tasks = admitted()
    first = list(itertools.islice(tasks, BATCH))
    if not first:
        return
    ready(chosen.overlays)
    task = partial(code_shard, folder=state.results, overlays=chosen.overlays)
    for done in engine(chosen)(task, itertools.chain([first], batches(tasks))):
        for serial, reject in done.rejects:
            ledger.reject(reject, serial)
        if done.shard:
            ledger.known(state.results / done.shard, [(content, whole) for _, content, whole in done.tasks])


def batches(items: Iterator[T]) -> Iterator[list[T]]:
    """The items in lists of a shard's length."""
    while batch := list(itertools.islice(items, BATCH)):
        yield batch


def finish_all(ledger: Ledger, state: State, folder: Path, chosen: Settings, making: Making, progress: Progress) -> Report:
    """Stages 6 to 8: the release of all that is in the ledger."""
    from builder.finish import finish
    from builder.gather import booked, gather, stages
    from builder.release_folder import rows_told, write_release
    from builder.schema import schema_of

    schema = schema_of(chosen.overlays, chosen.quote_length)
    ledger.settle()
    found = gather(ledger, state.work, schema)
    if not ledger.articles:
        counts = Counter({("rejected", why): count for why, count in ledger.reject_reasons().items()})
        return Report(None, booked(found.first_rejects, counts), {}, 0)
    done = finish(ledger, found, state.work, schema, chosen.merge, chosen.quote_length if chosen.quotes else 0, progress)
    progress("export", done.tables["events"].rows)
    books = booked(found.first_rejects, done.reasons)
    told = stages(books, done.coded, done.merged, done.tables["events"].rows)
    write_release(folder, chosen.release, making, chosen.overlays, done, found.rejects, books, told, schema)
    return Report(folder, books, rows_told(folder), done.quarantine.rows, tuple(done.issues))


def code_stream(inputs: Sequence[str | Path], chosen: Settings) -> Iterator[dict[str, Any] | Reject]:
    """Stages 1 to 5 for ``eventbuild code``: one gold-form record an article, in the order read, rejects between them."""
    from builder.engines import engine
    from builder.worker import code_records, ready

    ready(chosen.overlays)
    task = partial(code_records, overlays=chosen.overlays)
    for records in engine(chosen)(task, batches(bounded(read_articles(inputs, chosen), inputs, chosen))):
        yield from records
