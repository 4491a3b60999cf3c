"""The gate: a good run passes whole, and every planted fault is caught, told by table, row and rule, and kept out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builder.rows import rows_of
from builder.schema import load_schema
from builder.validators import RULES, check, failures
from tests.release_samples import BODY, LOOKUP, TITLE, coded, rows

Tables = dict[str, list[dict[str, Any]]]
GOOD = rows()
TEXTS = {row["article_id"]: (TITLE, BODY) for row in GOOD["articles"] if row["outcome"] == "coded"}


def put(table: str, **values: Any) -> Callable[[Tables], None]:
    """Set columns of a table's first row."""

    def change(tables: Tables) -> None:
        tables[table][0].update(values)

    return change


def drop(table: str, where: Callable[[dict[str, Any]], bool]) -> Callable[[Tables], None]:
    """Take away the first row that fits."""

    def change(tables: Tables) -> None:
        tables[table].remove(next(row for row in tables[table] if where(row)))

    return change


def twice(table: str) -> Callable[[Tables], None]:
    return lambda tables: tables[table].append(dict(tables[table][0]))


def of(first: str, /, **values: Any) -> Callable[[Tables], None]:
    """Set columns of the first article with an outcome."""

    def change(tables: Tables) -> None:
        next(row for row in tables["articles"] if row["outcome"] == first).update(values)

    return change


# The first event is a visit RUS → DZA of 2018-01-30, told on 2018-01-31; the third is a mechanism of background.
FAULTS: dict[str, tuple[Callable[[Tables], None], str]] = {
    "text for a date": (put("events", date_start="yesterday"), "events.date_start.type"),
    "number for a text": (put("events", trigger=5), "events.trigger.type"),
    "unknown column": (put("events", mood="good"), "events.mood.type"),
    "no type": (put("events", event_type=None), "events.event_type.null"),
    "unknown type": (put("events", event_type="party"), "events.event_type.vocabulary"),
    "unknown party": (put("events", source_parties=["XXX"]), "events.source_parties.vocabulary"),
    "null party": (put("events", source_parties=[None]), "events.source_parties.item_null"),
    "party twice": (put("events", source_parties=["RUS", "RUS"]), "events.source_parties.repeated"),
    "no source": (put("events", source_parties=[]), "events.source_parties.items"),
    "malformed id": (put("events", event_id="17"), "events.event_id.pattern"),
    "empty text": (put("events", location_name=""), "events.location_name.empty"),
    "control character": (put("events", location_name="Al\x07giers"), "events.location_name.control"),
    "confidence above one": (put("events", confidence=1.5), "events.confidence.maximum"),
    "confidence not a number": (put("events", confidence=float("nan")), "events.confidence.finite"),
    "latitude off the globe": (put("events", latitude=-91.0), "events.latitude.minimum"),
    "words too long": (put("evidence", words="x" * 121), "evidence.words.length"),
    "event id twice": (twice("events"), "events.key_unique"),
    "article id twice": (twice("articles"), "articles.key_unique"),
    "dyad twice": (twice("dyads"), "dyads.key_unique"),
    "participant twice": (twice("participants"), "participants.key_unique"),
    "end before start": (put("events", date_end=date(2018, 1, 29)), "events.date_order"),
    "one day missing": (put("events", date_end=None), "events.date_both"),
    "precision without days": (put("events", date_precision="unknown"), "events.date_unknown"),
    "date without basis": (put("events", date_basis=None), "events.date_basis"),
    "other year in EDTF": (put("events", date_edtf="1998-01-30"), "events.date_edtf"),
    "occurred after publication": (put("events", date_start=date(2018, 2, 1), date_end=date(2018, 2, 1)), "events.future"),
    "published out of order": (put("events", first_published=date(2018, 2, 1)), "events.published_order"),
    "visitor is host": (put("events", target_parties=["RUS"]), "events.sides_apart"),
    "visit without host": (put("events", target_parties=[]), "events.two_sides"),
    "background leads": (put("events", background=True), "events.lead_is_news"),
    "half a position": (put("events", longitude=None), "events.position"),
    "codes of another type": (put("events", cameo_code="057"), "events.crosswalk"),
    "quad class swapped": (put("events", quad_class="material_conflict"), "events.crosswalk"),
    "status swapped": (put("events", status="planned"), "events.crosswalk"),
    "wrong number of articles": (put("events", n_articles=2), "events.n_articles"),
    "more publishers than articles": (put("events", n_publishers=2), "events.n_publishers"),
    "article that is not there": (put("events", article_ids=["gone"]), "events.article_ids.foreign_key"),
    "group without row": (drop("groups", lambda row: True), "events.groups_all"),
    "group of no event": (put("groups", group_id="boko_haram"), "groups.of_event"),
    "dyad missing": (drop("dyads", lambda row: row["a"] == "DZA"), "events.dyads_all"),
    "dyad of others": (put("dyads", a="FRA", a_cow=220, a_gw=220), "dyads.of_parties"),
    "dyad out of order": (put("dyads", a="RUS", b="DZA"), "dyads.order"),
    "dyad of another day": (put("dyads", date_start=date(2018, 1, 1)), "dyads.copies"),
    "dyad of another year": (put("dyads", year=2017), "dyads.year"),
    "dyad turned round": (put("dyads", direction="a_to_b"), "dyads.direction"),
    "COW number out of range": (put("dyads", a_cow=1000), "dyads.a_cow.maximum"),
    "dyad of no event": (put("dyads", event_id="ev" + "0" * 16), "dyads.event_id.foreign_key"),
    "participant of a stranger": (put("participants", country="FRA"), "participants.of_party"),
    "participant on the other side": (put("participants", side="target"), "participants.of_party"),
    "unknown role": (put("participants", role="KING"), "participants.role.vocabulary"),
    "evidence of no column": (put("evidence", column="mood"), "evidence.column_known"),
    "evidence ends before it begins": (put("evidence", start=30, end=29), "evidence.order"),
    "evidence beyond the article": (put("evidence", start=9017, end=9024), "evidence.inside"),
    "evidence of other words": (put("evidence", words="departs"), "evidence.words_in_text"),
    "evidence moved": (put("evidence", start=18, end=25), "evidence.words_in_text"),
    "evidence shorter than its span": (put("evidence", words="arrive"), "evidence.length"),
    "evidence from elsewhere": (put("evidence", article_id="art00001"), "evidence.of_article"),
    "no evidence of the trigger": (drop("evidence", lambda row: row["column"] == "event_type"), "events.trigger_shown"),
    "evidence for a party not coded": (
        lambda tables: next(row for row in tables["evidence"] if row["column"] == "source_parties").update(value="FRA"),
        "evidence.value_coded",
    ),
    "not coded without reason": (of("not_relevant", reason=None), "articles.reason_told"),
    "coded without events": (of("not_relevant", outcome="coded"), "articles.coded_events"),
    "duplicate of nothing": (of("not_relevant", outcome="duplicate"), "articles.original_told"),
    "duplicate of what is not there": (of("not_relevant", outcome="duplicate", duplicate_of="gone"), "articles.duplicate_of.foreign_key"),
    "read without hash": (of("coded", sha256=None), "articles.text_hashed"),
    "day without basis": (of("coded", published_basis="unknown"), "articles.published_basis"),
    "ended event that is there": (put("tombstones", event_id=GOOD["events"][0]["event_id"]), "tombstones.ended"),
    "ended event twice": (twice("tombstones"), "tombstones.key_unique"),
    "successor that is not there": (put("tombstones", successors=["ev" + "f" * 16]), "tombstones.successors.foreign_key"),
    "merged into nothing": (put("tombstones", successors=[]), "tombstones.successors_told"),
    "withdrawn with successor": (put("tombstones", fate="withdrawn"), "tombstones.successors_told"),
    "ended where it was last": (put("tombstones", ended_release="0.0.1"), "tombstones.order"),
    "day out of bounds": (of("coded", published_latest=date(2017, 1, 1)), "articles.published_bounds"),
}


def test_a_good_run_passes_whole() -> None:
    checked = check(GOOD, texts=TEXTS)
    assert checked.quarantine == []
    assert checked.issues == []
    assert {name: len(table) for name, table in checked.tables.items()} == {name: len(GOOD[name]) for name in checked.tables}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught_and_kept_out(fault: str) -> None:
    change, rule = FAULTS[fault]
    tables = copy.deepcopy(GOOD)
    change(tables)
    checked = check(tables, texts=TEXTS)
    assert rule in {row["rule"] for row in checked.quarantine}
    told = next(issue for issue in checked.issues if issue.rule == rule)
    assert told.table == rule.partition(".")[0] and told.key and told.message
    assert [one for one in failures(load_schema(), checked.tables) if one.severity == "error"] == []


def test_an_organisation_may_act_alone_and_a_state_leave_an_accord() -> None:
    """NATO's exercise without a partner named, and a treaty left, are whole events (coding guide, ruling 10)."""
    for changed in ({"source_parties": ["NATO"], "event_type": "exercise"}, {"event_type": "reduction"}):
        tables = copy.deepcopy(GOOD)
        put("events", target_parties=[], **changed)(tables)
        assert "events.two_sides" not in {row["rule"] for row in check(tables).quarantine}


def test_only_what_hangs_on_the_fault_is_set_aside() -> None:
    tables = copy.deepcopy(GOOD)
    put("events", date_end=date(2018, 1, 29))(tables)
    checked = check(tables)
    bad = GOOD["events"][0]["event_id"]
    assert {row["key"].split()[0] for row in checked.quarantine} == {bad}
    assert len(checked.tables["events"]) == len(GOOD["events"]) - 1
    article = next(row for row in checked.tables["articles"].to_pylist() if row["article_id"] == "art00000")
    assert (article["n_events"], article["n_quarantined"], article["outcome"]) == (2, 1, "coded")


def test_evidence_that_misquotes_its_article_is_set_aside_without_the_texts() -> None:
    """As where a fault of folding moved the offsets: the words are not those of the article, and only the worker has its text."""
    sample = coded()
    wrong = replace(sample, article=replace(sample.article, title=TITLE.replace("arrives", "departs")))
    checked = check(rows_of(wrong, LOOKUP))
    bad = rows_of(sample, LOOKUP)["events"][0]["event_id"]
    told = [row for row in checked.quarantine if row["rule"] == "evidence.words_in_text"]
    assert {(row["table"], row["value"], row["article_id"]) for row in told} == {("evidence", "arrives", "art00000")}
    assert bad not in checked.tables["events"]["event_id"].to_pylist()
    assert "events.trigger_shown" in {row["rule"] for row in checked.quarantine}
    assert len(checked.tables["events"]) == 2


def test_the_order_of_rows_does_not_matter() -> None:
    tables = copy.deepcopy(GOOD)
    put("events", date_end=date(2018, 1, 29))(tables)
    turned = {name: items[::-1] for name, items in tables.items()}
    assert check(tables).quarantine == check(turned).quarantine


def test_a_party_that_no_words_show_is_told_and_kept() -> None:
    tables = copy.deepcopy(GOOD)
    drop("evidence", lambda row: row["column"] == "source_parties")(tables)
    checked = check(tables)
    assert checked.quarantine == []
    assert [(issue.severity, issue.rule, issue.value) for issue in checked.issues] == [("warning", "events.parties_shown", "RUS")]


@pytest.mark.parametrize("column", ["status", "background"])
def test_a_status_that_no_words_show_is_told_and_kept(column: str) -> None:
    tables = copy.deepcopy(GOOD)
    bare = {row["event_id"] for row in tables["events"] if column == "status" or row["background"]}
    tables["evidence"] = [row for row in tables["evidence"] if row["column"] != column]
    checked = check(tables)
    assert checked.quarantine == [] and bare
    assert {(issue.severity, issue.rule) for issue in checked.issues} == {("warning", f"events.{column}_shown")}
    assert {issue.key for issue in checked.issues} == bare


def test_an_office_not_held_is_told_and_kept() -> None:
    tables = copy.deepcopy(GOOD)
    put("participants", office_valid=False)(tables)
    checked = check(tables)
    assert checked.quarantine == []
    assert [(issue.severity, issue.rule) for issue in checked.issues] == [("warning", "participants.office_valid")]


def test_every_rule_is_explained_and_tried() -> None:
    tried = {rule for _, rule in FAULTS.values()}
    for rule in RULES:
        assert rule.explanation.endswith(".") and rule.message
    untried = {rule.id for rule in RULES if rule.severity == "error"} - tried
    assert untried == {"events.groups_of_news", "events.n_publishers"} - tried
