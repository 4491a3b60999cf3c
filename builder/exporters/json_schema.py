"""JSON Schema of the rows of a release, from the schema's columns."""

from __future__ import annotations

from typing import Any

from builder.schema import Column, Schema, load_schema

_JSON_TYPES = {"string": "string", "date": "string", "int32": "integer", "int64": "integer", "float64": "number", "bool": "boolean"}


def json_schema(name: str, schema: Schema | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of one row of a table, as the CSV and JSON forms hold it."""
    schema = schema or load_schema()
    table = schema.tables[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.title,
        "description": table.description,
        "type": "object",
        "additionalProperties": False,
        "required": list(table.columns),
        "properties": {column.name: _json_column(schema, column) for column in table.columns.values()},
    }


def _json_column(schema: Schema, column: Column) -> dict[str, Any]:
    kind = "string" if column.is_list else _JSON_TYPES[column.type]
    value: dict[str, Any] = {"type": [kind, "null"] if column.nullable else kind}
    limits = (("pattern", column.pattern), ("minLength", 1 if kind == "string" else None), ("maxLength", column.max_length))
    value |= {key: limit for key, limit in limits if limit is not None}
    if column.type == "date":
        value["format"] = "date"
    elif column.minimum is not None or column.maximum is not None:
        value |= {key: limit for key, limit in (("minimum", column.minimum), ("maximum", column.maximum)) if limit is not None}
    if codes := schema.codes(column):
        value["enum"] = [*codes, None] if column.nullable else list(codes)
    if column.is_list:
        value = {"type": "array", "items": value, "uniqueItems": True, "minItems": column.min_items}
    return {"description": column.description, **value}
