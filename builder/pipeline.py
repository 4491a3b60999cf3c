"""The eight stages in order: files of articles → a release folder. This is the only file that knows the order.

read → normalize → find → resolve → code run article by article, on any worker; merge → validate → export run once a release.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.accounting import REPEATED_ID, SAME_TEXT
from builder.config import LANGUAGES, Settings
from builder.engines import local
from builder.model import Article, CodedArticle, DateRange, Issue, Mention, Origin, Publication, Reject, Text

if TYPE_CHECKING:
    from builder.accounting import Ledger, Ticket
    from builder.gather import Books
    from builder.knowledge import Knowledge

LATE_REASONS = ("coder_error", "worker_lost", REPEATED_ID)
Rows = dict[str, list[dict[str, Any]]]
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the release's folder (None: nothing was written), the books, rows by table, rows set aside, issues."""

    folder: Path | None
    books: Books
    rows: dict[str, int]
    quarantined: int
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker sends back for an article: its rows by table, or why there are none."""

    rows: Rows
    reject: Reject | None = None


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
    """An article as folded text with what is known of its day; ``mentions`` where they were needed to bound the day."""

    text: Text
    publication: Publication
    mentions: Sequence[Mention] | None = None


def open_article(article: Article, overlays: tuple[Path, ...] = (), text: Text | None = None) -> Opened:
    """Stage 2, normalize, and the day of publication, on which stage 4 rests; office-holders bound it where nothing tells it."""
    from builder.knowledge import load_knowledge
    from builder.parsers.in_office import bounds
    from builder.parsers.publication import infer_publication
    from builder.text import normalize

    text = text or normalize(article, article.language or "en")
    publication = infer_publication(article, text)
    if publication.day is not None:
        return Opened(text, publication)
    base = load_knowledge(overlays)
    mentions = find_names(text, base, None)
    held = bounds(mentions, base.people.by_person)
    if held != (None, None):
        publication = infer_publication(article, text, held)
    return Opened(text, publication, mentions if publication.day is None else None)


def find_names(text: Text, base: Knowledge, day: date | None) -> Sequence[Mention]:
    """Stage 3, find, and the part of stage 4 that settles who is meant on that day."""
    from builder.parsers.actors import find_mentions

    return find_mentions(text, base, day)


@dataclass(frozen=True, slots=True)
class Examined:
    """An article coded, with the mentions and dates that the coder chose from."""

    coded: CodedArticle
    mentions: tuple[Mention, ...]
    dates: tuple[DateRange, ...]


def code_article(article: Article, overlays: tuple[Path, ...] = ()) -> CodedArticle:
    """Stages 2 to 5 for one article."""
    return examine(article, overlays).coded


def examine(article: Article, overlays: tuple[Path, ...] = ()) -> Examined:
    """Stages 2 to 5 for one article, with what they found on the way."""
    from builder.knowledge import load_knowledge
    from builder.parsers.dates import find_dates
    from builder.parsers.events import NO_TRIGGER, code
    from builder.parsers.frames import load_frames
    from builder.parsers.publication import infer_publication
    from builder.parsers.scene import sight
    from builder.text import normalize

    text = normalize(article, article.language or "en")
    sighting = sight(text, load_frames(text.language))
    if sighting is None:
        return Examined(CodedArticle(article, text, infer_publication(article, text), "not_relevant", NO_TRIGGER), (), ())
    opened = open_article(article, overlays, text)
    publication, mentions = opened.publication, opened.mentions
    if mentions is None:
        mentions = find_names(text, load_knowledge(overlays), publication.day)
    dates = find_dates(text, publication.day)
    return Examined(code(article, text, publication, mentions, dates, sighting), tuple(mentions), tuple(dates))


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


def code_rows(item: tuple[Article, bool], overlays: tuple[Path, ...] = ()) -> Result:
    """A worker's task: the rows of an article; a known duplicate is opened but not coded. A crash becomes a reject."""
    from builder.rows import rows_of
    from builder.rows.lookup import load_lookup
    from builder.stories.signatures import signature_rows

    article, wanted = item
    try:
        if wanted:
            coded = code_article(article, overlays)
        else:
            opened = open_article(article, overlays)
            coded = CodedArticle(article, opened.text, opened.publication, "duplicate", SAME_TEXT)
        return Result({**rows_of(coded, load_lookup(overlays)), "signatures": signature_rows(coded)})
    except Exception as error:
        return Result({}, crash(article, error))


def crash(article: Article, error: Exception) -> Reject:
    """A fault of the program inside one article: the article is set aside, the run goes on."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    message = f"{type(error).__name__}: {error} (at {Path(place.filename).name}:{place.lineno}); please report this article"
    return Reject(article.origin, "coder_error", f"{article.origin.path}:{article.origin.record}: {message}", article.id)


def lost(item: tuple[Article, bool], why: str) -> Result:
    """The result of an article whose worker died or overran its time."""
    return Result({}, lost_article(item[0], why))


def lost_article(article: Article, why: str) -> Reject:
    """What is told of an article that took a worker down with it."""
    place = f"{article.origin.path}:{article.origin.record}"
    return Reject(article.origin, "worker_lost", f"{place}: {why} while coding this article; please report it", article.id)


def coded_rows(inputs: Sequence[str | Path], chosen: Settings, ledger: Ledger) -> Iterator[tuple[Ticket, Result]]:
    """Stages 1 to 5: every article's ticket with its rows; rejects go to the ledger."""
    queue: list[Ticket] = []

    def admitted() -> Iterator[tuple[Article, bool]]:
        for item in read_articles(inputs, chosen):
            if isinstance(item, Reject):
                ledger.rejects.append(item)
                continue
            ticket, wanted = ledger.admit(item)
            queue.append(ticket)
            yield item, wanted

    task = partial(code_rows, overlays=chosen.overlays)
    for number, result in enumerate(local.run(task, admitted(), chosen.worker_count(), lost, chosen.seconds_per_article)):
        yield queue[number], result


def run(inputs: Sequence[str | Path], chosen: Settings, progress: Progress = lambda stage, count: None) -> Report:
    """All eight stages; the release folder appears whole at the end, or not at all."""
    from builder.accounting import Ledger
    from builder.gather import booked, gather
    from builder.release_folder import writable_folder, write_release
    from builder.rows.quotes import shortened
    from builder.schema import schema_of
    from builder.stories import merge
    from builder.validators import check

    folder = writable_folder(chosen.out, chosen.release)
    warm(chosen.overlays)
    ledger = Ledger()
    results: list[tuple[Ticket, Result]] = []
    for pair in coded_rows(inputs, chosen, ledger):
        results.append(pair)
        progress("code", len(results))
    books = gather(((ticket, result.rows, result.reject) for ticket, result in results), ledger)
    if not ledger.tickets:
        return Report(None, books, {}, 0)
    progress("merge", len(books.tables["events"]))
    merged = merge(books.tables, across=chosen.merge)
    coded, books = len(books.tables["events"]), booked(merged, books.rejects)
    progress("validate", sum(map(len, merged.values())))
    checked = check(shortened(merged, chosen.quote_length if chosen.quotes else 0), schema_of(chosen.overlays, chosen.quote_length))
    progress("export", len(checked.tables["events"]))
    rows = {name: len(table) for name, table in checked.tables.items()}
    report = Report(folder, books, rows, len(checked.quarantine), tuple(checked.issues))
    write_release(folder, chosen, inputs, checked, books, stages(report, coded))
    return report


def stages(report: Report, coded: int) -> dict[str, dict[str, Any]]:
    """What went into each stage, what came out, and what was dropped, by reason; ``coded`` events went into merging."""
    books = report.books
    outcomes, reasons = books.outcomes, books.reasons
    rejected = {why: count for (outcome, why), count in sorted(reasons.items()) if outcome == "rejected"}
    late = {why: count for why, count in rejected.items() if why in LATE_REASONS}
    early = {why: count for why, count in rejected.items() if why not in LATE_REASONS}
    total = sum(outcomes.values())
    articles = total - sum(early.values())
    passed = {"in": articles, "out": articles, "dropped": {}}
    not_relevant = {why: count for (outcome, why), count in sorted(reasons.items()) if outcome == "not_relevant"}
    repeated = reasons.get(("duplicate", SAME_TEXT), 0)
    told = {**not_relevant, **late, **({SAME_TEXT: repeated} if repeated else {})}
    kept = len(books.tables["events"])
    events = report.rows["events"]
    return {
        "read": {"in": total, "out": articles, "dropped": early},
        **dict.fromkeys(("normalize", "find", "resolve"), passed),
        "code": {"in": articles, "out": articles - sum(told.values()), "dropped": told},
        "merge": {"in": coded, "out": kept, "dropped": {"merged": coded - kept} if coded > kept else {}},
        "validate": {"in": kept, "out": events, "dropped": {"quarantined": kept - events} if kept > events else {}},
        "export": {"in": events, "out": events, "dropped": {}},
    }


def code_stream(inputs: Sequence[str | Path], chosen: Settings) -> Iterator[dict[str, Any] | Reject]:
    """Stages 1 to 5 for ``eventbuild code``: one gold-form record an article, in the order read, rejects between them."""
    warm(chosen.overlays)
    items = read_articles(inputs, chosen)
    if chosen.worker_count() > 1:
        yield from local.run(
            partial(code_record, overlays=chosen.overlays), items, chosen.worker_count(), lost_record, chosen.seconds_per_article
        )
        return
    for item in items:
        yield code_record(item, chosen.overlays)


def code_record(item: Article | Reject, overlays: tuple[Path, ...] = ()) -> dict[str, Any] | Reject:
    """A worker's task for ``code_stream``."""
    from builder.rows import gold_record

    if isinstance(item, Reject):
        return item
    try:
        return gold_record(code_article(item, overlays))
    except Exception as error:
        return crash(item, error)


def lost_record(item: Article | Reject, why: str) -> Reject:
    """As ``lost``, for ``code_stream``."""
    return item if isinstance(item, Reject) else lost_article(item, why)
