"""What two releases say of themselves → what changed in tables, columns, keys, codes and the period, and how grave each change is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.releases.contents import Contents

MAJOR, MINOR, PATCH = "major", "minor", "patch"
LEVELS = (MAJOR, MINOR, PATCH)


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A change that bears on the version, and what is told of it."""

    level: str
    words: str


def schema_changes(old: Contents, new: Contents) -> Iterator[SchemaChange]:
    """Every change in what the releases are, from datapackage.json and run.json; none where either is too old to tell."""
    before, after = (_tables(release.package) for release in (old, new))
    for name in _gone(before, after):
        yield SchemaChange(MAJOR, f"table {name} is gone")
    for name in _gone(after, before):
        yield SchemaChange(MINOR, f"table {name} is new")
    for name, table in after.items():
        if name in before:
            yield from _table_changes(name, before[name], table)
    yield from _ontology_changes(old.run.get("ontology", {}), new.run.get("ontology", {}))
    yield from _period_changes(old, new)


def _gone(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in before if name not in after] if after else []


def _tables(package: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {one["name"]: one["schema"] for one in package.get("resources", ())}


def _table_changes(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    before, after = ({one["name"]: one for one in table["fields"]} for table in (old, new))
    for column in _gone(before, after):
        yield SchemaChange(MAJOR, f"column {name}.{column} is gone")
    for column in _gone(after, before):
        yield SchemaChange(MINOR, f"column {name}.{column} is new")
    keys = [table.get("primaryKey") or table.get("uniqueKeys") for table in (old, new)]
    if keys[0] != keys[1]:
        yield SchemaChange(MAJOR, f"the key of {name} is another")
    for column, told in after.items():
        if column in before:
            yield from _column_changes(f"{name}.{column}", before[column], told)


def _column_changes(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    if old.get("type") != new.get("type"):
        yield SchemaChange(MAJOR, f"column {name} has the type {new.get('type')} instead of {old.get('type')}")
        return
    limits = old.get("constraints", {}), new.get("constraints", {})
    if limits[0].get("required") and not limits[1].get("required"):
        yield SchemaChange(MAJOR, f"column {name} may be empty now")
    if any(limits[0].get(key) != limits[1].get(key) for key in ("minimum", "maximum", "pattern", "maxLength")):
        yield SchemaChange(PATCH, f"the limits of column {name} are others")
    if old.get("description") != new.get("description"):
        yield SchemaChange(PATCH, f"column {name} is described anew")


def _ontology_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[SchemaChange]:
    for name in sorted({*old, *new} if old and new else ()):
        before, after = (dict(code.partition(":")[::2] for code in told.get(name, "").split()) for told in (old, new))
        gone, more = sorted({*before} - {*after}), sorted({*after} - {*before})
        other = sorted(code for code in {*before} & {*after} if before[code] != after[code])
        if gone:
            yield SchemaChange(MAJOR, f"codes of {name} are gone: {_some(gone)}")
        if other:
            yield SchemaChange(MAJOR, f"codes of {name} mean something else: {_some(other)}")
        if more:
            yield SchemaChange(MINOR, f"codes of {name} are new: {_some(more)}")


def _some(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _period_changes(old: Contents, new: Contents) -> Iterator[SchemaChange]:
    (first, last), (begins, ends) = (period(release.table("articles")) for release in (old, new))
    if begins and (not first or begins < first or ends > last):
        yield SchemaChange(MINOR, f"the period of publication is {begins} to {ends}" + (f" instead of {first} to {last}" if first else ""))


def period(articles: pa.Table) -> tuple[Any, Any]:
    """First and last day of publication of the articles that were read."""
    bounds = pc.min_max(articles["published"])
    return bounds["min"].as_py(), bounds["max"].as_py()
