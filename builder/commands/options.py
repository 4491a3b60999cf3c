"""Options that several commands share: flags of reading and working → Settings."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from builder.config import Settings

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as YYYY-MM-DD, for example 2018-01-31", param, ctx)


class NewFile(click.Path):
    """A file to write, in a folder that exists."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f"the folder {path.parent} does not exist; make it, or give another path", param, ctx)
        return path


class Pairs(click.ParamType[dict[str, str]]):
    """FIELD=COLUMN pairs between commas."""

    name = "FIELD=COLUMN,..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        if isinstance(value, dict):
            return value
        pairs = dict(pair.split("=", 1) for pair in value.split(",") if "=" in pair)
        if not pairs or len(pairs) != value.count(",") + 1:
            self.fail(f"'{value}' is not a list of pairs; write for example title=headline,text=body", param, ctx)
        return pairs


def _existing(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Inputs as given; one that is neither a path, a glob with matches, nor '-' is a wrong use."""
    for value in values:
        if value != "-" and not Path(value).exists() and not glob.glob(value, recursive=True):  # noqa: PTH207
            told = "matches no file" if glob.has_magic(value) else "does not exist"
            raise click.BadParameter(f"{value} {told}", context, parameter)
    return values


def existing_one(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """One input as given; what is none is a wrong use."""
    return _existing(context, parameter, (value,))[0]


def _folders(context: click.Context, parameter: click.Parameter, values: tuple[Path, ...]) -> tuple[Path, ...]:
    """Folders as given; one that is none is a wrong use."""
    for value in values:
        if not value.is_dir():
            raise click.BadParameter(f"{value} is no folder; give one that holds files like people.csv or groups.yml", context, parameter)
    return values


inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", callback=_existing)


def _apply(options: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


kb_option = click.option(
    "--kb", "overlays", multiple=True, metavar="FOLDER", type=click.Path(path_type=Path), callback=_folders,
    help="Names of your own: a folder of vocabulary files laid over the knowledge base; may be given again.",
)  # fmt: skip
reading_options = _apply(
    (
        click.option("--published", type=Day(), help="Day of publication, for articles that do not tell it."),
        click.option("--url", help="Address, for articles that do not tell it."),
        click.option("--publisher", metavar="NAME", help="Publisher, for articles that do not tell it."),
        click.option("--language", type=click.Choice(["ar", "en", "fr", "ru"]), help="Language of the articles, instead of detecting it."),
        click.option("--map", "map", type=Pairs(), help="Names of columns or keys: title=headline,text=body."),
        click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings file [eventbuild.toml]."),
    )
)
work_options = _apply(
    (
        click.option(
            "--neighbours/--no-neighbours",
            default=None,
            help="Read the inputs twice, so that numbered stories of the same site bound those without a day [no-neighbours].",
        ),
        click.option("--workers", type=click.IntRange(min=0), help="Worker processes; 0: one a core."),
        kb_option,
    )
)
place_options = _apply(
    (
        click.option("--out", type=click.Path(path_type=Path), help="Folder that holds releases [output]."),
        click.option("--release", metavar="VERSION", help="Version of the release, the name of its folder [0.1.0]."),
        click.option("--state", type=click.Path(path_type=Path), help="Folder that keeps results between runs [OUT/.state]."),
    )
)
engine_options = _apply(
    (
        click.option("--engine", type=click.Choice(["local", "dask"]), help="Where work runs: processes here, or a Dask cluster [local]."),
        click.option("--dask-address", metavar="ADDRESS", help="Scheduler (tcp://…) or its file; without it a cluster here is started."),
        click.option("--shard", metavar="I/N", help="Code only the I-th of N parts of the inputs, for `eventbuild merge`."),
    )
)
release_options = _apply(
    (
        click.option("--merge/--no-merge", default=None, help="One row for an event that several articles tell, or one for each [merge]."),
        click.option("--quotes/--no-quotes", default=None, help="Keep the words of the evidence, or only their places [quotes]."),
    )
)


def chosen(flags: Mapping[str, Any]) -> Settings:
    """The settings that configuration file and flags make together."""
    from builder.config import settings

    rest = {key: value for key, value in flags.items() if key != "config"}
    return settings(rest, flags.get("config"))
