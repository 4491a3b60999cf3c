"""Runs frozen into releases, each compared with the one before: versions by rule, tombstones, changelog, what is never overwritten."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder import load
from builder.cli import main
from builder.exporters import export
from builder.release import check_release
from builder.releases import latest as pointer
from builder.releases.contents import ReleaseError
from builder.releases.difference import compare
from builder.releases.freeze import freeze
from builder.releases.written import write_files
from builder.rows import made_id
from builder.validators import check
from tests.release_samples import rows

Tables = dict[str, list[dict[str, Any]]]
SETTINGS = {"overlays": [], "map": {}, "merge": True}


def of(*articles: int) -> Tables:
    """The sample rows of some articles, as a run codes them."""
    wanted = {f"art{number:05}" for number in articles}
    tables = rows(max(articles) + 1)
    events = {row["event_id"] for row in tables["events"] if wanted & set(row["article_ids"])}
    kept = {
        name: [row for row in tables[name] if row["event_id"] in events]
        for name in ("events", "dyads", "participants", "groups", "evidence")
    }
    return {**kept, "articles": [row for row in tables["articles"] if row["article_id"] in wanted], "tombstones": []}


def a_run(folder: Path, tables: Tables, **about: Any) -> Path:
    """A run's folder with these rows, all of which have to be good ones."""
    checked = check(tables)
    assert checked.quarantine == []
    return export(checked.tables, folder, "run", run={"inputs": [], "settings": SETTINGS, **about})


def change(tables: Tables, table: str = "events", place: int = 0, **values: Any) -> Tables:
    tables[table][place].update(values)
    return tables


def steps(tmp_path: Path, *runs: Tables) -> list[Path]:
    """A release of each run, versions as they follow."""
    made: list[Path] = []
    for number, tables in enumerate(runs):
        source = a_run(tmp_path / f"run{number}", tables)
        made.append(freeze(source, None if made else "1.0.0", tmp_path / "out", made[-1] if made else None).folder)
    return made


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_first_release_is_whole_and_good(tmp_path: Path) -> None:
    (folder,) = steps(tmp_path, of(0, 1))
    assert folder.name == "1.0.0"
    assert [issue for issue in check_release(folder) if issue.severity == "error"] == []
    assert (folder / "CHANGELOG.md").read_text(encoding="utf-8").endswith("## 1.0.0\n\nFirst release.\n")
    assert pointer.latest(tmp_path / "out") == folder.resolve()
    assert load(tmp_path / "out" / "latest").version == "1.0.0"


def test_latest_is_a_text_file_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "symlink", refused)
    monkeypatch.setattr(Path, "symlink_to", refused)
    (folder,) = steps(tmp_path, of(0))
    assert (tmp_path / "out" / "latest").read_text(encoding="utf-8") == "1.0.0\n"
    assert pointer.latest(tmp_path / "out") == folder
    assert load(tmp_path / "out" / "latest").version == "1.0.0"


def test_a_release_may_follow_one_of_an_older_version(tmp_path: Path) -> None:
    """It was a run's folder with a version for its name, before there were frozen ones, and had no table of ended events."""
    old = Path(__file__).parent / "releases" / "schema_0.1.0.zip"
    folder = freeze(a_run(tmp_path / "run", of(0, 1)), None, tmp_path / "out", old).folder
    assert folder.name == "0.2.0" and "MINOR: table tombstones is new." in (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {row["last_release"] for row in graves(folder).values()} == {"0.1.0"} and len(graves(folder)) == 17
    assert [issue for issue in check_release(folder, old) if issue.severity == "error"] == []
    with pytest.raises(ReleaseError, match="is a run, not a release"):
        freeze(a_run(tmp_path / "run2", of(0, 1, 2)), None, tmp_path / "out", tmp_path / "run")


def test_nothing_changed_is_no_release(tmp_path: Path) -> None:
    first = steps(tmp_path, of(0, 1))[0]
    with pytest.raises(ReleaseError, match=r"nothing changed since 1\.0\.0"):
        freeze(a_run(tmp_path / "again", of(0, 1)), None, tmp_path / "out", first)


def test_a_release_is_never_overwritten(tmp_path: Path) -> None:
    first = steps(tmp_path, of(0))[0]
    before = {path.name: path.read_bytes() for path in first.iterdir() if path.is_file()}
    with pytest.raises(ReleaseError, match="released and stays as it is"):
        freeze(a_run(tmp_path / "again", of(0, 1)), "1.0.0", tmp_path / "out")
    done = call("run", "examples/niamey.txt", "--out", tmp_path / "out", "--release", "1.0.0", "--workers", 1)
    assert done.exit_code == 2 and "stays as it is" in done.output
    assert before == {path.name: path.read_bytes() for path in first.iterdir() if path.is_file()}


def test_a_run_becomes_the_release_in_its_place(tmp_path: Path) -> None:
    source = a_run(tmp_path / "0.1.0", of(0))
    assert freeze(source, "0.1.0", tmp_path).folder == source
    assert json.loads((source / "run.json").read_text(encoding="utf-8"))["frozen"]["previous"] is None


@pytest.mark.parametrize("moment", ["writing", "moved aside"])
def test_a_release_that_was_killed_is_made_again(tmp_path: Path, moment: str) -> None:
    """As a kill leaves it: half a folder beside, or the run moved aside for the release that was to take its place."""
    source = a_run(tmp_path / "0.1.0", of(0))
    (tmp_path / ".0.1.0.writing-99999").mkdir()
    if moment == "moved aside":
        source.rename(tmp_path / ".0.1.0.old-99999")
    freeze(source, "0.1.0", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.1.0", "latest"]
    assert load(tmp_path / "latest").version == "0.1.0"


def test_a_faulty_run_is_not_published(tmp_path: Path) -> None:
    tables = change(of(0), date_start=None)
    source = export(tables, tmp_path / "run", "run", run={"settings": SETTINGS})
    with pytest.raises(ReleaseError, match=r"faults, and nothing is published: .*events ev"):
        freeze(source, "1.0.0", tmp_path / "out")
    assert not (tmp_path / "out" / "1.0.0").exists() and not (tmp_path / "out" / "latest").exists()


def test_warnings_are_recorded_and_do_not_stop_a_release(tmp_path: Path) -> None:
    done = freeze(a_run(tmp_path / "run", change(of(0), "participants", office="Minister", office_valid=False)), "1.0.0", tmp_path / "out")
    told = json.loads((done.folder / "run.json").read_text(encoding="utf-8"))["frozen"]["warnings"]
    assert told["participants.office_valid"] == 1 and told == dict(Counter(issue.rule for issue in done.warnings))


def renamed_code(run: dict[str, Any]) -> None:
    run["ontology"]["event_types"] = run["ontology"]["event_types"].replace("visit:", "trip:")


def other_meaning(run: dict[str, Any]) -> None:
    run["ontology"]["quad_classes"] = run["ontology"]["quad_classes"][:-1] + "?"


def fewer_codes(run: dict[str, Any]) -> None:
    run["ontology"]["groups"] = run["ontology"]["groups"].replace(" boko_haram", "")


def resources(package: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return next(one for one in package["resources"] if one["name"] == table)["schema"]["fields"]


def column_more(package: dict[str, Any]) -> None:
    resources(package, "dyads").append({"name": "weight", "type": "number"})


def column_fewer(package: dict[str, Any]) -> None:
    resources(package, "dyads").pop()


def column_of_text(package: dict[str, Any]) -> None:
    resources(package, "dyads")[-1]["type"] = "string"


def key_of_more(package: dict[str, Any]) -> None:
    next(one for one in package["resources"] if one["name"] == "dyads")["schema"]["primaryKey"] = ["event_id", "a"]


def edited(folder: Path, name: str, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads((folder / name).read_text(encoding="utf-8"))
    edit(content)
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "edit", "version", "why"),
    [
        ("run.json", renamed_code, "2.0.0", "codes of event_types are gone: trip"),
        ("run.json", other_meaning, "2.0.0", "codes of quad_classes mean something else"),
        ("run.json", fewer_codes, "1.1.0", "codes of groups are new: boko_haram"),
        ("datapackage.json", column_more, "2.0.0", "column dyads.weight is gone"),
        ("datapackage.json", column_fewer, "1.1.0", "column dyads.year is new"),
        ("datapackage.json", column_of_text, "2.0.0", "column dyads.year has the type integer instead of string"),
        ("datapackage.json", key_of_more, "2.0.0", "the key of dyads is another"),
    ],
)
def test_versions_follow_from_what_the_releases_are(
    tmp_path: Path, name: str, edit: Callable[[dict[str, Any]], None], version: str, why: str
) -> None:
    """What the older release is said to have been decides; the files of it are changed here, since the schema is one."""
    first = steps(tmp_path, of(0, 1))[0]
    edited(first, name, edit)
    source = a_run(tmp_path / "next", of(0, 1))
    with pytest.raises(ReleaseError, match=f"use {version}") as told:
        freeze(source, "1.0.1", tmp_path / "out", first)
    assert why in str(told.value)
    assert freeze(source, version, tmp_path / "out", first).folder.name == version


def test_a_longer_period_is_minor_and_corrected_rows_are_a_patch(tmp_path: Path) -> None:
    one, two, three = steps(tmp_path, of(0, 2), of(0, 2, 1), of(0, 2, 1, 3))
    assert (one.name, two.name, three.name) == ("1.0.0", "1.0.1", "1.1.0")
    told = (three / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "MINOR: the period of publication is 2018-01-31 to 2018-05-31 instead of 2018-01-31 to 2018-04-21." in told
    assert [line for line in told.splitlines() if line.startswith("## ")] == ["## 1.1.0", "## 1.0.1", "## 1.0.0"]


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("1.0.0", "does not come after 1.0.0"),
        ("0.9.0", "does not come after 1.0.0"),
        ("1.1.0", "the changes are PATCH .* use 1.0.1"),
        ("2.0.0", "the changes are PATCH .* use 1.0.1"),
        ("1.0.2", "use 1.0.1"),
        ("1.1", "three numbers"),
        ("v1.0.1", "three numbers"),
        ("1.0.01", "three numbers"),
    ],
)
def test_a_wrong_version_is_refused_with_the_reason(tmp_path: Path, version: str, why: str) -> None:
    first = steps(tmp_path, of(0, 2))[0]
    source = a_run(tmp_path / "next", of(0, 1, 2))
    with pytest.raises(ReleaseError, match=why):
        freeze(source, version, tmp_path / "out", first)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1.0.0", "latest"]


def test_one_point_nought_may_follow_any_0_release(tmp_path: Path) -> None:
    first = freeze(a_run(tmp_path / "run0", of(0, 2)), "0.3.1", tmp_path / "out").folder
    assert freeze(a_run(tmp_path / "run1", of(0, 1, 2)), "1.0.0", tmp_path / "out", first).folder.name == "1.0.0"


def ids(tables: Tables, article: str) -> list[str]:
    return [row["event_id"] for row in tables["events"] if article in row["article_ids"]]


def graves(folder: Path) -> dict[str, Mapping[str, Any]]:
    return {row["event_id"]: row for row in load(folder).tables["tombstones"].to_pylist()}


def test_a_withdrawn_article_ends_its_events(tmp_path: Path) -> None:
    one, two = steps(tmp_path, of(0, 1, 2), of(0, 2))
    ended = graves(two)
    assert set(ended) == set(ids(of(0, 1, 2), "art00001")) and graves(one) == {}
    assert {(row["fate"], row["last_release"], row["ended_release"]) for row in ended.values()} == {("withdrawn", "1.0.0", "1.0.1")}
    assert {cause for row in ended.values() for cause in row["causes"]} == {"input"}
    assert [issue for issue in check_release(two) if issue.severity == "error"] == []


def merged(tables: Tables, taken: str, into: str) -> Tables:
    """The tables with one event taken into another of the same parties, as merging leaves them."""
    gone = next(row for row in tables["events"] if row["event_id"] == taken)
    heir = next(row for row in tables["events"] if row["event_id"] == into)
    articles = sorted({*heir["article_ids"], *gone["article_ids"]})
    heir |= {"article_ids": articles, "n_articles": len(articles), "last_published": max(heir["last_published"], gone["last_published"])}
    heir["first_published"] = min(heir["first_published"], gone["first_published"])
    moved = [{**row, "event_id": into} for row in tables["evidence"] if row["event_id"] == taken]
    for name in ("events", "dyads", "participants", "groups", "evidence"):
        tables[name] = [row for row in tables[name] if row["event_id"] != taken]
    tables["evidence"] += [row for row in moved if row["value"] is None or row["column"] == "participants"]
    return tables


def first_of_type(tables: Tables, kind: str, article: str) -> str:
    return next(row["event_id"] for row in tables["events"] if row["event_type"] == kind and article in row["article_ids"])


def test_a_merged_event_leads_to_its_successor_through_later_releases(tmp_path: Path) -> None:
    tables = of(0, 1, 2)
    zero, one, two = (first_of_type(tables, "visit", f"art{number:05}") for number in range(3))
    second = merged(of(0, 1, 2), two, one)
    third = merged(merged(of(0, 1, 2), two, one), one, zero)
    fourth = of(1, 2)
    for name in ("events", "dyads", "participants", "groups", "evidence"):
        fourth[name] = [row for row in fourth[name] if row["event_id"] not in (one, two)]
    releases = steps(tmp_path, tables, second, third, fourth)
    told = [{key: (row["fate"], row["successors"]) for key, row in graves(folder).items() if key in (one, two)} for folder in releases]
    assert told[1] == {two: ("merged", [one])}
    assert told[2] == {two: ("merged", [zero]), one: ("merged", [zero])}
    assert told[3] == {two: ("withdrawn", []), one: ("withdrawn", [])}
    assert graves(releases[3])[two]["ended_release"] == "1.0.1"
    write_files(releases[0], releases[1], tmp_path / "d")
    assert f"told now by <a href=#{one}>" in (tmp_path / "d" / "changes.html").read_text(encoding="utf-8")
    assert f"| `{two}` | removed |  |  | `{one}` | unknown |" in (tmp_path / "d" / "changes.md").read_text(encoding="utf-8")


def test_a_story_that_falls_apart_is_split(tmp_path: Path) -> None:
    """Its first article, which gave it its id, is taken out, and the two others are no longer taken for one."""
    tables = of(0, 1, 2)
    zero, one, two = (first_of_type(tables, "visit", f"art{number:05}") for number in range(3))
    whole = merged(merged(tables, two, zero), one, zero)
    apart = steps(tmp_path, whole, of(1, 2))[1]
    assert (graves(apart)[zero]["fate"], graves(apart)[zero]["successors"]) == ("split", sorted([one, two]))
    assert graves(apart)[zero]["causes"] == ["input"]


def test_no_id_is_ever_lost(tmp_path: Path) -> None:
    """Whatever comes and goes: an id that was published stands for an event, or leads to events that are there, or is withdrawn."""
    draw = random.Random(11)
    shown: set[str] = set()
    last: Path | None = None
    kept: tuple[int, ...] = ()
    for number in range(7):
        chosen = kept
        while chosen == kept:
            chosen = tuple(sorted(draw.sample(range(6), draw.randint(2, 5))))
        kept = chosen
        source = a_run(tmp_path / f"run{number}", of(*chosen))
        last = freeze(source, None if last else "1.0.0", tmp_path / "out", last).folder
        events, ended = set(load(last).events.event_id), graves(last)
        shown |= events
        assert shown == events | set(ended) and not events & set(ended)
        assert all(set(row["successors"]) <= events for row in ended.values())
    assert len(shown) > len(events)


def test_words_read_at_another_place_lead_on_and_one_event_may_become_two(tmp_path: Path) -> None:
    """The same type and parties of the same article under a new id is where the story is told now."""
    tables = of(0, 1)
    old = first_of_type(tables, "visit", "art00000")
    new = made_id("art00000", "title", tables["evidence"][0]["start"] + 1)
    moved = json.loads(json.dumps(of(0, 1), default=str).replace(old, new))
    for name, day in (("events", "date_start"), ("events", "date_end"), ("dyads", "date_start"), ("dyads", "date_end")):
        for row, good in zip(moved[name], tables[name], strict=True):
            row[day] = good[day]
    for name in ("events", "articles"):
        for row, good in zip(moved[name], tables[name], strict=True):
            row |= {key: value for key, value in good.items() if "publish" in key}
    for row in moved["evidence"]:
        if row["event_id"] == new and row["column"] == "event_type":
            row |= {"start": row["start"] + 1, "words": row["words"][1:]}
    two = steps(tmp_path, tables, moved)[1]
    assert (graves(two)[old]["fate"], graves(two)[old]["successors"]) == ("merged", [new])
    assert graves(two)[old]["causes"] == ["unknown"]


def test_an_id_that_is_back_is_ended_no_more(tmp_path: Path) -> None:
    _, two, three = steps(tmp_path, of(0, 1, 2), of(0, 2), of(0, 1, 2))
    assert len(graves(two)) == 3 and graves(three) == {}
    assert "are told again" in (three / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [issue for issue in check_release(three) if issue.severity == "error"] == []


def test_an_id_taken_over_by_another_event_is_refused(tmp_path: Path) -> None:
    first = steps(tmp_path, of(0, 1))[0]
    other = of(0, 1)
    event = next(row for row in other["events"] if row["event_type"] == "mechanism" and row["article_ids"] == ["art00000"])
    event |= {"event_type": "operation", "source_parties": ["USA"], "target_parties": ["FRA"], "trigger": "attacked"}
    event |= {"plover_type": "COOPERATE", "plover_mode": None, "cameo_code": "062", "quad_class": "material_cooperation"}
    other["dyads"] = [row for row in other["dyads"] if row["event_id"] != event["event_id"]]
    other["evidence"] = [row for row in other["evidence"] if row["event_id"] != event["event_id"] or row["column"] == "event_type"]
    dyad = next(row for row in other["dyads"]) | {
        "a": "FRA",
        "b": "USA",
        "a_cow": 220,
        "a_gw": 220,
        "b_cow": 2,
        "b_gw": 2,
        "direction": "mutual",
    }
    copied = ("event_id", "event_type", "status", "background", "date_start", "date_end", "date_precision")
    other["dyads"].append(dyad | {name: event[name] for name in copied} | {"year": event["date_start"].year})
    next(row for row in other["articles"] if row["article_id"] == "art00000")["sha256"] = "0" * 64
    with pytest.raises(ReleaseError, match="article 'art00000' has another text now; give the new text an id of its own"):
        freeze(a_run(tmp_path / "next", other), None, tmp_path / "out", first)


def test_an_ended_id_taken_over_by_another_event_is_refused(tmp_path: Path) -> None:
    """The article was taken out, and another text came back under its id, which tells something else at the same place."""
    _, second = steps(tmp_path, of(0, 1), of(1))
    other = of(0, 1)
    for row in (row for row in other["events"] if "art00000" in row["article_ids"]):
        row |= {
            "source_parties": ["USA"],
            "target_parties": ["FRA"],
            "event_type": "call",
            "plover_type": "CONSULT",
            "plover_mode": "phone",
        }
        row |= {"cameo_code": "041", "quad_class": "verbal_cooperation"}
    ours = set(ids(other, "art00000"))
    copied = ("event_type", "status", "background", "date_start", "date_end", "date_precision")
    numbers = {"a": "FRA", "b": "USA", "a_cow": 220, "a_gw": 220, "b_cow": 2, "b_gw": 2, "direction": "a_to_b"}
    other["dyads"] = [row for row in other["dyads"] if row["event_id"] not in ours] + [
        {"event_id": row["event_id"], **numbers, **{name: row[name] for name in copied}, "year": row["date_start"].year}
        for row in other["events"]
        if row["event_id"] in ours
    ]
    for row in other["dyads"]:
        if row["event_id"] in ours:
            row["direction"] = "b_to_a"
    other["participants"] = [row for row in other["participants"] if row["event_id"] not in ours]
    other["evidence"] = [row for row in other["evidence"] if row["event_id"] not in ours or row["column"] == "event_type"]
    with pytest.raises(ReleaseError, match=r"that ended in 1.0.1, since article 'art00000' has another text"):
        freeze(a_run(tmp_path / "next", other), None, tmp_path / "out", second)


def test_ids_made_in_another_way_are_a_broken_key(tmp_path: Path) -> None:
    first = steps(tmp_path, of(*range(8)))[0]
    other = of(*range(8))
    for name in ("events", "dyads", "participants", "groups", "evidence"):
        for row in other[name]:
            row["event_id"] = "ev" + row["event_id"][:1:-1]
    with pytest.raises(ReleaseError, match=r"identifiers are made in another way: 24 of 24 .* use 2\.0\.0"):
        freeze(a_run(tmp_path / "next", other), "1.0.1", tmp_path / "out", first)


def test_a_release_that_was_cut_off_before_latest_moved_is_found(tmp_path: Path) -> None:
    one, two = steps(tmp_path, of(0, 2), of(0, 1, 2))
    pointer.point_latest(tmp_path / "out", one.name)
    assert pointer.latest(tmp_path / "out") == two
    done = call("release", "--from", tmp_path / "run1", "--out", tmp_path / "out", "--no-suite")
    assert "nothing changed since 1.0.1" in done.output and load(tmp_path / "out" / "latest").version == "1.0.1"
    pointer.point_latest(tmp_path / "out", one.name)
    two.rename(two.with_name(f".{two.name}.writing-99999"))  # nearly done, and killed
    assert pointer.latest(tmp_path / "out") == one.resolve()


MADE_OF = {"code": {"a.py": "1"}, "grammar": {"ar.yml": "1"}, "schemas": {"events.yml": "1"}, "vocabularies": {"vocab/people.csv": "1"}}


@pytest.mark.parametrize(
    ("about", "causes"),
    [
        ({"made_of": {**MADE_OF, "grammar": {"ar.yml": "2"}}}, "coder"),
        ({"made_of": {**MADE_OF, "vocabularies": {"vocab/people.csv": "2"}}}, "knowledge_base"),
        ({"made_of": {**MADE_OF, "grammar": {}, "vocabularies": {}}}, "coder + knowledge_base"),
        ({"made_of": MADE_OF, "settings": {**SETTINGS, "merge": False}}, "settings"),
        ({"made_of": MADE_OF}, "unknown"),
    ],
)
def test_a_change_without_other_input_has_the_cause_that_changed(tmp_path: Path, about: dict[str, Any], causes: str) -> None:
    old = a_run(tmp_path / "old", of(0, 1), made_of=MADE_OF)
    new = a_run(tmp_path / "new", change(of(0, 1), confidence=0.25), **about)
    found = compare(old, new).rows.to_pylist()
    assert [(row["column"], row["old"], row["new"], " + ".join(row["causes"])) for row in found] == [("confidence", "0.9", "0.25", causes)]


def test_another_text_is_the_cause_of_what_changed_in_its_events_alone(tmp_path: Path) -> None:
    old = a_run(tmp_path / "old", of(0, 1), made_of=MADE_OF)
    tables = change(of(0, 1), confidence=0.25)
    next(row for row in tables["events"] if row["article_ids"] == ["art00001"])["confidence"] = 0.25
    tables["articles"][0]["sha256"] = "0" * 64
    new = a_run(tmp_path / "new", tables, made_of={**MADE_OF, "code": {}})
    events = [row for row in compare(old, new).rows.to_pylist() if row["table"] == "events"]
    assert sorted((row["causes"], row["key"] in ids(of(0, 1), "art00000")) for row in events) == [(["coder"], False), (["input"], True)]


def test_a_difference_is_told_as_table_text_and_page(tmp_path: Path) -> None:
    one, two = steps(tmp_path, of(0, 1, 2), change(of(0, 2, 3), location_name="<b>العاصمة</b>"))
    done = call("diff", one, two, "-o", tmp_path / "d", "--md", tmp_path / "x.md", "--html", tmp_path / "x.html")
    assert done.exit_code == 5 and "events: 3 added, 3 removed, 1 changed" in done.output
    assert {path.name for path in (tmp_path / "d").iterdir()} == {"changes.parquet", "changes.csv", "changes.md", "changes.html"}
    assert (tmp_path / "x.md").read_bytes() == (tmp_path / "d" / "changes.md").read_bytes()
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;العاصمة&lt;/b&gt;" in page and "<b>العاصمة" not in page
    assert "http" not in page.replace("https://", "").partition("<main>")[0] and "src=" not in page
    gone = ids(of(0, 1, 2), "art00001")
    assert all(f"id={key} class=removed" in page for key in gone) and all(f"`{key}`" in (tmp_path / "x.md").read_text() for key in gone)
    lines = [json.loads(line) for line in call("diff", one, two, "--json").stdout.splitlines()]
    assert {row["key"] for row in lines if row["table"] == "events" and row["change"] == "removed"} == set(gone)


def test_the_order_of_releases_is_all_that_sets_added_and_removed_apart(tmp_path: Path) -> None:
    one, two = steps(tmp_path, of(0, 1, 2), of(0, 2, 3))
    there, back = compare(one, two), compare(two, one)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}

    def told(rows: list[dict[str, Any]]) -> set[tuple[str, ...]]:
        return {(row["table"], row["key"], row["change"]) for row in rows}

    assert {(t, k, swapped[c]) for t, k, c in told(there.rows.to_pylist())} == told(back.rows.to_pylist())
    assert not compare(one, one).any


def test_differences_have_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, two = steps(tmp_path, of(0, 1, 2), of(0, 2, 3))
    for name in ("a", "b"):
        write_files(one, two, tmp_path / name)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert first == second


def test_the_command_proposes_and_publishes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    source = a_run(out / "run", of(0, 2))
    assert call("release", "--from", source, "--out", out, "--propose").output.startswith("0.1.0 (there is no release before")
    assert call("release", "--from", source, "--out", out).exit_code == 1
    assert call("release", "1.0.0", "--from", source, "--out", out, "--gzip", "--no-suite").exit_code == 0
    assert (out / "latest" / "events.csv.gz").is_file()
    a_run(source, of(0, 1, 2))
    assert json.loads(call("release", "--from", source, "--out", out, "--propose", "--json").output)["version"] == "1.0.1"
    done = call("release", "1.1.0", "--from", source, "--out", out)
    assert done.exit_code == 1 and "use 1.0.1" in done.output
    assert call("release", "--from", source, "--out", out).exit_code == 0
    result = json.loads((out / "latest" / "validation" / "result.json").read_text(encoding="utf-8"))
    assert next(one for one in result["release"] if one["id"] == "articles_steady")["measured"] == 1.5
    assert (out / "latest" / "validation" / "index.html").is_file()
    assert load(out / "latest").version == "1.0.1"
    assert call("validate", "--no-suite", out / "latest").exit_code == 0


def test_no_clock_but_the_day_that_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (folder,) = steps(tmp_path, of(0))
    assert "## 1.0.0 (2023-11-14)" in (folder / "CHANGELOG.md").read_text(encoding="utf-8")
