"""Loads what newspapers write around a story: ``languages/<xx>.press.yml`` → a compiled Press, checked strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml
from builder.text.folding import fold

KINDS = (
    "copy_link", "source", "read_also", "cookie", "share", "advert", "end_mark", "notice", "photo", "stamp", "credit", "byline", "section",
)  # fmt: skip
PLACES = ("any", "head", "tail")
LONG = 200


@dataclass(frozen=True, slots=True)
class LineRule:
    """A line that is not the story: ``pattern`` must take the whole folded line (the raw line where ``cased``)."""

    id: str
    kind: str
    where: str
    max: int
    cased: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class InlineRule:
    """What stands inside a paragraph of the story: the group ``out`` of ``pattern`` in the raw text, looked for where ``mark`` stands."""

    id: str
    mark: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TeaserRule:
    """The openings of other stories behind a site's own: the last ``count`` lines of a text with ``mark``, where ``pattern`` takes each."""

    id: str
    mark: str
    count: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Press:
    """The press habits of one language."""

    rules: tuple[LineRule, ...]
    folded_line: re.Pattern[str] | None
    long_line: re.Pattern[str] | None
    name: re.Pattern[str] | None
    not_names: frozenset[str]
    sections: frozenset[str]
    datelines: tuple[re.Pattern[str], ...]
    signatures: tuple[tuple[re.Pattern[str], bool], ...]
    agencies: dict[str, str]
    agency: re.Pattern[str] | None
    inline: tuple[InlineRule, ...] = ()
    above: re.Pattern[str] | None = None
    teasers: tuple[TeaserRule, ...] = ()


EMPTY = Press((), None, None, None, frozenset(), frozenset(), (), (), {}, None)
_TOP = ("lines", "name", "not_names", "sections", "long_lines", "datelines", "signatures", "weak_names", "agencies")


@cache
def load_press(language: str, folder: Path | None = None) -> Press:
    """The press habits of a language; none for a language that has no file."""
    path = (folder or language_dir()) / f"{language}.press.yml"
    if not path.is_file():
        return EMPTY
    data = load_yaml(path)
    check_keys(path, path.name, data, _TOP, ("inline", "above", "teasers"))
    agencies = _agencies(path, data["agencies"])
    weak = {fold(str(name)) for name in data["weak_names"]}
    for name in weak - set(agencies):
        raise DataError(f"{path}:{line_of(path, 'weak_names')}: weak name '{name}' is no agency's name; add it there or remove it")
    parts = {
        "name": f"(?:{data['name']})",
        "agency": _any_of(set(agencies) - weak),
        "any_agency": _any_of(set(agencies)),
    }
    rules = tuple(_rule(path, entry, parts) for entry in data["lines"])
    _unique(path, [rule.id for rule in rules])
    long_lines = "|".join(re.escape(str(words)) for words in data["long_lines"])
    return Press(
        rules, _first(rules), re.compile(long_lines), re.compile(parts["name"]), frozenset(fold(str(word)) for word in data["not_names"]),
        frozenset(fold(str(name)) for name in data["sections"]), tuple(p for p, _ in _agency_patterns(path, data["datelines"], parts)),
        _agency_patterns(path, data["signatures"], parts), agencies, re.compile(parts["any_agency"]),
        tuple(_inline(path, entry) for entry in data.get("inline", ())), _above(path, data.get("above", ())),
        tuple(_teasers(path, entry) for entry in data.get("teasers", ())),
    )  # fmt: skip


def _any_of(names: set[str]) -> str:
    """An alternation of whole folded names, longest first."""
    return r"\b(?:" + "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name))) + r")(?!\w)"


def _compile(path: Path, entry: dict[str, Any], parts: dict[str, str]) -> re.Pattern[str]:
    words = str(entry["pattern"])
    for name, part in parts.items():
        words = words.replace("{" + name + "}", part)
    try:
        return re.compile(words)
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, entry['id'])}: pattern of '{entry['id']}' is not a regular expression: {error}") from error


def _rule(path: Path, entry: dict[str, Any], parts: dict[str, str]) -> LineRule:
    check_keys(path, str(entry.get("id", "lines")), entry, ("id", "kind", "where", "max", "pattern"), ("cased",))
    for key, known in (("kind", KINDS), ("where", PLACES)):
        if entry[key] not in known:
            line = line_of(path, entry["id"])
            raise DataError(f"{path}:{line}: '{entry['id']}' has the {key} '{entry[key]}'; known: {', '.join(known)}")
    return LineRule(
        entry["id"], entry["kind"], entry["where"], int(entry["max"]), bool(entry.get("cased", False)), _compile(path, entry, parts)
    )


def _inline(path: Path, entry: dict[str, Any]) -> InlineRule:
    check_keys(path, str(entry.get("id", "inline")), entry, ("id", "mark", "pattern"))
    pattern = _compile(path, entry, {})
    if "out" not in pattern.groupindex:
        raise DataError(f"{path}:{line_of(path, entry['id'])}: pattern of '{entry['id']}' has no group 'out'; name what it takes out")
    return InlineRule(entry["id"], entry["mark"], pattern)


def _above(path: Path, entries: Sequence[dict[str, Any]]) -> re.Pattern[str] | None:
    """One pattern of all lines that may stand between headline and story."""
    for entry in entries:
        check_keys(path, str(entry.get("id", "above")), entry, ("id", "pattern"))
    _unique(path, [str(entry["id"]) for entry in entries])
    patterns = [_compile(path, entry, {}).pattern for entry in entries]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def _teasers(path: Path, entry: dict[str, Any]) -> TeaserRule:
    check_keys(path, str(entry.get("id", "teasers")), entry, ("id", "mark", "count", "pattern"))
    return TeaserRule(entry["id"], entry["mark"], int(entry["count"]), _compile(path, entry, {}))


def _first(rules: tuple[LineRule, ...]) -> re.Pattern[str]:
    """One pattern that tells quickly whether any rule over folded lines can hold."""
    words = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules if not rule.cased)
    return re.compile(f"(?:{words})\\Z")


def _agency_patterns(path: Path, entries: list[dict[str, Any]], parts: dict[str, str]) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Patterns with the group ``agency``; ``alone`` says that a signature must have its line for itself."""
    for entry in entries:
        check_keys(path, str(entry.get("id", "agency")), entry, ("id", "pattern"), ("alone",))
    _unique(path, [str(entry["id"]) for entry in entries])
    return tuple((_compile(path, entry, parts), bool(entry.get("alone", False))) for entry in entries)


def _agencies(path: Path, entries: list[dict[str, Any]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in entries:
        check_keys(path, str(entry.get("id", "agencies")), entry, ("id", "names"))
        for name in entry["names"]:
            if names.setdefault(fold(str(name)), entry["id"]) != entry["id"]:
                raise DataError(f"{path}:{line_of(path, str(name))}: the agency name '{name}' stands for two agencies; keep one")
    return names


def _unique(path: Path, ids: list[str]) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise DataError(f"{path}:{line_of(path, one)}: the id '{one}' stands twice; rename one")
