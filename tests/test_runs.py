"""Runs one after another: only what is new or changed is coded, a killed run goes on, two do not meet, a full disk is told."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder import coding
from builder.cli import main
from builder.config import Settings
from builder.model import Article
from builder.paths import schema_dir
from builder.pipeline import run
from builder.readers import ReadOptions
from builder.readers.pages import Page
from builder.runs import worker as worker
from builder.runs.parts import merge_parts, plan_run, run_part
from builder.runs.release_folder import Report
from fuzz import warc
from samples import EXAMPLES, VISIT, WEATHER, hashes, write_lines

ROOT = Path(__file__).parent.parent


def make(tmp_path: Path, *inputs: Path, **chosen: Any) -> Report:
    return run(inputs, Settings(**{"out": tmp_path / "out", "workers": 1, **chosen}))


def cli(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are coded from now on, in this process."""
    seen: list[str] = []
    real = coding.code_article

    def noted(article: Article, overlays: tuple[Path, ...] = ()) -> Any:
        seen.append(article.id)
        return real(article, overlays)

    monkeypatch.setattr(coding, "code_article", noted)
    return seen


def test_a_second_run_codes_only_what_is_new_or_changed(tmp_path: Path, coded: list[str]) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT, WEATHER)
    make(tmp_path, path)
    assert coded == ["visit", "weather"]
    changed = {**WEATHER, "title": "Snow expected in the north on Friday"}
    write_lines(path, VISIT, changed, {**VISIT, "id": "new", "text": VISIT["text"] + " Both sides signed it."})
    again = make(tmp_path, path)
    assert coded[2:] == ["weather", "new"]
    fresh = make(tmp_path / "fresh", path)
    assert again.folder and fresh.folder and hashes(again.folder) == hashes(fresh.folder)


def test_an_article_that_moved_to_another_file_is_not_coded_again(tmp_path: Path, coded: list[str]) -> None:
    make(tmp_path, write_lines(tmp_path / "a.jsonl", WEATHER, VISIT))
    coded.clear()
    moved = make(tmp_path, write_lines(tmp_path / "b.jsonl", VISIT), release="2")
    assert coded == []
    assert moved.folder and '"b.jsonl"' in (moved.folder / "run.json").read_text(encoding="utf-8")
    assert "b.jsonl,1" in (moved.folder / "articles.csv").read_text(encoding="utf-8")


def test_an_unchanged_run_leaves_the_release_as_it_is_and_tells_the_same(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT, WEATHER, "{broken")
    first = make(tmp_path, path)
    assert first.folder
    before = {entry.name: entry.stat().st_mtime_ns for entry in first.folder.iterdir()}
    again = make(tmp_path, path)
    assert again.unchanged and not first.unchanged
    assert {entry.name: entry.stat().st_mtime_ns for entry in first.folder.iterdir()} == before
    assert (again.books.outcomes, again.books.reasons, again.rows) == (first.books.outcomes, first.books.reasons, first.rows)
    assert [reject.reason for reject in again.books.rejects] == [reject.reason for reject in first.books.rejects]


def test_a_release_that_was_tampered_with_is_made_again(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    first = make(tmp_path, path)
    assert first.folder
    want = hashes(first.folder)
    (first.folder / "events.csv").write_text("spoilt", encoding="utf-8")
    assert not make(tmp_path, path).unchanged
    assert hashes(first.folder) == want


def test_a_shard_that_is_damaged_is_made_again(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    first = make(tmp_path, path)
    (shard,) = (tmp_path / "out" / ".state").glob("*/*.arrow")
    shard.write_bytes(shard.read_bytes()[:500])
    again = make(tmp_path, path, release="2")
    assert again.rows == first.rows


def test_a_changed_vocabulary_codes_again_and_the_plan_says_so(tmp_path: Path, coded: list[str]) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT, WEATHER)
    overlay = tmp_path / "mine"
    overlay.mkdir()
    make(tmp_path, path)
    chosen = Settings(out=tmp_path / "out", workers=1)
    assert plan_run([path], chosen).made
    (overlay / "people.csv").write_text(
        (schema_dir() / "vocab" / "people.csv").read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8"
    )
    changed = Settings(out=tmp_path / "out", workers=1, overlays=(overlay,))
    planned = plan_run([path], changed)
    assert (dict(planned.code), planned.kept, planned.made) == ({"changed: overlays (0:mine/people.csv)": 2}, 0, False)
    coded.clear()
    run([path], changed)
    assert coded == ["visit", "weather"]


def test_the_plan_tells_new_kept_duplicate_and_rejected(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    make(tmp_path, path)
    more = write_lines(tmp_path / "more.jsonl", WEATHER, {**VISIT, "id": "z-copy", "published": "2019-06-29"}, "{broken")
    done = cli("plan", path, more, "--out", tmp_path / "out", "--json")
    told = json.loads(done.stdout)
    assert (told["code"], told["kept"], told["duplicates"], sum(told["rejected"].values()), told["made"]) == ({"new": 1}, 1, 1, 1, False)
    assert "1  to code: new" in cli("plan", path, more, "--out", tmp_path / "out").stdout


def test_gc_clears_what_another_program_left_and_nothing_else(tmp_path: Path, coded: list[str]) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    make(tmp_path, path)
    state = tmp_path / "out" / ".state"
    old = state / ("0" * 16)
    old.mkdir()
    (old / "a.arrow").write_bytes(b"x" * 1000)
    assert "1,000 bytes would be cleared" in cli("gc", "--out", tmp_path / "out", "--dry-run").stdout
    assert old.exists()
    assert "1,000 bytes cleared" in cli("gc", "--out", tmp_path / "out").stdout
    assert not old.exists()
    coded.clear()
    make(tmp_path, path, release="2")
    assert coded == []
    cli("gc", "--out", tmp_path / "out", "--all")
    assert not list(state.glob("*/*.arrow"))


def started(*arguments: object, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "builder", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, preexec_fn=limit)  # noqa: PLW1509


def test_killed_runs_go_on_and_make_the_same_bytes(tmp_path: Path) -> None:
    records = [{**VISIT, "id": f"n{n}", "text": f"{VISIT['text']} It was meeting number {n}."} for n in range(400)]
    path = write_lines(tmp_path / "in.jsonl", *records)
    want = make(tmp_path / "whole", path)
    arguments = ("run", path, "--out", tmp_path / "out", "--workers", "2", "--quiet")
    killed = 0
    for seconds in (2.5, 3.5, 4.5):
        process = started(*arguments)
        time.sleep(seconds)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert killed
    last = started(*arguments)
    assert last.wait() == 0, last.stderr and last.stderr.read()
    assert want.folder and hashes(tmp_path / "out" / "0.1.0") == hashes(want.folder)
    assert sorted(entry.name for entry in (tmp_path / "out").iterdir()) == [".state", "0.1.0"]


def test_two_runs_do_not_meet(tmp_path: Path) -> None:
    from builder.state.lock import locked

    path = write_lines(tmp_path / "in.jsonl", VISIT)
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out"):
        second = started("run", path, "--out", tmp_path / "out")
        _, told = second.communicate()
    assert second.returncode == 1
    assert f"process {os.getpid()}" in told and "another run is at work" in told
    assert make(tmp_path, path).rows["events"] == 1


def test_the_note_of_a_dead_run_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / "out" / ".state").mkdir(parents=True)
    for folder in (tmp_path / "out", tmp_path / "out" / ".state"):
        (folder / ".lock").write_text(json.dumps({"pid": 999_999, "host": "gone", "since": "long ago"}), encoding="utf-8")
    assert make(tmp_path, write_lines(tmp_path / "in.jsonl", VISIT)).rows["events"] == 1


def test_what_a_killed_run_left_of_a_release_is_put_right(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    first = make(tmp_path, path)
    assert first.folder
    want = hashes(first.folder)
    first.folder.rename(tmp_path / "out" / ".0.1.0.old-12345")
    (tmp_path / "out" / ".0.1.0.writing-12345").mkdir()
    assert make(tmp_path, path).unchanged
    assert hashes(first.folder) == want
    assert sorted(entry.name for entry in (tmp_path / "out").iterdir()) == [".state", "0.1.0"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_told_and_leaves_nothing_half_made(tmp_path: Path, workers: int) -> None:
    path = write_lines(tmp_path / "in.jsonl", *({**VISIT, "id": f"n{n}", "text": f"{VISIT['text']} {n}"} for n in range(60)))

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    process = started("run", path, "--out", tmp_path / "out", "--workers", workers, limit=small)
    _, told = process.communicate()
    assert process.returncode == 1
    assert str(tmp_path / "out") in told and "Traceback" not in told
    assert not (tmp_path / "out" / "0.1.0").exists()
    assert {entry.suffix for entry in (tmp_path / "out" / ".state").rglob("*") if entry.is_file()} <= {".json", ".arrow"}
    assert make(tmp_path, path).rows["articles"] == 60


@pytest.mark.parametrize("parts", [2, 3, 20])
def test_parts_merge_into_the_same_release(tmp_path: Path, parts: int) -> None:
    files = sorted(EXAMPLES.iterdir())
    bad = write_lines(tmp_path / "bad.jsonl", "{broken", {**VISIT, "id": "visit"}, {**WEATHER, "id": "visit"})
    want = make(tmp_path, *files, bad)
    done = [run_part([*files, bad], Settings(out=tmp_path / "array", workers=1, shard=f"{n}/{parts}")) for n in range(1, parts + 1)]
    assert sum(one.articles for one in done) + sum(sum(one.rejected.values()) for one in done) == sum(want.books.outcomes.values())
    folders = [one.folder for one in reversed(done)]
    merged = merge_parts(folders, Settings(out=tmp_path / "merged"))
    assert want.folder and merged.folder and hashes(merged.folder) == hashes(want.folder)
    with pytest.raises(ValueError, match="missing: 1"):
        merge_parts(folders[:-1], Settings(out=tmp_path / "merged"))


def test_pages_read_by_workers_make_the_same_bytes_and_a_deadly_one_is_lost_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = sorted((ROOT / "tests" / "pages").glob("*.html"))[:20]
    (tmp_path / "pages.warc").write_bytes(b"".join(warc(page.read_bytes()) for page in pages[18:]))
    inputs = [*pages[:18], tmp_path / "pages.warc", EXAMPLES]
    want = make(tmp_path / "one", *inputs)
    got = make(tmp_path / "two", *inputs, workers=2)
    assert want.folder and got.folder and hashes(got.folder) == hashes(want.folder)
    real = worker.read_page

    def deadly(page: Page, options: ReadOptions) -> Any:
        return os._exit(9) if page.origin.path == str(pages[3]) else real(page, options)

    monkeypatch.setattr(worker, "read_page", deadly)
    less = make(tmp_path / "less", *inputs, workers=2)
    (lost,) = [reject for reject in less.books.rejects if reject.reason == "worker_lost"]
    assert lost.origin.path == str(pages[3]) and "the worker process died" in lost.message
    assert less.rows["articles"] == want.rows["articles"]


def test_parts_coded_otherwise_do_not_merge(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT, WEATHER)
    one = run_part([path], Settings(out=tmp_path, workers=1, shard="1/2"))
    two = run_part([path], Settings(out=tmp_path, workers=1, shard="2/2", publisher="Another"))
    with pytest.raises(ValueError, match="other settings"):
        merge_parts([one.folder, two.folder], Settings(out=tmp_path / "out"))
    done = cli("run", path, "--out", tmp_path, "--shard", "3/2")
    assert done.exit_code == 2 and "names no part" in done.stderr


def test_tables_larger_than_memory_may_hold_come_out_sorted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    want = make(tmp_path / "a", EXAMPLES)
    monkeypatch.setattr("builder.state.spill.RUN_BYTES", 2_000)
    monkeypatch.setattr("builder.runs.finish._BLOCK", 2)
    monkeypatch.setattr("builder.runs.finish._AT_ONCE", 1)
    monkeypatch.setattr("builder.runs.checked_articles._ARTICLES", 3)
    for workers in (1, 2):
        small = make(tmp_path / str(workers), EXAMPLES, workers=workers)
        assert want.folder and small.folder and hashes(small.folder) == hashes(want.folder)


def test_an_article_whose_rows_have_wrong_types_is_set_aside_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from builder import rows

    real = rows.rows_of

    def faulty(coded: Any, lookup: Any = None) -> Any:
        made = real(coded, lookup)
        if coded.article.id == "weather":
            made["articles"][0]["title_chars"] = "many"
        return made

    monkeypatch.setattr(rows, "rows_of", faulty)
    report = make(tmp_path, write_lines(tmp_path / "in.jsonl", VISIT, WEATHER))
    assert report.books.outcomes["coded"] == 1
    assert [(reject.article_id, reject.reason) for reject in report.books.rejects] == [("weather", "coder_error")]
