"""The rules of a calendar grammar: entries of ``builder/languages/<xx>.yml`` → Rule, compiled.

A text becomes a string of token kinds, one private character each, and a rule is a regular expression over such strings.
In a rule's ``form`` a lower-case name is a kind (``month``), an upper-case one a macro (``DAY``), and ``field:`` before either
keeps the token's value under that name in the reading. ``(?! month)`` is what may not follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.parsers.dates.kinds import CODE, UNITS
from builder.parsers.dates.readings import FIELDS, KINDS
from builder.strict import DataError, check_keys, line_of

MACROS = {
    "DAYNO": "num.small|num.day|num.ord|ord",
    "DAYNUM": "num.small|num.day",
    "COUNT": "num.small|num.day|num.two|num.count|card",
    "ORD": "num.ord|ord",
    "YEAR": "num.year|yearword",
    "UNIT": "|".join(f"{unit}.one" for unit in UNITS),
    "UNITS": "|".join(f"{unit}.many" for unit in UNITS),
    "UNIT2": "|".join(f"{unit}.two" for unit in UNITS),
}
_FORM = re.compile(
    r"\s*(?:(?P<field>[a-z]\w*):)?(?:(?P<kind>[a-z][a-z_]*(?:\.[a-z]+)?)|(?P<macro>[A-Z][A-Z0-9_]*)|(?P<mark>\(\?!|[()|?*+]))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One production: its pattern over token codes and the fields its groups fill."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    groups: tuple[str, ...]
    constants: tuple[tuple[str, Any], ...]


def read_rule(path: Path, entry: dict[str, Any], macros: dict[str, str]) -> Rule:
    """One entry, checked; DataError where it breaks the form."""
    check_keys(path, str(entry.get("id")), entry, ("id", "kind", "form"), ("set",))
    if entry["kind"] not in KINDS:
        raise DataError(f"{_where(path, entry)} has the unknown kind '{entry['kind']}'; known: {', '.join(sorted(KINDS))}")
    groups: list[str] = []
    try:
        pattern = re.compile(_expression(entry["form"], macros, groups))
    except (KeyError, re.error) as error:
        raise DataError(f"{_where(path, entry)}: cannot read the form at {error}; see the kinds in kinds.py") from error
    constants = tuple((entry.get("set") or {}).items())
    for field in (*groups, *(name for name, _ in constants)):
        if field not in FIELDS:
            raise DataError(f"{_where(path, entry)} fills the unknown field '{field}'; known: {', '.join(sorted(FIELDS))}")
    return Rule(entry["id"], entry["kind"], pattern, tuple(groups), constants)


def _where(path: Path, entry: dict[str, Any]) -> str:
    return f"{path}:{line_of(path, entry['id'])}: rule '{entry['id']}'"


def _expression(form: str, macros: dict[str, str], groups: list[str]) -> str:
    """A form as a regular expression over token codes; ``groups`` receives the fields in order of their groups."""
    parts = []
    position = 0
    form = form.strip()
    while position < len(form):
        found = _FORM.match(form, position)
        if not found or found.end() == position:
            raise KeyError(form[position:])
        position = found.end()
        if found["mark"]:
            if found["field"]:
                groups.append(found["field"])
            parts.append("(?:" if found["mark"] == "(" and not found["field"] else found["mark"])
            continue
        body = CODE[found["kind"]] if found["kind"] else "(?:" + _expression(macros[found["macro"]], macros, groups) + ")"
        if found["field"]:
            groups.append(found["field"])
            body = f"({body})"
        parts.append(body)
    return "".join(parts)


def by_opening(rules: Sequence[Rule]) -> dict[str, list[int]]:
    """The numbers of the rules that may begin with each token code."""
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for code in _openings(rule.pattern.pattern, 0)[0]:
            found.setdefault(code, []).append(number)
    return found


def _openings(expression: str, place: int) -> tuple[set[str], bool, int]:
    """With which codes a group of an expression may begin, whether it may be empty, and where it ends; ``place``: where it opens."""
    codes: set[str] = set()
    empty, first = False, True
    while place < len(expression) and expression[place] != ")":
        if expression[place] == "|":
            empty, first = empty or first, True
            place += 1
            continue
        if expression[place] == "(":
            denied = expression.startswith("(?!", place)
            inner, optional, place = _openings(expression, place + (3 if expression[place + 1] == "?" else 1))
        else:
            denied, inner, optional = False, {expression[place]}, False
        place += 1
        if expression[place : place + 1] in ("?", "*", "+"):
            optional = optional or expression[place] != "+"
            place += 1
        if first and not denied:
            codes |= inner
            first = optional
    return codes, empty or first, place
