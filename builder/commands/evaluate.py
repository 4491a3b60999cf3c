"""The command ``eventbuild evaluate``: arguments and printing only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.commands import output as output
from builder.commands.options import NewFile, kb_option

if TYPE_CHECKING:
    from builder.evaluation import Report
    from builder.evaluation.figures import Figure

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MOST_FAULTS = 20


@click.command()
@click.argument("gold", type=_FILE)
@click.argument("articles", type=_FILE)
@click.option("--html", "page", type=NewFile(), help="Write a page (self-contained HTML).")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as one JSON object.")
@click.option("--faults", type=click.IntRange(min=0), default=_MOST_FAULTS, metavar="N", help="List the first N disagreements [20].")
@kb_option
def evaluate(gold: Path, articles: Path, page: Path | None, as_json: bool, faults: int, overlays: tuple[Path, ...]) -> None:
    """Score ARTICLES against the hand-coded records of GOLD, field by field and language by language.

    GOLD has one record a line in the form that 'eventbuild code' writes. ARTICLES are articles (JSON Lines), which are coded first, or
    records already coded; both are joined by id, and an article that is missing counts as wrong.
    """
    from builder.evaluation import evaluate as compared
    from builder.evaluation.page import page as page_of

    report = compared(gold, articles, overlays)
    if not report.articles["all"]:
        output.note(f"{gold} holds no record; give records coded by hand, one a line")
    if page is not None:
        page.write_text(page_of(report, str(gold), str(articles)), encoding="utf-8")
        output.note(f"written: {page}")
    if as_json:
        output.print_json(report.full())
    else:
        _print(report, faults)
    sys.exit(output.OK if report.articles["all"] else output.NOTHING)


def _print(report: Report, faults: int) -> None:
    """A table of figures with their intervals, the types, and the first faults."""
    from rich.console import Console
    from rich.table import Table

    from builder.evaluation.scoring import FIELDS

    table = Table("field", "n", *(f"{name} ({count})" for name, count in report.articles.items()), box=None, padding=(0, 2, 0, 0))
    for name in FIELDS:
        found = [figures.get(name) for figures in report.figures.values()]
        if found[0]:
            table.add_row(name, str(found[0].n), *(_told(figure) for figure in found))
    Console().print(table)
    for fault in report.faults[:faults]:
        click.echo(f"{fault.article_id}  {fault.field}: want {fault.want}, got {fault.got}")
    if report.missing:
        output.note(f"{len(report.missing)} gold articles have no prediction and count as wrong, e.g. {report.missing[0]}")


def _told(figure: Figure | None) -> str:
    """A figure with half the width of its interval."""
    if figure is None or not figure.n:
        return "–"  # nothing of it was wanted
    return f"{figure.value:.3f} [dim]±{f'{(figure.high - figure.low) / 2:.2f}'.removeprefix('0')}[/dim]"


COMMANDS = (evaluate,)
