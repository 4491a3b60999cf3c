"""A release for other programs: Stata, SQLite with search, GraphML; each is read back and holds the same."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.exporters import export
from builder.exporters.stata import names
from builder.release import Release, load
from builder.schema import TABLES, Column, load_schema
from builder.validators import check
from tests.release_samples import rows

SCHEMA = load_schema()
DATASET = {"license": {"id": "CC-BY-4.0", "title": "Attribution 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, one of its days of publication written in Arabic letters."""
    tables = rows()
    long = next(row for row in tables["articles"] if row["outcome"] == "not_relevant")
    long["url"] = "https://example.org/" + "x" * 3000
    checked = check(tables)
    return export(checked.tables, tmp_path_factory.mktemp("made") / "1.2.0", "1.2.0", run={"settings": {"dataset": DATASET}})


@pytest.fixture(scope="module")
def release(folder: Path) -> Release:
    return load(folder)


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def stata(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stata") / "made"
    done = call("export", folder, "--to", "stata", "-o", place)
    assert done.exit_code == 0, done.output
    return place


@pytest.mark.parametrize("name", TABLES)
def test_stata_holds_every_value(stata: Path, release: Release, name: str) -> None:
    with pd.read_stata(stata / f"{name}.dta", iterator=True, convert_categoricals=False) as reader:
        found, labels, told = reader.read(), reader.value_labels(), reader.variable_labels()
    columns = SCHEMA.tables[name].columns
    assert len(found) == len(release.tables[name])
    for label, column in columns.items():
        variable = names(columns)[label]
        given, kept = release.tables[name][label].to_pylist(), found[variable]
        assert told[variable] and len(told[variable]) <= 80
        if variable in labels:
            known = {entry.id: entry.label for v in column.vocabulary for entry in SCHEMA.vocabularies[v].entries.values()}
            assert [None if pd.isna(value) else labels[variable][int(value)] for value in kept] == [known.get(v) for v in given]
        elif column.is_list:
            assert kept.tolist() == ["|".join(items) for items in given]
        elif column.type == "string":
            assert kept.tolist() == [value or "" for value in given]
        elif column.type == "date":
            assert [None if pd.isna(value) else value.date() for value in kept] == given
        else:
            assert [None if pd.isna(value) else value for value in kept] == pytest.approx([None if v is None else float(v) for v in given])


def test_stata_map_leads_from_columns_and_codes_to_variables_and_numbers(stata: Path) -> None:
    with (stata / "variables.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert {(line["table"], line["column"]) for line in lines} == {
        (name, column) for name in TABLES for column in SCHEMA.tables[name].columns
    }
    visit = next(line for line in lines if (line["table"], line["column"], line["code"]) == ("events", "event_type", "visit"))
    assert (visit["variable"], visit["number"], visit["label"]) == ("event_type", "1", "Visit")


def test_names_that_stata_keeps_for_itself_are_changed() -> None:
    column = SCHEMA.tables["events"].columns["lead"]
    wanted = {"if": "if_", "str8": "str8_", "lead": "lead", "x" * 40: "x" * 31 + "_"}
    assert names({name: Column(name, "bool", column.description, column.coded, True) for name in wanted}) == wanted


def test_stata_files_are_the_same_each_time(folder: Path, stata: Path, tmp_path: Path) -> None:
    assert call("export", folder, "--to", "stata", "-o", tmp_path / "again").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        path.name: path.read_bytes() for path in stata.iterdir()
    }


@pytest.fixture
def base(folder: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    done = call("export", folder, "--to", "sqlite", "-o", tmp_path / "events.db")
    assert done.exit_code == 0 and "events.metadata.json" in done.output
    made = sqlite3.connect(tmp_path / "events.db")
    yield made
    made.close()


def test_sqlite_holds_every_row_and_its_keys(base: sqlite3.Connection, release: Release) -> None:
    for name in TABLES:
        assert base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(release.tables[name])
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {row[2] for row in base.execute("PRAGMA foreign_key_list(evidence)")} == {"events", "articles"}
    told = base.execute(
        "SELECT source_parties, date_start, lead FROM events WHERE event_type = 'visit' AND date_start > '' ORDER BY date_start"
    ).fetchone()
    assert (json.loads(told[0]), told[1], told[2]) == (["RUS"], "2018-01-30", 1)
    assert base.execute("SELECT label FROM codes WHERE vocabulary = 'countries' AND code = 'DZA'").fetchone() == ("Algeria",)


@pytest.mark.parametrize("query", ["arriv", "IVANOV", "vano"])
def test_words_of_the_evidence_are_searched(base: sqlite3.Connection, query: str) -> None:
    found = base.execute("SELECT e.words FROM evidence_words(?) w JOIN evidence e ON e.rowid = w.rowid", (f'"{query}"',)).fetchall()
    assert found and all(query.lower() in words.lower() for (words,) in found)


def test_arabic_words_are_found_however_they_are_spelt(tmp_path: Path) -> None:
    tables = check(rows()).tables
    place = tables["evidence"].column_names.index("words")
    words = tables["evidence"]["words"].to_pylist()
    words[0] = "وزيرُ الأمن"
    tables["evidence"] = tables["evidence"].set_column(place, tables["evidence"].schema.field("words"), [words])
    made = export(tables, tmp_path / "1.0.0", "1.0.0")
    assert call("export", made, "--to", "sqlite", "-o", tmp_path / "a.db").exit_code == 0
    base = sqlite3.connect(tmp_path / "a.db")
    for query in ("وزير", "الامن", "الأمن"):
        assert base.execute("SELECT count(*) FROM evidence_words(?)", (f'"{query}"',)).fetchone() == (1,), query
    base.close()


def test_description_for_datasette(folder: Path, tmp_path: Path) -> None:
    assert call("export", folder, "--to", "sqlite", "-o", tmp_path / "events.db").exit_code == 0
    told = json.loads((tmp_path / "events.metadata.json").read_text(encoding="utf-8"))
    assert told["license"] == "Attribution 4.0" and told["title"].endswith("1.2.0")
    tables = told["databases"]["events"]["tables"]
    assert tables["events"]["columns"]["event_type"] == SCHEMA.tables["events"].columns["event_type"].description
    assert tables["evidence"]["fts_table"] == "evidence_words"


def test_the_network_as_graphml(folder: Path, tmp_path: Path) -> None:
    nx = pytest.importorskip("networkx")
    assert call("export", folder, "--to", "graphml", "--directed", "-o", tmp_path / "net.graphml").exit_code == 0
    assert set(nx.read_graphml(tmp_path / "net.graphml").edges) == {("RUS", "DZA"), ("DZA", "RUS")}


def test_an_unknown_form_names_those_that_there_are(folder: Path) -> None:
    done = call("export", folder, "--to", "excel")
    assert done.exit_code == 2 and "'stata', 'sqlite', 'graphml'" in done.output
