"""The commands about releases: release, diff, rebuild; arguments and printing only."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from builder.commands import output as output
from builder.commands.options import NewFile, kb_option

_RELEASE = click.Path(exists=True, path_type=Path)
_MOST = 20


@click.command()
@click.argument("version", required=False)
@click.option(
    "--from", "source", type=click.Path(path_type=Path), metavar="RUN", help="Folder of the run [OUT/VERSION, else that of the settings]."
)
@click.option("--previous", type=_RELEASE, metavar="RELEASE", help="The release before [what OUT/latest points to].")
@click.option("--first", is_flag=True, help="There is no release before, whatever OUT/latest points to.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder that holds releases [output].")
@kb_option
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings file [eventbuild.toml].")
@click.option("--gzip", is_flag=True, help="Pack the CSV files.")
@click.option("--suite/--no-suite", default=True, help="Ask Great Expectations too; its result and pages go to validation/ [suite].")
@click.option("--propose", is_flag=True, help="Only tell which version follows, and why; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def release(
    version: str | None,
    source: Path | None,
    previous: Path | None,
    first: bool,
    out: Path | None,
    overlays: tuple[Path, ...],
    config: Path | None,
    gzip: bool,
    suite: bool,
    propose: bool,
    as_json: bool,
) -> None:
    """Freeze a run as release VERSION; without VERSION as the one that follows from the changes.

    MAJOR: a column, key or code is gone or means something else. MINOR: columns, codes or a longer period are new. PATCH: rows are
    added, removed or corrected. A version that does not follow is refused. OUT/latest points to the new release, which is never
    overwritten; ids of events that ended are in the table tombstones.
    """
    from builder.config import settings
    from builder.releases.freeze import freeze, step
    from builder.releases.latest import latest, point_latest

    chosen = settings({"out": out, "overlays": overlays}, config)
    named = chosen.out / version if version else chosen.out / chosen.release
    source = source or (named if named.is_dir() else chosen.out / chosen.release)
    if not source.exists():
        raise click.UsageError(f"{source} holds no run; make one with: eventbuild run INPUT..., or name another with --from")
    newest = latest(chosen.out)
    if newest is not None and not propose:
        point_latest(chosen.out, newest.name)  # where publishing was cut off just before
    before = None if first else previous or newest
    if propose:
        with step(source, before) as now:
            right = now.proposal
        _tell_proposal(right, as_json)
        return
    done = freeze(source, version, chosen.out, before, chosen.overlays, ".csv.gz" if gzip else ".csv", suite)
    for issue in done.warnings[:_MOST]:
        output.note(f"warning: {issue.table} {issue.key}: {issue.message} [{issue.rule}]")
    if len(done.warnings) > _MOST:
        output.note(f"… and {len(done.warnings) - _MOST:,} more warnings; all with: eventbuild validate {done.folder}")
    if '"license"' not in (done.folder / "croissant.json").read_text(encoding="utf-8"):
        output.note(
            "note: the release has no licence, so that nobody may use it; set license in [dataset] of eventbuild.toml, and run again"
        )
    if as_json:
        output.print_json({"release": str(done.folder), "version": done.folder.name, "warnings": len(done.warnings)})
    else:
        click.echo(f"release: {done.folder}")


def _tell_proposal(right: object, as_json: bool) -> None:
    from builder.releases.versions import FIRST, Proposal

    found = right if isinstance(right, Proposal) else Proposal(FIRST, None, ())
    told = [f"{one.level.upper()}: {one.words}" for one in found.reasons]
    if as_json:
        output.print_json({"version": found.version, "level": found.level, "reasons": told})
        return
    if right is None:
        click.echo(f"{FIRST} (there is no release before; any version may be the first)")
    else:
        click.echo(found.version if found.level else f"{found.version} is out, and nothing changed since")
    for line in told:
        click.echo(f"  {line}")


@click.command()
@click.argument("old", type=_RELEASE)
@click.argument("new", type=_RELEASE)
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder for changes.parquet, changes.csv, .md and .html.")
@click.option("--md", type=click.Path(path_type=Path), help="File for the changes as Markdown.")
@click.option("--html", type=NewFile(), help="File for the changes as a page (self-contained HTML).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a change, instead of the summary.")
def diff(old: Path, new: Path, folder: Path | None, md: Path | None, html: Path | None, as_json: bool) -> None:
    """Compare two releases: rows added, removed and changed, each value old and new, with the cause.

    OLD and NEW are folders or zips, also of older versions. Causes are input (an article was added, taken out or changed), coder,
    knowledge_base and settings, by what the releases tell of themselves. Exit code 5: there are differences.
    """
    from builder.releases.written import told, write_files

    found = write_files(old, new, folder, md, html)
    if as_json:
        for batch in found.rows.to_batches(max_chunksize=65_536):
            for row in batch.to_pylist():
                output.print_json(row)
    else:
        click.echo(told(found))
    sys.exit(output.DIFFERENT if found.any else output.OK)


@click.command()
@click.argument("made", metavar="RELEASE", type=_RELEASE)
@click.option("--inputs", type=click.Path(exists=True, path_type=Path), required=True, metavar="DIR", help="Folder of the inputs.")
@click.option("--previous", type=_RELEASE, metavar="RELEASE", help="The release before [the folder beside RELEASE].")
@kb_option
@click.option("--keep", type=click.Path(path_type=Path), help="Folder for what was made, for a closer look [removed].")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def rebuild(made: Path, inputs: Path, previous: Path | None, overlays: tuple[Path, ...], keep: Path | None, as_json: bool) -> None:
    """Make RELEASE anew from its inputs and compare every file.

    Inputs are found by their hashes; names and other files in DIR do not matter. What differs is told: which input, version,
    grammar or vocabulary is not the one that the release was made with, and which tables and files are other. Exit code 5: not the same.
    """
    from builder.releases.rebuild import rebuild as make_anew

    done = make_anew(made, inputs, previous, overlays, keep)
    if as_json:
        findings = [asdict(one) for one in done.findings]
        told = {"made": done.made, "same_rows": done.same_rows, "same_bytes": done.same_bytes, "files": done.files}
        output.print_json({**told, "findings": findings})
    else:
        for one in done.findings:
            click.echo(f"{one.kind} {one.name}: {one.words}")
        click.echo(_verdict(done.made, done.same_rows, done.same_bytes, done.files))
    sys.exit(output.OK if done.same_bytes else output.DIFFERENT)


def _verdict(made: bool, same_rows: bool, same_bytes: bool, files: int) -> str:
    if not made:
        return "not made: inputs are lacking"
    if same_bytes:
        return f"the same: all {files:,} files, byte for byte"
    return f"the same rows in other bytes; {files:,} files are the same" if same_rows else f"not the same; {files:,} files are"


COMMANDS = (release, diff, rebuild)
