"""Whether a release is already what a run would make: inputs, settings and program → yes or no, from notes in the state."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.exporters.folder import SUMS, wrong_sums
from builder.paths import PACKAGE, schema_dir
from builder.state.key import file_digest, hashed_files

FOLDER = "made"


@dataclass(frozen=True, slots=True)
class Making:
    """All that bears on a release: the inputs' hashes, the settings, the coder key and the rest of the program."""

    inputs: Sequence[Mapping[str, str]]
    settings: Mapping[str, Any]
    key: str

    def text(self, sums: str) -> str:
        """What is kept of it beside the results, with the hash of the release's checksums."""
        told = {"inputs": list(self.inputs), "settings": self.settings, "key": self.key, "program": program_hash(), "sums": sums}
        return json.dumps(told, sort_keys=True, default=str) + "\n"


def program_hash() -> str:
    """One hash of the whole program and its data."""
    return hashed_files(PACKAGE) + hashed_files(schema_dir())


def note_made(state: Path, folder: Path, making: Making) -> None:
    """Remember what a release was made of."""
    place = state / FOLDER
    place.mkdir(exist_ok=True)
    unfinished = place / f".{folder.name}"
    unfinished.write_text(making.text(file_digest(folder / SUMS)), encoding="utf-8")
    unfinished.replace(place / f"{folder.name}.json")


def is_made(state: Path, folder: Path, making: Making) -> bool:
    """Whether the release is there, whole, and made of just this."""
    try:
        kept = (state / FOLDER / f"{folder.name}.json").read_text(encoding="utf-8")
        return kept == making.text(file_digest(folder / SUMS)) and not wrong_sums(folder)
    except OSError:
        return False
