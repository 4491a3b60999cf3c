"""Corruption of every kind planted in a good release: each is caught by the check of the folder and told by table, row and rule.

Three ways to plant: in the rows, with files, hashes and checksums all made to fit again, so that only the rules can tell; in one of the
forms of a table, with checksums made to fit; and in the files.
"""

from __future__ import annotations

import copy
import gzip
import json
import random
import shutil
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder.exporters.folder import file_hash, write_sums
from builder.exporters.parquet import read_parquet
from builder.exporters.tables import write_rows
from builder.model import Issue
from builder.release import check_release
from builder.releases.freeze import freeze
from builder.schema import TABLES, load_schema
from builder.validators.failures import key_text
from tests.release_samples import rows
from tests.test_releases import a_run, of
from tests.test_validators import FAULTS, drop, put

Tables = dict[str, list[dict[str, Any]]]
SCHEMA = load_schema()
GOOD = rows()
# Faults of type cannot be written into a typed file, and words are compared with the articles' texts, which a release has not.
NOT_IN_FILES = ("text for a date", "number for a text", "unknown column", "no type", "evidence of other words", "evidence moved")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample rows, with ended events."""
    place = tmp_path_factory.mktemp("gate")
    first = freeze(a_run(place / "one", of(0, 1, 2)), "1.0.0", place / "out").folder
    release = freeze(a_run(place / "two", copy.deepcopy(GOOD)), None, place / "out", first).folder
    faults(release, copy.deepcopy(GOOD), TABLES)
    return release


@pytest.fixture
def copied(good: Path, tmp_path: Path) -> Path:
    shutil.copytree(good, tmp_path / "copy")
    return tmp_path / "copy"


def faults(folder: Path, tables: Tables, names: tuple[str, ...]) -> None:
    """Write tables with all that hangs on them, as if they were good."""
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for name in names:
        run["tables"][name] = write_rows(SCHEMA, name, tables[name], folder, run["release"], ".csv")
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    refit(folder)


def refit(folder: Path) -> None:
    """Hashes in the metadata and checksums as of the files that are there."""
    for name, items, path, key, form in (
        ("datapackage.json", "resources", "path", "hash", "sha256:{}"),
        ("croissant.json", "distribution", "contentUrl", "sha256", "{}"),
    ):
        told = json.loads((folder / name).read_text(encoding="utf-8"))
        for item in told[items]:
            if (folder / item[path]).is_file():
                item[key] = form.format(file_hash(folder / item[path]))
        (folder / name).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    write_sums(folder)


def errors(folder: Path) -> list[Issue]:
    return [issue for issue in check_release(folder) if issue.severity == "error"]


def moved(days: int) -> Callable[[Tables], None]:
    """All dates of the first event, in every table, by some days."""

    def change(tables: Tables) -> None:
        first = tables["events"][0]["event_id"]
        for row in (*tables["events"], *tables["dyads"]):
            if row["event_id"] == first:
                row["date_start"] += timedelta(days=days)
                row["date_end"] += timedelta(days=days)

    return change


def turned(tables: Tables) -> None:
    """Giver and receiver of the first event."""
    event = tables["events"][0]
    event["source_parties"], event["target_parties"] = event["target_parties"], event["source_parties"]


def other_event(table: str, **where: Any) -> Callable[[Tables], None]:
    """A row of the first event put under an event of another article."""

    def change(tables: Tables) -> None:
        first, other = tables["events"][0]["event_id"], tables["events"][4]["event_id"]
        row = next(r for r in tables[table] if r["event_id"] == first and all(r[key] == value for key, value in where.items()))
        row["event_id"] = other

    return change


MORE: dict[str, tuple[Callable[[Tables], None], str]] = {
    "all dates a day earlier": (moved(-1), "events.date_edtf"),
    "all dates a year earlier": (moved(-365), "events.date_edtf"),
    "trigger moved": (put("evidence", start=18, end=25), "events.id_of_trigger"),
    "trigger in the other part": (put("evidence", part="text"), "events.id_of_trigger"),
    "sides turned": (turned, "dyads.direction"),
    "another party": (put("events", source_parties=["USA"]), "events.dyads_all"),
    "another number": (put("dyads", a_cow=365), "dyads.numbers"),
    "number taken away": (put("dyads", b_gw=None), "dyads.numbers"),
    "another topic": (put("events", topics=["arms_trade"]), "evidence.value_coded"),
    "events of an article miscounted": (put("articles", n_events=7), "articles.n_events"),
    "article taken out": (drop("articles", lambda row: row["article_id"] == "art00000"), "events.article_ids.foreign_key"),
    "evidence of another event": (other_event("evidence", column="event_type"), "events.trigger_shown"),
    "participant of another event": (other_event("participants", side="source"), "participants.key_unique"),
    "dyad of another event": (other_event("dyads"), "events.dyads_all"),
    "hash cut": (put("articles", sha256="0" * 63), "articles.sha256.pattern"),
    "unknown language": (put("articles", language="fa"), "articles.language.vocabulary"),
    "unknown outcome": (put("articles", outcome="lost"), "articles.outcome.vocabulary"),
    "unknown fate": (put("tombstones", fate="lost"), "tombstones.fate.vocabulary"),
    "ended for no cause": (put("tombstones", causes=[]), "tombstones.causes.items"),
    "day before newspapers": (put("articles", published_earliest=date(1066, 10, 14)), "articles.published_earliest.minimum"),
}
PLANTED = {**{name: fault for name, fault in FAULTS.items() if name not in NOT_IN_FILES}, **MORE}


def test_the_good_release_is_good(good: Path) -> None:
    assert check_release(good) == [] or errors(good) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_rows_that_break_a_rule_are_told_though_all_hashes_fit(copied: Path, fault: str) -> None:
    change, rule = PLANTED[fault]
    tables = copy.deepcopy(GOOD)
    change(tables)
    names = tuple(name for name in TABLES if tables[name] != GOOD[name])
    faults(copied, tables, names)
    found = [issue for issue in errors(copied) if issue.rule == rule]
    assert found, sorted({issue.rule for issue in errors(copied)})
    table = rule.partition(".")[0]
    keys = {key_text(row, SCHEMA.tables[table].primary_key) for row in tables[table]}
    assert all(issue.table == table and issue.key in keys and issue.message for issue in found)
    assert not [issue for issue in errors(copied) if issue.rule == "release.checksum"]


def changed_parquet(name: str, edit: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    """One form of a table changed by hand, and checksums made to fit."""

    def change(folder: Path) -> None:
        path = folder / f"{name}.parquet"
        pq.write_table(edit(read_parquet(path)), path)
        refit(folder)

    return change


def changed_csv(name: str, edit: Callable[[bytes], bytes], keep_sums: bool = False) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / f"{name}.csv"
        before = path.read_bytes()
        path.write_bytes(edit(before))
        assert path.read_bytes() != before
        if not keep_sums:
            refit(folder)

    return change


def column(name: str, values: Callable[[pa.Table], Any], kind: pa.DataType | None = None) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        place = table.column_names.index(name)
        return table.set_column(place, pa.field(name, kind or table.schema.field(name).type), pa.array(values(table), kind))

    return change


def first(name: str, value: Any) -> Callable[[pa.Table], pa.Table]:
    """Another value in the first row."""
    return lambda table: column(name, lambda t: [value, *t[name].to_pylist()[1:]], table.schema.field(name).type)(table)


def swapped_fields(text: bytes) -> bytes:
    lines = text.split(b"\n")
    return b"\n".join(b",".join([*line.split(b",")[1::-1], *line.split(b",")[2:]]) if line else line for line in lines)


def rows_turned(table: pa.Table) -> pa.Table:
    return table.take(list(range(len(table)))[::-1])


def in_latin_1(text: bytes) -> bytes:
    return text.replace(b"AQIM", "é".encode("latin-1"), 1)


def lines_turned(text: bytes) -> bytes:
    head, *lines = text.rstrip(b"\n").split(b"\n")
    return b"\n".join([head, *lines[::-1]]) + b"\n"


KEY = r"ev[0-9a-f]{16}.*"
FORMS: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "confidence changed in Parquet": (changed_parquet("events", first("confidence", 0.1)), "release.csv", "events", KEY),
    "country changed in Parquet": (changed_parquet("events", first("location_country", "FRA")), "release.csv", "events", KEY),
    "type taken away in Parquet": (changed_parquet("events", first("event_type", None)), "events.event_type.null", "events", KEY),
    "list changed in Parquet": (changed_parquet("events", first("languages", ["ar"])), "release.csv", "events", KEY),
    "name changed in Parquet": (changed_parquet("participants", first("name", "X")), "release.csv", "participants", KEY),
    "row cut from Parquet": (changed_parquet("groups", lambda t: t.slice(1)), "release.csv", "groups", KEY),
    "row twice in Parquet": (changed_parquet("groups", lambda t: pa.concat_tables([t, t.slice(0, 1)])), "groups.key_unique", "groups", KEY),
    "rows of Parquet turned": (changed_parquet("groups", rows_turned), "release.logical", "groups", "run.json"),
    "column dropped": (changed_parquet("events", lambda t: t.drop_columns(["lead"])), "release.column", "events", "lead"),
    "column renamed": (
        changed_parquet("dyads", lambda t: t.rename_columns([f"{n}s" if n == "year" else n for n in t.column_names])), "release.column",
        "dyads", "years?",
    ),
    "column added": (changed_parquet("dyads", lambda t: t.append_column("weight", t["year"])), "release.column", "dyads", "weight"),
    "column of texts": (
        changed_parquet("events", column("n_articles", lambda t: map(str, t["n_articles"].to_pylist()), pa.string())), "release.type",
        "events", "n_articles",
    ),
    "column of other numbers": (
        changed_parquet("events", column("n_articles", lambda t: t["n_articles"].to_pylist(), pa.int64())), "release.type", "events",
        "n_articles",
    ),
    "another table under the name": (
        lambda folder: (shutil.copy(folder / "groups.parquet", folder / "dyads.parquet"), refit(folder))[1], "release.column", "dyads", "a",
    ),
    "value changed in CSV": (changed_csv("events", lambda t: t.replace(b"occurred", b"planned", 1)), "release.csv", "events", KEY),
    "date changed in CSV": (changed_csv("dyads", lambda t: t.replace(b"2018-01-30", b"2018-01-29", 1)), "release.csv", "dyads", KEY),
    "id changed in CSV": (changed_csv("groups", lambda t: t.replace(b"\nev", b"\nex", 1)), "release.csv", "groups", "e[vx].*"),
    "line cut from CSV": (changed_csv("groups", lambda t: t[: t[:-1].rindex(b"\n") + 1]), "release.csv", "groups", KEY),
    "line twice in CSV": (changed_csv("groups", lambda t: t + t[t[:-1].rindex(b"\n") + 1 :]), "release.csv", "groups", "groups.csv"),
    "end of CSV cut": (changed_csv("evidence", lambda t: t[:-40]), "release.csv", "evidence", "evidence.csv"),
    "header changed": (changed_csv("dyads", lambda t: t.replace(b"a_cow", b"cow_a", 1)), "release.csv", "dyads", "dyads.csv"),
    "header cut": (changed_csv("dyads", lambda t: t.partition(b"\n")[2]), "release.csv", "dyads", "dyads.csv"),
    "columns swapped": (changed_csv("dyads", swapped_fields), "release.csv", "dyads", "dyads.csv"),
    "semicolons": (changed_csv("dyads", lambda t: t.replace(b",", b";")), "release.csv", "dyads", "dyads.csv"),
    "other encoding": (changed_csv("groups", in_latin_1), "release.csv", "groups", "groups.csv"),
    "UTF-16": (changed_csv("groups", lambda t: t.decode().encode("utf-16")), "release.csv", "groups", "groups.csv"),
    "byte order mark": (changed_csv("groups", lambda t: b"\xef\xbb\xbf" + t), "release.csv", "groups", "groups.csv"),
    "day as people write it": (
        changed_csv("dyads", lambda t: t.replace(b"2018-01-30", b"30/01/2018", 1)), "release.csv", "dyads", "dyads.csv",
    ),
    "number with a comma": (changed_csv("events", lambda t: t.replace(b"0.9,", b'"0,9",', 1)), "release.csv", "events", "events.csv"),
    "boolean in capitals": (changed_csv("events", lambda t: t.replace(b",true,", b",TRUE,", 1)), "release.csv", "events", "events.csv"),
    "leading zero of a code lost": (changed_csv("events", lambda t: t.replace(b",042,", b",42,", 1)), "release.csv", "events", KEY),
}  # fmt: skip


@pytest.mark.parametrize("fault", FORMS)
def test_forms_of_a_table_that_are_not_one_are_told_though_checksums_fit(copied: Path, fault: str) -> None:
    change, rule, table, key = FORMS[fault]
    change(copied)
    matching = pytest.importorskip("re").compile(key)
    found = [issue for issue in errors(copied) if issue.rule == rule and issue.table == table]
    assert found, [(issue.table, issue.rule, issue.key) for issue in errors(copied)]
    assert any(matching.fullmatch(issue.key) and issue.message for issue in found), [issue.key for issue in found]
    assert not [issue for issue in errors(copied) if issue.rule == "release.checksum"]


def other_value(kind: pa.DataType, value: Any) -> Any:
    """Some other value of the type."""
    if pa.types.is_list(kind):
        return [*(value or []), "x"]
    if pa.types.is_date(kind):
        return (value or date(2018, 1, 1)) + timedelta(days=1)
    if pa.types.is_boolean(kind):
        return not value
    return f"{value or ''}x" if pa.types.is_string(kind) else (value or 0) + 1


def test_any_one_value_changed_in_one_form_is_told_with_its_row(copied: Path) -> None:
    draw = random.Random(5)
    for _ in range(24):
        name = draw.choice([name for name in TABLES if GOOD[name]])
        path = copied / f"{name}.parquet"
        table = read_parquet(path)
        place, label = draw.randrange(len(table)), draw.choice(table.column_names)
        key = SCHEMA.tables[name].primary_key
        row = table.slice(place, 1).to_pylist()[0]
        changed = {**row, label: other_value(table.schema.field(label).type, row[label])}
        values = [*table[label].to_pylist()[:place], changed[label], *table[label].to_pylist()[place + 1 :]]
        pq.write_table(column(label, lambda _, v=values: v, table.schema.field(label).type)(table), path)
        told = {issue.key for issue in errors(copied) if issue.rule == "release.csv" and issue.table == name}
        assert {key_text(row, key), key_text(changed, key)} <= told, (name, label)
        pq.write_table(table, path)


def at(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A file changed, and no checksum made to fit."""

    def change(folder: Path) -> None:
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(edit(before))
        assert path.read_bytes() != before

    return change


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def told(edit: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    """run.json changed, with checksums made to fit."""

    def change(folder: Path) -> None:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        edit(run)
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
        refit(folder)

    return change


def metadata(name: str, edit: Callable[[dict[str, Any]], None] | None) -> Callable[[Path], None]:
    """A metadata file changed, or broken, with checksums made to fit."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        about = json.loads(text)
        if edit:
            edit(about)
        (folder / name).write_text(json.dumps(about) if edit else text[:-5], encoding="utf-8")
        write_sums(folder)

    return change


def packed(folder: Path) -> None:
    """A packed CSV file, its end cut off."""
    text = (folder / "events.csv").read_bytes()
    (folder / "events.csv").unlink()
    (folder / "events.csv.gz").write_bytes(gzip.compress(text, mtime=0)[:-20])
    refit(folder)


FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "Parquet cut": (at("events.parquet", lambda b: b[:-100]), "release.table", "events.parquet"),
    "Parquet empty": (at("events.parquet", lambda b: b""), "release.table", "events.parquet"),
    "a byte of Parquet turned": (
        at("evidence.parquet", lambda b: b[:200] + bytes([b[200] ^ 255]) + b[201:]),
        "release.checksum",
        "evidence.parquet",
    ),
    "Parquet gone": (without("dyads.parquet"), "release.table", "dyads.parquet"),
    "CSV gone": (without("dyads.csv"), "release.table", "dyads.csv"),
    "packed CSV cut": (packed, "release.csv", "events.csv.gz"),
    "lines of CSV turned": (at("groups.csv", lines_turned), "release.checksum", "groups.csv"),
    "line ends of another system": (at("groups.csv", lambda b: b.replace(b"\n", b"\r\n")), "release.checksum", "groups.csv"),
    "codebook edited": (at("codebook.md", lambda b: b.replace(b"Codebook", b"Cookbook")), "release.checksum", "codebook.md"),
    "changelog edited": (at("CHANGELOG.md", lambda b: b + b"\n- all well"), "release.checksum", "CHANGELOG.md"),
    "citation edited": (at("CITATION.cff", lambda b: b.replace(b"1.", b"2.")), "release.checksum", "CITATION.cff"),
    "metadata edited": (at("datapackage.json", lambda b: b.replace(b"events", b"evnets")), "release.checksum", "datapackage.json"),
    "metadata of another version": (
        metadata("datapackage.json", lambda m: m.update(version="9.9.9")),
        "release.metadata",
        "datapackage.json",
    ),
    "metadata with another hash": (
        metadata("croissant.json", lambda m: m["distribution"][0].update(sha256="0" * 64)),
        "release.metadata",
        "croissant.json",
    ),
    "metadata of a file that is not there": (
        metadata("datapackage.json", lambda m: m["resources"][0].update(path="evnets.csv")),
        "release.metadata",
        "datapackage.json",
    ),
    "metadata broken": (metadata("croissant.json", None), "release.metadata", "croissant.json"),
    "rejects edited": (at("quarantine/rejects.csv", lambda b: b + b"x"), "release.checksum", "quarantine/rejects.csv"),
    "rejects gone": (without("quarantine/rejects.csv"), "release.checksum", "quarantine/rejects.csv"),
    "file added": (lambda folder: (folder / "more.csv").write_bytes(b"x"), "release.checksum", "more.csv"),
    "checksums gone": (without("SHA256SUMS"), "release.checksum", "SHA256SUMS"),
    "a checksum changed": (at("SHA256SUMS", lambda b: (b"1" if b[:1] == b"0" else b"0") + b[1:]), "release.checksum", ".zenodo.json"),
    "a checksum cut": (at("SHA256SUMS", lambda b: b.partition(b"\n")[2]), "release.checksum", ".zenodo.json"),
    "checksums in another encoding": (at("SHA256SUMS", lambda b: b.decode().encode("utf-16")), "release.checksum", "events.parquet"),
    "manifest broken": (at("run.json", lambda b: b[1:]), "release.manifest", "run.json"),
    "manifest a list": (at("run.json", lambda b: b"[" + b + b"]"), "release.manifest", "run.json"),
    "manifest gone": (without("run.json"), "release.manifest", "run.json"),
    "rows told otherwise": (told(lambda run: run["tables"]["events"].update(rows=5)), "release.rows", "run.json"),
    "hash told otherwise": (told(lambda run: run["tables"]["events"].update(logical_sha256="0" * 64)), "release.logical", "run.json"),
    "version told otherwise": (told(lambda run: run.update(release="9.9.9")), "release.version", "events.parquet"),
}


@pytest.mark.parametrize("fault", FILES)
def test_changed_files_are_told(copied: Path, fault: str) -> None:
    change, rule, key = FILES[fault]
    change(copied)
    found = [issue for issue in errors(copied) if issue.rule == rule and issue.key == key]
    assert found, [(issue.rule, issue.key) for issue in errors(copied)]
    assert all(issue.table and issue.message for issue in found)


def test_there_are_enough_kinds() -> None:
    kinds: Mapping[str, object] = {**PLANTED, **FORMS, **FILES}
    assert len(kinds) == len(PLANTED) + len(FORMS) + len(FILES) >= 60


OLD = Path(__file__).parent / "releases" / "schema_0.1.0.zip"


def test_a_release_of_an_older_version_is_good_and_its_faults_are_told(tmp_path: Path) -> None:
    """Made before there were ended events, with other vocabularies; what it lacks for its age is no fault."""
    assert errors(OLD) == []
    shutil.unpack_archive(OLD, tmp_path)
    folder = tmp_path / "0.1.0"
    changed_parquet("events", first("confidence", 7.0))(folder)
    found = {(issue.rule, issue.table) for issue in errors(folder)}
    assert {("events.confidence.maximum", "events"), ("release.csv", "events")} <= found


def test_codes_that_a_release_of_other_vocabularies_tells_of_are_its_codes(copied: Path) -> None:
    tables = copy.deepcopy(GOOD)
    put("groups", relation="rival")(tables)
    faults(copied, tables, ("groups",))
    assert "groups.relation.vocabulary" in {issue.rule for issue in errors(copied)}

    def older(run: dict[str, Any]) -> None:
        run["schema_sha256"] = "0" * 64
        run["ontology"]["relations"] += " rival"

    told(older)(copied)
    assert errors(copied) == []
    told(lambda run: run["ontology"].update(relations="target"))(copied)
    assert "groups.relation.vocabulary" in {issue.rule for issue in errors(copied)}
