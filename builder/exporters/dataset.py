"""The data set as a whole: ``schemas/dataset.yml`` and a user's own settings → what every metadata file says of it.

The digest that names its content is made here too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from builder.paths import schema_dir
from builder.strict import DataError, check_keys, line_of, load_yaml

REQUIRED = ("name", "title", "description", "keywords", "creators", "message")
OPTIONAL = ("license", "homepage")


@dataclass(frozen=True, slots=True)
class License:
    """A licence by its SPDX identifier."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the data set: a person written "Family, Given", or an organisation."""

    name: str
    orcid: str | None = None
    affiliation: str | None = None

    @property
    def person(self) -> tuple[str, str] | None:
        """Family and given names; None for an organisation."""
        family, comma, given = self.name.partition(", ")
        return (family, given) if comma else None


@dataclass(frozen=True, slots=True)
class Dataset:
    """Title, authors and terms of the data set; ``license`` is None until whoever publishes it has chosen one.

    ``published`` is the day of the release, where it was given one.
    """

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    creators: tuple[Creator, ...]
    message: str
    license: License | None = None
    homepage: str | None = None
    published: date | None = None


@cache
def load_dataset(folder: Path | None = None) -> Dataset:
    """What is said of the data set; DataError where the file breaks a rule."""
    path = (folder or schema_dir()) / "dataset.yml"
    raw: dict[str, Any] = load_yaml(path)
    check_keys(path, "dataset", raw, REQUIRED, OPTIONAL)
    return Dataset(**_read(path, raw))


def described(own: Mapping[str, Any] | None, path: Path) -> Dataset:
    """The data set as a user's own settings (read from ``path``) describe it; what they leave out is as in ``dataset.yml``."""
    own = own or {}
    if own:
        check_keys(path, "dataset", own, (), (*REQUIRED, *OPTIONAL))
    return replace(load_dataset(), **_read(path, own))


def of_run(run: Mapping[str, Any]) -> Dataset:
    """The data set as the settings of a run describe it, with the day that its release was given by SOURCE_DATE_EPOCH."""
    dataset = described(run.get("settings", {}).get("dataset"), Path("run.json"))
    epoch = (run.get("frozen") or {}).get("source_date_epoch")
    return dataset if epoch is None else replace(dataset, published=datetime.fromtimestamp(epoch, UTC).date())


def _read(path: Path, raw: Mapping[str, Any]) -> dict[str, Any]:
    told = dict(raw)
    if "keywords" in told:
        told["keywords"] = tuple(told["keywords"])
    if "creators" in told:
        if not told["creators"]:
            raise DataError(f"{path}:{line_of(path, 'creators')}: nobody made the data set; name a creator")
        told["creators"] = tuple(_creator(path, item) for item in told["creators"])
    if "license" in told:
        check_keys(path, "license", told["license"], ("id", "title", "url"))
        told["license"] = License(**told["license"])
    return told


def _creator(path: Path, raw: str | Mapping[str, str]) -> Creator:
    if isinstance(raw, str):
        return Creator(raw)
    check_keys(path, "creators", raw, ("name",), ("orcid", "affiliation"))
    made = Creator(**raw)
    if made.orcid and not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", made.orcid):
        where = line_of(path, made.orcid)
        raise DataError(f"{path}:{where}: '{made.orcid}' is not an ORCID; write its sixteen digits, for example 0000-0002-1825-0097")
    return made


def content_digest(written: Mapping[str, Mapping[str, Any]]) -> str:
    """SHA-256 over the content of all tables, which does not change with the version of the file formats' writers."""
    lines = (f"{name} {about['logical_sha256']}\n" for name, about in sorted(written.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
