"""The commands about data sets as a whole: export for other programs, init for one of your own; arguments and printing only."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.options import kb_option

FORMS = ("stata", "sqlite", "graphml")


@click.command()
@click.argument("release", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="Form to write.")
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), help="Folder (stata) or file (sqlite, graphml) [named after the form]."
)
@click.option("--directed", is_flag=True, help="graphml: edges from visitor or giver to the other side.")
@kb_option
def export(release: Path, form: str, target: Path | None, directed: bool, overlays: tuple[Path, ...]) -> None:
    """Write a RELEASE (folder or zip) for other programs.

    \b
    stata    a .dta for each table, with variable and value labels, and variables.csv, which maps columns and codes
    sqlite   one file with keys, a table of codes and full-text search over the words of the evidence; for Datasette
    graphml  the network of parties, for Gephi, igraph and networkx
    """
    from builder.exporters.other import export_to

    for path in export_to(form, release, target, directed, overlays):
        click.echo(f"written: {path}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the data set [after the folder].")
@click.option("--creator", metavar="NAME", help='Who makes it: "Family, Given", or an organisation.')
def init(folder: Path, title: str | None, creator: str | None) -> None:
    """Set up FOLDER as a repository for a data set of your own, whose commands work at once.

    It has settings, an example of inputs, a README with the commands, and workflows that build, check and publish releases.
    """
    from builder.scaffold import scaffold

    for path in scaffold(folder, title, creator):
        click.echo(f"written: {path}")
    click.echo(f"next: cd {folder} && eventbuild run inputs")


COMMANDS = (export, init)
