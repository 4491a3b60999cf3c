"""Reads the vocabulary files, the package's own and then each overlay folder's: file name → entries by id.

An overlay's entry with a known id replaces the keys that it gives; one with a new id is added.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.knowledge.inflect import forms
from builder.strict import DataError, check_keys, line_of, load_yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a vocabulary: its id, its keys, and the file that gave it."""

    id: str
    keys: dict[str, Any]
    path: Path


def read_yaml_entries(
    name: str, folder: Path, overlays: Sequence[Path], required: Iterable[str], optional: Iterable[str]
) -> dict[str, Entry]:
    """Entries of ``name`` in the folder and the overlays, checked key by key."""
    entries: dict[str, Entry] = {}
    required, optional = frozenset(required), frozenset(optional)
    for path in _paths(name, folder, overlays):
        for key, value in (load_yaml(path) or {}).items():
            if not isinstance(value, dict):
                raise DataError(f"{path}:{line_of(path, str(key))}: entry '{key}' is not a mapping; give it keys")
            if not str(key):
                raise DataError(f"{path}: an entry has no code; give it one")
            merged = {**entries[key].keys, **value} if key in entries else value
            if not required <= merged.keys() <= (required | optional):
                check_keys(path, str(key), merged, required, optional)
            entries[key] = Entry(key, merged, path)
    return entries


def read_csv_entries(name: str, folder: Path, overlays: Sequence[Path], columns: Sequence[str]) -> dict[str, Entry]:
    """Rows of a CSV by their first column; the header must be ``columns``."""
    entries: dict[str, Entry] = {}
    for path in _paths(name, folder, overlays):
        seen: set[str] = set()
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader, [])
            if header != list(columns):
                raise DataError(f"{path}:1: the header is {','.join(header)}; write {','.join(columns)}")
            for row in reader:
                if len(row) != len(columns):
                    raise DataError(f"{path}:{reader.line_num}: {len(row)} cells; give {len(columns)}")
                if not row[0] or row[0] in seen:
                    raise DataError(f"{path}:{reader.line_num}: the id '{row[0]}' is empty or stands twice; give each row its own")
                seen.add(row[0])
                entries[row[0]] = Entry(row[0], dict(zip(columns, row, strict=True)), path)
    return entries


def check_overlays(overlays: Sequence[Path], known: Sequence[str]) -> None:
    """Raise DataError where an overlay folder holds no vocabulary file, or a data file whose name is none's."""
    for folder in overlays:
        if not folder.is_dir():
            raise DataError(f"{folder}: is no folder; give one that holds some of {', '.join(known)}")
        names = sorted(path.name for path in folder.iterdir() if path.suffix in (".yml", ".yaml", ".csv", ".tsv"))
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                cure = f"did you mean {near[0]}?" if near else f"known files: {', '.join(known)}"
                raise DataError(f"{folder / name}: no vocabulary has this name; {cure}")
        if not names:
            raise DataError(f"{folder}: holds no vocabulary file; put one of {', '.join(known)} there")


def _paths(name: str, folder: Path, overlays: Sequence[Path]) -> Iterator[Path]:
    for place in (folder, *overlays):
        path = place / name
        if path.is_file():
            yield path
        elif place is folder:
            raise DataError(f"{path}: the vocabulary file is missing; install the package again")


def cell_forms(entry: Entry, value: str) -> list[tuple[str, str | None]]:
    """``forms`` with the file and the entry named where the notation is wrong."""
    try:
        return forms(value)
    except ValueError as error:
        raise DataError(f"{entry.path}:{line_of(entry.path, value)}: entry '{entry.id}': {error}") from error
