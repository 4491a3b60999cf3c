"""Whole runs: the books add up, the same input gives the same bytes, hostile input is told and survived."""

from __future__ import annotations

import gzip
import json
import random
import socket
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder import build, code, coding, load, pipeline
from builder.config import Settings
from builder.pipeline import run
from builder.release import check_release
from builder.runs.release_folder import Report
from samples import EXAMPLES, VISIT, WEATHER, hashes, write_lines


def make(tmp_path: Path, *inputs: Path, **chosen: Any) -> Report:
    return run(inputs, Settings(**{"out": tmp_path / "out", "workers": 1, **chosen}))


def rows(report: Report, table: str) -> list[dict[str, Any]]:
    assert report.folder is not None
    return pq.read_table(report.folder / f"{table}.parquet").to_pylist()


def outcomes(report: Report) -> dict[str, str]:
    return {row["article_id"]: row["outcome"] for row in rows(report, "articles")}


def rejects(report: Report) -> list[tuple[int, str]]:
    return [(reject.origin.record, reject.reason) for reject in report.books.rejects]


def test_the_examples_give_a_release_with_every_outcome_but_rejects(tmp_path: Path) -> None:
    report = make(tmp_path, EXAMPLES)
    counts = report.books.outcomes
    assert counts["rejected"] == 0
    assert counts["duplicate"] == 1
    assert counts["coded"] >= 12
    assert counts["not_relevant"] >= 1
    assert report.quarantined == 0
    assert set(load(tmp_path / "out" / "0.1.0").events["languages"].explode()) == {"ar", "en", "fr", "ru"}


def test_same_input_same_bytes_in_any_order_with_any_number_of_workers(tmp_path: Path) -> None:
    files = sorted(EXAMPLES.iterdir())
    first = make(tmp_path / "a", *files)
    again = make(tmp_path / "b", *files)
    random.Random(7).shuffle(files)
    shuffled = make(tmp_path / "c", *files)
    parallel = make(tmp_path / "d", *files, workers=2)
    folder = make(tmp_path / "e", EXAMPLES, workers=3)
    want = hashes(first.folder)  # type: ignore[arg-type]
    assert len(want) > 12
    for other in (again, shuffled, parallel, folder):
        assert hashes(other.folder) == want  # type: ignore[arg-type]


def test_the_books_add_up(tmp_path: Path) -> None:
    copy = {**VISIT, "id": "copy", "published": "2019-06-28", "publisher": "Another Daily"}
    clash = {**WEATHER, "id": "visit", "text": "Another text under the same id.", "published": "2019-06-30"}
    path = write_lines(tmp_path / "in.jsonl", VISIT, WEATHER, copy, clash, "{broken", {"id": "no-text", "title": "x"})
    report = make(tmp_path, path)
    assert report.books.outcomes == {"coded": 1, "not_relevant": 1, "duplicate": 1, "rejected": 3}
    told = rows(report, "articles")
    assert len(told) == 6
    assert all(row["reason"] for row in told if row["outcome"] != "coded")
    run_json = json.loads((report.folder / "run.json").read_text(encoding="utf-8"))  # type: ignore[operator]
    assert run_json["outcomes"] == report.books.outcomes
    for name, stage in run_json["stages"].items():
        assert stage["in"] == stage["out"] + sum(stage["dropped"].values()), name


def test_a_duplicate_counts_as_a_source_of_its_originals_events(tmp_path: Path) -> None:
    copy = {**VISIT, "id": "copy", "published": "2019-06-28", "publisher": "Another Daily", "text": VISIT["text"].replace(" ", "  ")}
    report = make(tmp_path, write_lines(tmp_path / "in.jsonl", copy, VISIT))
    assert outcomes(report) == {"copy": "duplicate", "visit": "coded"}
    for event in rows(report, "events"):
        assert event["article_ids"] == ["copy", "visit"]
        assert (event["n_articles"], event["n_publishers"]) == (2, 2)
        assert str(event["first_published"]) == "2019-06-27"


def test_which_of_two_equals_is_the_original_does_not_depend_on_their_order(tmp_path: Path) -> None:
    later = {**VISIT, "id": "a-later", "published": "2019-06-30"}
    one = make(tmp_path / "1", write_lines(tmp_path / "1.jsonl", VISIT, later))
    two = make(tmp_path / "2", write_lines(tmp_path / "2.jsonl", later, VISIT))
    assert outcomes(one) == outcomes(two) == {"a-later": "duplicate", "visit": "coded"}


def test_the_same_file_twice_gives_duplicates_not_rejects(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    report = make(tmp_path, path, path)
    assert report.books.outcomes == {"coded": 1, "not_relevant": 0, "duplicate": 1, "rejected": 0}
    assert outcomes(report) == {"visit": "coded", "visit#2": "duplicate"}


def test_hostile_lines_are_rejected_with_file_and_line_and_the_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = json.dumps(VISIT).encode()
    huge = json.dumps({**WEATHER, "text": "x" * 5_000}).encode()
    path.write_bytes(
        b"\n".join([good, b"{broken", b'{"id": "m", "title": "only a title"}', b'{"id": "u", "text": "\xff\xfe"}', huge, b"[1, 2]", b""])
    )
    report = make(tmp_path, path, max_line_bytes=4_000)
    assert report.books.outcomes["coded"] == 1
    assert [line for line, _ in rejects(report)] == [2, 3, 4, 5, 6]
    assert len({reason for _, reason in rejects(report)}) >= 4
    assert all("in.jsonl" in reject.message for reject in report.books.rejects)


def test_hostile_files_are_rejected_and_the_run_goes_on(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    write_lines(inputs / "good.jsonl", VISIT)
    (inputs / "empty.txt").touch()
    (inputs / "cut.jsonl.gz").write_bytes(gzip.compress(b"\n".join([json.dumps(WEATHER).encode()] * 3_000))[:-40])
    (inputs / "binary.jsonl").write_bytes(bytes(range(256)) * 20)
    pq.write_table(pa.table({"headline": ["a"], "n": [1]}), inputs / "wrong.parquet")
    (inputs / "torn.parquet").write_bytes(b"PAR1 and no more")
    report = make(tmp_path, inputs)
    assert report.books.outcomes["coded"] == 1
    told = {Path(reject.origin.path).name for reject in report.books.rejects}
    assert told >= {"empty.txt", "cut.jsonl.gz", "binary.jsonl", "wrong.parquet", "torn.parquet"}


def test_nothing_readable_writes_nothing(tmp_path: Path) -> None:
    report = make(tmp_path, write_lines(tmp_path / "in.jsonl", "{broken"))
    assert report.folder is None
    assert not (tmp_path / "out" / "0.1.0").exists()


def test_a_crash_inside_one_article_sets_it_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = coding.code_article

    def fragile(article: Any, overlays: tuple[Path, ...] = ()) -> Any:
        if article.id == "weather":
            raise ZeroDivisionError("the rain fell upwards")
        return real(article, overlays)

    monkeypatch.setattr(coding, "code_article", fragile)
    report = make(tmp_path, write_lines(tmp_path / "in.jsonl", VISIT, WEATHER))
    assert outcomes(report) == {"visit": "coded", "weather": "rejected"}
    assert report.books.rejects[0].reason == "coder_error"
    assert "the rain fell upwards" in report.books.rejects[0].message


def test_a_release_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_lines(tmp_path / "in.jsonl", VISIT)
    before = make(tmp_path, path)
    want = hashes(before.folder)  # type: ignore[arg-type]

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("builder.exporters.write_sums", full_disk)
    for release in ("0.1.0", "0.2.0"):
        with pytest.raises(OSError, match="No space left"):
            make(tmp_path, write_lines(tmp_path / "in.jsonl", VISIT, WEATHER), release=release)
    assert hashes(tmp_path / "out" / "0.1.0") == want
    assert sorted(entry.name for entry in (tmp_path / "out").iterdir()) == [".state", "0.1.0"]
    assert not (tmp_path / "out" / ".state" / "work").exists()


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "out" / "0.1.0"
    mine.mkdir(parents=True)
    (mine / "thesis.docx").touch()
    with pytest.raises(ValueError, match="is not a release"):
        make(tmp_path, write_lines(tmp_path / "in.jsonl", VISIT))
    assert [entry.name for entry in mine.iterdir()] == ["thesis.docx"]


def test_a_run_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a run tried to open a connection")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    assert make(tmp_path, EXAMPLES).books.outcomes["coded"] >= 12


def test_every_value_of_the_examples_shows_its_words(tmp_path: Path) -> None:
    report = make(tmp_path, EXAMPLES)
    articles = {}
    for item in pipeline.read_articles((EXAMPLES,), Settings()):
        articles[item.id] = item  # type: ignore[union-attr]
    evidence = rows(report, "evidence")
    assert len(evidence) > 100
    for row in evidence:
        article = articles[row["article_id"]]
        whole = article.title if row["part"] == "title" else article.text  # type: ignore[union-attr]
        assert whole[row["start"] : row["end"]].startswith(row["words"][:20])


def test_python_api(tmp_path: Path) -> None:
    release = build(write_lines(tmp_path / "in.jsonl", VISIT), out=tmp_path / "out", workers=1)
    assert list(release.articles["outcome"]) == ["coded"]
    assert str(release.events["date_start"].dtype).startswith("datetime64")
    counted = release.dyads.groupby(["a", "b", "year"], observed=True).event_id.nunique()
    assert counted.loc[("KEN", "SOM", 2019)] >= 1
    coded = code(VISIT["text"], title=VISIT["title"], published="2019-06-27")
    assert coded.outcome == "coded"
    assert {party for event in coded.events for party in (*event.source, *event.target)} == {"KEN", "SOM"}
    with pytest.raises(ValueError, match="empty"):
        code("")


def quoted(report: Report) -> set[str]:
    """Every text of a release that was copied from an article."""
    words = {row["words"] for row in rows(report, "evidence")}
    words |= {row[name] for row in rows(report, "events") for name in ("trigger", "date_text")}
    return {text for text in words if text}


def test_a_release_without_quotes_keeps_the_places_and_passes_the_checks(tmp_path: Path) -> None:
    whole, bare = make(tmp_path / "a", EXAMPLES), make(tmp_path / "b", EXAMPLES, quotes=False)
    assert quoted(whole) and not quoted(bare)
    places = [[(row["article_id"], row["part"], row["start"], row["end"]) for row in rows(report, "evidence")] for report in (whole, bare)]
    assert places[0] == places[1] and bare.quarantined == 0
    assert bare.folder and [issue for issue in check_release(bare.folder) if issue.severity == "error"] == []


def test_quotes_are_cut_at_the_length_of_the_settings(tmp_path: Path) -> None:
    report = make(tmp_path, EXAMPLES, quote_length=12)
    assert max(map(len, quoted(report))) == 12 and report.quarantined == 0
    assert report.folder and [issue for issue in check_release(report.folder) if issue.severity == "error"] == []
    package = json.loads((report.folder / "datapackage.json").read_text(encoding="utf-8"))
    words = next(f for r in package["resources"] if r["name"] == "evidence" for f in r["schema"]["fields"] if f["name"] == "words")
    assert words["constraints"]["maxLength"] == 13  # one more for the sign that guards from spreadsheets
    assert "at most 12 characters" in (report.folder / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("where", "name"), [("باريس", "Paris"), ("فرنسا", None)])
def test_a_place_has_its_english_name_and_a_country_alone_none(tmp_path: Path, where: str, name: str | None) -> None:
    text = (
        f"التقى وزير الدفاع المصري محمد زكي وزيرة الجيوش الفرنسية فلورانس بارلي أمس الثلاثاء في {where} وبحثا التعاون العسكري بين البلدين."
    )
    report = make(tmp_path, write_lines(tmp_path / "a.jsonl", {"title": "محادثات مصرية فرنسية", "text": text, "published": "2021-06-16"}))
    (event,) = [row for row in rows(report, "events") if row["lead"]]
    assert (event["location_country"], event["location_name"]) == ("FRA", name)
    told = {row["column"]: row["words"] for row in rows(report, "evidence") if row["column"].startswith("location")}
    assert told == {"location_country": where} | ({"location_name": where} if name else {})
