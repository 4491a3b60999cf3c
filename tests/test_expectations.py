"""Expectations on a release at the level users see: what aborts publishes nothing, what warns is printed and recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from builder.cli import main
from samples import VISIT, write_lines


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def run(place: Path, *records: dict[str, Any] | str) -> Path:
    write_lines(place / "in.jsonl", *records)
    done = call("run", place / "in.jsonl", "--out", place / "out", "--release", "run", "--workers", 1, "--quiet")
    assert done.exit_code in (0, 3), done.output
    return place / "out"


def stories(count: int) -> list[dict[str, Any]]:
    """Articles of as many visits, each of another day."""
    return [{**VISIT, "id": f"v{day}", "published": f"2019-0{1 + day // 9}-1{day % 9}"} for day in range(count)]


def test_what_aborts_publishes_nothing(tmp_path: Path) -> None:
    out = run(tmp_path, VISIT, *["{broken"] * 12)
    done = call("release", "0.1.0", "--from", out / "run", "--out", out, "--no-suite")
    assert done.exit_code == 1 and "nothing is published" in done.output
    assert "release.inputs_readable" in done.output and "Measured 0.9231, expected … to 0.9" in done.output
    assert not (out / "0.1.0").exists() and not (out / "latest").exists()


def test_what_warns_is_printed_and_recorded(tmp_path: Path) -> None:
    out = run(tmp_path, VISIT, "{broken")
    done = call("release", "0.1.0", "--from", out / "run", "--out", out, "--no-suite")
    assert done.exit_code == 0 and "release.rejects_few" in done.output
    told = json.loads((out / "0.1.0" / "run.json").read_text(encoding="utf-8"))
    assert told["frozen"]["warnings"]["release.rejects_few"] == 1


def test_drift_is_told_against_the_release_before(tmp_path: Path) -> None:
    out = run(tmp_path, *stories(8))
    assert call("release", "0.1.0", "--from", out / "run", "--out", out, "--no-suite").exit_code == 0
    run(tmp_path, *stories(3))
    done = call("release", "--from", out / "run", "--out", out, "--no-suite")
    assert done.exit_code == 0, done.output
    assert "release.articles_steady" in done.output and "Measured 0.375, expected 0.8 to 3.0" in done.output
    newest = (out / "latest").resolve()
    again = call("validate", "--no-suite", newest, "--previous", out / "0.1.0")
    assert again.exit_code == 0 and "release.articles_steady" in again.output
    assert "release.articles_steady" not in call("validate", "--no-suite", newest).output
