"""Citation: the data set, its version and the digest of its content → CITATION.cff (1.2.0) and .zenodo.json."""

from __future__ import annotations

from typing import Any

import yaml

from builder.exporters.dataset import Creator, Dataset


def citation(dataset: Dataset, version: str, digest: str, program: str) -> str:
    """The file's text; ``program`` is the version of the coder, which is cited beside the data."""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": dataset.message,
        "type": "dataset",
        "title": dataset.title,
        "abstract": dataset.description,
        "authors": [_author(creator) for creator in dataset.creators],
        "version": version,
        "keywords": list(dataset.keywords),
        "identifiers": [{"type": "other", "value": f"sha256:{digest}", "description": "Digest of the content of all tables (run.json)."}],
        "references": [{"type": "software", "title": "eventbuild", "version": program, "authors": [{"name": "The eventbuild authors"}]}],
    }
    if dataset.license:
        told["license"] = dataset.license.id
    if dataset.homepage:
        told["url"] = dataset.homepage
    if dataset.published:
        told["date-released"] = dataset.published.isoformat()
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)


def _author(creator: Creator) -> dict[str, str]:
    orcid = {"orcid": f"https://orcid.org/{creator.orcid}"} if creator.orcid else {}
    if creator.person is None:
        return {"name": creator.name, **orcid}
    family, given = creator.person
    place = {"affiliation": creator.affiliation} if creator.affiliation else {}
    return {"family-names": family, "given-names": given, **place, **orcid}


def zenodo(dataset: Dataset, version: str) -> dict[str, Any]:
    """.zenodo.json: what the archive is told with an upload."""
    told: dict[str, Any] = {
        "title": dataset.title,
        "upload_type": "dataset",
        "description": dataset.description,
        "version": version,
        "creators": [_without_none(name=one.name, affiliation=one.affiliation, orcid=one.orcid) for one in dataset.creators],
        "keywords": list(dataset.keywords),
        "notes": dataset.message,
    }
    if dataset.license:
        told |= {"access_right": "open", "license": dataset.license.id.lower()}
    if dataset.published:
        told["publication_date"] = dataset.published.isoformat()
    if dataset.homepage:
        told["related_identifiers"] = [{"identifier": dataset.homepage, "relation": "isSupplementTo", "resource_type": "dataset"}]
    return told


def _without_none(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
