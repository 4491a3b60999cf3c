"""datapackage.json: schema and the release's CSV files → a Data Package (version 2) with every column's type, limits and codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from builder.exporters.csvfile import SEPARATOR
from builder.exporters.dataset import Creator, Dataset
from builder.exporters.folder import file_hash
from builder.schema import TABLES, Column, Schema, Table

PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"string": "string", "date": "date", "int32": "integer", "int64": "integer", "float64": "number", "bool": "boolean"}
_DIALECT = {
    "$schema": f"{PROFILE}tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
}
Json = dict[str, Any]


def datapackage(schema: Schema, dataset: Dataset, version: str, place: Path, csv_suffix: str) -> Json:
    """The descriptor of the CSV files in ``place``."""
    about: Json = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": version,
        "keywords": list(dataset.keywords),
        "contributors": [_contributor(creator) for creator in dataset.creators],
    }
    if dataset.homepage:
        about["homepage"] = dataset.homepage
    if dataset.published:
        about["created"] = f"{dataset.published.isoformat()}T00:00:00Z"
    if terms := dataset.license:
        about["licenses"] = [{"name": terms.id, "title": terms.title, "path": terms.url}]
    return {**about, "resources": [_resource(schema, name, place / f"{name}{csv_suffix}") for name in TABLES]}


def _contributor(creator: Creator) -> Json:
    told: Json = {"title": creator.name, "roles": ["creator"]}
    if creator.person:
        told |= {"familyName": creator.person[0], "givenName": creator.person[1]}
    if creator.affiliation:
        told["organization"] = creator.affiliation
    if creator.orcid:
        told["path"] = f"https://orcid.org/{creator.orcid}"
    return told


def _resource(schema: Schema, name: str, path: Path) -> Json:
    table = schema.tables[name]
    packed = {"compression": "gz"} if path.suffix == ".gz" else {}
    return {
        "$schema": f"{PROFILE}dataresource.json",
        "name": name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **packed,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
        "dialect": _DIALECT,
        "schema": table_schema(schema, table),
    }


def table_schema(schema: Schema, table: Table) -> Json:
    """Table Schema of a table. A key that may hold nulls is a unique key, since a primary key may not."""
    key = list(table.primary_key)
    nullable = any(table.columns[name].nullable for name in key)
    links = [
        {"fields": [link.column], "reference": {"resource": link.table, "fields": [link.target]}}
        for link in table.foreign_keys
        if not table.columns[link.column].is_list
    ]
    return {
        "$schema": f"{PROFILE}tableschema.json",
        "fieldsMatch": "exact",
        "fields": [field(schema, column) for column in table.columns.values()],
        "missingValues": [""],
        **({"uniqueKeys": [key]} if nullable else {"primaryKey": key}),
        **({"foreignKeys": links} if links else {}),
    }


def field(schema: Schema, column: Column) -> Json:
    """Field descriptor of a column as it stands in CSV."""
    told: Json = {"name": column.name, "description": f"{column.description} {column.coded}", "example": _example(column)}
    if column.unit:
        told["unit"] = column.unit
    if column.is_list:
        told |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
        return {**told, "constraints": {"required": True}} if column.min_items else told
    told["type"] = _TYPES[column.type]
    if column.type == "bool":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    codes = schema.codes(column)
    if codes:
        told["categories"] = [{"value": code, "label": label} for code, label in _labels(schema, column).items()]
    limits = _constraints(column, codes)
    return {**told, "constraints": limits} if limits else told


def _labels(schema: Schema, column: Column) -> Mapping[str, str]:
    return {entry.id: entry.label for name in column.vocabulary for entry in schema.vocabularies[name].entries.values()}


def _constraints(column: Column, codes: tuple[str, ...]) -> Json:
    # The pattern of a field is anchored by definition, and a text may have one sign more in CSV, which guards it from spreadsheets.
    limits = {
        "required": True if not column.nullable else None,
        "minimum": _plain(column.minimum),
        "maximum": _plain(column.maximum),
        "pattern": column.pattern.removeprefix("^").removesuffix("$") if column.pattern else None,
        "maxLength": column.max_length + 1 if column.max_length is not None else None,
        "enum": list(codes) or None,
    }
    return {name: limit for name, limit in limits.items() if limit is not None}


def _plain(limit: float | date | None) -> float | str | None:
    return limit.isoformat() if isinstance(limit, date) else limit


def _example(column: Column) -> Any:
    return SEPARATOR.join(column.example) if column.is_list else column.example
