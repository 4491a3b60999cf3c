"""Checks of a finished release folder: files, checksums, types, CSV = Parquet, rules, counts, expectations → issues.

Any folder may be given, also one that was made by an older version or changed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.knowledge.countries import Country, load_countries
from builder.model import Issue
from builder.paths import schema_dir
from builder.schema import TABLES, Schema, schema_hash, schema_of, with_codes
from builder.validators import failure_issues, failures, identity
from builder.validators.counts import counted
from builder.validators.expectations import expectation_issues
from builder.validators.facts import number_failures
from builder.validators.failures import differs, where, whole
from builder.validators.identity import identity_failures
from builder.validators.stored import Stored, manifest, stored
from builder.validators.texts import Texts, text_failures

MOST = 1000
# Rules that hold by the crosswalk and the directions of the vocabularies at hand, and by the way in which ids are made.
_BY_VERSION = ("events.crosswalk", "dyads.direction", identity.RULE)


def release_issues(
    folder: Path,
    previous: Path | None = None,
    texts: Texts | None = None,
    overlays: tuple[Path, ...] = (),
    suite: Callable[[Schema, Mapping[str, pa.Table], Mapping[str, int], Sequence[Issue]], list[Issue]] | None = None,
) -> list[Issue]:
    """Everything wrong with a release folder, gravest kind first: files before tables before rows.

    ``overlays`` are the vocabulary folders that the run was given: their codes are codes too. ``suite`` is a second opinion on
    tables that could be read, told with what was found so far (``docs.second_opinion``).
    """
    run, faults = manifest(folder)
    schema = schema_of(overlays, run.get("settings", {}).get("quote_length"))
    older = run.get("schema_sha256") != schema_hash()
    if older:
        schema = with_codes(schema, run.get("ontology", {}))
    found = stored(folder, run, schema)
    issues, tables = [*found.issues, *faults], found.tables
    if len(tables) < len(TABLES):
        return issues
    issues += _row_issues(schema, found, texts, older)
    issues += _number_issues(schema, tables, run, overlays)
    issues += _count_issues(tables)
    before = _previous_rows(previous)
    issues += expectation_issues(schema, tables, before)
    return [*issues, *(suite(schema, tables, before, issues) if suite else ())]


def _row_issues(schema: Schema, found: Stored, texts: Texts | None, older: bool) -> Iterator[Issue]:
    """Rows that break a rule. Of a release of other schemas, what hangs on vocabularies that it does not tell of is a warning."""
    tables = found.tables
    beside = (*identity_failures(tables), *(text_failures(tables["evidence"], texts) if texts else ()))
    for failure in (*failures(schema, tables), *beside):
        if (failure.table, failure.column) in found.absent:
            continue
        if older and (failure.rule in _BY_VERSION or (failure.rule.endswith(".vocabulary") and not found.run.get("ontology"))):
            failure = replace(failure, severity="warning")
        yield from failure_issues(schema, tables, replace(failure, rows=failure.rows[:MOST]))
        if len(failure.rows) > MOST:
            more = f"{failure.message}: {len(failure.rows) - MOST:,} more rows"
            yield Issue(failure.severity, failure.table, failure.rule, f"{len(failure.rows):,} rows", failure.column or "", "", more)


def _number_issues(schema: Schema, tables: Mapping[str, pa.Table], run: Mapping[str, Any], overlays: tuple[Path, ...]) -> Iterator[Issue]:
    """Numbers of states that differ are faults where the release was made with the list of countries at hand, else warnings."""
    countries = _countries(overlays)
    given = run.get("settings", {}).get("overlays", [])
    same = run.get("schema_sha256") == schema_hash() and len(given) == len(overlays)
    for failure in number_failures(tables, countries, "error" if same else "warning"):
        yield from failure_issues(schema, tables, failure)


@lru_cache(maxsize=2)
def _countries(overlays: tuple[Path, ...]) -> Mapping[str, Country]:
    return load_countries(schema_dir() / "vocab", overlays)


def _count_issues(tables: Mapping[str, pa.Table]) -> Iterator[Issue]:
    """Articles whose number of events is not that of the table of events."""
    given, real = tables["articles"], counted(tables, [])["articles"]["n_events"]
    wrong = where(pa.array(differs(whole(given["n_events"]), whole(real))))
    for place, row in zip(wrong[:MOST], given.take(pa.array(wrong[:MOST])).to_pylist(), strict=True):
        message = f"n_events is {row['n_events']} and the release has {real[int(place)]} events of this article"
        yield Issue("error", "articles", "articles.n_events", str(row["article_id"]), "n_events", str(row["n_events"]), message)


def _previous_rows(previous: Path | None) -> dict[str, int]:
    if previous is None:
        return {}
    run, _ = manifest(previous)
    return {name: int(about["rows"]) for name, about in run.get("tables", {}).items()}
