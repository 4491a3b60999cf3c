"""The commands about runs: plan, merge, gc; arguments and printing only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from builder.commands import output as output
from builder.commands.options import chosen, inputs_argument, kb_option, place_options, reading_options, release_options


@click.command()
@inputs_argument
@place_options
@reading_options
@kb_option
@release_options
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
def plan(inputs: tuple[str, ...], as_json: bool, **flags: Any) -> None:
    """Say what `run` with these arguments would do, and why; nothing is written.

    An article is coded where its content is new, or where the program, the grammar or the vocabularies have changed since it was coded.
    Only the run itself finds ids that two articles share.
    """
    from builder.runs.parts import plan_run

    found = plan_run(inputs, chosen(flags))
    if as_json:
        told = {"code": found.code, "kept": found.kept, "duplicates": found.duplicates, "rejected": found.rejected, "made": found.made}
        output.print_json(told)
        return
    for why, count in sorted(found.code.items()):
        click.echo(f"{count:>9,}  to code: {why}")
    click.echo(f"{found.kept:>9,}  kept: coded before, and nothing has changed")
    click.echo(f"{found.duplicates:>9,}  duplicates: the text of another article, not coded")
    for why, count in sorted(found.rejected.items()):
        click.echo(f"{count:>9,}  rejected: {why.replace('_', ' ')}")
    click.echo(
        "the release is already made of just this; a run would leave it as it is" if found.made else "the release would be made anew"
    )


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True, file_okay=False, path_type=Path))
@place_options
@kb_option
@release_options
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings file [eventbuild.toml].")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object instead of a table.")
@click.option("--quiet", is_flag=True, help="No progress.")
def merge(folders: tuple[Path, ...], as_json: bool, quiet: bool, **flags: Any) -> None:
    """Make one release of all parts coded by `run --shard i/n`; it is the same as that of one run over all inputs.

    FOLDERS are those that the runs named, OUT/parts/i-of-n.
    """
    from builder.runs.parts import merge_parts

    with output.progress(quiet) as tell:
        report = merge_parts(folders, chosen(flags), tell)
    output.told_report(report, as_json)
    sys.exit(output.exit_code(report))


@click.command()
@place_options
@kb_option
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings file [eventbuild.toml].")
@click.option("--all", "everything", is_flag=True, help="Clear the results of the present program too.")
@click.option("--dry-run", is_flag=True, help="Only say what would be cleared.")
def gc(everything: bool, dry_run: bool, **flags: Any) -> None:
    """Clear kept results that no run uses any more: those of an earlier program, grammar or vocabulary. Releases are not touched."""
    from builder.state.folder import clear, unused
    from builder.state.key import coder_key

    settings = chosen(flags)
    folder = settings.state_folder()
    if not folder.is_dir():
        output.note(f"{folder}: no results are kept there; give the folder of the runs with --out or --state")
    found = unused(folder, None if everything else coder_key(settings.overlays))
    for place in found:
        click.echo(f"{place.size:>14,} bytes  {place.shards:>7,} shards  {place.folder}")
    if folder.is_dir() and not dry_run:
        clear(folder, found)
    click.echo(f"{sum(place.size for place in found):>14,} bytes {'would be ' if dry_run else ''}cleared")


COMMANDS = (plan, merge, gc)
