"""The state folder: results by coder key, a place to work in, the lock; opened for a run, planned from, and cleared of what is unused.

Its layout: ``<key>/key.json`` and ``<key>/<shard>.arrow`` for each coder key, ``work`` while a run is at work, ``.lock``.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.state.key import NAME, CoderKey, coder_key
from builder.state.lock import locked

WORK = "work"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CURE = "make room, or give folders elsewhere with --out and --state. What was coded is kept: run it again"
_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class State:
    """A folder of results of the present coder key, and one for what lasts no longer than the run."""

    key: CoderKey
    folder: Path
    results: Path
    work: Path


@contextmanager
def opened(folder: Path, out: Path, overlays: tuple[Path, ...]) -> Iterator[State]:
    """The state for one run, which holds it and the folder of releases until it ends."""
    key = coder_key(overlays)
    folder = folder.absolute()
    state = State(key, folder, folder / key.name, folder / WORK)
    with ExitStack() as held:
        for place in sorted({folder, out.absolute()}):
            place.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(place))
        shutil.rmtree(state.work, ignore_errors=True)
        state.work.mkdir()
        try:
            _enter_key(state)
            yield state
        except OSError as error:
            if error.errno in _FULL and not error.filename:
                raise OSError(error.errno, f"{error.strerror or error}; {_CURE}", f"{out} or {folder}") from error
            raise
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


@dataclass(frozen=True, slots=True)
class Unused:
    """A folder of results that no run with the present program, vocabularies and settings uses, and its size."""

    folder: Path
    shards: int
    size: int


def unused(folder: Path, key: CoderKey | None) -> list[Unused]:
    """Results of other coder keys; of all where there is no key to keep."""
    from builder.state.shards import shard_paths

    found = []
    for place in key_folders(folder):
        if key is None or place.name != key.name:
            files = [path for path in place.iterdir() if path.is_file()]
            found.append(Unused(place, len(list(shard_paths(place))), sum(path.stat().st_size for path in files)))
    return found


def clear(folder: Path, places: Sequence[Unused]) -> None:
    """Remove folders of results while no run is at work."""
    with locked(folder):
        for place in places:
            shutil.rmtree(place.folder)
        shutil.rmtree(folder / WORK, ignore_errors=True)
