"""Release folders: the same bytes for the same rows, CSV that comes back typed, whole or not at all, tampering told."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.exporters import export
from builder.exporters.codebook import codebook
from builder.exporters.csvfile import csv_texts, parse_field, read_csv, split_list
from builder.exporters.howsure import how_sure, interval
from builder.exporters.parquet import read_parquet
from builder.model import Issue
from builder.parsers.learned.confidence import TABLE
from builder.release import check_release, load
from builder.schema import BESIDE, TABLES, load_schema
from builder.strict import load_yaml
from builder.validators import check
from tests.release_samples import rows

SCHEMA = load_schema()


def make(folder: Path, tables: dict[str, list[dict[str, Any]]], **options: Any) -> Path:
    checked = check(tables)
    return export(checked.tables, folder, "0.1.0", beside={"rejects": tables["rejects"], "quarantine": checked.quarantine}, **options)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made") / "0.1.0", rows())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_rows_in_any_order_give_the_same_bytes(release: Path, tmp_path: Path) -> None:
    shuffled = rows()
    for items in shuffled.values():
        random.Random(7).shuffle(items)
    assert contents(make(tmp_path / "other", shuffled)) == contents(release)


def test_a_release_has_every_file(release: Path) -> None:
    wanted = {f"{name}.{kind}" for name in TABLES for kind in ("parquet", "csv")}
    wanted |= {f"quarantine/{name}.{kind}" for name in BESIDE for kind in ("parquet", "csv")}
    wanted |= {
        "codebook.md",
        "codebook.html",
        "datapackage.json",
        "croissant.json",
        ".zenodo.json",
        "CITATION.cff",
        "run.json",
        "SHA256SUMS",
    }
    assert set(contents(release)) == wanted
    run = json.loads((release / "run.json").read_text(encoding="utf-8"))
    assert run["tables"]["events"]["rows"] == len(rows()["events"])


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
@pytest.mark.parametrize("name", TABLES)
def test_csv_comes_back_as_the_typed_table(tmp_path: Path, name: str, suffix: str) -> None:
    folder = make(tmp_path / "r", rows(), csv_suffix=suffix)
    table = read_csv(folder / f"{name}{suffix}", SCHEMA, name)
    assert table.equals(read_parquet(folder / f"{name}.parquet").cast(table.schema))


@given(st.lists(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_list_and_text_survive_csv(items: list[str]) -> None:
    kind = pa.list_(pa.string())
    field = csv_texts(pa.array([items], kind)).to_pylist()[0]
    assert parse_field(field, kind) == items
    assert not field or field[0] not in "=+-@\t\r"
    for item in items:
        text = csv_texts(pa.array([item])).to_pylist()[0]
        assert parse_field(text, pa.string()) == item and text[0] not in "=+-@\t\r"


def test_list_separator() -> None:
    assert split_list(r"a|b\|c|d\\") == ["a", "b|c", "d\\"]


def test_csv_opens_without_this_program(release: Path) -> None:
    with (release / "events.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert list(found[0]) == list(SCHEMA.tables["events"].columns)
    assert {row["cameo_code"] for row in found} == {"042", "040", "050"}


@pytest.mark.parametrize("name", TABLES)
def test_parquet_carries_descriptions_and_no_clock(release: Path, name: str) -> None:
    schema = pq.read_schema(release / f"{name}.parquet")
    told = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert told == {column.name: column.description for column in SCHEMA.tables[name].columns.values()}
    assert set(schema.metadata) == {b"description", b"release", b"schema_version", b"table"}


def test_a_release_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "0.1.0", rows())
    before = contents(folder)
    monkeypatch.setattr("builder.exporters.codebook", lambda schema: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make(folder, rows(2))
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["0.1.0"]
    with pytest.raises(FileExistsError):
        make(folder, rows(), replace=False)


def test_codebook_describes_every_column_and_code() -> None:
    text = codebook()
    for name in (*TABLES, *BESIDE):
        for column in SCHEMA.tables[name].columns.values():
            assert f"### {name}.{column.name}\n" in text
            for vocabulary in column.vocabulary:
                assert all(f"| `{code}` |" in text for code in SCHEMA.vocabularies[vocabulary].ids)


def test_codebook_tells_how_sure_events_are() -> None:
    text = codebook()
    measured = load_yaml(TABLE)
    assert "## How sure" in text
    for row in measured["reliability"]:
        assert f"| {row['from']:.1f} to {row['to']:.1f} | {row['n']} | {row['mean']:.2f} | {row['share']:.2f} |" in text
    assert f"{measured['basis']['events']} news events" in text
    section = text.partition("### Doubt by column")[2].partition("\n## ")[0]
    doubted = {f"{name}.{c.name}" for name in TABLES for c in SCHEMA.tables[name].columns.values() if c.certainty}
    assert doubted and all(f"[`{name}`]" in section for name in doubted)


def test_codebook_without_measurements_says_so(tmp_path: Path) -> None:
    assert "raw score" in "".join(how_sure(SCHEMA, tmp_path / "confidence.yml"))


@pytest.mark.parametrize(("share", "n", "low", "high"), [(0.0, 10, 0.0, 0.278), (0.5, 100, 0.404, 0.596), (1.0, 10, 0.722, 1.0)])
def test_interval_of_a_share(share: float, n: int, low: float, high: float) -> None:
    assert interval(share, n) == pytest.approx((low, high), abs=0.001)


def test_frames_have_proper_types(release: Path) -> None:
    loaded = load(release, verify=True)
    assert loaded.version == "0.1.0"
    events = loaded.events
    assert str(events["event_type"].dtype) == "category" and str(events["n_articles"].dtype) == "Int32"
    assert str(events["date_start"].dtype).startswith("datetime64") and str(events["background"].dtype) == "boolean"
    assert isinstance(events["source_parties"][0], list)


def test_a_zipped_release_loads(release: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "release"), "zip", release.parent, release.name)
    assert len(load(archive, verify=True).events) == len(load(release).events)
    assert [issue for issue in check_release(archive) if issue.severity == "error"] == []


def numbers_changed(release: Path, folder: Path, **run: Any) -> list[Issue]:
    """What is found where Algeria has Russia's number; ``run`` overrides run.json."""
    shutil.copytree(release, folder)
    table = read_parquet(folder / "dyads.parquet")
    place = table.column_names.index("a_cow")
    values = pa.array([365] * len(table), pa.int32())
    pq.write_table(table.set_column(place, "a_cow", values), folder / "dyads.parquet")
    about = json.loads((folder / "run.json").read_text(encoding="utf-8")) | run
    (folder / "run.json").write_text(json.dumps(about), encoding="utf-8")
    return [issue for issue in check_release(folder) if issue.rule == "dyads.numbers"]


def test_numbers_of_states_are_those_of_the_list_of_countries(release: Path, tmp_path: Path) -> None:
    issues = numbers_changed(release, tmp_path / "changed")
    assert {(issue.severity, issue.column, issue.value) for issue in issues} == {("error", "a_cow", "365")}


def test_numbers_of_another_list_are_a_warning(release: Path, tmp_path: Path) -> None:
    issues = numbers_changed(release, tmp_path / "older", schema_sha256="of an older list")
    assert {issue.severity for issue in issues} == {"warning"}


def test_codes_of_an_overlay_are_accepted_with_it_and_loaded(tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "countries.yml").write_text("XKA: {cow: 998, en: {name: Examplia}}\n", encoding="utf-8")
    tables = rows()
    first = tables["events"][0]
    for row in (row for row in tables["dyads"] if row["event_id"] == first["event_id"]):
        row |= {"a": "RUS", "b": "XKA", "a_cow": 365, "a_gw": 365, "b_cow": 998, "b_gw": None, "direction": "a_to_b"}
    first["target_parties"] = ["XKA"]
    for name in ("participants", "evidence"):
        tables[name] = [row for row in tables[name] if row["event_id"] != first["event_id"] or row.get("column") == "event_type"]
    schema = load_schema(overlays=(extra,))
    checked = check(tables, schema)
    assert checked.quarantine == []
    run = {"settings": {"overlays": [{"name": "extra"}]}}
    folder = export(checked.tables, tmp_path / "r", "0.1.0", run=run, beside={"rejects": tables["rejects"]}, schema=schema)
    assert [issue for issue in check_release(folder, overlays=(extra,)) if issue.severity == "error"] == []
    assert "dyads.b.vocabulary" in {issue.rule for issue in check_release(folder)}
    assert "XKA" in set(load(folder).dyads["b"])
    assert "Examplia" in (folder / "codebook.md").read_text(encoding="utf-8")
    assert '"XKA"' in (folder / "datapackage.json").read_text(encoding="utf-8")
