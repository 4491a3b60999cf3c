"""A folder that appears whole or not at all: files are written beside it, flushed to disk, and the folder renamed last."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.durable import flush

SUMS = "SHA256SUMS"


@contextmanager
def whole_folder(folder: Path, replace: bool = False) -> Iterator[Path]:
    """A temporary folder to write into, which becomes ``folder`` when the block ends well and vanishes when it does not."""
    folder = folder.absolute()
    if folder.exists() and not replace:
        raise FileExistsError(17, "the release exists already; choose another version or remove it", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder.parent / f".{folder.name}.writing-{os.getpid()}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield place
        _flush_all(place)
        _put(place, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _put(place: Path, folder: Path) -> None:
    """Rename the finished folder into its place; one that is there is moved aside first and back again if that fails."""
    old = folder.parent / f".{folder.name}.old-{os.getpid()}"
    if folder.exists():
        folder.rename(old)
    try:
        place.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    flush(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _flush_all(place: Path) -> None:
    for path in [*place.rglob("*"), place]:
        flush(path)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_sums(place: Path) -> None:
    """Write SHA256SUMS over every other file, in the form that ``sha256sum --check`` reads."""
    names = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file() and path.name != SUMS)
    lines = "".join(f"{file_hash(place / name)}  {name}\n" for name in names)
    (place / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def wrong_sums(place: Path) -> list[tuple[str, str]]:
    """Files that are not as SHA256SUMS says: (name, changed | missing | unlisted | no_sums)."""
    sums = place / SUMS
    if not sums.is_file():
        return [(SUMS, "no_sums")]
    listed = listed_sums(place)
    present = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file() and path.name != SUMS}
    faults = [(name, "missing") for name in listed if name not in present]
    faults += [(name, "changed") for name, digest in listed.items() if name in present and file_hash(place / name) != digest]
    faults += [(name, "unlisted") for name in present if name not in listed]
    return sorted(faults)


def listed_sums(place: Path) -> dict[str, str]:
    """What SHA256SUMS says: the hash of each file by its name."""
    lines = [line.partition("  ") for line in (place / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()]
    return {name: digest for digest, _, name in lines if name}
