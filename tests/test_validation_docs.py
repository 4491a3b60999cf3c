"""The suite's result and Data Docs: every rule told, the same bytes each time, nothing fetched, failures shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from builder.cli import main
from builder.exporters import export
from builder.schema import TABLES, Expectation, load_schema
from builder.validators import check
from builder.validators.columns import typed
from builder.validators.docs import broken, validation_files
from builder.validators.expectations import expectation_issues
from builder.validators.suite import run_suite
from tests.release_samples import rows

SCHEMA = load_schema()
SAMPLE = {name: typed(SCHEMA, name, rows().get(name, []))[0] for name in TABLES}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Of a release with a type of event that no vocabulary has."""
    wrong = rows()
    wrong["events"][0]["event_type"] = "party"
    return validation_files({**SAMPLE, "events": typed(SCHEMA, "events", wrong["events"])[0]}, SCHEMA, {"events": 10})


def test_the_result_tells_the_failing_rule_with_its_row(files: dict[str, str]) -> None:
    assert broken(files) == ["events.event_type.vocabulary"]
    suites = json.loads(files["result.json"])["suites"]
    told = next(one for one in suites["events"] if not one["success"])
    assert (told["rows"], told["unexpected_count"], told["severity"]) == ([0], 1, "error")
    assert sum(map(len, suites.values())) > 300


def test_the_result_tells_what_was_measured_of_the_release(files: dict[str, str]) -> None:
    told = {one["id"]: one for one in json.loads(files["result.json"])["release"]}
    assert set(told) == {one.id for one in SCHEMA.expectations}
    assert told["events_steady"]["measured"] == 1.5 and told["events_steady"]["met"] is True
    assert told["articles_steady"]["measured"] is None and told["articles_steady"]["met"] is None


@pytest.mark.parametrize("name", [f"{name}.html" for name in ("index", *TABLES)])
def test_pages_open_without_a_network(files: dict[str, str], name: str) -> None:
    page = LexborHTMLParser(files[name])
    assert page.css("script, link, img, iframe, form, [src], [onclick]") == []
    assert not re.search(r"https?:|url\(|@import", files[name])
    links = {node.attributes["href"] or "" for node in page.css("a[href]")}
    assert links <= set(files)


def test_pages_hold_no_clock_and_no_chance(files: dict[str, str]) -> None:
    whole = "".join(files.values())
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|\d{8}T\d{6}", whole)
    assert not re.search(r"\b20(?:2[5-9]|[3-9]\d)-\d\d-\d\dT", whole)


def test_a_failure_is_shown_on_its_page_and_counted_on_the_first(files: dict[str, str]) -> None:
    page = LexborHTMLParser(files["events.html"])
    failed = next(node for node in page.css("tr") if node.css_first(".fa-times") and "party" in node.text())
    assert "must belong to this set" in failed.text() and "1 unexpected values found" in failed.text()
    counts = next(node for node in LexborHTMLParser(files["index.html"]).css("tr") if node.text().strip().startswith("events"))
    assert [cell.text() for cell in counts.css("td")][3:] == ["0", "1"]


# Fifteen events, a third of them visits, three types, thirteen dated, two in three with a group; twenty in the last release.
MEASURED = [
    ("rows", {}, "maximum", 15.0),
    ("fill", {"column": "date_start"}, "minimum", 13 / 15),
    ("fill", {"column": "threat_groups"}, "minimum", 2 / 3),
    ("share", {"column": "event_type", "value": "visit"}, "maximum", 1 / 3),
    ("share", {"column": "event_type", "value": "visit"}, "minimum", 1 / 3),
    ("distinct", {"column": "event_type"}, "minimum", 3.0),
    ("drift", {}, "minimum", 0.75),
]


def test_both_validators_judge_a_release_alike() -> None:
    """Each kind of expectation with its bound at what is measured, and just beyond it."""
    met, missed = [], []
    for number, (kind, about, side, bound) in enumerate(MEASURED):
        beyond = bound + (0.01 if bound < 1 else 1) * (1 if side == "minimum" else -1)
        met.append(Expectation(f"met{number}", "events", kind, "abort", "Told.", **about, **{side: bound}))
        missed.append(Expectation(f"missed{number}", "events", kind, "abort", "Told.", **about, **{side: beyond}))
    schema = replace(SCHEMA, expectations=(*met, *missed))
    only = {**{name: table.slice(0, 0) for name, table in SAMPLE.items()}, "events": SAMPLE["events"]}
    mine = [issue.rule for issue in expectation_issues(schema, only, {"events": 20})]
    theirs = [one.rule for one in run_suite(only, schema, {"events": 20}) if not one.success]
    assert sorted(mine) == sorted(theirs) == sorted(f"release.{one.id}" for one in missed)


def test_validate_writes_the_pages_beside_the_release(tmp_path: Path) -> None:
    release = export(check(rows()).tables, tmp_path / "1.0.0", "1.0.0", beside={"rejects": rows()["rejects"]})
    done = CliRunner().invoke(main, ["validate", str(release), "--docs", str(tmp_path / "docs")])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "docs").iterdir()} == {"index.html", "result.json", *(f"{name}.html" for name in TABLES)}
    refused = CliRunner().invoke(main, ["validate", str(release), "--docs", str(release / "docs")])
    assert refused.exit_code == 2 and "give a folder beside it" in refused.output
