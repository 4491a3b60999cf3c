"""Reads a Wikidata JSON dump line by line: path (plain, gzip, bzip2 or zstd) → entities, and the lines that are none.

The dump is one array, an entity a line with a comma behind it; JSON Lines of entities are read as well.
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

Entity = dict[str, Any]
# Items, properties and lexemes; of a dump of items only the first are met.
_ID = re.compile(r"[QPL][0-9]+")


def entities(path: Path) -> Iterator[Entity | str]:
    """Every entity; for a line that is none, a message that names file, line and fault. A dump cut off is read up to there."""
    number = 0
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                words = line.strip().lstrip(b"[").rstrip(b"],").strip() if line[:1] in b"[]" else line.strip().rstrip(b",")
                if words:
                    yield _entity(path, number, words)
    except (EOFError, gzip.BadGzipFile) as error:
        yield f"{path}:{number + 1}: the file is cut off or damaged here ({error}); what stands before was read; fetch the dump again"


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path))
    if path.suffix == ".bz2":
        return cast(IO[bytes], bz2.open(path))
    if path.suffix == ".zst":
        import zstandard

        return cast(IO[bytes], zstandard.open(path, "rb"))
    return path.open("rb")


def _entity(path: Path, number: int, words: bytes) -> Entity | str:
    try:
        found = json.loads(words)
    except ValueError as error:
        return f"{path}:{number}: not JSON ({error}); the line was left out"
    if not isinstance(found, dict) or not _ID.fullmatch(str(found.get("id"))):
        return f"{path}:{number}: no entity with an id such as Q262; the line was left out"
    return found
