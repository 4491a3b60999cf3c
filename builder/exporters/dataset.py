"""The data set as a whole: ``schemas/dataset.yml`` → what every metadata file says of it, and the digest that names its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.paths import schema_dir
from builder.strict import DataError, check_keys, line_of, load_yaml


@dataclass(frozen=True, slots=True)
class License:
    """A licence by its SPDX identifier."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Title, authors and terms of the data set; ``license`` is None until whoever publishes it has chosen one."""

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    creators: tuple[str, ...]
    message: str
    license: License | None = None


@cache
def load_dataset(folder: Path | None = None) -> Dataset:
    """What is said of the data set; DataError where the file breaks a rule."""
    path = (folder or schema_dir()) / "dataset.yml"
    raw: dict[str, Any] = load_yaml(path)
    check_keys(path, "dataset", raw, ("name", "title", "description", "keywords", "creators", "message"), ("license",))
    if not raw["creators"]:
        raise DataError(f"{path}:{line_of(path, 'creators')}: nobody made the data set; name a creator")
    terms = raw.get("license")
    if terms is not None:
        check_keys(path, "license", terms, ("id", "title", "url"))
    lists = {key: tuple(raw[key]) for key in ("keywords", "creators")}
    return Dataset(**{**raw, **lists, "license": License(**terms) if terms else None})


def content_digest(written: Mapping[str, Mapping[str, Any]]) -> str:
    """SHA-256 over the content of all tables, which does not change with the version of the file formats' writers."""
    lines = (f"{name} {about['logical_sha256']}\n" for name, about in sorted(written.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
