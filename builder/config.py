"""Settings of a run: eventbuild.toml and command-line flags → Settings, every key checked."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from builder.readers.options import FIELDS
from builder.strict import line_of

CONFIG_NAME = "eventbuild.toml"
ENGINES = ("local", "dask")
LANGUAGES = ("ar", "en", "fr", "ru")
_TYPES = {
    "map": dict,
    "workers": int,
    "max_line_bytes": int,
    "seconds_per_article": float,
    "published": date,
    "merge": bool,
    "neighbours": bool,
    "quotes": bool,
    "quote_length": int,
    "dataset": dict,
}
_RELEASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}")


class ConfigError(ValueError):
    """A setting is unknown or has a value that cannot be used; the message names it and the cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told; each field is a key of eventbuild.toml and a flag of ``eventbuild run``."""

    out: Path = Path("output")
    state: Path | None = None
    release: str = "0.1.0"
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    workers: int = 0
    engine: str = "local"
    dask_address: str | None = None
    shard: str | None = None
    overlays: tuple[Path, ...] = ()
    map: Mapping[str, str] | None = None
    max_line_bytes: int = 16 * 1024 * 1024
    seconds_per_article: float = 20.0
    merge: bool = True
    neighbours: bool = False
    quotes: bool = True
    quote_length: int = 120
    dataset: Mapping[str, Any] | None = None

    def state_folder(self) -> Path:
        """Where results are kept between runs."""
        return self.state or self.out / ".state"

    def worker_count(self) -> int:
        """Workers asked for, else one a core this process may use."""
        return (
            self.workers if self.workers > 0 else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )


def settings(flags: Mapping[str, Any], config: Path | None = None) -> Settings:
    """Settings from a configuration file (the one given, else eventbuild.toml here) with flags that are not None on top."""
    path = config if config is not None else Path(CONFIG_NAME)
    values = _from_file(path) if config is not None or path.is_file() else {}
    given = {key: value for key, value in flags.items() if value is not None and value != ()}
    return _checked({**values, **given})


def _from_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); give the path of an existing file to --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    for key in values:
        _known(key, f"{path}:{line_of(path, key)}")
    return {key: _typed(key, value, path) for key, value in values.items()}


def _known(key: str, where: str) -> None:
    names = [entry.name for entry in fields(Settings)]
    if key not in names:
        near = difflib.get_close_matches(key, names, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"known settings: {', '.join(names)}"
        raise ConfigError(f"{where}: unknown setting '{key}'; {hint}")


def _typed(key: str, value: Any, path: Path) -> Any:
    """A TOML value in the type its setting has; paths are relative to the configuration file."""
    if key == "overlays" and isinstance(value, list):
        return tuple(path.parent / str(item) for item in value)
    if key in ("out", "state") and isinstance(value, str):
        return path.parent / value
    if key == "published" and isinstance(value, str):
        return day_of(value)
    if key == "dataset" and isinstance(value, dict):
        _described(value, path)
    if key == "seconds_per_article" and isinstance(value, int):
        return float(value)
    wanted = _TYPES.get(key, str)
    if not isinstance(value, wanted):
        raise ConfigError(f"{path}: setting '{key}' has the value {value!r}; it must be of type {wanted.__name__}")
    return value


def _described(value: Mapping[str, Any], path: Path) -> None:
    """Raise ConfigError where what is said of the data set cannot be used."""
    from builder.exporters.dataset import described
    from builder.strict import DataError

    try:
        described(value, path)
    except DataError as error:
        raise ConfigError(str(error)) from error


def day_of(words: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise ConfigError(f"'{words}' is not a day; write it as YYYY-MM-DD, for example 2018-01-31") from error


def _checked(values: Mapping[str, Any]) -> Settings:
    found = replace(Settings(), **values)
    if not _RELEASE.fullmatch(found.release) or ".." in found.release:
        raise ConfigError(f"release '{found.release}' cannot name a folder; use letters, digits, dots and dashes, for example 0.1.0")
    if found.language is not None and found.language not in LANGUAGES:
        raise ConfigError(f"language '{found.language}' is not coded; choose one of {', '.join(LANGUAGES)}")
    if found.engine not in ENGINES:
        raise ConfigError(f"engine '{found.engine}' is not known; choose one of {', '.join(ENGINES)}")
    if not 1 <= found.quote_length <= 120:
        raise ConfigError(f"quote_length {found.quote_length} cannot be used; give 1 to 120 characters, or quotes = false for none")
    for name in found.map or ():
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"fields: {', '.join(FIELDS)}"
            raise ConfigError(f"map: '{name}' is no field of an article; {hint} Write FIELD=COLUMN, the field first")
    for overlay in found.overlays:
        if not overlay.exists():
            raise ConfigError(f"overlay {overlay} does not exist; correct the path or leave it out")
    return found
