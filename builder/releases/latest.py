"""``latest`` beside the releases: a link to the newest one, or a text file with its name where links cannot be made."""

from __future__ import annotations

import os
from pathlib import Path

from builder.releases.contents import named_by

LATEST = "latest"


def point_latest(out: Path, name: str) -> Path:
    """Let ``latest`` point to a release of the same folder, at once or not at all."""
    pointer = out / LATEST
    unfinished = out / f".{LATEST}.writing-{os.getpid()}"
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.symlink_to(name, target_is_directory=True)
    except OSError:
        unfinished.write_text(name + "\n", encoding="utf-8", newline="\n")
    unfinished.replace(pointer)
    return pointer


def latest(out: Path) -> Path | None:
    """The release that ``latest`` points to, if there is one."""
    pointer = out / LATEST
    if pointer.is_symlink():
        target = pointer.resolve()
        return target if target.is_dir() else None
    return named_by(pointer)
