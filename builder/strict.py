"""Reads YAML data files strictly: path + allowed keys → mappings, or a DataError that names file, line and cure.

Every data file of the project is read through here, so that a mistyped key or a repeated one is told at load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml


class DataError(ValueError):
    """A data file breaks a rule; the message names the file, the line or entry, and what to do."""


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice in one mapping and keeps dates and booleans like ``no`` as text."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise DataError(f"{node.start_mark.name}:{key_node.start_mark.line + 1}: key '{key}' stands twice; keep one")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
# "no" is Norway's code and "on" a preposition: only true and false are booleans here; dates stay text.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_yaml(path: Path) -> Any:
    """The content of a YAML file; DataError names file and line when it is not well-formed."""
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 0
        raise DataError(f"{path}:{line}: {error.problem}; correct the YAML at this line") from error


def line_of(path: Path, words: str, after: int = 0) -> int:
    """The first line from ``after`` on that holds ``words``, for messages about an entry; ``after`` itself when none does."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number >= after and words in line:
            return number
    return after


def check_keys(path: Path, entry: str, value: Mapping[str, Any], required: Iterable[str], optional: Iterable[str] = ()) -> None:
    """Raise DataError where a mapping has an unknown key or lacks a required one."""
    required, allowed = set(required), set(required) | set(optional)
    for key in value:
        if key not in allowed:
            known = ", ".join(sorted(allowed))
            line = line_of(path, f"{key} =" if path.suffix == ".toml" else f"{key}:", line_of(path, entry))
            raise DataError(f"{path}:{line}: entry '{entry}' has the unknown key '{key}'; known keys: {known}")
    for key in required:
        if key not in value:
            raise DataError(f"{path}:{line_of(path, entry)}: entry '{entry}' lacks the key '{key}'; add it")


def compiled(path: Path, name: str, entry: str | list[str]) -> re.Pattern[str]:
    """A regular expression of a data file, or several of which any may match."""
    try:
        return re.compile(entry if isinstance(entry, str) else "|".join(entry))
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, f'{name}:')}: {name}: {error}; write regular expressions") from error
