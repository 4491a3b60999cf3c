"""What the commands print: exit codes, progress, summary tables, JSON lines."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from builder.model import Reject
    from builder.runs.parts import PartReport
    from builder.runs.release_folder import Report

OK, FAILED, USAGE, PARTLY, NOTHING, DIFFERENT = range(6)
EXIT_CODES = {
    OK: "done; every input is accounted for and none was rejected",
    FAILED: "stopped by a fault: a folder not to be written or held by another run, a full disk, a broken data file; nothing was written",
    USAGE: "wrong use: an unknown option or setting, a path that does not exist",
    PARTLY: "done, but some inputs were rejected or some rows set aside; the output tells which and why",
    NOTHING: "no article could be read; nothing was written",
    DIFFERENT: "checked, and found faults (validate, kb check) or differences (diff, rebuild)",
}
_PLAIN_SECONDS = 10.0


def print_json(value: Any) -> None:
    """One JSON value on a line of standard output, letters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def note(words: str) -> None:
    """A line for the reader on standard error."""
    click.echo(words, err=True)


def told_reject(reject: Reject) -> str:
    """A reject as a line: where, what is wrong, the cure, the reason's code."""
    return f"rejected: {reject.message} [{reject.reason}]"


def told_rejects(rejects: Sequence[Reject], total: int, most: int = 20) -> None:
    """The first rejects, a line each, and how many more there are."""
    for reject in rejects[:most]:
        note(told_reject(reject))
    if total > most:
        note(f"… and {total - most:,} more; all are listed in quarantine/rejects.csv")


@contextmanager
def writing(target: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is replaced only when all was written."""
    if target is None:
        yield sys.stdout
        return
    unfinished = target.with_name(f".{target.name}.writing-{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """Calls with (stage, count) show as a moving line on a terminal, as a line every ten seconds elsewhere."""
    if quiet:
        yield lambda stage, count: None
    elif sys.stderr.isatty():
        with _terminal_progress() as tell:
            yield tell
    else:
        yield _plain_progress()


@contextmanager
def _terminal_progress() -> Iterator[Callable[[str, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description:9}"), BarColumn(24), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, count: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=None)
            bar.update(tasks[stage], completed=count)

        yield tell


def _plain_progress() -> Callable[[str, int], None]:
    began = last = time.monotonic()

    def tell(stage: str, count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PLAIN_SECONDS:
            last = now
            note(f"{stage}: {count:,} after {now - began:.0f} s")

    return tell


def told_report(report: Report, as_json: bool) -> None:
    """A run's report as a table with the first rejects, or as one JSON object."""
    if as_json:
        print_json(report_json(report))
    else:
        told_rejects(report.books.rejects, report.books.outcomes["rejected"])
        summary(report)


def told_part(report: PartReport, as_json: bool) -> None:
    """What was coded of one part."""
    if as_json:
        print_json({"part": str(report.folder), "articles": report.articles, "rejected": report.rejected})
        return
    for why, count in report.rejected.items():
        note(f"rejected: {count:,} {why.replace('_', ' ')}")
    click.echo(f"coded {report.articles:,}: {report.folder}")


def summary(report: Report) -> None:
    """The table at the end of a run."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    total = sum(report.books.outcomes.values())
    table = Table(title=f"{total:,} input{'s' * (total != 1)} read", title_justify="left", box=None, pad_edge=False)
    table.add_column("outcome")
    table.add_column("inputs", justify="right")
    table.add_column("why")
    for outcome, count in report.books.outcomes.items():
        table.add_row(outcome.replace("_", " "), f"{count:,}", _reasons(report, outcome))
    console.print(table)
    if report.folder is None:
        console.print("no article could be read; nothing was written")
        return
    rows = ", ".join(f"{name} {count:,}" for name, count in report.rows.items() if count)
    console.print(f"rows: {rows}" + (f"; {report.quarantined:,} set aside in quarantine" if report.quarantined else ""))
    told = " (unchanged: it was already made of just this)" if report.unchanged else ""
    console.print(f"release: {report.folder}{told}", soft_wrap=True)


def _reasons(report: Report, outcome: str) -> str:
    found = [(-count, why) for (kind, why), count in report.books.reasons.items() if kind == outcome and why]
    told = [f"{why.replace('_', ' ')} {-count:,}" for count, why in sorted(found)]
    return ", ".join([*told[:4], "…"] if len(told) > 4 else told)


def report_json(report: Report) -> dict[str, Any]:
    """A run's report for machines."""
    books = report.books
    return {
        "release": str(report.folder) if report.folder else None,
        "articles": sum(books.outcomes.values()),
        "outcomes": books.outcomes,
        "reasons": {f"{outcome}/{why}": count for (outcome, why), count in sorted(books.reasons.items()) if why},
        "rows": report.rows,
        "quarantined": report.quarantined,
        "unchanged": report.unchanged,
        "rejects": [{"path": r.origin.path, "record": r.origin.record, "reason": r.reason, "message": r.message} for r in books.rejects],
    }


def exit_code(report: Report) -> int:
    """The exit code that a run's report calls for."""
    if report.folder is None:
        return NOTHING
    return PARTLY if report.books.rejects or report.quarantined else OK
