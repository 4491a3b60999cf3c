"""run.json: what a release was made from and by → one JSON object without clock, machine or path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.exporters.dataset import content_digest
from builder.schema import TABLES, Schema, schema_hash
from builder.vocabularies import Entry

_MEANING = ("direction", "sides", "counterpart", "crosswalk", "quad_class", "code")


def manifest(schema: Schema, version: str, tables: Mapping[str, Any], beside: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest; ``run`` comes from the caller and may not override what is known here."""
    from builder import __version__

    versions = {"eventbuild": __version__, "schema": schema.version, "pyarrow": pa.__version__}
    own = {"release": version, "versions": versions, "schema_sha256": schema_hash(), "tables": dict(tables), "set_aside": dict(beside)}
    return {**run, **own, "logical_sha256": content_digest(tables), "ontology": ontology(schema)}


def ontology(schema: Schema) -> dict[str, str]:
    """The codes that columns may hold, by vocabulary; after a colon a hash of what else their meaning hangs on, such as the crosswalk."""
    used = {name for table in TABLES for column in schema.tables[table].columns.values() for name in column.vocabulary}
    return {name: " ".join(_code(entry) for entry in schema.vocabularies[name].entries.values()) for name in sorted(used)}


def _code(entry: Entry) -> str:
    meaning = {key: value for key, value in entry.extra.items() if key in _MEANING}
    return f"{entry.id}:{hashlib.sha256(_json(meaning).encode()).hexdigest()[:8]}" if meaning else entry.id


def write_json(value: Any, path: Path, in_order: bool = False) -> None:
    """JSON with two spaces and LF; keys sorted, or ``in_order`` as given."""
    text = _json(value, in_order)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _json(value: Any, in_order: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=not in_order, default=str)
