"""Loads ``names.toml`` and judges names of elements: class and id → crust, story or neither, by each name in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from builder.strict import DataError

FILE = Path(__file__).with_name("names.toml")
KEYS = ("crust_parts", "crust_names", "story_parts", "frame_names", "never_parts", "summary", "no_summary", "stamp", "update", "labels")
# Longer names are made by machines and say nothing.
LONGEST = 80
# Longer lines are told, not set.
LABEL = 200
_WORD_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Names:
    """The compiled lists; each pattern is for one name, not for the whole of class and id."""

    crust: re.Pattern[str]
    story: re.Pattern[str]
    frame: re.Pattern[str]
    never: re.Pattern[str]
    summary: re.Pattern[str]
    no_summary: re.Pattern[str]
    stamp: re.Pattern[str]
    update: re.Pattern[str]
    labels: re.Pattern[str]


@cache
def load_names(path: Path = FILE) -> Names:
    """The lists of names, strictly read."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}; correct the TOML") from error
    for key in (*data, *KEYS):
        if key not in KEYS or not isinstance(data.get(key), list):
            raise DataError(f"{path}: the lists must be {', '.join(KEYS)}; '{key}' is missing or unknown")
    part = {key: f"(?:^|[_-])(?:{'|'.join(data[key])})(?=$|[_-])" for key in ("crust_parts", "story_parts", "never_parts")}
    whole = {key: f"(?:{'|'.join(data[key])})$" for key in ("crust_names", "frame_names", "labels")}
    anywhere = {key: "|".join(data[key]) for key in ("summary", "no_summary", "stamp", "update")}
    compiled = {key: _compile(path, key, words) for key, words in {**part, **whole, **anywhere}.items()}
    crust = _compile(path, "crust_parts", f"{part['crust_parts']}|^{whole['crust_names']}")
    return Names(
        crust, compiled["story_parts"], compiled["frame_names"], compiled["never_parts"],
        compiled["summary"], compiled["no_summary"], compiled["stamp"], compiled["update"], compiled["labels"],
    )  # fmt: skip


def _compile(path: Path, key: str, words: str) -> re.Pattern[str]:
    try:
        return re.compile(words, re.I)
    except re.error as error:
        raise DataError(f"{path}: an entry of '{key}' is not a regular expression: {error}") from error


@lru_cache(maxsize=32_768)
def kind_of(name: str) -> str:
    """crust, story, frame or nothing, for one name; names repeat within and between pages, so this is cached."""
    if len(name) > LONGEST:
        return ""
    names = load_names()
    if names.frame.match(name):
        return "frame"
    parted = _WORD_SPLIT.sub("-", name)
    if names.story.search(name) or names.story.search(parted):
        return "story"
    return "crust" if names.crust.search(parted) or names.crust.search(name) else ""


@lru_cache(maxsize=32_768)
def is_never(name: str) -> bool:
    """Whether one name is of readers' words, notices or other stories."""
    return len(name) <= LONGEST and load_names().never.search(_WORD_SPLIT.sub("-", name)) is not None


def is_label(words: str) -> bool:
    """Whether a line is a label that the page sets, and no sentence of the story."""
    return len(words) <= LABEL and load_names().labels.match(words) is not None


def is_crust(names: str) -> bool:
    """Whether class and id together say: not the story. A name of the story outweighs, and so does Blogger's "Blog"."""
    kinds = [kind_of(name) for name in names.split()]
    return "crust" in kinds and "story" not in kinds and "Blog" not in names.split()
