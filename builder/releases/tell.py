"""A difference in words: what changed between two releases → Markdown, and the section of a release's changelog."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from builder.releases.difference import Difference, by_cause, by_column
from builder.schema import load_schema

MOST = 100
_PARTS = {"coder": "the coder", "knowledge_base": "the knowledge base", "settings": "the settings"}


def markdown(found: Difference) -> str:
    """The difference as a page of Markdown, with the first changes of events."""
    lines = [f"# From {found.old} to {found.new}", "", *summary(found)]
    lines += _values(found)
    return "\n".join(lines).rstrip("\n") + "\n"


def changelog(found: Difference | None, version: str, ended: pa.Table, back: Iterable[str] = (), before: str = "") -> str:
    """CHANGELOG.md of a release: its own section, and below it those of the releases before."""
    heading = f"## {version}" + (f" ({day})" if (day := release_day()) else "")
    told = list(summary(found)) if found is not None else ["First release."]
    lines = [*_TITLE, heading, "", *told, *_ended(ended, version), *_returned(back)]
    past = before.partition("\n## ")[2]
    return "\n".join(lines).rstrip("\n") + "\n" + (f"\n## {past}" if past else "")


_TITLE = ("# Changes of the data", "", "Written by the comparison of each release with the one before.", "")


def epoch() -> int | None:
    """What SOURCE_DATE_EPOCH tells; no clock is read, so that the same input gives the same bytes."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(told) if told.isdigit() else None


def release_day() -> str | None:
    """The day that SOURCE_DATE_EPOCH tells."""
    told = epoch()
    return None if told is None else datetime.fromtimestamp(told, UTC).date().isoformat()


def summary(found: Difference) -> Iterator[str]:
    """What changed, in figures: parts of the coder, schema, rows by table, causes, columns."""
    if not found.any:
        yield "Nothing changed."
        return
    if found.parts:
        yield f"Between {found.old} and {found.new} {_listed([_PARTS[name] for name in found.parts])} changed.\n"
    if found.schema:
        yield from (f"- {change.level.upper()}: {change.words}." for change in found.schema)
        yield ""
    yield from _table(("table", "rows before", "rows now", "added", "removed", "changed"), _table_rows(found))
    causes, columns = by_cause(found.rows), by_column(found.rows)
    if causes:
        yield from _table(("cause", "changes"), ([name, f"{count:,}"] for name, count in causes.items()))
    if columns:
        yield from _table(("column", "values changed"), ([f"`{name}`", f"{count:,}"] for name, count in list(columns.items())[:20]))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _table_rows(found: Difference) -> Iterator[list[str]]:
    for name, counts in found.counts.items():
        before, after = found.totals[name]
        yield [f"`{name}`", *(f"{count:,}" for count in (before, after, *counts.values()))]


def _table(head: Iterable[str], rows: Iterable[list[str]]) -> Iterator[str]:
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'|'.join([' --- '] + [' ---: '] * (len(names) - 1))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _values(found: Difference) -> Iterator[str]:
    events = found.rows.filter(pc.equal(found.rows["table"], "events"))
    if not len(events):
        return
    yield "## Events\n"
    yield "| event | change | column | old | new | cause |\n| --- | --- | --- | --- | --- | --- |"
    for row in events.slice(0, MOST).to_pylist():
        heirs = ", ".join(f"`{heir}`" for heir in found.heirs.get(row["key"], ()))
        values = [_cell(row["column"]), _cell(row["old"]), _cell(row["new"]) or heirs]
        yield f"| `{row['key']}` | {row['change']} | {' | '.join(values)} | {_why(row)} |"
    if len(events) > MOST:
        yield f"\n… and {len(events) - MOST:,} more; all are in changes.parquet (`eventbuild diff OLD NEW -o FOLDER`)."


def _why(row: Mapping[str, list[str]]) -> str:
    labels = load_schema().vocabularies["causes"].entries
    return ", ".join(labels[name].label.lower() for name in row["causes"])


def _cell(text: str | None) -> str:
    return "" if text is None else text.replace("|", "\\|").replace("\n", " ")


def _ended(ended: pa.Table, version: str) -> Iterator[str]:
    """Ids that ended with this release, by fate; the table has each."""
    fates = pc.value_counts(ended.filter(pc.equal(ended["ended_release"], version))["fate"]).to_pylist()
    if fates:
        told = ", ".join(f"{one['counts']:,} {one['values']}" for one in sorted(fates, key=lambda one: str(one["values"])))
        yield f"Events that ended: {told}; the table `tombstones` has each with its successors.\n"


def _returned(ids: Iterable[str]) -> Iterator[str]:
    found = list(ids)
    if found:
        yield f"Events that had ended and are told again, with the same article and words: {', '.join(f'`{one}`' for one in found)}.\n"
