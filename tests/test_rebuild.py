"""A release made anew from its inputs is the same to the byte; where it is not, what differs is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.exporters.folder import write_sums

FIRST = [
    {
        "id": "en-1",
        "title": "Defence ministers of Egypt and France meet in Paris",
        "text": "The defence minister of Egypt met his French counterpart in Paris on Tuesday. They discussed counter-terrorism.",
        "published": "2021-06-16",
    },
    {
        "id": "ar-1",
        "title": "وزير الدفاع الأردني يزور الجزائر",
        "text": "وصل وزير الدفاع الأردني أمس الأربعاء إلى الجزائر في زيارة رسمية بحث خلالها التعاون العسكري.",
        "published": "2021-06-17",
    },
    {"id": "en-2", "title": "Rain", "text": "It rained all day.", "published": "2021-06-18"},
]
SECOND = [
    *FIRST[:1],
    *FIRST[2:],
    {
        "id": "fr-1",
        "title": "La France et le Niger signent un accord",
        "text": "La France et le Niger ont signé mercredi un accord de coopération militaire à Niamey.",
        "published": "2021-09-30",
    },
]


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(path: Path, articles: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases, out/0.1.0 and out/0.2.0, with their inputs in one/ and two/."""
    base = tmp_path_factory.mktemp("base")
    lines(base / "one" / "articles.jsonl", FIRST)
    lines(base / "two" / "articles.jsonl", SECOND)
    for name, version, suite in (("one", "0.1.0", "--no-suite"), ("two", "0.2.0", "--suite")):
        done = call("run", base / name, "--out", base / "out", "--release", "run", "--workers", 1, "--quiet")
        assert done.exit_code == 0, done.output
        done = call("release", version, "--from", base / "out" / "run", "--out", base / "out", suite)
        assert done.exit_code == 0, done.output
    return base


def copy(base: Path, place: Path, version: str = "0.1.0") -> Path:
    shutil.copytree(base / "out" / version, place / version)
    return place / version


def rebuilt(release: Path, inputs: Path, *more: object) -> dict[str, Any]:
    done = call("rebuild", release, "--inputs", inputs, "--json", *more)
    assert done.exit_code in (0, 5), done.output
    told: dict[str, Any] = json.loads(done.stdout)
    assert (done.exit_code == 0) == told["same_bytes"]
    return told


@pytest.mark.parametrize(("version", "inputs"), [("0.1.0", "one"), ("0.2.0", "two")])
def test_the_same_to_the_byte(base: Path, version: str, inputs: str) -> None:
    told = rebuilt(base / "out" / version, base / inputs)
    assert told["same_bytes"] and told["same_rows"] and told["findings"] == [] and told["files"] > 20


def test_inputs_are_found_by_content_among_others(base: Path, tmp_path: Path) -> None:
    lines(tmp_path / "in" / "deep" / "renamed.jsonl", FIRST)
    lines(tmp_path / "in" / "articles.jsonl", SECOND)
    assert rebuilt(base / "out" / "0.1.0", tmp_path / "in")["same_bytes"]


def test_lacking_inputs_are_named(base: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    told = rebuilt(base / "out" / "0.1.0", tmp_path / "none")
    assert not told["made"] and [(one["kind"], one["name"]) for one in told["findings"]] == [("input", "articles.jsonl")]
    assert "missing" in told["findings"][0]["words"]
    assert "not that of the input" in rebuilt(base / "out" / "0.1.0", base / "two")["findings"][0]["words"]


def test_what_the_program_is_made_of_is_compared(base: Path, tmp_path: Path) -> None:
    release = copy(base, tmp_path)
    run = json.loads((release / "run.json").read_text(encoding="utf-8"))
    run["made_of"]["vocabularies"]["vocab/people.csv"] = "0" * 64
    run["made_of"]["grammar"]["languages/old.yml"] = "0" * 64
    run["made_of"]["libraries"]["pyarrow"] = "1.0"
    run["versions"]["eventbuild"] = "0.0.1"
    (release / "run.json").write_text(json.dumps(run), encoding="utf-8")
    write_sums(release)
    told = rebuilt(release, base / "one")
    named = {(one["kind"], one["name"]): one["words"] for one in told["findings"]}
    assert set(named) == {
        ("vocabulary", "vocab/people.csv"), ("grammar", "languages/old.yml"), ("library", "pyarrow"), ("version", "eventbuild"),
        ("file", "run.json"),
    }  # fmt: skip
    assert "1.0 then" in named["library", "pyarrow"] and "0.0.1" in named["version", "eventbuild"]
    assert told["same_rows"] and not told["same_bytes"]


def test_other_rows_are_counted(base: Path, tmp_path: Path) -> None:
    """A release whose inputs are said to be others than it was made from."""
    release = copy(base, tmp_path)
    other = json.loads((base / "out" / "0.2.0" / "run.json").read_text(encoding="utf-8"))
    run = json.loads((release / "run.json").read_text(encoding="utf-8")) | {"inputs": other["inputs"]}
    (release / "run.json").write_text(json.dumps(run), encoding="utf-8")
    told = rebuilt(release, base / "two")
    tables = {one["name"]: one["words"] for one in told["findings"] if one["kind"] == "table"}
    assert tables["articles"] == "it has other rows (1 added, 1 removed, 1 changed)" and "events" in tables
    assert not told["same_rows"] and "not the same" in call("rebuild", release, "--inputs", base / "two").output


def test_the_release_before_has_to_be_the_right_one(base: Path, tmp_path: Path) -> None:
    release = copy(base, tmp_path, "0.2.0")
    done = call("rebuild", release, "--inputs", base / "two")
    assert done.exit_code == 1 and "--previous" in done.output and "0.1.0" in done.output
    assert call("rebuild", release, "--inputs", base / "two", "--previous", base / "out" / "0.2.0").exit_code == 1
    assert rebuilt(release, base / "two", "--previous", base / "out" / "0.1.0", "--keep", tmp_path / "kept")["same_bytes"]
    assert (tmp_path / "kept" / "SHA256SUMS").read_bytes() == (release / "SHA256SUMS").read_bytes()


def test_evidence_is_looked_up_in_the_inputs(base: Path, tmp_path: Path) -> None:
    release = base / "out" / "0.1.0"
    assert call("validate", release, "--inputs", base / "one", "--no-suite").exit_code == 0
    lines(tmp_path / "articles.jsonl", [{**one, "text": "Again: " + one["text"]} for one in FIRST])
    done = call("validate", release, "--inputs", tmp_path, "--no-suite")
    assert done.exit_code == 5 and "evidence.words_in_text" in done.output
