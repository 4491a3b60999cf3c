"""croissant.json: schema and the release's files → Croissant 1.1 (JSON-LD), with a record set for each table, read from Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from builder.exporters.dataset import Creator, Dataset
from builder.exporters.folder import file_hash
from builder.schema import TABLES, Column, Schema

VERSION = "http://mlcommons.org/croissant/1.1"
_TYPES = {
    "string": "sc:Text",
    "date": "sc:Date",
    "int32": "sc:Integer",
    "int64": "sc:Integer",
    "float64": "sc:Float",
    "bool": "sc:Boolean",
    "list<string>": "sc:Text",
}
_TERMS = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet",
    "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS},
}
Json = dict[str, Any]


def croissant(schema: Schema, dataset: Dataset, version: str, place: Path, csv_suffix: str) -> Json:
    """The description of the files in ``place``."""
    about: Json = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": dataset.name,
        "alternateName": dataset.title,
        "description": dataset.description,
        "version": version,
        "keywords": list(dataset.keywords),
        "inLanguage": list(schema.vocabularies["languages"].ids),
        "creator": [_creator(creator) for creator in dataset.creators],
        "citeAs": f"{'; '.join(creator.name for creator in dataset.creators)}: {dataset.title}, version {version}.",
        "isLiveDataset": False,
    }
    if dataset.license:
        about["license"] = dataset.license.url
    if dataset.homepage:
        about["url"] = dataset.homepage
    if dataset.published:
        about["datePublished"] = dataset.published.isoformat()
    files = [_file(place / name, title) for table in TABLES for name, title in _files(table, csv_suffix)]
    return {**about, "distribution": files, "recordSet": [_record_set(schema, name) for name in TABLES]}


def _creator(creator: Creator) -> Json:
    told: Json = {"@type": "sc:Person" if creator.person else "sc:Organization", "name": creator.name}
    if creator.orcid:
        told["sameAs"] = f"https://orcid.org/{creator.orcid}"
    return told


def _files(table: str, csv_suffix: str) -> tuple[tuple[str, str], ...]:
    packed = "application/gzip" if csv_suffix.endswith(".gz") else "text/csv"
    return (f"{table}.parquet", "application/x-parquet"), (f"{table}{csv_suffix}", packed)


def _file(path: Path, encoding: str) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": encoding,
        "sha256": file_hash(path),
    }


def _record_set(schema: Schema, name: str) -> Json:
    table = schema.tables[name]
    # A link of a table to itself or out of a list has no form here: readers join the tables of every link, each row with one other.
    plain = [link for link in table.foreign_keys if link.table != name and not table.columns[link.column].is_list]
    links = {link.column: {"field": {"@id": f"{link.table}/{link.target}"}} for link in plain}
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": table.description,
        "key": [{"@id": f"{name}/{column}"} for column in table.primary_key],
        "field": [{**_field(name, column), **_link(links, column)} for column in table.columns.values()],
    }


def _link(links: dict[str, Json], column: Column) -> Json:
    return {"references": links[column.name]} if column.name in links else {}


def _field(table: str, column: Column) -> Json:
    listed = {"isArray": True, "arrayShape": "-1"} if column.is_list else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": f"{column.description} {column.coded}",
        "dataType": _TYPES[column.type],
        **listed,
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }
