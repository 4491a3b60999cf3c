"""The pages of docs/: every block of code runs on the release that the examples give, and all programs count the same."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder import build
from builder.cli import main
from samples import EXAMPLES

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
NEEDS = {"polars.md": "polars", "duckdb.md": "duckdb", "networks.md": "networkx"}
# Blocks that are shown, not run here: Stata's own language, files of settings and workflows, what a terminal prints.
SHOWN = {"stata", "toml", "yaml", "text"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with output/latest."""
    place = tmp_path_factory.mktemp("docs")
    build(EXAMPLES, out=place / "output", workers=1)
    (place / "output" / "latest").symlink_to("0.1.0")
    return place


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


def run_page(page: str) -> dict[str, Any]:
    """Run the blocks of a page in order; what its Python names and what its queries give."""
    names: dict[str, Any] = {"queries": []}
    for language, code in blocks(page):
        if language == "python":
            exec(compile(code, page, "exec"), names)
        elif language == "sql":
            import duckdb

            names["queries"].append(duckdb.sql(code).fetchall())
        elif language == "sh":
            run_shell(code)
    return names


def run_shell(code: str) -> None:
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "eventbuild", line
        done = CliRunner().invoke(main, words[1:])
        assert done.exit_code == 0, done.output


@pytest.fixture
def named(request: pytest.FixtureRequest, place: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    page = request.param
    if page in NEEDS:
        pytest.importorskip(NEEDS[page])
    monkeypatch.chdir(place)
    return run_page(page)


RUN = [page for page in PAGES if page != "publishing.md"]


@pytest.mark.parametrize("named", RUN, indirect=True, ids=RUN)
def test_every_block_runs(named: dict[str, Any]) -> None:
    assert named


def test_every_language_is_run_or_only_shown() -> None:
    assert {language for page in PAGES for language, _ in blocks(page)} <= {"python", "sql", "sh", "r"} | SHOWN


def test_all_programs_count_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    monkeypatch.chdir(place)
    by_csv = run_page("csv.md")["pairs"]
    by_pandas = {(a, b, int(year)): n for (a, b, year), n in run_page("pandas.md")["pairs"].items()}
    by_polars = {(row["a"], row["b"], row["year"]): row["n_events"] for row in run_page("polars.md")["pairs"].to_dicts()}
    by_duckdb = {(a, b, year): n for a, b, year, n in run_page("duckdb.md")["queries"][0]}
    assert len(by_csv) >= 5
    assert by_csv == by_pandas == by_polars == by_duckdb


@pytest.mark.parametrize("named", ["pandas.md"], indirect=True)
def test_pandas_page_finds_what_it_says(named: dict[str, Any]) -> None:
    assert named["visits"].attrs["release"] == "0.1.0"
    assert {"event_type", "source_parties"} <= set(named["shown"]["column"])
    assert named["merged"]["n_events"].tolist() == [named["pairs"]["EGY", "FRA", 2021]]


@pytest.mark.parametrize("named", ["csv.md"], indirect=True)
def test_csv_page_reads_texts_and_lists_as_they_are(named: dict[str, Any], place: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(place / "output" / "latest" / "events.parquet")
    ids = table["event_id"].to_pylist()
    assert named["triggers"] == dict(zip(ids, table["trigger"].to_pylist(), strict=True))
    assert named["parties"] == dict(zip(ids, table["source_parties"].to_pylist(), strict=True))
    assert named["items"](r"'-a|b\|c|d\\e") == ["-a", "b|c", "d\\e"]


@pytest.mark.parametrize("named", ["datasette.md"], indirect=True)
def test_search_page_finds_arabic_words(named: dict[str, Any]) -> None:
    assert named["found"] and all("وزير" in words for _, _, words in named["found"])


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_page_runs(place: Path) -> None:
    code = "\n".join(block for language, block in blocks("r.md") if language == "r")
    done = subprocess.run(["Rscript", "-e", code], cwd=place, capture_output=True, text=True, timeout=300)
    if "there is no package" in done.stderr:
        pytest.skip("R lacks a package")
    assert done.returncode == 0, done.stderr


def test_every_page_is_listed() -> None:
    assert set(re.findall(r"\]\((\w+\.md)\)", (DOCS / "README.md").read_text(encoding="utf-8"))) == set(PAGES) - {"README.md"}
