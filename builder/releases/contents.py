"""A release's folder or zip → what it tells of itself and its tables, read one at a time as they are asked for."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.exporters.parquet import read_parquet
from builder.schema import TABLES, load_schema

_NAME_BYTES = 128
# A folder that holds none of these is no release, not even a damaged one.
_MARKS = ("SHA256SUMS", "run.json", "datapackage.json", *(f"{name}.parquet" for name in TABLES))


class ReleaseError(ValueError):
    """A release cannot be read, compared or published; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A release that is open for reading; it may have been made by an older version of the program."""

    folder: Path
    run: Mapping[str, Any]
    package: Mapping[str, Any]

    @property
    def version(self) -> str:
        return str(self.run.get("release", self.folder.name))

    @property
    def made_by(self) -> str:
        """The version of the schema that it was written with."""
        return str(self.run.get("versions", {}).get("schema", ""))

    def table(self, name: str) -> pa.Table:
        """A table as it is stored; empty where the release is older than the table."""
        path = self.folder / f"{name}.parquet"
        if path.is_file():
            return read_parquet(path)
        if load_schema().tables[name].younger_than(self.made_by):
            return load_schema().arrow(name).empty_table()
        raise FileNotFoundError(2, "the table is missing; check the release with: eventbuild validate", str(path))

    def tables(self) -> dict[str, pa.Table]:
        """All tables."""
        return {name: self.table(name) for name in TABLES}


@contextmanager
def contents(path: Path) -> Iterator[Contents]:
    """Open a release: a folder, a zip of one, or a file that names one (``latest`` where there are no links)."""
    with opened(path) as folder:
        if not (folder / "events.parquet").is_file():
            raise FileNotFoundError(
                2, "not a release folder: events.parquet is missing; give the folder of a version, such as output/0.1.0", str(path)
            )
        yield Contents(folder, _json(folder / "run.json"), _json(folder / "datapackage.json"))


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except ValueError as error:
        raise ReleaseError(f"{path}: is not valid JSON ({error}); take it from the original release") from error


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a release; a zip is unpacked into a temporary folder for as long as it is needed."""
    if path.is_dir() and any((path / name).is_file() for name in _MARKS):
        yield path
    elif zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(path) as archive:
            archive.extractall(place)  # noqa: S202 - zipfile itself strips absolute paths and ".."
            found = sorted(Path(place).rglob("events.parquet"), key=lambda p: len(p.parts))
            if not found:
                raise FileNotFoundError(2, "the zip holds no events.parquet; give one of a whole release", str(path))
            yield found[0].parent
    elif (named := named_by(path)) is not None:
        yield named
    else:
        raise FileNotFoundError(
            2, "neither a release folder nor a zip of one; give the folder of a version, such as output/0.1.0", str(path)
        )


def named_by(path: Path) -> Path | None:
    """The folder beside a small text file that holds its name, if it is one."""
    if not path.is_file() or path.stat().st_size > _NAME_BYTES:
        return None
    named = path.parent / path.read_text(encoding="utf-8", errors="replace").strip()
    return named if named.is_dir() and named.parent == path.parent else None
