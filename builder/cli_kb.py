"""The commands ``eventbuild kb …``: arguments and printing only."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from builder import cli_output as output
from builder.cli_options import Day, kb_option


@click.group()
def kb() -> None:
    """Look into the knowledge base, and add to it: countries, organisations, places, groups, institutions, offices and people."""


@kb.command("check")
@kb_option
def kb_check(overlays: tuple[Path, ...]) -> None:
    """Load every vocabulary and grammar file strictly; tell the first fault with file, line and cure, else what is ambiguous or unused."""
    from builder.knowledge.check import kb_check as findings
    from builder.pipeline import warm
    from builder.strict import DataError

    try:
        warm(overlays)
        found = findings(overlays)
    except DataError as error:
        click.echo(str(error))
        sys.exit(output.DIFFERENT)
    for finding in found:
        output.note(f"{finding.kind}: {finding.code}: {finding.message}")
    click.echo("no faults")


@kb.command("search")
@click.argument("words")
@click.option("--language", type=click.Choice(["ar", "en", "fr", "ru"]), help="Language of the words, instead of detecting it.")
@click.option("--date", "day", type=Day(), help="Day on which offices are held and entries exist.")
@kb_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
def kb_search(words: str, language: str | None, day: date | None, overlays: tuple[Path, ...], as_json: bool) -> None:
    """Show what is found in WORDS: names, offices, groups, with their codes and rules.

    Where nothing is found, the entries whose names hold the words are shown, and failing those, persons whose name sounds like them in
    any of the scripts.
    """
    from builder.explain import named
    from builder.knowledge.browse import search

    found = named(words, language, day, overlays) or search(words, day, overlays)
    for mention in found:
        _show_line(mention, as_json)
    sys.exit(output.OK if found else output.NOTHING)


def _show_line(row: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(row)
    else:
        click.echo("\t".join(str(value) for value in row.values() if value is not None))


@kb.command("show")
@click.argument("code")
@kb_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object an entry.")
def kb_show(code: str, overlays: tuple[Path, ...], as_json: bool) -> None:
    """Show the entry with this CODE: ISO3, organisation's code, group's slug, institution's, office's or person's id."""
    from builder.knowledge.browse import show

    found = show(code, overlays)
    for entry in found:
        if as_json:
            output.print_json(entry)
        else:
            click.echo("\n".join(f"{name:18} {value}" for name, value in entry.items()) + "\n")
    if not found:
        output.note(f"no entry has the code '{code}'; look it up with: eventbuild kb search WORDS")
    sys.exit(output.OK if found else output.NOTHING)


COMMANDS = (kb,)
