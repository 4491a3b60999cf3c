"""What a run would do and why, without doing it: inputs and state → articles by what is to be done with them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.model import Article, Reject
from builder.runs.accounting import Ledger
from builder.state.folder import key_folders
from builder.state.key import CoderKey, changes, kept_key
from builder.state.shards import known_results

NEW = "new"


@dataclass
class Plan:
    """Articles to code, by why; those whose result is kept; duplicates; rejects by reason; whether the release is already made."""

    code: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    duplicates: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    made: bool = False


def plan(items: Iterator[Article | Reject], folder: Path, key: CoderKey) -> Plan:
    """Look every article up among the results of the present key and of earlier ones."""
    found = Plan()
    with tempfile.TemporaryDirectory() as place:
        ledger, earlier = Ledger(Path(place) / "now.sqlite"), Ledger(Path(place) / "earlier.sqlite")
        for path, results in known_results(folder / key.name):
            ledger.known(path, results)
        why = _earlier(folder, key, earlier)
        for item in items:
            if isinstance(item, Reject):
                found.rejected[item.reason] += 1
                continue
            _, content, whole = ledger.admit(item)
            if not whole:
                found.duplicates += 1
            elif ledger.has(content, whole):
                found.kept += 1
            else:
                shard = earlier.shard_of(content)
                found.code[NEW if shard is None else why[Path(shard).parent.name]] += 1
        ledger.close()
        earlier.close()
    return found


def _earlier(folder: Path, key: CoderKey, ledger: Ledger) -> dict[str, str]:
    """Enter the results of other keys, the latest first; what has changed since each of them."""
    others = [path for path in key_folders(folder) if path.name != key.name]
    why = {}
    for path in sorted(others, key=lambda path: -path.stat().st_mtime_ns):
        old = kept_key(path)
        why[path.name] = f"changed: {changes(old, key)}" if old else "changed"
        for shard, results in known_results(path):
            ledger.known(shard, results)
    return why
