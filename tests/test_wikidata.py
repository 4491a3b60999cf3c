"""`kb import-wikidata`: a dump becomes a folder that `--kb` takes, and what is then found."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main


def item(number: int, names: dict[str, str], more: dict[str, list[str]] | None = None, **claims: list[Any]) -> dict[str, Any]:
    labels = {language: {"language": language, "value": name} for language, name in names.items()}
    aliases = {language: [{"language": language, "value": name} for name in found] for language, found in (more or {}).items()}
    return {"type": "item", "id": f"Q{number}", "labels": labels, "aliases": aliases, "claims": claims}


def is_item(number: int, **qualifiers: str) -> dict[str, Any]:
    snak = {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"numeric-id": number, "id": f"Q{number}"}}}
    return {"mainsnak": snak, "rank": "normal", "qualifiers": {name: [time(day)] for name, day in qualifiers.items()}}


def time(day: str) -> dict[str, Any]:
    parts = [*day.split("-"), "00", "00"][:3]
    value = {"time": "+" + "-".join(parts) + "T00:00:00Z", "precision": 9 + day.count("-")}
    return {"snaktype": "value", "datavalue": {"type": "time", "value": value}}


def text_value(value: str) -> dict[str, Any]:
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": "normal"}


PERSON, POSITION = 5, 4164871
MINISTER, MINISTER_OF_LAND, CLUB_PRESIDENT, COUNTRY, LAND = 900001, 900002, 900003, 900004, 900005
ITEMS = [
    item(910001, {"en": "Botir Karimov", "ar": "بوتير كريموف", "ru": "Ботир Каримов"},
         {"en": ["Botyr Karimov", "The Falcon of Tashkent"], "ar": ["الصقر"]},
         P31=[is_item(PERSON)], P27=[is_item(COUNTRY)],
         P39=[is_item(MINISTER, P580="2031-03-01", P582="2033-05"), is_item(CLUB_PRESIDENT, P580="2031")]),
    item(910002, {"en": "Old Minister"}, P31=[is_item(PERSON)], P39=[is_item(MINISTER, P580="1951", P582="1959-01-02")]),
    item(910003, {"en": "Land Minister"}, P31=[is_item(PERSON)], P39=[is_item(MINISTER_OF_LAND, P580="2031")]),
    item(446865, {"en": "Nikolai Patrushev", "fr": "Nikolaï Patrouchev"}, {"fr": ["Nikolaï Platonovitch Patrouchev"]},
         P31=[is_item(PERSON)], P39=[is_item(MINISTER, P580="2034-02-03")]),
    item(MINISTER, {"en": "Minister of Defence of Uzbekistan"}, P31=[is_item(POSITION)], P1001=[is_item(COUNTRY)]),
    item(MINISTER_OF_LAND, {"en": "Minister of the Interior of Karakalpakia"}, P1001=[is_item(LAND)], P17=[is_item(COUNTRY)]),
    item(CLUB_PRESIDENT, {"en": "President of Football Club Chorsu"}, P17=[is_item(COUNTRY)]),
    item(COUNTRY, {"en": "Uzbekistan"}, P298=[text_value("UZB")]),
    item(LAND, {"en": "Karakalpakia"}),
    item(920001, {"en": "Zarafshon Liberation Army", "ar": "جيش تحرير زرفشان", "ru": "Армия освобождения Зарафшана"},
         {"en": ["ZLA", "Zarafshon Army"], "ar": ["القاعدة"]},
         P31=[is_item(17127659)], P17=[is_item(COUNTRY)], P571=[{"mainsnak": time("2032-01"), "rank": "normal"}],
         P3461=[is_item(1065)]),
    item(920002, {"en": "Boko Haram"}, P31=[is_item(17127659)]),
    item(930001, {"en": "Uzbek Foreign Intelligence Bureau", "ar": "مكتب المخابرات الخارجية الأوزبكي"},
         P31=[is_item(47913)], P17=[is_item(COUNTRY)]),
]  # fmt: skip


def dump(path: Path, lines: list[str]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("[\n" + ",\n".join(lines) + "\n]\n")
    return path


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wikidata")
    path = dump(made / "dump.json.gz", [json.dumps(one, ensure_ascii=False) for one in ITEMS])
    told = call("kb", "import-wikidata", path, "--since", "2000", "-o", made / "kb")
    assert told.exit_code == 0, told.output
    assert "12 entities, 0 faults, 2 people, 2 terms, 1 groups, 1 institutions" in told.output
    return made / "kb"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_people_and_terms(folder: Path) -> None:
    people, terms = rows(folder / "people.csv"), rows(folder / "terms.csv")
    assert tuple(people[0][key] for key in ("person", "country", "name_ar", "variants")) == (
        "Q910001", "UZB", "بوتير كريموف", "Botyr Karimov",
    )  # fmt: skip
    first = terms[0]
    assert (first["office"], first["country"], first["role"], first["start"], first["end"]) == (
        "defence_minister", "UZB", "DEF", "2031-03-01", "2033-05",
    )  # fmt: skip
    # A listed person keeps what is listed and gains a spelling and a term.
    known = people[1]
    assert (
        known["person"] == "Q446865" and known["name_ar"] == "نيكولاي باتروشيف" and "Nikolaï Platonovitch Patrouchev" in known["variants"]
    )


def test_what_is_written_is_found(folder: Path) -> None:
    def found(words: str, day: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in call("kb", "search", words, "--date", day, "--kb", folder, "--json").stdout.splitlines()]

    assert found("вместе с Ботиром Каримовым", "2032-01-01")[0]["code"] == "Q910001"
    assert found("جيش تحرير زرفشان", "2032-01-01")[0]["code"] == "q920001"
    assert found("Uzbek Foreign Intelligence Bureau", "2032-01-01")[0]["role"] == "INT"
    group = json.loads(call("kb", "show", "q920001", "--kb", folder, "--json").stdout.splitlines()[0])
    assert (group["region"], group["designated"], group["valid_from"]) == (["UZB"], ["UNO"], "2032-01")
    assert call("kb", "check", "--kb", folder).exit_code == 0


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    good = [json.dumps(one, ensure_ascii=False) for one in ITEMS[:8]]
    told = call("kb", "import-wikidata", dump(tmp_path / "d.json.gz", [*good, '{"id": "Q1", ', '"words"']), "-o", tmp_path / "kb")
    assert told.exit_code == 3 and "d.json.gz:10: not JSON" in told.output and "d.json.gz:11: no entity" in told.output
    assert "8 entities, 2 faults, 2 people" in told.output
    again = call("kb", "import-wikidata", tmp_path / "d.json.gz", "-o", tmp_path / "kb")
    assert again.exit_code == 1 and "exists already" in again.output


def test_a_dump_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    whole = dump(tmp_path / "whole.json.gz", [json.dumps(one, ensure_ascii=False) for one in ITEMS * 30]).read_bytes()
    (tmp_path / "cut.json.gz").write_bytes(whole[: len(whole) - 20])
    told = call("kb", "import-wikidata", tmp_path / "cut.json.gz", "-o", tmp_path / "kb")
    assert told.exit_code == 3 and "cut off or damaged" in told.output


def test_plain_lines_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.json").write_text("".join(json.dumps(one) + "\n" for one in ITEMS), encoding="utf-8")
    assert call("kb", "import-wikidata", tmp_path / "plain.json", "-o", tmp_path / "kb").exit_code == 0
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (tmp_path / "kb" / path.name).read_bytes()
