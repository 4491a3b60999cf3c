"""Evaluation: figures equal those of the coding guide's scorer; intervals, confusion, faults and the page."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder.commands.evaluate import evaluate as command
from builder.evaluation import coded_records, compare, evaluate, type_lines
from builder.evaluation.calibrate import Sample, as_yaml, calibration
from builder.evaluation.matching import same_name
from builder.evaluation.page import page
from builder.parsers.learned.confidence import TABLE, between, read_table
from builder.strict import DataError, load_yaml

SCORER = Path(__file__).parents[2] / "shared" / "gold" / "score.py"
TYPES = ("visit", "meeting", "call", "conference", "agreement", "mechanism", "exercise", "operation", "training", "judicial", "reduction")
PARTIES = ("DZA", "RUS", "USA", "FRA", "NATO")
NAMES = ("Иван Петров", "Petrov", "أحمد العلي", "احمد علي", "إدارة الأمن", "François Dubois", "Francois  DUBOIS", "", "…")
Record = dict[str, Any]


def event(**more: Any) -> Record:
    base = {
        "type": "visit", "source": ["RUS"], "target": ["DZA"], "date_start": "2018-01-30", "date_end": "2018-01-30",
        "date_precision": "day", "date_basis": "relative", "location": "DZA", "status": "occurred", "background": False, "lead": True,
    }  # fmt: skip
    return base | more


def record(key: str, *events: Record, lang: str | None = "en", **more: Any) -> Record:
    base = {"id": key, "lang": lang, "published": None, "relevant": bool(events), "events": list(events)}
    return base | {"actors": [], "threat_groups": [], "topics": [], "note": ""} | more


def by_id(*records: Record) -> dict[str, Record]:
    return {one["id"]: one for one in records}


def synthetic(seed: int, articles: int = 120) -> tuple[dict[str, Record], dict[str, Record]]:
    """Gold and coded records with faults of every kind, missing and superfluous records among them."""
    pick = random.Random(seed)
    gold = {f"a{n}": _random_record(pick, f"a{n}") for n in range(articles)}
    coded = {key: _mutated(pick, one) for key, one in gold.items() if pick.random() > 0.05}
    return gold, coded | {"other": _random_record(pick, "other")}


def _random_event(pick: random.Random) -> Record:
    day = pick.choice([None, f"2018-0{pick.randint(1, 9)}-1{pick.randint(0, 9)}"])
    parties = pick.sample(PARTIES, 3)
    basis = pick.choice(["explicit", "relative", "inherited", "publication"]) if day else None
    dates = {"date_start": day, "date_end": day, "date_basis": basis}
    sides = {"source": parties[:1], "target": parties[1 : pick.randint(1, 3)]}
    flags = {"background": pick.random() < 0.3, "lead": pick.random() < 0.4}
    return event(type=pick.choice(TYPES), location=pick.choice([None, *PARTIES]), **sides, **dates, **flags)


def _random_record(pick: random.Random, key: str) -> Record:
    events = [_random_event(pick) for _ in range(pick.randint(1, 4))] if pick.random() < 0.6 else []
    actors = [
        {"name": pick.choice(NAMES), "kind": "person", "country": pick.choice(PARTIES), "role": pick.choice(["MIL", "FOR"])}
        for _ in range(pick.randint(0, 4))
    ]
    groups = pick.sample(["aqim", "jnim", "pkk"], pick.randint(0, 2))
    topics = pick.sample(["intelligence_sharing", "arms_trade", "peacekeeping"], pick.randint(0, 3))
    return record(key, *events, lang=pick.choice(["ar", "en", "ru", None]), actors=actors, threat_groups=groups, topics=topics)


def _mutated(pick: random.Random, gold: Record) -> Record:
    coded: Record = json.loads(json.dumps(gold))
    coded["relevant"] = coded["relevant"] != (pick.random() < 0.15)
    for one in coded["events"]:
        if pick.random() < 0.5:
            one |= {name: value for name, value in _random_event(pick).items() if pick.random() < 0.3}
        if one["date_start"] and pick.random() < 0.3:
            one["date_start"] = one["date_start"][:-1] + str(pick.randint(0, 9))
    if pick.random() < 0.3:
        coded["events"] = [*coded["events"][1:], _random_event(pick)]
    for one in coded["actors"]:
        if pick.random() < 0.4:
            one |= {"name": pick.choice(NAMES), "role": "POL"}
    for name in ("threat_groups", "topics"):
        if pick.random() < 0.3:
            coded[name] = coded[name][1:] or None
    return coded


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer of the coding guide is not at hand")
@pytest.mark.parametrize("seed", range(6))
def test_figures_equal_those_of_the_scorer(seed: int) -> None:
    found = importlib.util.spec_from_file_location("scorer", SCORER)
    assert found is not None
    assert found.loader is not None
    scorer = importlib.util.module_from_spec(found)
    found.loader.exec_module(scorer)
    gold, coded = synthetic(seed)
    wanted = {"all": scorer.score(gold, coded)[0]}
    for language in sorted({one["lang"] or "?" for one in gold.values()}):
        wanted[language] = scorer.score({k: one for k, one in gold.items() if (one["lang"] or "?") == language}, coded)[0]
    assert compare(gold, coded).plain() == wanted


def test_figures_equal_those_that_the_scorer_gave_once() -> None:
    wanted = json.loads((Path(__file__).parent / "scorer_figures.json").read_text(encoding="utf-8"))
    assert compare(*synthetic(0)).plain()["all"] == wanted


def test_all_right_is_one_everywhere() -> None:
    actor = {"name": "Petrov", "kind": "person", "country": "RUS", "role": "MIL"}
    gold = by_id(record("a", event(), topics=["arms_trade"], threat_groups=["aqim"], actors=[actor]), record("b"))
    report = compare(gold, gold)
    assert {figure.value for figure in report.figures["all"].values()} == {1.0}
    assert len(report.figures["all"]) == 11
    assert report.faults == ()


def test_a_missing_prediction_is_wrong_everywhere() -> None:
    report = compare(by_id(record("a", event(), topics=["arms_trade"])), {})
    assert {figure.value for figure in report.figures["all"].values()} == {0.0}
    assert report.missing == ("a",)
    assert {fault.field for fault in report.faults} >= {"relevance", "lead_type", "lead_parties", "lead_date", "events", "topics"}


def test_events_told_by_a_wrong_type_show_in_the_confusion() -> None:
    gold = by_id(record("a", event(), event(type="agreement", lead=False)), record("b"))
    coded = by_id(record("a", event(type="meeting"), event(type="agreement", lead=False)), record("b", event(type="aid")))
    report = compare(gold, coded)
    assert report.types == {("agreement", "agreement"): 1, ("visit", "meeting"): 1, ("(none)", "aid"): 1}
    assert report.leads == {("visit", "meeting"): 1}
    (line,) = [line for line in type_lines(report.types) if line.event_type == "agreement"]
    assert (line.precision, line.recall, line.f1, line.wanted) == (1.0, 1.0, 1.0, 1)


def test_intervals_hold_the_figure_and_narrow_with_more_articles() -> None:
    small, large = (compare(*synthetic(1, size)).figures["all"] for size in (30, 600))
    for name, figure in large.items():
        assert figure.low <= figure.value <= figure.high
        assert figure.high - figure.low < small[name].high - small[name].low
    assert compare(*synthetic(1, 30)).figures["all"] == small


def test_names_are_the_same_across_marks_case_and_article() -> None:
    assert same_name("إدارة الأمن", "ادارة أمن")
    assert same_name("François Dubois", "DUBOIS, Francois")
    assert not same_name("Ahmed Ali", "Ahmed Hassan Omar")
    assert not same_name("", "")


def test_the_page_shows_all_and_loads_nothing() -> None:
    gold = by_id(record("x<1>", event(), lang="ar"), record("b", event()))
    report = replace(compare(gold, by_id(record("b", event(type="call")))), with_texts=True)
    shown = page(report, "gold.jsonl", "my articles.jsonl")
    assert "eventbuild explain &#x27;my articles.jsonl&#x27; --id &#x27;x&lt;1&gt;&#x27;" in shown
    assert "x<1>" not in shown
    assert all(word not in shown for word in ("http:", "https:", "src=", "@import"))


def write(path: Path, *records: Record) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def test_the_command_prints_a_table_or_json_and_writes_the_page(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", record("a", event()), record("b"))
    coded = write(tmp_path / "coded.jsonl", record("a", event(location="RUS")), record("b"))
    told = CliRunner().invoke(command, [str(gold), str(coded), "--html", str(tmp_path / "report.html")])
    assert told.exit_code == 0
    assert "lead_location" in told.output
    assert "<!doctype html>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    whole = CliRunner().invoke(command, [str(gold), str(coded), "--json"])
    found = json.loads(whole.stdout)
    assert found["figures"]["all"]["lead_location"]["share"] == 0.0
    assert [fault["field"] for fault in found["faults"]] == ["lead_location"]


def test_a_file_that_is_no_gold_is_told_with_line_and_cure(tmp_path: Path) -> None:
    good = write(tmp_path / "gold.jsonl", record("a", event()))
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}\n{"id": \n', encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.jsonl:2: not JSON"):
        evaluate(bad, good)
    with pytest.raises(DataError, match="relevant but has no event"):
        evaluate(write(tmp_path / "none.jsonl", record("a") | {"relevant": True}), good)


def scored(share: dict[float, float], events: int = 900, seed: int = 3) -> list[Sample]:
    """Events whose raw scores are right in given shares."""
    pick = random.Random(seed)
    raws = [pick.choice(list(share)) for _ in range(events)]
    return [Sample(f"a{n // 2}", raw, pick.random() < share[raw]) for n, raw in enumerate(raws)]


def test_calibration_learns_the_share_right_and_lowers_the_error(tmp_path: Path) -> None:
    found = calibration(scored({0.35: 0.2, 0.55: 0.15, 0.75: 0.5, 0.95: 0.7}))
    assert found["cross_validation"]["ece"] < 0.05 < found["cross_validation"]["ece_raw"]
    path = tmp_path / "confidence.yml"
    path.write_text(as_yaml(found), encoding="utf-8")
    table = read_table(path)
    assert [between(table, raw) for raw in (0.0, 0.75, 1.0)] == pytest.approx([0.17, 0.5, 0.7], abs=0.06)
    steps = [between(table, raw / 50) for raw in range(51)]
    assert steps == sorted(steps)


def test_calibration_of_few_events_stays_near_their_mean() -> None:
    found = calibration(scored({0.4: 0.5, 0.8: 0.5}, events=12))
    assert len({entry["share"] for entry in found["table"]}) == 1
    assert 0.2 < found["table"][0]["share"] < 0.8


def test_articles_are_coded_first_and_their_faults_can_be_explained(tmp_path: Path) -> None:
    articles = Path(__file__).parents[1] / "examples" / "english.jsonl"
    gold = write(tmp_path / "gold.jsonl", *(one | {"note": ""} for one in coded_records(articles)))
    report = evaluate(gold, articles)
    assert report.with_texts
    assert {figure.value for figure in report.figures["all"].values() if figure.n} == {1.0}


def test_the_table_that_ships_is_monotone_and_well_calibrated() -> None:
    content = load_yaml(TABLE)
    read_table(TABLE)
    assert float(content["cross_validation"]["ece"]) <= 0.05
