"""One run at a time in a folder: a lock that the system takes back when its holder dies, with a note of who holds it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

try:
    import fcntl
except ImportError:  # there are no such locks on Windows
    fcntl = None  # type: ignore[assignment]

NAME = ".lock"


class LockedError(OSError):
    """Another run is at work in the folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder; LockedError says who holds it already, since when, and how to clear it.

    The lock is of the process, not of the file: what a killed run leaves behind locks nothing, and workers do not inherit it.
    """
    path = folder / NAME
    handle = _take(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _take(path: Path) -> int:
    """The open lock file; one that its last holder removed meanwhile is no lock, and another is made."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _hold(handle, path)
            if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _hold(handle: int, path: Path) -> None:
    if fcntl is not None:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise LockedError(11, _held(os.pread(handle, 4096, 0)), str(path.parent)) from error
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps({"pid": os.getpid(), "host": platform.node(), "since": now}).encode(), 0)


def _held(note: bytes) -> str:
    try:
        told = json.loads(note)
        who = f"process {told['pid']} on {told['host']}, since {told['since']}"
        cure = f"wait for it, or end it there: kill {told['pid']}"
    except (ValueError, KeyError, TypeError):
        who, cure = "another process", "wait for it to end"
    return f"another run is at work here ({who}); {cure}. A run that died holds nothing"
