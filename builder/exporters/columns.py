"""Tables and columns at a glance: schema → Markdown without the codes, and the JSON Schema of the rows of every table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.exporters.json_schema import json_schema
from builder.schema import BESIDE, TABLES, Column, Schema, load_schema

_INTRODUCTION = """\
# Tables and columns

Made from `schemas/` by `pytest --update-cases`. The codebook of every release (`eventbuild codebook -o codebook.html`) tells how each
column is coded, how sure it is, and what its codes mean.

"""
_HEAD = "| column | type | unit or codes | null | since | meaning |\n| --- | --- | --- | --- | --- | --- |"


def columns_page(schema: Schema | None = None) -> str:
    """The page."""
    schema = schema or load_schema()
    return _INTRODUCTION + "\n".join(part for name in (*TABLES, *BESIDE) for part in _table(schema, name))


def _table(schema: Schema, name: str) -> Iterator[str]:
    table = schema.tables[name]
    keys = ", ".join(f"`{key}`" for key in table.primary_key)
    yield f"## {name}\n\n{table.description} Key: {keys}.\n\n{_HEAD}"
    yield from (column_line(column) for column in table.columns.values())
    yield ""


def column_line(column: Column) -> str:
    """The line of a column."""
    kind = ", ".join(column.vocabulary) or column.unit or ""
    meaning = column.description.replace("|", "\\|")
    return f"| `{column.name}` | `{column.type}` | {kind} | {'yes' if column.nullable else ''} | {column.since} | {meaning} |"


def tables_block(schema: Schema | None = None) -> str:
    """The tables of a release as a block of the README."""
    schema = schema or load_schema()
    lines = [f"| `{name}` | {schema.tables[name].description} |" for name in TABLES]
    return "\n".join(["| table | holds |", "| --- | --- |", *lines])


def rows_schema(schema: Schema | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of the rows of every table."""
    schema = schema or load_schema()
    tables = {name: {key: value for key, value in json_schema(name, schema).items() if key != "$schema"} for name in (*TABLES, *BESIDE)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Rows, schema {schema.version}", "$defs": tables}
