"""Options that several commands share: flags of reading and working → Settings."""

from __future__ import annotations

import glob
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
            raise click.BadParameter(f"{value} does not exist", context, parameter)
    return values


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
        click.option("--workers", type=click.IntRange(min=0), help="Worker processes; 0: one a core."),
        kb_option,
    )
)


def chosen(flags: Mapping[str, Any]) -> Settings:
    """The settings that configuration file and flags make together."""
    from builder.config import settings

    rest = {key: value for key, value in flags.items() if key != "config"}
    return settings(rest, flags.get("config"))
