"""`kb candidates`: who is named in a release and listed nowhere, one person's spellings together, ready to paste."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from builder.cli import main
from builder.knowledge import load_knowledge
from builder.knowledge.candidates import Candidate, candidates
from samples import write_lines


def event(number: int, languages: list[str], articles: int = 1) -> dict[str, Any]:
    names = [f"a{number}-{n}" for n in range(articles)]
    return {"event_id": f"ev{number}", "languages": languages, "article_ids": names, "first_published": date(2031, 3, number)}


def person(
    number: int, name: str, role: str = "DEF", country: str = "UZB", office: str | None = None, listed: str | None = None
) -> dict[str, Any]:
    row = {"event_id": f"ev{number}", "kind": "person", "name_raw": name, "entity_id": listed, "country": country, "role": role}
    return {**row, "office": office}


def found(people: list[dict[str, Any]], events: list[dict[str, Any]], least: int = 1) -> list[Candidate]:
    return candidates({"events": events, "participants": people}, load_knowledge(), least)


def test_spellings_of_one_person_are_tied_across_languages() -> None:
    events = [event(1, ["ar"]), event(2, ["en"]), event(3, ["ru"]), event(4, ["ar"])]
    people = [
        person(1, "شوكت تورسونبايف"), person(2, "Shavkat Tursunbayev"), person(3, "Шавкат Турсунбаев"), person(4, "تورسونبايف"),
        person(1, "بختيار قربانوف", role="FOR"),
    ]  # fmt: skip
    first, second = found(people, events)
    assert first.names("ar") == ["شوكت تورسونبايف", "تورسونبايف"] and first.names("ru") == ["Шавкат Турсунбаев"]
    assert first.id == "uzb_shavkat_tursunbayev" and len(first.articles) == 4 and first.days == (date(2031, 3, 1), date(2031, 3, 4))
    assert second.names("ar") == ["بختيار قربانوف"]


def test_order_of_rows_does_not_matter_and_others_stay_apart() -> None:
    events = [event(n, ["ar"]) for n in (1, 2, 3)]
    people = [
        person(1, "شوكت تورسونبايف"),
        person(2, "شوكت تورسنبايف"),
        person(3, "شوكت رحمانوف"),
        person(3, "شوكت تورسونبايف", country="KAZ"),
    ]
    ways = [[(one.id, sorted(s.name for s in one.seen)) for one in found(rows, events)] for rows in (people, people[::-1])]
    assert ways[0] == ways[1] and len(ways[0]) == 3


def test_listed_persons_are_no_candidates_and_rare_names_may_be_left_out() -> None:
    events = [event(1, ["en"], articles=2), event(2, ["en"])]
    people = [person(1, "Shavkat Tursunbayev"), person(1, "Listed Person", listed="Q1"), person(2, "Rustam Ikramov")]
    assert [one.names("en") for one in found(people, events, least=2)] == [["Shavkat Tursunbayev"]]


def test_command_prints_rows_and_writes_a_folder_that_kb_takes(tmp_path: Path) -> None:
    text = "The defence minister of Uzbekistan, Shavkat Tursunbayev, met the defence minister of Algeria in Tashkent. "
    text += "The two ministers discussed military cooperation and the fight against terrorism."
    articles = write_lines(tmp_path / "a.jsonl", {"id": "a", "title": "Talks", "text": text, "published": "2031-03-04", "language": "en"})
    call = CliRunner().invoke
    assert call(main, ["run", str(articles), "--out", str(tmp_path / "out"), "--release", "1", "--quiet"]).exit_code == 0
    release, folder = str(tmp_path / "out" / "1"), str(tmp_path / "mine")
    told = json.loads(call(main, ["kb", "candidates", release, "--json"]).stdout)
    assert told["people.csv"] == "uzb_shavkat_tursunbayev,UZB,Shavkat Tursunbayev,,,,,"
    assert told["terms.csv"][0].startswith("uzb_shavkat_tursunbayev,defence_minister,") and told["roles"] == {"DEF": 1}
    assert told["people.csv"] in call(main, ["kb", "candidates", release, "-o", folder]).output.splitlines()
    rows = call(main, ["kb", "search", "Shavkat Tursunbayev", "--kb", folder, "--date", "2031-03-05", "--json"]).stdout.splitlines()
    assert json.loads(rows[0])["code"] == "uzb_shavkat_tursunbayev"
    again = call(main, ["kb", "candidates", release, "-o", folder])
    assert again.exit_code == 1 and "exists already" in again.output
    assert call(main, ["kb", "candidates", release, "--min", "2"]).exit_code == 4
