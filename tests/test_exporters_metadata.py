"""Metadata of a release: Data Package, Croissant and citation agree with the schema and the files beside them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.config import ConfigError, settings
from builder.exporters import export
from builder.exporters.datapackage import field
from builder.exporters.dataset import load_dataset
from builder.schema import TABLES, load_schema
from builder.strict import DataError
from builder.validators import check
from tests.release_samples import rows

SCHEMA = load_schema()
COLUMNS = [(table, column) for table in TABLES for column in SCHEMA.tables[table].columns]


@pytest.fixture(scope="module", params=[".csv", ".csv.gz"])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(check(rows()).tables, tmp_path_factory.mktemp("made") / "1.2.0", "1.2.0", csv_suffix=request.param)


def read(release: Path, name: str) -> dict[str, Any]:
    return json.loads((release / name).read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_metadata_is_among_the_checksums(release: Path) -> None:
    sums = (release / "SHA256SUMS").read_text(encoding="utf-8")
    assert all(f"  {name}\n" in sums for name in ("datapackage.json", "croissant.json", "CITATION.cff"))


def test_files_are_named_with_their_hash_and_size(release: Path) -> None:
    package, other = read(release, "datapackage.json"), read(release, "croissant.json")
    assert [item["name"] for item in package["resources"]] == list(TABLES)
    for item in package["resources"]:
        path = release / item["path"]
        assert (item["hash"], item["bytes"]) == (f"sha256:{digest(path)}", path.stat().st_size)
    named = {item["contentUrl"]: item["sha256"] for item in other["distribution"]}
    assert named == {name: digest(release / name) for name in named} and len(named) == 2 * len(TABLES)
    assert package["version"] == other["version"] == "1.2.0"


@pytest.mark.parametrize(("table", "name"), COLUMNS)
def test_every_column_is_a_field_of_both(release: Path, table: str, name: str) -> None:
    column = SCHEMA.tables[table].columns[name]
    resource = next(item for item in read(release, "datapackage.json")["resources"] if item["name"] == table)
    fields = {item["name"]: item for item in resource["schema"]["fields"]}
    assert list(fields) == list(SCHEMA.tables[table].columns)
    assert fields[name]["description"].startswith(column.description)
    assert column.nullable or column.is_list or fields[name]["constraints"]["required"] is True
    records = next(item for item in read(release, "croissant.json")["recordSet"] if item["@id"] == table)
    known = {item["name"]: item for item in records["field"]}
    assert known[name]["source"] == {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": name}}
    assert ("isArray" in known[name]) is column.is_list


def test_codes_limits_and_keys_of_the_schema_are_told() -> None:
    events = SCHEMA.tables["events"].columns
    status = field(SCHEMA, events["status"])
    assert status["constraints"]["enum"] == list(SCHEMA.vocabularies["statuses"].ids)
    assert {item["value"] for item in status["categories"]} == set(status["constraints"]["enum"])
    assert field(SCHEMA, events["source_parties"])["type"] == "list"
    assert field(SCHEMA, events["date_start"])["constraints"] == {"minimum": "1800-01-01", "maximum": "2199-12-31"}
    assert field(SCHEMA, events["event_id"])["constraints"]["pattern"] == "ev[0-9a-f]{16}"


def test_links_between_tables(release: Path) -> None:
    schemas = {item["name"]: item["schema"] for item in read(release, "datapackage.json")["resources"]}
    assert schemas["events"]["primaryKey"] == ["event_id"] and "uniqueKeys" in schemas["evidence"]
    assert {"fields": ["event_id"], "reference": {"resource": "events", "fields": ["event_id"]}} in schemas["dyads"]["foreignKeys"]


def test_citation_names_version_and_content(release: Path) -> None:
    told = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert (told["cff-version"], told["type"], told["version"]) == ("1.2.0", "dataset", "1.2.0")
    assert told["authors"] and told["message"] and told["title"]
    assert "date-released" not in told
    run = read(release, "run.json")
    lines = "".join(f"{name} {about['logical_sha256']}\n" for name, about in sorted(run["tables"].items()))
    assert told["identifiers"][0]["value"] == "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


OWN = """
[dataset]
title = "Visits of the Gulf"
creators = [{name = "Noor, Amina", orcid = "0000-0002-1825-0097", affiliation = "Example University"}, "Example Institute"]
homepage = "https://example.org/visits"
license = {id = "CC-BY-4.0", title = "Creative Commons Attribution 4.0", url = "https://creativecommons.org/licenses/by/4.0/"}
"""


def test_the_publisher_describes_the_data_set(tmp_path: Path) -> None:
    """Title, authors and licence of the settings stand in every metadata file; what they leave out is as the schema has it."""
    (tmp_path / "eventbuild.toml").write_text(OWN, encoding="utf-8")
    told = {"settings": {"dataset": settings({}, tmp_path / "eventbuild.toml").dataset}}
    made = export(check(rows()).tables, tmp_path / "made", "1.2.0", run=told)
    package, other, archive = (read(made, name) for name in ("datapackage.json", "croissant.json", ".zenodo.json"))
    citation = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    assert {package["title"], other["alternateName"], archive["title"], citation["title"]} == {"Visits of the Gulf"}
    assert package["licenses"][0]["name"] == citation["license"] == "CC-BY-4.0" and archive["license"] == "cc-by-4.0"
    assert other["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert archive["creators"][0] == {"name": "Noor, Amina", "affiliation": "Example University", "orcid": "0000-0002-1825-0097"}
    assert citation["authors"][0]["family-names"] == "Noor" and citation["authors"][1] == {"name": "Example Institute"}
    assert package["description"] == load_dataset().description and archive["version"] == "1.2.0"
    assert "Visits of the Gulf" in (made / "codebook.html").read_text(encoding="utf-8")


def test_a_release_has_the_day_that_it_was_given(tmp_path: Path) -> None:
    made = export(check(rows()).tables, tmp_path / "made", "1.2.0", run={"frozen": {"source_date_epoch": 1709251200}})
    told = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    days = [
        read(made, "datapackage.json")["created"],
        read(made, "croissant.json")["datePublished"],
        read(made, ".zenodo.json")["publication_date"],
    ]
    assert {str(day)[:10] for day in (told, *days)} == {"2024-03-01"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title =", "titel =", r":3: entry 'dataset' has the unknown key 'titel'; known keys: creators"),
        ("0000-0002-1825-0097", "1825", r":4: '1825' is not an ORCID; write its sixteen digits"),
        ("{id = ", "{spdx = ", r":6: entry 'license' has the unknown key 'spdx'"),
    ],
)
def test_a_wrong_description_is_told_by_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "eventbuild.toml"
    path.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(f"{path}{message}")):
        settings({}, path)


def test_a_wrong_dataset_file_is_told(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "schemas" / "dataset.yml").read_text(encoding="utf-8")
    (tmp_path / "dataset.yml").write_text(text + "licence: {id: CC0-1.0}\n", encoding="utf-8")
    with pytest.raises(DataError, match="licence"):
        load_dataset(tmp_path)


@pytest.fixture(scope="module")
def described_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose metadata have everything that they can have."""
    place = tmp_path_factory.mktemp("described")
    (place / "eventbuild.toml").write_text(OWN, encoding="utf-8")
    run = {"settings": {"dataset": settings({}, place / "eventbuild.toml").dataset}, "frozen": {"source_date_epoch": 1709251200}}
    return export(check(rows()).tables, place / "1.2.0", "1.2.0", run=run, csv_suffix=".csv.gz")


def test_frictionless_accepts_it(release: Path, described_release: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for folder in (release, described_release):
        assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_mlcroissant_reads_it(release: Path, described_release: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    for folder in (release, described_release):
        made = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
        assert len(list(made.records("events"))) == len(rows()["events"])
    assert made.metadata.ctx.issues.errors == set() and made.metadata.ctx.issues.warnings == set()


def test_the_citation_keeps_the_schema_of_its_format(release: Path, described_release: Path) -> None:
    found = importlib.util.find_spec("cffconvert")
    jsonschema = pytest.importorskip("jsonschema")
    if found is None or found.origin is None:
        pytest.skip("cffconvert, which has the schema, is not installed")
    schema = json.loads((Path(found.origin).parent / "schemas" / "1.2.0" / "schema.json").read_text(encoding="utf-8"))
    for folder in (release, described_release):
        jsonschema.validate(yaml.load((folder / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader), schema)
