"""Where a run's release goes, what run.json tells of inputs, settings and counts, and what a run tells at its end."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.config import ConfigError, Settings
from builder.model import Issue, Origin, Reject

if TYPE_CHECKING:
    from builder.runs.checked_articles import Finished
    from builder.runs.gather import Books
    from builder.schema import Schema
    from builder.state.made import Making
    from builder.state.spill import Spill


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the release's folder (None: nothing was written), the books, rows by table, rows set aside, issues."""

    folder: Path | None
    books: Books
    rows: dict[str, int]
    quarantined: int
    issues: tuple[Issue, ...] = ()
    unchanged: bool = False


def writable_folder(out: Path, release: str) -> Path:
    """The folder of a release; told before any work where it cannot be written or holds something else."""
    folder = out / release
    if folder.exists() and not (folder / "run.json").is_file():
        raise ConfigError(f"{folder} exists and is not a release; choose another --release or --out, or remove it")
    if folder.exists() and "frozen" in json.loads((folder / "run.json").read_text(encoding="utf-8")):
        raise ConfigError(
            f"{folder} is a release that is out and stays as it is; choose another name for the run, for example --release run"
        )
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
    release: str,
    making: Making,
    overlays: tuple[Path, ...],
    done: Finished,
    rejects: Spill,
    books: Books,
    stages: Mapping[str, Any],
    schema: Schema,
    workers: int,
) -> None:
    """Export the checked tables with all that run.json needs."""
    from builder.exporters import export
    from builder.state.key import key_of, made_of

    made = made_of(overlays)
    run = {
        "coder_key": key_of(made),
        "made_of": made,
        "inputs": list(making.inputs),
        "settings": dict(making.settings),
        "outcomes": books.outcomes,
        "reasons": {f"{outcome}/{why}": count for (outcome, why), count in books.reasons.items() if why},
        "stages": dict(stages),
    }
    beside = {"rejects": rejects, "quarantine": done.quarantine}
    export(done.tables, folder, release, beside=beside, run=run, schema=schema, workers=workers)


def made_report(folder: Path) -> Report:
    """The report of the run that made a release, from the release itself."""
    from builder.runs.gather import OUTCOMES, TOLD_REJECTS, Books

    run = _run(folder)
    reasons = {tuple(name.split("/", 1)): count for name, count in run["reasons"].items()}
    rest = {(outcome, ""): count - sum(n for (o, _), n in reasons.items() if o == outcome) for outcome, count in run["outcomes"].items()}
    told = {**{key: count for key, count in rest.items() if count}, **reasons}
    books = Books(tuple(_rejects(folder, TOLD_REJECTS)), {kind: run["outcomes"][kind] for kind in OUTCOMES}, told)
    return Report(folder, books, rows_told(folder), run["set_aside"]["quarantine"]["rows"], unchanged=True)


def _run(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "run.json").read_text(encoding="utf-8")))


def rows_told(folder: Path) -> dict[str, int]:
    """Rows of a release by table."""
    from builder.schema import TABLES

    told = _run(folder)["tables"]
    return {name: told[name]["rows"] for name in TABLES if name in told}


def _rejects(folder: Path, most: int) -> Iterator[Reject]:
    """The first rejects as the release tells them; of their place it knows the name of the file."""
    import pyarrow.parquet as pq

    from builder.exporters import ASIDE

    rows = pq.ParquetFile(folder / ASIDE / "rejects.parquet").read().slice(0, most).to_pylist()
    for row in sorted(rows, key=lambda row: (row["source_file"], row["source_record"], row["reason"])):
        yield Reject(Origin(row["source_file"], row["source_record"]), row["reason"], row["message"], row["given_id"])


def merge_settings(chosen: Settings) -> dict[str, Any]:
    """The settings that bear on merging and writing alone."""
    return {name: value for name, value in settings_told(chosen).items() if name in ("merge", "quotes", "quote_length", "dataset")}


def settings_told(chosen: Settings) -> dict[str, Any]:
    """The settings that bear on the rows; where the release goes and how many workers made it do not."""
    told = {
        name: getattr(chosen, name)
        for name in ("published", "url", "publisher", "language", "quotes", "quote_length", "dataset", "neighbours")
    }
    overlays = [{"name": path.name, "sha256": _tree_hash(path)} for path in chosen.overlays]
    return {**told, "map": dict(chosen.map or {}), "max_line_bytes": chosen.max_line_bytes, "overlays": overlays, "merge": chosen.merge}


def input_hashes(inputs: Sequence[str | Path]) -> list[dict[str, str]]:
    """Name and hash of every input file, in an order that does not depend on how they were given."""
    from builder.readers.sources import Source, find_sources

    files = [Path(item.path) for item in find_sources(inputs) if isinstance(item, Source) and item.path != "-"]
    return [{"name": name, "sha256": digest} for name, digest in sorted({(path.name, _file_hash(path)) for path in files})]


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
