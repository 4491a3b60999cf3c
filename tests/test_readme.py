"""The README tells the truth: its row is what the examples give, its commands exist, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import build, load
from builder.release import Release
from samples import EXAMPLES

README = Path(__file__).parent.parent / "README.md"
SHOWN = (
    "event_type", "source_parties", "target_parties", "date_start", "date_end", "date_basis", "date_text", "status", "location_country",
    "location_name", "threat_groups", "topics", "trigger", "cameo_code",
)  # fmt: skip
ROW = re.compile(r"<!-- row -->\n.*?<!-- /row -->", re.S)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return build(EXAMPLES, out=tmp_path_factory.mktemp("out"), workers=1)


def table(release: Release) -> str:
    """The lead event of the first Arabic example as a Markdown table."""
    events = release.tables["events"].to_pylist()
    row = next(event for event in events if event["lead"] and "ar-1" in event["article_ids"])
    lines = [f"| `{name}` | {_shown(row[name])} |" for name in SHOWN]
    return "\n".join(["<!-- row -->", "| column | value |", "| --- | --- |", *lines, "<!-- /row -->"])


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def test_the_row_shown_is_what_the_examples_give(release: Release, update_cases: bool) -> None:
    text = README.read_text(encoding="utf-8")
    want = ROW.sub(lambda _: table(release), text)
    if update_cases and text != want:
        README.write_text(want, encoding="utf-8")
        return
    assert text == want


def test_the_python_shown_runs(release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert len(blocks) >= 2
    monkeypatch.setattr("builder.load", lambda path: release)
    names: dict[str, object] = {}
    for block in blocks:
        exec(block.replace("\nnews.groupby", "\ncounts = news.groupby"), names)
    counts = names["counts"]
    assert counts.loc[("EGY", "FRA", 2021)] >= 1  # type: ignore[attr-defined]
    assert load


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(re.findall(r"^python3 -m venv .* run ", text, re.M)) == 1
    assert len(re.findall(r"^python3 -m venv .*pytest$", text, re.M)) == 1
