"""Compares two releases by event_id: folders → changes, each added, removed or changed with its columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

_VOLATILE = frozenset({"coder_version"})


@dataclass(frozen=True, slots=True)
class Change:
    """An event that one release has and the other lacks, or that differs; ``columns`` maps a column to (old, new)."""

    kind: str
    event_id: str
    columns: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        told = "; ".join(f"{name}: {old!r} → {new!r}" for name, (old, new) in self.columns.items())
        return f"{self.kind:8}{self.event_id}" + (f"  {told}" if told else "")


def compare(old: Path, new: Path) -> list[Change]:
    """Every event that is not the same in both, ordered by id."""
    before, after = _events(old), _events(new)
    changes = []
    for event_id in sorted({*before, *after}):
        if event_id not in after:
            changes.append(Change("removed", event_id, {}))
        elif event_id not in before:
            changes.append(Change("added", event_id, {}))
        elif columns := _differences(before[event_id], after[event_id]):
            changes.append(Change("changed", event_id, columns))
    return changes


def _events(folder: Path) -> dict[str, dict[str, Any]]:
    import pyarrow.parquet

    path = folder / "events.parquet"
    if not path.is_file():
        raise FileNotFoundError(2, "is not a release folder: events.parquet is missing", str(folder))
    return {row["event_id"]: row for row in pyarrow.parquet.read_table(path).to_pylist()}


def _differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = [*old, *(name for name in new if name not in old)]
    return {name: (old.get(name), new.get(name)) for name in names if name not in _VOLATILE and old.get(name) != new.get(name)}
