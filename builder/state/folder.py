"""The state folder: results by coder key, a place to work in, the lock; opened for a run, planned from, and cleared of what is unused.

Its layout: ``<key>/key.json`` and ``<key>/<shard>.arrow`` for each coder key, ``work`` while a run is at work, ``.lock``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.state.key import NAME, CoderKey, coder_key
from builder.state.lock import locked

WORK = "work"
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class State:
    """A folder of results of the present coder key, and one for what lasts no longer than the run."""

    key: CoderKey
    results: Path
    work: Path


@contextmanager
def opened(folder: Path, out: Path, overlays: tuple[Path, ...]) -> Iterator[State]:
    """The state for one run, which holds it and the folder of releases until it ends."""
    key = coder_key(overlays)
    state = State(key, folder / key.name, folder / WORK)
    with ExitStack() as held:
        for place in sorted({folder.absolute(), out.absolute()}):
            place.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(place))
        shutil.rmtree(state.work, ignore_errors=True)
        state.work.mkdir()
        try:
            _enter_key(state)
            yield state
        finally:
            shutil.rmtree(state.work, ignore_errors=True)


def _enter_key(state: State) -> None:
    """The folder of results with its key; what a killed run left half-written is removed."""
    state.results.mkdir(exist_ok=True)
    for path in state.results.glob(".*"):
        path.unlink(missing_ok=True)
    unfinished = state.results / f".{NAME}"
    unfinished.write_text(state.key.text(), encoding="utf-8")
    unfinished.replace(state.results / NAME)


def key_folders(folder: Path) -> list[Path]:
    """The folders of results, of whatever key."""
    return sorted(path for path in folder.glob("*") if path.is_dir() and _KEY.fullmatch(path.name))
