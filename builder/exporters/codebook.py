"""Codebook: schema → one Markdown text with every table, every column (how it is coded, how sure) and every code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from builder.exporters.howsure import how_sure
from builder.schema import BESIDE, CHANGES, TABLES, Column, Schema, load_schema
from builder.vocabularies import Entry, Vocabulary

_INTRODUCTION = """\
# Codebook

How to read this data set of security-cooperation events. Every column is described as it is written in the schema that the data
were checked against (version {version}).

## Conventions

- Each table comes as Parquet and as CSV with the same rows in the same order. Days are ISO dates; codes are text.
- **Unknown is null.** In CSV a null is an empty field; no text is ever empty.
- **Lists** are lists in Parquet. In CSV their items are joined by `|`; inside an item `|` is written `\\|` and `\\` is written `\\\\`.
- **CSV and spreadsheets.** A text that begins with `=`, `+`, `-`, `@`, `'`, a tab or a carriage return has a `'` before it in CSV,
  so that no spreadsheet takes it for a formula. Take that one character away to have the text as it is in Parquet.
- **Each column** is told with how it is coded and, where there is doubt, how sure it is; [How sure](#how-sure) has the measurements.
- **Evidence.** Every value of an event can be traced: the table `evidence` gives article, part, offsets, words and rule.
- **Set aside.** The folder `quarantine` holds inputs that could not be read and rows that broke a rule. They are no part of the data.
"""


def codebook(schema: Schema | None = None) -> str:
    """The codebook as Markdown."""
    schema = schema or load_schema()
    parts = [_INTRODUCTION.format(version=schema.version), *_contents(schema), *how_sure(schema)]
    for name in (*TABLES, *BESIDE, CHANGES):
        parts.extend(_table(schema, name))
    parts.append("## Rules\n\nRows that break one of these are set aside (errors) or told (warnings).\n")
    parts.append(_rules())
    parts.append("## Vocabularies\n")
    used = dict.fromkeys(name for table in schema.tables.values() for column in table.columns.values() for name in column.vocabulary)
    parts.extend(_vocabulary(schema.vocabularies[name]) for name in used)
    return "\n".join(parts).rstrip("\n") + "\n"


def _contents(schema: Schema) -> Iterator[str]:
    yield "## Tables\n\n| table | one row per | key |\n| --- | --- | --- |"
    for name in (*TABLES, *BESIDE, CHANGES):
        table = schema.tables[name]
        yield f"| [`{name}`](#{name}) | {_cell(table.description)} | {', '.join(f'`{key}`' for key in table.primary_key)} |"
    yield ""


def _table(schema: Schema, name: str) -> Iterator[str]:
    table = schema.tables[name]
    yield f"## {name}\n\n{table.description}\n"
    yield "| column | type | null | meaning |\n| --- | --- | --- | --- |"
    for column in table.columns.values():
        yield f"| `{column.name}` | `{column.type}` | {'yes' if column.nullable else 'no'} | {_cell(column.description)} |"
    yield ""
    for column in table.columns.values():
        yield f"### {name}.{column.name}\n\n{column.description}\n"
        yield "\n".join(f"- **{label}:** {text}" for label, text in column_facts(schema, column)) + "\n"


def column_facts(schema: Schema, column: Column) -> Iterator[tuple[str, str]]:
    """What is told of a column below its description: label and text."""
    yield "Type", f"`{column.type}`, {'may be null' if column.nullable else 'never null'}"
    yield "How it is coded", column.coded
    if column.certainty:
        yield "How sure it is", column.certainty
    if column.vocabulary:
        yield "Codes", " or ".join(f"[{schema.vocabularies[name].title}](#{_anchor(name)})" for name in column.vocabulary)
    if column.unit:
        yield "Unit", column.unit
    if column.minimum is not None or column.maximum is not None:
        yield "Range", f"{column.minimum if column.minimum is not None else '…'} to {column.maximum if column.maximum is not None else '…'}"
    if column.max_length is not None:
        yield "Length", f"at most {column.max_length} characters"
    if column.pattern:
        yield "Form", f"`{column.pattern}`"
    yield "Example", f"`{_example(column)}`"
    yield "Since", column.since


def _example(column: Column) -> str:
    if column.is_list:
        return "|".join(column.example)
    return str(column.example).lower() if column.type == "bool" else str(column.example)


def _rules() -> str:
    from builder.validators import RULES

    lines = ["| rule | severity | what it says |", "| --- | --- | --- |"]
    lines += [f"| `{rule.id}` | {rule.severity} | {_cell(rule.explanation)} |" for rule in RULES]
    return "\n".join(lines) + "\n"


def _vocabulary(vocabulary: Vocabulary) -> str:
    lines = [f'<a id="{_anchor(vocabulary.name)}"></a>\n', f"### {vocabulary.title}\n", f"{vocabulary.description}\n"]
    lines += ["| code | label | definition |", "| --- | --- | --- |"]
    lines += [f"| `{entry.id}` | {_cell(entry.label)} | {_cell(_meaning(entry))} |" for entry in vocabulary.entries.values()]
    return "\n".join(lines) + "\n"


def _meaning(entry: Entry) -> str:
    """The definition, with what else the vocabulary tells of the code."""
    extra = entry.extra
    text = entry.definition
    if "direction" in extra:
        text += f" Direction: {extra['direction']} ({(' → ' if extra['direction'] == 'directed' else '; ').join(extra['sides'])})."
    if "crosswalk" in extra:
        text += f" {_crosswalk(extra['crosswalk'])}"
    if "quad_class" in extra:
        text += f" Quad class: {extra['quad_class']}."
    if len(entry.labels) > 1:
        text += f" ({'; '.join(f'{language}: {label}' for language, label in entry.labels.items() if language != 'en')})"
    return text


def _crosswalk(lines: Mapping[str, Mapping[str, Any]]) -> str:
    parts = []
    for status, line in lines.items():
        codes = [line, *line.get("variants", ())]
        told = ", ".join(f"{item['plover']}{'/' + item['mode'] if item.get('mode') else ''} {item['cameo']}" for item in codes)
        parts.append(f"{status} {told}")
    return f"PLOVER and CAMEO: {'; '.join(parts)}."


def _anchor(vocabulary: str) -> str:
    return f"vocabulary-{vocabulary.replace('_', '-')}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
