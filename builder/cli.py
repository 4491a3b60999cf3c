"""The command ``eventbuild``: arguments and printing only; all work is imported inside the commands."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder import __version__
from builder.commands import output as output
from builder.commands.options import (
    NewFile,
    chosen,
    engine_options,
    existing_one,
    inputs_argument,
    kb_option,
    place_options,
    reading_options,
    release_options,
    work_options,
)

if TYPE_CHECKING:
    from builder.model import Article

_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code}  {words}" for code, words in output.EXIT_CODES.items())


# What helps against a fault of the system; messages of our own say so themselves.
_CURES = {
    errno.EEXIST: "; a file stands where a folder is needed: give another path",
    errno.ENOTDIR: "; a file stands where a folder is needed: give another path",
    errno.ENOENT: "; give a path that exists, or that can be made",
    errno.EISDIR: "; a folder stands where a file is needed: give another path",
    errno.EACCES: "; give a path that you may read and write",
    errno.EPERM: "; give a path that you may read and write",
    errno.EROFS: "; give a path that can be written",
    errno.ENOSPC: "; free some space, and run it again",
}


class _Group(click.Group):
    """Turns the faults a user can mend into one clear line and the documented exit code."""

    def invoke(self, context: click.Context) -> None:
        try:
            super().invoke(context)
            return
        except BrokenPipeError:
            sys.stderr.close()
            context.exit(output.OK)
        except OSError as error:
            number = error.errno or 0
            cure = _CURES.get(number, "") if error.strerror == os.strerror(number) else ""
            output.note(f"eventbuild: {error.filename or 'system'}: {error.strerror or error}{cure}")
        except ValueError as error:
            if type(error).__name__ not in ("ConfigError", "DataError", "ReleaseError"):
                raise
            output.note(f"eventbuild: {error}")
            context.exit(output.USAGE if type(error).__name__ == "ConfigError" else output.FAILED)
        context.exit(output.FAILED)


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="eventbuild")
def main() -> None:
    """Read news articles (Arabic, English, French, Russian) and build a dataset of security-cooperation events."""


@main.command()
@inputs_argument
@place_options
@reading_options
@work_options
@engine_options
@release_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object instead of a table.")
@click.option("--quiet", is_flag=True, help="No progress.")
def run(inputs: tuple[str, ...], as_json: bool, quiet: bool, **flags: Any) -> None:
    """Code every article of the INPUTs into a validated release.

    INPUTs are files, folders or globs of .jsonl, .json, .csv, .tsv, .parquet, .txt, .html, .warc, feeds (.rss, .atom, .xml), also gzipped,
    zstd-packed, or in a .zip or .tar; or - for standard input. The release is a folder, OUT/VERSION: Parquet and CSV tables, codebook,
    metadata, run.json. It appears whole or not at all.

    Results are kept in OUT/.state: a run that was interrupted goes on where it stopped, and the next one codes only what is new or
    changed (see `eventbuild plan`).
    """
    from builder import pipeline

    settings = chosen(flags)
    with output.progress(quiet) as tell:
        if settings.shard is not None:
            from builder.runs.parts import run_part

            part = run_part(inputs, settings, tell)
            output.told_part(part, as_json)
            sys.exit(output.PARTLY if part.rejected else output.OK)
        report = pipeline.run(inputs, settings, tell)
    output.told_report(report, as_json)
    sys.exit(output.exit_code(report))


@main.command()
@inputs_argument
@click.option("-o", "--output", "target", type=NewFile(), help="File to write [standard output].")
@reading_options
@work_options
def code(inputs: tuple[str, ...], target: Path | None, **flags: Any) -> None:
    """Stream one coded record (JSON) an article, in the order read.

    The records have the form of the coding guide: id, lang, published, relevant, events, actors, threat_groups, topics, note.
    A rejected article with an id gets a record that says so; other rejects are told on standard error.
    """
    import json

    from builder import pipeline
    from builder.model import Reject

    rejected = records = 0
    settings = chosen({"workers": 1, **{key: value for key, value in flags.items() if value is not None}})
    with output.writing(target) as stream:
        for item in pipeline.code_stream(inputs, settings):
            if isinstance(item, Reject):
                rejected += 1
                output.note(output.told_reject(item))
                if item.article_id is None:
                    continue
                item = _rejected_record(item)
            records += 1
            stream.write(json.dumps(item, ensure_ascii=False) + "\n")
    sys.exit(output.NOTHING if not records else output.PARTLY if rejected else output.OK)


def _rejected_record(reject: Any) -> dict[str, Any]:
    empty: Mapping[str, list[Any]] = {"events": [], "actors": [], "threat_groups": [], "topics": []}
    return {"id": reject.article_id, "lang": None, "published": None, "relevant": False, **empty, "note": f"rejected: {reject.reason}"}


@main.command()
@click.argument("source", metavar="ARTICLE", callback=existing_one)
@click.option("--id", "wanted", metavar="ID", help="Which article, where the file holds several [the first].")
@click.option("--html", "page", type=NewFile(), help="Write a page (self-contained HTML) instead of printing.")
@click.option("--json", "as_json", is_flag=True, help="Print the coded record with its evidence as JSON.")
@reading_options
@kb_option
def explain(source: str, wanted: str | None, page: Path | None, as_json: bool, **flags: Any) -> None:
    """Show one article with its spans coloured, and for each coded value the words and the rule that gave it."""
    from builder.coding import examine
    from builder.explained import views as show
    from builder.explained.record import record

    settings = chosen(flags)
    examined = examine(_one_article(source, wanted, settings), settings.overlays)
    if as_json:
        output.print_json(record(examined))
    elif page is not None:
        page.write_text(show.html_page(examined), encoding="utf-8")
        click.echo(f"written: {page}")
    else:
        show.print_article(examined)


def _one_article(source: str, wanted: str | None, settings: Any) -> Article:
    from builder.model import Reject
    from builder.pipeline import read_articles

    for item in read_articles((source,), settings):
        if isinstance(item, Reject):
            output.note(output.told_reject(item))
        elif wanted is None or item.id == wanted:
            return item
    what = f"no article with the id '{wanted}'" if wanted else "no article"
    output.note(f"eventbuild: {what} could be read from {source}")
    sys.exit(output.NOTHING)


@main.command()
@click.option("-o", "--output", "target", type=NewFile(), help="File to write [standard output]: .md, .html or .json.")
def codebook(target: Path | None) -> None:
    """Write the codebook: every table, column and code, as Markdown, a page (.html) with search and anchors, or JSON Schema (.json)."""
    from builder.exporters.codebook import codebook as text_of
    from builder.exporters.codebook_page import codebook_page
    from builder.exporters.columns import rows_schema
    from builder.exporters.manifest import write_json

    if target is None:
        click.echo(text_of(), nl=False)
    elif target.suffix == ".json":
        write_json(rows_schema(), target, in_order=True)
    else:
        text = codebook_page(text_of(), "Codebook") if target.suffix == ".html" else text_of()
        target.write_text(text, encoding="utf-8", newline="\n")


def _register() -> None:
    from builder.commands import data as cli_data
    from builder.commands import evaluate as cli_evaluate
    from builder.commands import kb as cli_kb
    from builder.commands import releases as cli_releases
    from builder.commands import runs as cli_runs
    from builder.commands import tools as cli_tools

    commands = (cli_runs, cli_tools, cli_kb, cli_evaluate, cli_releases, cli_data)
    for command in (one for module in commands for one in module.COMMANDS):
        main.add_command(command)


_register()
