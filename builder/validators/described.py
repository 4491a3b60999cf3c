"""The metadata of a release folder against its files: datapackage.json and croissant.json name files, hashes and versions → issues."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.exporters.folder import file_hash
from builder.model import Issue

_FILES = ("datapackage.json", "croissant.json")


def described_issues(folder: Path, version: str) -> Iterator[Issue]:
    """Files that the metadata tell otherwise than they are; metadata that cannot be read, are lacking or of another version."""
    for name in _FILES:
        try:
            told = dict(json.loads((folder / name).read_text(encoding="utf-8")))
            hashes = dict(_hashes(told))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            yield _issue(name, f"it cannot be read ({error}); take it from the original release")
            continue
        if told.get("version") != version:
            yield _issue(name, f"it is of version {told.get('version')}, and run.json of {version}")
        for file, digest in hashes.items():
            if not (folder / file).is_file():
                yield _issue(name, f"it names {file}, which is not there")
            elif file_hash(folder / file) != digest:
                yield _issue(name, f"the SHA-256 that it tells of {file} is another")


def _issue(name: str, message: str) -> Issue:
    return Issue("error", "files", "release.metadata", name, "", "", message)


def _hashes(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each file that the metadata name, with the SHA-256 that they tell."""
    for one in told.get("resources", ()):
        yield str(one["path"]), str(one["hash"]).removeprefix("sha256:")
    for one in told.get("distribution", ()):
        yield str(one["contentUrl"]), str(one["sha256"])
