"""The schema files: every column is described, typed and exemplified; wrong files are refused with file, line and cure."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from builder import model
from builder.exporters.json_schema import json_schema
from builder.paths import schema_dir
from builder.rows.crosswalk import STATUSES, crosswalk, possible
from builder.schema import BESIDE, CHANGES, TABLES, Column, load_schema, to_table
from builder.strict import DataError
from builder.validators.columns import column_failures, rule_ids
from tests.release_samples import rows

SCHEMA = load_schema()
COLUMNS = [(name, column) for name in (*TABLES, *BESIDE, CHANGES) for column in SCHEMA.tables[name].columns.values()]
MAIN = {
    "events": "event_id event_type plover_type plover_mode cameo_code quad_class source_parties target_parties date_start date_end "
    "date_precision date_basis date_edtf date_text date_flags status background lead location_country location_name latitude longitude "
    "threat_groups topics confidence n_articles n_publishers languages first_published article_ids coder_version",
    "participants": "event_id side kind name_raw name entity_id country role office office_valid",
    "evidence": "event_id column article_id start end words rule",
    "articles": "article_id url publisher agency byline language published published_basis sha256 outcome reason duplicate_of",
    "groups": "event_id group_id name_raw relation",
    "tombstones": "event_id fate successors last_release ended_release",
    "dyads": "event_id a b a_cow b_cow a_gw b_gw event_type date_start",
}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{name}.{column.name}" for name, column in COLUMNS])
def test_column(table: str, column: Column) -> None:
    """Described in sentences, named plainly, and its own example passes its own checks."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", column.name)
    for text in (column.description, column.coded, column.certainty or "Told."):
        assert text.endswith(".") and text[0].isupper() and "  " not in text
    assert re.fullmatch(r"\d+\.\d+\.\d+", column.since)
    assert column.name in json_schema(table)["properties"]
    field = SCHEMA.arrow(table).field(column.name)
    assert field.metadata[b"description"].decode() == column.description
    values = [column.example] + [None] * column.nullable
    one = pa.table([pa.array(values, field.type)], schema=pa.schema([field]))
    rest = {other.name: pa.nulls(len(values), other.type) for other in SCHEMA.arrow(table)}
    whole = pa.table({**rest, column.name: one[column.name]})
    assert [f.rule for f in column_failures(SCHEMA, table, whole) if f.column == column.name] == []
    assert any(rule.startswith(f"{table}.{column.name}.") for rule in rule_ids(SCHEMA, table))


@pytest.mark.parametrize("table", TABLES)
def test_tables_have_the_main_columns_in_order(table: str) -> None:
    given = [name for name in SCHEMA.tables[table].columns if name in MAIN[table].split()]
    assert given == MAIN[table].split()


@pytest.mark.parametrize("name", [*TABLES, "rejects"])
def test_rows_have_the_columns_of_the_schema_and_no_others(name: str) -> None:
    """What the program writes and what the schema says is one list of columns."""
    assert all(list(SCHEMA.tables[name].columns) == [c for c in SCHEMA.tables[name].columns if c in row] for row in rows()[name])
    assert all(set(row) == set(SCHEMA.tables[name].columns) for row in rows()[name])
    assert to_table(name, rows()[name]).schema.names == list(SCHEMA.tables[name].columns)


# Where the values that pass between stages stand in a release; a field without a place here has to be given one.
CARRIED = {
    model.Event: {
        "event_type": "events.event_type", "source": "events.source_parties", "target": "events.target_parties", "status": "events.status",
        "background": "events.background", "lead": "events.lead", "trigger_start": "evidence.start", "trigger_end": "evidence.end",
        "date": "events.date_start", "location": "events.location_country", "place": "events.location_name",
        "participants": "participants.name", "topics": "events.topics", "confidence": "events.confidence", "evidence": "evidence.words",
    },
    model.Participant: {
        "side": "participants.side", "mention": "participants.entity_id", "name_raw": "participants.name_raw", "name": "participants.name",
        "country": "participants.country", "role": "participants.role",
    },
    model.GroupNamed: {
        "group_id": "groups.group_id", "mention": "evidence.start", "name_raw": "groups.name_raw", "relation": "groups.relation",
        "rule": "evidence.rule", "shown": "evidence.start",
    },
    model.Evidence: {"column": "evidence.column", "start": "evidence.start", "end": "evidence.end", "rule": "evidence.rule"},
    model.Article: {
        "id": "articles.article_id", "title": "articles.title_chars", "text": "articles.text_chars", "origin": "articles.source_file",
        "language": "articles.language", "published": "articles.published", "published_basis": "articles.published_basis",
        "published_before": "articles.published_latest", "url": "articles.url", "short_url": "articles.short_url",
        "publisher": "articles.publisher", "agency": "articles.agency", "byline": "articles.byline", "section": "articles.section",
        "boilerplate": None, "field_origins": None, "neighbours": "articles.published_earliest",
    },
    model.Publication: {
        "day": "articles.published", "basis": "articles.published_basis", "earliest": "articles.published_earliest",
        "latest": "articles.published_latest", "weekdays": "articles.published_clues", "clues": "articles.published_clues",
        "days": "articles.published_clues",
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", CARRIED, ids=lambda kind: kind.__name__)
def test_values_between_stages_have_a_column(kind: type) -> None:
    names = getattr(kind, "_fields", None) or [field.name for field in dataclasses.fields(kind)]
    assert set(names) == set(CARRIED[kind])
    for place in filter(None, CARRIED[kind].values()):
        table, _, column = place.partition(".")
        assert column in SCHEMA.tables[table].columns


def test_precisions_and_bases_are_those_of_the_model() -> None:
    told = model.DateRange.__doc__ or ""
    precisions = set(re.search(r"precision: ([a-z| ]+)", told)[1].replace(" ", "").split("|")) - {"duration"}  # type: ignore[index]
    assert set(SCHEMA.vocabularies["precisions"].ids) == precisions
    bases = set(re.search(r"basis: ([a-z| ]+)", told)[1].replace(" ", "").split("|"))  # type: ignore[index]
    assert set(SCHEMA.vocabularies["bases"].ids) == bases


def test_vocabularies_are_labelled_and_used() -> None:
    used = {name for _, column in COLUMNS for name in column.vocabulary}
    for vocabulary in SCHEMA.vocabularies.values():
        assert vocabulary.name in used
        assert vocabulary.description.endswith(".")
        for entry in vocabulary.entries.values():
            assert entry.label and (entry.definition.endswith(".") or vocabulary.name in ("countries", "igos", "groups"))
    assert all(set(entry.labels) == {"ar", "en", "fr", "ru"} for entry in SCHEMA.vocabularies["topics"].entries.values())


@pytest.mark.parametrize("kind", SCHEMA.vocabularies["event_types"].ids)
def test_every_type_has_codes_in_every_status(kind: str) -> None:
    for status in (*STATUSES, "ongoing"):
        codes = crosswalk(kind, status)
        assert codes in possible(kind, status)
        assert codes.plover_type in SCHEMA.vocabularies["plover_types"].ids
        assert re.fullmatch(r"\d{3,4}", codes.cameo_code)


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        (("visit", "ongoing"), ("CONSULT", "visit", "042", "verbal_cooperation")),
        (("visit", "planned"), ("AGREE", None, "036", "verbal_cooperation")),
        (("meeting", "occurred", ("RUS", "DZA"), "DZA"), ("CONSULT", None, "040", "verbal_cooperation")),
        (("meeting", "occurred", ("RUS", "USA"), "CHE"), ("CONSULT", "third-party", "044", "verbal_cooperation")),
        (("presence", "ongoing", (), None, ("peacekeeping",)), ("AID", None, "074", "material_cooperation")),
        (("statement", "occurred", (), None, ("judicial_cooperation",)), ("AGREE", None, "0313", "verbal_cooperation")),
        (("reduction", "occurred", (), None, (), "en.reduction.withdraw_troops"), ("SANCTION", "withdraw", "166", "material_conflict")),
        (("reduction", "planned"), ("THREATEN", "relations", "1312", "verbal_conflict")),
        (("training", "planned"), ("AGREE", None, "0332", "verbal_cooperation")),
    ],
)
def test_crosswalk(event: tuple, codes: tuple) -> None:
    assert tuple(crosswalk(*event)) == codes


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("events.yml", "    type: list<string>", "    typ: list<string>", ":48: entry 'source_parties' has the unknown key 'typ'"),
        ("events.yml", "    type: int32", "    type: integer", "unknown type 'integer'; use one of string"),
        ("events.yml", "vocabulary: [bases]", "vocabulary: [basis]", "vocabulary 'basis', which has no file in vocab/; add it"),
        ("events.yml", "  - name: lead", "  - name: status", "column 'status' stands twice; keep one"),
        ("events.yml", "    example: true\n", "", "entry 'lead' lacks the key 'example'; add it"),
        ("dyads.yml", "primary_key: [event_id, a, b]", "primary_key: [event_id, a, c]", "key column 'c' is not among the columns"),
        ("dyads.yml", "references: events.event_id", "references: events.id", "which no schema has; correct it"),
        ("release.yml", "column: date_start", "column: date_begin", "events.date_begin, which no schema has; correct it"),
        ("release.yml", "id: events_present", "id: articles_present", "'articles_present' stands twice; keep one"),
        ("release.yml", "minimum: 1, severity: abort", "minimum: 1, severity: stop", "has the severity 'stop'; use one of abort, warn"),
        ("release.yml", "kind: drift", "kind: change", "is of the kind 'change'; use one of rows, drift, fill, share, distinct"),
        ("release.yml", "kind: rows, minimum: 1, ", "kind: rows, ", "has no bound, so that nothing can break it; give minimum or maximum"),
        ("release.yml", "column: date_start, kind: fill", "column: date_start, kind: rows", "which has no column"),
        ("release.yml", "column: outcome, value: rejected", "column: reason, value: rejected", "a column that may be null"),
        ("vocab/statuses.yml", "id: planned", "id: occurred", "code 'occurred' stands twice; keep one"),
        ("vocab/statuses.yml", "vocabulary: statuses", "vocabulary: status", "is not the file's name; write 'statuses'"),
        ("vocab/roles.yml", "label: Police", "labl: Police", "unknown key 'labl'"),
    ],
)
def test_wrong_files_are_refused(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(schema_dir(), folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_schema(folder)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_json_schema_accepts_rows_and_refuses_others() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    row = {**rows()["participants"][0]}
    jsonschema.validate(row, json_schema("participants"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**row, "role": "KING"}, json_schema("participants"))


def test_overlay_codes_count(tmp_path: Path) -> None:
    (tmp_path / "countries.yml").write_text("XYZ:\n  en: {name: Xyzland}\n", encoding="utf-8")
    column = SCHEMA.tables["events"].columns["source_parties"]
    assert "XYZ" in load_schema(overlays=(tmp_path,)).codes(column)
    assert "XYZ" not in SCHEMA.codes(column)
