"""The commands ``eventbuild kb …``: arguments and printing only."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from builder.commands import output as output
from builder.commands.options import Day, kb_option


@click.group()
def kb() -> None:
    """Look into the knowledge base, and add to it: countries, organisations, places, groups, institutions, offices and people."""


@kb.command("check")
@click.option("--all", "every", is_flag=True, help="List every ambiguous, unused and double name, not only how many there are.")
@kb_option
def kb_check(overlays: tuple[Path, ...], every: bool) -> None:
    """Load every vocabulary and grammar file strictly; tell the first fault with file, line and cure.

    Where there is none: entries that look like doubles, and how many names are ambiguous or stand twice, which is no fault.
    """
    from builder.coding import warm
    from builder.knowledge.check import kb_check as findings
    from builder.strict import DataError

    try:
        warm(overlays)
        found = findings(overlays)
    except DataError as error:
        click.echo(str(error))
        sys.exit(output.DIFFERENT)
    for finding in found:
        if every or finding.kind == "double":
            output.note(f"{finding.kind}: {finding.code}: {finding.message}")
    counts = Counter(finding.kind for finding in found)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts))
    click.echo(f"no faults{f'; names: {told} (--all lists them)' if told else ''}")


@kb.command("search")
@click.argument("words")
@click.option("--language", type=click.Choice(["ar", "en", "fr", "ru"]), help="Language of the words; else by their script.")
@click.option("--date", "day", type=Day(), help="Day on which offices are held and entries exist.")
@kb_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
def kb_search(words: str, language: str | None, day: date | None, overlays: tuple[Path, ...], as_json: bool) -> None:
    """Show what is found in WORDS: names, offices, groups, with their codes and rules.

    Where nothing is found, the entries whose names hold the words are shown, and failing those, persons whose name sounds like them in
    any of the scripts.
    """
    from builder.explained.record import named
    from builder.knowledge.browse import search

    found = named(words, language, day, overlays) or search(words, day, overlays)
    for mention in found:
        _show_line(mention, as_json)
    if not found:
        output.note(f"the knowledge base has nothing that is called '{words}' or sounds like it")
    sys.exit(output.OK if found else output.NOTHING)


def _show_line(row: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(row)
    else:
        # An exact name needs no remark; how alike a sounding one is, does.
        told = {name: value for name, value in row.items() if value is not None and name not in ("exact", "likeness")}
        alike = (f"sounds alike: {row['likeness']}",) if "likeness" in row else ()
        click.echo("\t".join((*map(_plain, told.values()), *alike)))


def _plain(value: Any) -> str:
    """A value as one reads it: lists by commas, mappings by semicolons."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)


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
            click.echo("\n".join(f"{name:18} {_plain(value)}" for name, value in entry.items()) + "\n")
    if not found:
        output.note(f"no entry has the code '{code}'; look it up with: eventbuild kb search WORDS")
    sys.exit(output.OK if found else output.NOTHING)


@kb.command("candidates")
@click.argument("release", type=click.Path(exists=True, path_type=Path))
@click.option("--min", "least", type=click.IntRange(min=1), default=1, metavar="N", help="Only names of at least N articles [1].")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a folder for --kb.")
@kb_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
def kb_candidates(release: Path, least: int, folder: Path | None, overlays: tuple[Path, ...], as_json: bool) -> None:
    """List the persons of a RELEASE whom no list holds, the most frequent first, with the offices seen.

    Spellings of one person in several articles and languages are tied by country, role and sound. Below each name stand the line for
    people.csv and the lines for terms.csv, ready to paste: look at them first. A name that sounds like a listed person's is offered as
    a further spelling of his.
    """
    from builder.knowledge import load_knowledge, pasting
    from builder.knowledge.candidates import candidates
    from builder.release import load

    opened, base = load(release), load_knowledge(overlays)
    found = candidates({name: opened.tables[name].to_pylist() for name in ("events", "participants")}, base, least)
    source = f"release {opened.version}"
    for candidate in found:
        _show_candidate(pasting.record(candidate, base, source), as_json)
    if folder is not None:
        terms = [row for candidate in found for row in pasting.term_rows(candidate, base, source)]
        pasting.write_overlay(folder, map(pasting.person_row, found), terms)
        output.note(f"written: {folder}; look through it, then give it with --kb")
    if not found:
        output.note("every person of the release is listed" if least == 1 else f"no unlisted person is named by {least} articles")
    sys.exit(output.OK if found else output.NOTHING)


def _show_candidate(told: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(told)
        return
    offices = "; ".join(f"{office} ({count})" for office, count in told["offices"].items())
    known = "another spelling of a listed person, " if told["listed"] else ""
    roles, days = " ".join(told["roles"]), f"{told['first'] or '?'} … {told['last'] or '?'}"
    click.echo(
        f"# {known}{told['n_articles']} articles, {told['n_events']} events, {told['country']} {roles}, {days}: {offices or 'no office'}"
    )
    click.echo("\n".join((told["people.csv"], *told["terms.csv"], "")))


@kb.command("import-wikidata")
@click.argument("dump", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", type=click.IntRange(min=1), default=2000, metavar="YEAR", help="Leave out terms that ended before [2000].")
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write, for --kb."
)
@kb_option
def kb_import_wikidata(dump: Path, since: int, folder: Path, overlays: tuple[Path, ...]) -> None:
    """Read a Wikidata JSON DUMP (plain, .gz, .bz2 or .zst) into a folder of vocabulary files that --kb takes.

    Taken are persons with offices of states (P39 with start and end), armed groups, and intelligence and police agencies, with labels and
    aliases in the four languages. What the knowledge base has stays and gains names and terms. Memory stays small: persons wait in a
    temporary file in the folder.
    """
    from dataclasses import asdict

    from builder.knowledge import load_knowledge
    from builder.knowledge.wikidata import import_dump

    counts = import_dump(dump, folder, load_knowledge(overlays), since, output.note)
    if not counts.entities:
        output.note(f"{dump}: no entity of Wikidata; nothing is written; give a JSON dump of it, an entity a line")
        sys.exit(output.NOTHING)
    load_knowledge((*overlays, folder))
    click.echo(", ".join(f"{count:,} {name}" for name, count in asdict(counts).items()))
    sys.exit(output.PARTLY if counts.faults else output.OK)


COMMANDS = (kb,)
