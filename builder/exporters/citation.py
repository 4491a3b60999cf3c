"""CITATION.cff: the data set, its version and the digest of its content → Citation File Format 1.2.0, without a day."""

from __future__ import annotations

from typing import Any

import yaml

from builder.exporters.dataset import Dataset


def citation(dataset: Dataset, version: str, digest: str, program: str) -> str:
    """The file's text; ``program`` is the version of the coder, which is cited beside the data."""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": dataset.message,
        "type": "dataset",
        "title": dataset.title,
        "abstract": dataset.description,
        "authors": [{"name": name} for name in dataset.creators],
        "version": version,
        "keywords": list(dataset.keywords),
        "identifiers": [{"type": "other", "value": f"sha256:{digest}", "description": "Digest of the content of all tables (run.json)."}],
        "references": [{"type": "software", "title": "eventbuild", "version": program, "authors": [{"name": "The eventbuild authors"}]}],
    }
    if dataset.license:
        told["license"] = dataset.license.id
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)
