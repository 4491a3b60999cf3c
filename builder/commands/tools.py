"""The commands beside the main job: extract, dates, validate; arguments and printing only."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from builder.commands import output as output
from builder.commands.options import Day, chosen, inputs_argument, kb_option, reading_options


@click.command()
@inputs_argument
@reading_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article.")
def extract(inputs: tuple[str, ...], as_json: bool, **flags: Any) -> None:
    """Show what is read out of INPUTS: title, text without boilerplate, day of publication and where each field came from."""
    from builder.model import Reject
    from builder.pipeline import read_articles
    from builder.readers.report import extract_record

    rejected = read = 0
    for item in read_articles(inputs, chosen(flags), all_languages=True):
        if isinstance(item, Reject):
            rejected += 1
            output.note(output.told_reject(item))
            continue
        read += 1
        if as_json:
            output.print_json(extract_record(item))
        else:
            _print_extracted(extract_record(item))
    sys.exit(output.NOTHING if not read else output.PARTLY if rejected else output.OK)


def _print_extracted(fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in ("text", "origins") and value is not None:
            source = fields["origins"].get(name)
            click.echo(f"{click.style(f'{name:15}', dim=True)} {value}" + (click.style(f"  [{source}]", dim=True) if source else ""))
    click.echo(f"\n{fields['text']}\n")


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file", "lines", type=click.File(encoding="utf-8"), help="JSON Lines of id, text, published, language; one JSON record a line."
)
@click.option("--language", type=click.Choice(["ar", "en", "fr", "ru"]), help="Language of the text, instead of detecting it.")
@click.option("--published", type=Day(), help="Day of publication, on which words like 'yesterday' rest.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a date.")
def dates(text: str | None, lines: IO[str] | None, language: str | None, published: date | None, as_json: bool) -> None:
    """Show the dates that TEXT (or standard input: -) tells, how each was read and by which rule."""
    from builder.config import LANGUAGES
    from builder.parsers.dates import read_dates
    from builder.text.language import detect_language

    if lines is not None:
        sys.exit(_dates_of_lines(lines))
    if text is None:
        raise click.UsageError("give TEXT, or --file FILE")
    words = sys.stdin.read() if text == "-" else text
    spoken = language or detect_language(words, "")
    if spoken not in LANGUAGES:
        raise click.UsageError(
            f"the text is in none of the languages that are read ('{spoken}'); if it is, give --language ar, en, fr or ru"
        )
    found = read_dates(words, spoken, published)
    for reading in found:
        if as_json:
            output.print_json(asdict(reading))
        else:
            days = f"{reading.date_start or '?'} … {reading.date_end or '?'}"
            click.echo(f"{reading.words}\t{days}\t{reading.precision}\t{reading.basis}\t{reading.rule}")
    if not found:
        output.note("the text tells no date")
    sys.exit(output.OK if found else output.NOTHING)


def _dates_of_lines(lines: IO[str]) -> int:
    """One record a line read; a line that cannot be read is told with its number, and the rest goes on."""
    from builder.parsers.dates.report import report
    from builder.text.language import detect_language

    faults = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            day = date.fromisoformat(item["published"]) if item.get("published") else None
            found = report(item["text"], day, item.get("language") or detect_language(item["text"], ""))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            faults += 1
            output.note(f"{lines.name}:{number}: {type(fault).__name__}: {fault}; give id, text, published (YYYY-MM-DD) and language")
            continue
        output.print_json({"id": item.get("id"), "expressions": found})
    return output.PARTLY if faults else output.OK


@click.command()
@click.argument("release", type=click.Path(exists=True, path_type=Path))
@click.option("--previous", type=click.Path(exists=True, path_type=Path), metavar="RELEASE", help="The release before, for drift.")
@click.option(
    "--inputs", type=click.Path(exists=True, path_type=Path), metavar="DIR", help="The articles, to look the evidence's words up in."
)
@kb_option
@click.option("--suite/--no-suite", default=True, help="Ask Great Expectations for a second opinion (some seconds) [suite].")
@click.option("--docs", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Write its result and pages there.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a fault.")
def validate(
    release: Path, previous: Path | None, inputs: Path | None, overlays: tuple[Path, ...], suite: bool, docs: Path | None, as_json: bool
) -> None:
    """Check a RELEASE (folder or zip), also of an older version: checksums, every row, rules between tables, expectations.

    FOLDER/index.html opens without a network. Exit code 5: there are faults; warnings alone do not count.
    """
    from builder.release import check_release

    if docs is not None and docs.resolve().is_relative_to(release.resolve()):
        raise click.UsageError(f"{docs} lies in the release, whose checksums it would break; give a folder beside it")
    issues = check_release(release, previous, overlays, suite or docs is not None, docs, (inputs,) if inputs else ())
    for issue in issues:
        if as_json:
            output.print_json(asdict(issue))
        else:
            click.echo(f"{issue.severity}: {issue.table} {issue.key}: {issue.rule}: {issue.message}")
    if not as_json:
        faults = sum(issue.severity == "error" for issue in issues)
        click.echo(f"{faults:,} faults, {len(issues) - faults:,} warnings" if issues else "no faults")
    sys.exit(output.DIFFERENT if any(issue.severity == "error" for issue in issues) else output.OK)


COMMANDS = (extract, dates, validate)
