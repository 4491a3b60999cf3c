"""run.json: what a release was made from and by → one JSON object without clock, machine or path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from builder.schema import Schema, schema_hash


def manifest(schema: Schema, version: str, tables: Mapping[str, Any], beside: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest; ``run`` comes from the caller and may not override what is known here."""
    from builder import __version__

    versions = {"eventbuild": __version__, "schema": schema.version, "pyarrow": pa.__version__}
    own = {"release": version, "versions": versions, "schema_sha256": schema_hash(), "tables": dict(tables), "set_aside": dict(beside)}
    return {**run, **own}


def write_json(value: Any, path: Path, in_order: bool = False) -> None:
    """JSON with two spaces and LF; keys sorted, or ``in_order`` as given."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=not in_order, default=str)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
