"""Parts of a run: ``--shard i/n`` codes every n-th input into a folder of its own, and ``merge`` makes one release of all parts.

Inputs are shared out by file where there are at least n files, else by article. A part is whole once its ``part.json`` is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.config import ConfigError
from builder.durable import flush
from builder.model import Article, Reject
from builder.readers.pages import Page

NAME, BOOKS = "part.json", "books.sqlite"
_SHARD = re.compile(r"(\d{1,6})/(\d{1,6})")
Item = Article | Reject | Page
Read = Callable[[Sequence[str | Path]], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Share:
    """Which of how many parts, counted from 1."""

    number: int
    of: int

    @property
    def name(self) -> str:
        return f"{self.number}-of-{self.of}"


def share_of(words: str | None) -> Share | None:
    """A share written i/n."""
    if words is None:
        return None
    found = _SHARD.fullmatch(words)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise ConfigError(f"shard '{words}' names no part; write for example 3/8 for the third of eight")
    return Share(int(found[1]), int(found[2]))


def shared_inputs(inputs: Sequence[str | Path], share: Share | None) -> tuple[list[Any], bool]:
    """The sources of this part (files, and rejects of what is none), and whether they must be shared out by article."""
    from builder.readers.sources import find_sources

    sources = list(find_sources(inputs))
    if share is None:
        return sources, False
    if any(not isinstance(source, Reject) and source.path == "-" for source in sources):
        raise ConfigError("standard input cannot be shared out among parts; give files to --shard")
    by_article = len(sources) < share.of
    return sources if by_article else sources[share.number - 1 :: share.of], by_article


def read_share(sources: Iterable[Any], by_article: bool, share: Share | None, read: Read) -> Iterator[Item]:
    """The articles and rejects of this part."""
    items = (item for source in sources for item in ([source] if isinstance(source, Reject) else read([source.path])))
    for number, item in enumerate(items):
        if share is None or not by_article or number % share.of == share.number - 1:
            yield item


def note_part(folder: Path, books: Path, share: Share, key: str, inputs: Sequence[Mapping[str, str]], settings: Mapping[str, Any]) -> None:
    """Make a part whole: its books beside its results, and last the note that says what it is."""
    flush(books)
    books.replace(folder / BOOKS)
    told = {"shard": [share.number, share.of], "key": key, "inputs": list(inputs), "settings": settings}
    unfinished = folder / f".{NAME}"
    unfinished.write_text(json.dumps(told, default=str) + "\n", encoding="utf-8")
    flush(unfinished)
    unfinished.replace(folder / NAME)


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of one run: their folders, the inputs of all, the settings that they share."""

    folders: tuple[Path, ...]
    inputs: list[dict[str, str]]
    settings: dict[str, Any]


def read_parts(folders: Sequence[Path], key: str) -> Parts:
    """The parts in these folders; ConfigError where one is missing, unfinished, or was made otherwise than the others."""
    notes = {folder: _note(folder) for folder in folders}
    first = next(iter(notes.values()))
    for folder, note in notes.items():
        if note["key"] != key:
            raise ConfigError(f"{folder} was coded by another program or other vocabularies; code it again, or merge with that program")
        if note["settings"] != first["settings"] or note["shard"][1] != first["shard"][1]:
            raise ConfigError(f"{folder} was coded with other settings than {folders[0]}; code all parts with the same")
    numbers = sorted(note["shard"][0] for note in notes.values())
    wanted = list(range(1, first["shard"][1] + 1))
    if numbers != wanted:
        lacking = ", ".join(str(n) for n in wanted if n not in numbers) or "none"
        raise ConfigError(f"a release needs each part once; missing: {lacking}; given: {', '.join(map(str, numbers))} of {wanted[-1]}")
    inputs = {(item["name"], item["sha256"]) for note in notes.values() for item in note["inputs"]}
    ordered = tuple(sorted(folders, key=lambda folder: notes[folder]["shard"][0]))
    return Parts(ordered, [{"name": name, "sha256": digest} for name, digest in sorted(inputs)], first["settings"])


def _note(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        inside = sorted(str(note.parent) for note in folder.rglob(NAME))
        cure = f"give those in it: {' '.join(inside)}" if inside else "run it again: eventbuild run … --shard i/n"
        raise ConfigError(f"{folder} holds no finished part; {cure}") from error
