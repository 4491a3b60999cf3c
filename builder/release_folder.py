"""What a run hands to the export: where the release goes, and what run.json tells of inputs, settings and counts."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.config import ConfigError, Settings

if TYPE_CHECKING:
    from builder.checked_articles import Finished
    from builder.gather import Books
    from builder.schema import Schema
    from builder.state.spill import Spill


def writable_folder(out: Path, release: str) -> Path:
    """The folder of a release; told before any work where it cannot be written or holds something else."""
    folder = out / release
    if folder.exists() and not (folder / "run.json").is_file():
        raise ConfigError(f"{folder} exists and is not a release; choose another --release or --out, or remove it")
    if folder.exists() and "frozen" in json.loads((folder / "run.json").read_text(encoding="utf-8")):
        raise ConfigError(f"{folder} is a release that is out and stays as it is; choose another --release for the run")
    out.mkdir(parents=True, exist_ok=True)
    probe = out / f".{release}.probe"
    probe.touch()
    probe.unlink()
    return folder


def cleared(folder: Path) -> None:
    """Remove what a killed run left of a release; one that it had moved aside and not yet replaced is put back."""
    for old in sorted(folder.parent.glob(f".{folder.name}.old-*")):
        if folder.exists():
            shutil.rmtree(old)
        else:
            old.rename(folder)
    for unfinished in folder.parent.glob(f".{folder.name}.writing-*"):
        shutil.rmtree(unfinished)


def write_release(
    folder: Path,
    chosen: Settings,
    inputs: Sequence[Mapping[str, str]],
    done: Finished,
    rejects: Spill,
    books: Books,
    stages: Mapping[str, Any],
    schema: Schema,
) -> None:
    """Export the checked tables with all that run.json needs."""
    from builder.exporters import export
    from builder.state.key import key_of, made_of

    made = made_of(chosen.overlays)
    run = {
        "coder_key": key_of(made),
        "made_of": made,
        "inputs": sorted(inputs, key=lambda item: (item["name"], item["sha256"])),
        "settings": settings_told(chosen),
        "outcomes": books.outcomes,
        "reasons": {f"{outcome}/{why}": count for (outcome, why), count in books.reasons.items() if why},
        "stages": dict(stages),
    }
    beside = {"rejects": rejects, "quarantine": done.quarantine}
    export(done.tables, folder, chosen.release, beside=beside, run=run, schema=schema)


def settings_told(chosen: Settings) -> dict[str, Any]:
    """The settings that bear on the rows; where the release goes and how many workers made it do not."""
    told = {name: getattr(chosen, name) for name in ("published", "url", "publisher", "language", "quotes", "quote_length", "dataset")}
    overlays = [{"name": path.name, "sha256": _tree_hash(path)} for path in chosen.overlays]
    return {**told, "map": dict(chosen.map or {}), "max_line_bytes": chosen.max_line_bytes, "overlays": overlays, "merge": chosen.merge}


def input_hashes(inputs: Sequence[str | Path]) -> list[dict[str, str]]:
    """Name and hash of every input file, in an order that does not depend on how they were given."""
    from builder.readers.sources import Source, find_sources

    files = [Path(item.path) for item in find_sources(inputs) if isinstance(item, Source) and item.path != "-"]
    told = [{"name": path.name, "sha256": _file_hash(path)} for path in files]
    return sorted(told, key=lambda item: (item["name"], item["sha256"]))


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "unreadable"


def _tree_hash(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted([folder] if folder.is_file() else folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.name}\0{_file_hash(path)}\n".encode())
    return total.hexdigest()
