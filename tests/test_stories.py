"""Stories: events told by many articles become one row, near copies are told from originals, and nothing vanishes."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from builder.config import Settings
from builder.model import Article, CodedArticle, DateRange, Event, Evidence, Mention, Origin, Participant, Publication
from builder.pipeline import run
from builder.rows import rows_of
from builder.rows.lookup import FixedLookup
from builder.stories import merge
from builder.stories.signatures import signature_rows
from builder.text import normalize
from builder.validators import check

LOOKUP = FixedLookup({}, {"algiers": ("Algiers", 36.7, 3.0), "oran": ("Oran", 35.7, -0.6)}, {})
TUESDAY = date(2018, 1, 30)
WORDS = ("minister", "talks", "border", "patrol", "river", "north", "convoy", "radar", "unit", "officer", "table", "harbour", "plan")
Rows = dict[str, list[dict[str, Any]]]


def story(seed: int, length: int = 120) -> str:
    """Words of an article, the same for the same seed, unlike for others."""
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) for _ in range(length))


def event(
    kind: str = "visit", source: str = "RUS", target: str = "DZA", day: date = TUESDAY, basis: str = "relative", **more: Any
) -> Event:
    when = DateRange(day, day, "day", basis, 0, 4, "then", "test.date")
    people = tuple(_person(name, source.split()[0], target.split()[0]) for name in more.pop("people", ()))
    place = more.pop("place", None)
    more.setdefault("status", "occurred")
    more.setdefault("background", False)
    more.setdefault("lead", True)
    spot = Mention("place", place, 0, 4, "test.place") if place else None
    sides = {"source": tuple(source.split()), "target": tuple(target.split())}
    shown = tuple(Evidence(f"{side}_parties:{party}", 0, 4, "test.party") for side, parties in sides.items() for party in parties)
    return Event(kind, **sides, evidence=shown, trigger_start=0, trigger_end=4, date=when, place=spot, participants=people, **more)


def _person(name: str, source: str, target: str) -> Participant:
    """``Q1:Name`` stands on the source side, ``DZA/Q2:Name`` with this target."""
    side, _, rest = name.rpartition("/")
    code, _, words = rest.rpartition(":")
    mention = Mention("person", code, 0, 4, "test.person")
    return Participant("target" if side else "source", mention, words, words, target if side else source, "NSC")


def coded(name: str, *events: Event, text: str | None = None, day: date | None = TUESDAY, **more: Any) -> CodedArticle:
    body = text if text is not None else story(hash_of(name))
    basis = "metadata" if day else "unknown"
    article = Article(name, f"Talks {name}", body, Origin("a.jsonl"), more.pop("language", "en"), day, basis, **more)
    publication = Publication(day, article.published_basis)
    return CodedArticle(article, normalize(article, article.language or "en"), publication, "coded", "", events)


def hash_of(name: str) -> int:
    return sum(ord(letter) * 31**place for place, letter in enumerate(name))


def tables(*articles: CodedArticle) -> Rows:
    total: Rows = {}
    for one in articles:
        for name, rows in {**rows_of(one, LOOKUP), "signatures": signature_rows(one)}.items():
            total.setdefault(name, []).extend(rows)
    return total


def merged(*articles: CodedArticle) -> Rows:
    """The merged tables, after all checks of a release have passed."""
    found = merge(tables(*articles))
    assert check(found).quarantine == []
    return found


def test_two_articles_on_one_visit_make_one_row_with_both_as_sources() -> None:
    found = merged(
        coded("b", event(people=["Q1:Ivan Ivanov"]), publisher="beta", language="ar", day=TUESDAY + timedelta(1)),
        coded("a", event(people=["Q1:Ivanov"], place="algiers", location="DZA"), publisher="alpha"),
    )
    (row,) = found["events"]
    first = tables(coded("a", event()))["events"][0]["event_id"]
    assert row["event_id"] == first
    assert (row["article_ids"], row["n_articles"], row["n_publishers"], row["languages"]) == (["a", "b"], 2, 2, ["ar", "en"])
    assert (row["first_published"], row["last_published"], row["location_name"]) == (TUESDAY, TUESDAY + timedelta(1), "Algiers")
    assert {item["article_id"] for item in found["evidence"] if item["column"] == "event_type"} == {"a", "b"}
    assert len(found["participants"]) == 1
    assert len(found["dyads"]) == 1


def test_each_merge_tells_its_rule_and_the_event_taken_in() -> None:
    other = coded("b", event(people=["Q1:Ivanov"]))
    found = merged(coded("a", event(people=["Q1:Ivanov"])), other)
    (told,) = [item for item in found["evidence"] if item["column"] == "article_ids"]
    assert told["rule"] == "story.same_day.person"
    assert told["value"] == tables(other)["events"][0]["event_id"]
    assert told["article_id"] == "b"


def test_what_differs_stays_apart() -> None:
    base = event(people=["Q1:Ivanov"], location="DZA")
    others = {
        "type": event("meeting", people=["Q1:Ivanov"]),
        "party": event(target="TUN", people=["Q1:Ivanov"]),
        "direction": event(source="DZA", target="RUS", people=["Q1:Ivanov"]),
        "day": event(day=TUESDAY - timedelta(9), people=["Q1:Ivanov"]),
        "person": event(people=["Q2:Petrov"]),
        "country of the place": event(people=["Q1:Ivanov"], location="RUS"),
        "cancelled": event(people=["Q1:Ivanov"], status="cancelled"),
    }
    for what, other in others.items():
        assert len(merged(coded("a", base), coded("b", other))["events"]) == 2, what


def test_nothing_shared_but_type_parties_and_a_guessed_day_is_not_enough() -> None:
    guessed = event(basis="publication", lead=False)
    assert len(merged(coded("a", guessed, event("call", lead=True)), coded("b", guessed))["events"]) == 3


def test_a_person_whom_no_list_holds_is_known_by_sound_in_another_script() -> None:
    here = event(people=[":Saïd Chengriha"], lead=False)
    there = {"سعيد شنقريحة": 1, "رمطان لعمامرة": 2}
    for name, events in there.items():
        other = coded("b", event(people=[f":{name}"], lead=False), language="ar")
        assert len(merged(coded("a", here), other)["events"]) == events, name


def test_main_news_of_both_on_the_same_told_day_is_one_event() -> None:
    assert len(merged(coded("a", event()), coded("b", event()))["events"]) == 1


def test_fewer_parties_told_by_one_source() -> None:
    found = merged(
        coded("a", event("conference", "RUS", "DZA", people=["Q1:Ivanov"])),
        coded("b", event("conference", "RUS", "DZA MLI", people=["Q1:Ivanov"])),
    )
    (row,) = found["events"]
    assert row["target_parties"] == ["DZA", "MLI"]
    assert {(dyad["a"], dyad["b"]) for dyad in found["dyads"]} == {("DZA", "MLI"), ("DZA", "RUS"), ("MLI", "RUS")}


def test_sides_of_a_symmetric_event_told_the_other_way_round() -> None:
    (row,) = merged(
        coded("a", event("meeting", "RUS", "DZA", people=["Q1:Ivanov"])), coded("b", event("meeting", "DZA", "RUS", lead=True))
    )["events"]
    assert (row["source_parties"], row["target_parties"]) == (["RUS"], ["DZA"])


def test_sources_that_contradict_each_other_are_kept_visible() -> None:
    monday = TUESDAY - timedelta(1)
    who: dict[str, Any] = {"people": ["Q1:Ivanov"]}
    assert len(merged(coded("a", event(**who)), coded("b", event(day=monday, **who)))["events"]) == 2
    who = {"people": ["Q1:Ivanov", "DZA/Q2:Mansouri"]}
    found = merged(coded("a", event(**who)), coded("b", event(day=monday, **who)))
    (row,) = found["events"]
    assert "sources_disagree_date" in row["date_flags"]
    assert {item["value"] for item in found["evidence"] if item["column"] == "date_start"} == {None, monday.isoformat()}


def test_a_told_day_is_better_than_the_day_of_publication() -> None:
    late = coded("b", event(day=TUESDAY + timedelta(1), basis="publication", people=["Q1:Ivanov"]), day=TUESDAY + timedelta(1))
    early = coded("a", event(basis="publication", day=TUESDAY + timedelta(1), people=["Q1:Ivanov"]), day=TUESDAY + timedelta(1))
    told = coded("c", event(people=["Q1:Ivanov"]), day=TUESDAY + timedelta(2))
    (row,) = merged(late, early, told)["events"]
    assert (row["date_start"], row["date_basis"]) == (TUESDAY, "relative")
    assert "sources_disagree_date" not in row["date_flags"]


def test_planned_then_done_is_one_event_that_took_place() -> None:
    before = coded("a", event(people=["Q1:Ivanov"], status="planned"), day=TUESDAY - timedelta(3))
    (row,) = merged(before, coded("b", event(people=["Q1:Ivanov"])))["events"]
    assert (row["status"], row["plover_type"]) == ("occurred", "CONSULT")


def test_a_near_copy_is_a_duplicate_of_the_earlier_article_and_tells_its_events() -> None:
    text = story(1)
    copy = coded("a", event(day=TUESDAY + timedelta(1)), text=text + " More on page seven.", day=TUESDAY + timedelta(1))
    found = merged(copy, coded("z", event(), text=text))
    outcomes = {row["article_id"]: (row["outcome"], row["reason"], row["duplicate_of"], row["n_events"]) for row in found["articles"]}
    assert outcomes == {"a": ("duplicate", "near_copy", "z", 1), "z": ("coded", None, None, 1)}
    (row,) = found["events"]
    assert (row["date_start"], row["article_ids"]) == (TUESDAY, ["a", "z"])


def test_a_cut_version_is_a_copy_too_and_an_event_only_it_tells_is_kept() -> None:
    long, short = story(2, 300), story(2, 170)
    found = merged(coded("a", event(), text=long), coded("b", event(), event("call", lead=False), text=short))
    assert found["articles"][1]["duplicate_of"] == "a"
    assert sorted((row["event_type"], *row["article_ids"]) for row in found["events"]) == [("call", "b"), ("visit", "a", "b")]


def test_of_hundreds_of_reprints_all_have_the_one_original() -> None:
    text = story(11, 200)
    reprints = [coded(f"r{n:03}", event(), text=f"{text} Copy {n}.", day=TUESDAY + timedelta(n % 5), publisher=f"p{n}") for n in range(150)]
    found = merge(tables(coded("a", event(), text=text), *reprints))
    assert {row["duplicate_of"] for row in found["articles"] if row["article_id"] != "a"} == {"a"}
    assert [row["n_articles"] for row in found["events"]] == [151]


def test_the_agency_itself_is_the_original_of_a_story_of_the_same_day() -> None:
    text = story(3)
    own = coded("z", event(), text=text + " End.", agency="TASS", publisher="tass.ru", day=TUESDAY + timedelta(1))
    found = merged(coded("a", event(), text=text, agency="TASS", publisher="daily"), own)
    assert {row["article_id"]: row["duplicate_of"] for row in found["articles"]} == {"a": "z", "z": None}


def test_a_rewrite_is_no_copy_but_tells_the_same_events() -> None:
    half, day = story(8, 100), {"basis": "publication", "lead": False}
    articles = [coded(name, event(**day), event("call", **day), text=half + " " + story(n, 60)) for n, name in enumerate("ab")]
    found = merged(*articles)
    assert [row["outcome"] for row in found["articles"]] == ["coded", "coded"]
    assert sorted(row["event_type"] for row in found["events"]) == ["call", "visit"]
    assert {item["rule"] for item in found["evidence"] if item["column"] == "article_ids"} == {"story.published_day.text"}


def test_like_words_about_other_parties_are_no_copy() -> None:
    found = merged(coded("a", event("call"), text=story(6)), coded("b", event("call", target="TUN"), text=story(6) + " too"))
    assert [row["outcome"] for row in found["articles"]] == ["coded", "coded"]


def test_two_raids_of_a_day_are_not_one_for_being_main_news() -> None:
    raid = event("operation", source="FRA", target="MLI")
    assert len(merged(coded("a", raid), coded("b", raid))["events"]) == 2


def test_the_same_words_years_later_are_no_copy() -> None:
    later = coded("b", event(day=TUESDAY + timedelta(365)), text=story(4) + " again", day=TUESDAY + timedelta(365))
    found = merged(coded("a", event(), text=story(4)), later)
    assert [row["outcome"] for row in found["articles"]] == ["coded", "coded"]
    assert len(found["events"]) == 2


def test_without_merging_only_exact_repeats_are_counted() -> None:
    given = tables(coded("a", event()), coded("b", event()))
    repeat = {**given["articles"][0], "article_id": "c", "outcome": "duplicate", "reason": "same_text", "duplicate_of": "a"}
    given["articles"].append(repeat)
    found = merge(given, across=False)
    assert sorted(row["article_ids"] for row in found["events"]) == [["a", "c"], ["b"]]
    assert all(row["outcome"] == "coded" for row in found["articles"][:2])


def test_order_of_input_does_not_matter() -> None:
    articles = [
        coded(f"n{n}", *_some_events(n), text=story(n % 7) + f" {n}", day=TUESDAY + timedelta(n % 4), publisher=f"p{n % 3}")
        for n in range(24)
    ]
    wanted = _sorted(merge(tables(*articles)))
    assert len(wanted["events"]) < sum(len(one.events) for one in articles)
    for seed in range(5):
        shuffled = articles[:]
        random.Random(seed).shuffle(shuffled)
        given = tables(*shuffled)
        for rows in given.values():
            random.Random(seed).shuffle(rows)
        assert _sorted(merge(given)) == wanted


def _some_events(seed: int) -> list[Event]:
    pick = random.Random(seed)
    kinds = pick.sample(["visit", "meeting", "agreement", "conference"], 2)
    who = [f"Q{pick.randrange(3)}:Name"]
    return [
        event(kind, "RUS", pick.choice(["DZA", "DZA MLI"]), TUESDAY - timedelta(pick.randrange(3)), people=who, lead=n == 0)
        for n, kind in enumerate(kinds)
    ]


def _sorted(found: Rows) -> Rows:
    return {name: sorted(rows, key=lambda row: repr(sorted(row.items()))) for name, rows in found.items()}


def test_cost_stays_bounded_where_one_dyad_is_in_the_news_every_day() -> None:
    from time import process_time

    one = tables(coded("a", event(people=["Q1:Ivanov"])))
    many: Rows = {name: [] for name in one}
    for n in range(3000):
        day = TUESDAY + timedelta(n % 30)
        renamed = {"event_id": f"ev{n:016x}", "article_id": f"a{n}", "article_ids": [f"a{n}"]}
        dated = {"date_start": day, "date_end": day, "first_published": day, "published": day}
        for name, rows in one.items():
            if name != "signatures":
                many[name] += [{**row, **{k: v for k, v in {**renamed, **dated}.items() if k in row}} for row in rows]
    start = process_time()
    found = merge(many)
    assert len(found["events"]) == 30
    assert process_time() - start < 15


def test_a_run_counts_near_copies_and_merged_events() -> None:
    from builder.runs.gather import booked, stages

    given = tables(coded("a", event(), text=story(5)), coded("b", event(), text=story(5) + " End."))
    found = merge(given)
    books = booked((), Counter((row["outcome"], row["reason"] or "") for row in found["articles"]))
    assert books.reasons == {("coded", ""): 1, ("duplicate", "near_copy"): 1}
    told = stages(books, len(given["events"]), len(found["events"]), 1)
    assert told["code"] == {"in": 2, "out": 2, "dropped": {}}
    assert told["merge"] == {"in": 2, "out": 1, "dropped": {"merged": 1}}


def test_merging_can_be_left_out_of_a_run(tmp_path: Path) -> None:
    first = {"id": "a", "published": "2019-06-25", "publisher": "One", "title": "French defence minister visits Niger"}
    lead = "French Defence Minister Florence Parly arrived in Niamey on Monday for talks on counter-terrorism with Niger. "
    first |= {"text": lead + story(9)}
    again = {**first, "id": "b", "publisher": "Two", "published": "2019-06-26", "text": first["text"] + " It was her first visit."}
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in (first, again)), encoding="utf-8")
    runs = [run([path], Settings(out=tmp_path, release=str(merging), workers=1, merge=merging)) for merging in (True, False)]
    assert [report.books.outcomes["coded"] for report in runs] == [1, 2]
    told = [json.loads((tmp_path / str(merging) / "run.json").read_text(encoding="utf-8")) for merging in (True, False)]
    assert [one["settings"]["merge"] for one in told] == [True, False]
    assert [one["reasons"].get("duplicate/near_copy", 0) for one in told] == [1, 0]
