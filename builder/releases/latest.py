"""``latest`` beside the releases: a link to the newest one, or a text file with its name where links cannot be made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
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
    """The release that ``latest`` points to, if there is one; or one that follows it, where its publishing was cut off before the end."""
    pointer = out / LATEST
    target = pointer.resolve() if pointer.is_symlink() else named_by(pointer)
    followers = dict(_followers(out)) if target is not None else {}
    while target is not None and (after := followers.get(target.name)) is not None:
        target = after
    return target if target is not None and target.is_dir() else None


def _followers(out: Path) -> Iterator[tuple[str, Path]]:
    """The version of each release's forerunner, with the release."""
    for path in sorted(out.glob("*/run.json")):
        frozen = json.loads(path.read_text(encoding="utf-8")).get("frozen") or {}
        if frozen.get("previous") and path.parent.name != LATEST and not path.parent.name.startswith("."):
            yield frozen["previous"]["release"], path.parent
