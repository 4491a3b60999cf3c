"""The commands as a person or a CI job uses them: output, exit codes, documentation."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from builder import __version__
from builder.cli import main
from builder.commands.output import EXIT_CODES
from builder.schema import load_schema
from samples import VISIT, WEATHER, write_lines

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield before + name, command


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "in.jsonl", VISIT, WEATHER)


def test_help_loads_nothing_heavy() -> None:
    """The help of every command is there at once: what takes long to load is loaded by the work itself."""
    heavy = "{'pandas', 'pyarrow', 'numpy', 'great_expectations', 'dateparser', 'trafilatura', 'yaml', 'distributed'}"
    script = "import sys; from builder.cli import main; main(['run', '--help'], standalone_mode=False); "
    script += f"sys.exit(str({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "Code every article of the INPUTs" in done.stdout
    assert done.stderr.strip() == "set()"


def test_version() -> None:
    assert __version__ in call("--version").output


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert command.help, name
    words = name.split()
    assert re.search(rf"`eventbuild {words[0]}\b", README), f"the README does not name '{name}'"
    assert all(word in README for word in words)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"


def test_every_exit_code_is_documented() -> None:
    for exit_code, meaning in EXIT_CODES.items():
        assert f"| {exit_code} | {meaning} |" in README.replace("`", "")


def test_every_column_is_in_the_codebook() -> None:
    text = call("codebook").output
    for table in load_schema().tables.values():
        for column in table.columns.values():
            assert f"### {table.name}.{column.name}\n" in text
            assert column.description in text


def test_run_prints_a_summary_and_the_place_of_the_release(articles: Path, tmp_path: Path) -> None:
    done = call("run", articles, "--out", tmp_path / "out", "--release", "1.0.0", "--workers", "1")
    assert done.exit_code == 0, done.output
    assert "2 inputs read" in done.output
    assert str(tmp_path / "out" / "1.0.0") in done.output
    names = {path.name for path in (tmp_path / "out" / "1.0.0").iterdir()}
    tables = {
        f"{table}.{kind}" for table in ("events", "participants", "groups", "evidence", "articles", "dyads") for kind in ("parquet", "csv")
    }
    assert names >= tables | {"codebook.md", "run.json"}


def test_run_for_machines(articles: Path, tmp_path: Path) -> None:
    done = call("run", articles, "--out", tmp_path / "out", "--workers", "1", "--json")
    report = json.loads(done.stdout)
    assert report["articles"] == 2
    assert report["outcomes"]["coded"] == 1


def test_standard_input_and_fallback_fields() -> None:
    record = {key: value for key, value in VISIT.items() if key not in ("published", "publisher")}
    words = [sys.executable, "-m", "builder", "code", "-", "--published", "2019-06-27"]
    done = subprocess.run(words, input=json.dumps(record), capture_output=True, text=True, check=True, cwd=ROOT)
    coded = json.loads(done.stdout)
    assert coded["relevant"] and coded["published"] == "2019-06-27"
    assert any(event["date_start"] == "2019-06-26" for event in coded["events"])


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", {"headline": VISIT["title"], "body": VISIT["text"], "day": "2019-06-27"})
    done = call("code", path, "--map", "title=headline,text=body,published=day")
    assert json.loads(done.stdout)["relevant"]


def test_settings_come_from_a_file_and_flags_win(articles: Path, tmp_path: Path) -> None:
    config = tmp_path / "my.toml"
    config.write_text('out = "there"\nrelease = "2.0.0"\nworkers = 1\n', encoding="utf-8")
    assert call("run", articles, "--config", config, "--release", "3.0.0").exit_code == 0
    assert (tmp_path / "there" / "3.0.0" / "run.json").is_file()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('relaese = "1"', "did you mean 'release'?"),
        ("workers = 'two'", "must be of type int"),
        ("release = ", "not valid TOML"),
        ('release = "../up"', "cannot name a folder"),
        ('language = "de"', "choose one of ar, en, fr, ru"),
    ],
)
def test_a_wrong_setting_is_wrong_use_and_told(content: str, told: str, articles: Path, tmp_path: Path) -> None:
    config = tmp_path / "my.toml"
    config.write_text(content, encoding="utf-8")
    done = call("run", articles, "--out", tmp_path / "out", "--config", config)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_exit_codes(articles: Path, tmp_path: Path) -> None:
    broken = write_lines(tmp_path / "broken.jsonl", "{broken")
    assert call("code", articles).exit_code == 0
    assert call("run", tmp_path / "missing").exit_code == 2
    assert call("run", articles, "--no-such-option").exit_code == 2
    assert call("code", articles, broken).exit_code == 3
    assert call("code", broken).exit_code == 4
    assert call("run", broken, "--out", tmp_path / "out").exit_code == 4


def test_a_folder_that_cannot_be_written_is_a_clear_fault(articles: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    done = call("run", articles, "--out", blocked / "out", "--workers", "1")
    assert done.exit_code == 1
    assert str(blocked) in done.stderr
    assert "Traceback" not in done.output


def test_code_writes_a_record_an_article_in_order(articles: Path, tmp_path: Path) -> None:
    assert call("code", articles, "-o", tmp_path / "out.jsonl").exit_code == 0
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["visit", "weather"]
    assert [record["relevant"] for record in records] == [True, False]
    again = call("code", articles, "--workers", "2")
    assert again.stdout == (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_explain_tells_words_and_rules(articles: Path, tmp_path: Path) -> None:
    done = call("explain", articles, "--id", "visit")
    assert "agreement" in done.output and "signed" in done.output
    assert call("explain", articles, "--id", "nowhere").exit_code == 4
    record = json.loads(call("explain", articles, "--json").stdout)
    assert record["events"][0]["values"][0]["rule"]


def test_explain_tells_what_made_an_article_relevant(articles: Path) -> None:
    why = json.loads(call("explain", articles, "--id", "visit", "--json").stdout)["relevance"]
    score = math.log(why["probability"] / (1 - why["probability"]))
    assert why["probability"] >= why["needed"]
    assert sum(one["adds"] for one in why["features"]) == pytest.approx(score, abs=0.1)
    assert why["words"] and all(one["what"].casefold() in f"{VISIT['title']} {VISIT['text']}".casefold() for one in why["words"])
    assert json.loads(call("explain", articles, "--id", "weather", "--json").stdout)["relevance"] is None
    assert f"{why['probability']:.2f}" in call("explain", articles, "--id", "visit").output


def test_the_explained_page_stands_alone_and_reads_right_to_left(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert call("explain", ROOT / "examples" / "arabic.jsonl", "--html", page).exit_code == 0
    html = page.read_text(encoding="utf-8")
    assert '<article lang="ar" dir="rtl">' in html
    assert 'class="trigger"' in html and 'class="date"' in html
    assert not re.search(r'(?:src|href)="', html)


def test_explained_page_escapes_the_article(tmp_path: Path) -> None:
    hostile = {**VISIT, "title": "<script>alert(1)</script>", "text": f"<img src=x onerror=alert(1)> {VISIT['text']}"}
    page = tmp_path / "page.html"
    call("explain", write_lines(tmp_path / "in.jsonl", hostile), "--html", page)
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html and "<img" not in html


def test_extract(articles: Path) -> None:
    done = call("extract", articles, "--json")
    first = json.loads(done.stdout.splitlines()[0])
    assert first["title"] == VISIT["title"]
    assert first["origins"]["published"]
    assert {"path", "url", "text", "published_basis", "byline", "agency", "publisher", "language"} <= set(first)
    assert VISIT["title"] in call("extract", articles).output


def test_dates() -> None:
    done = call("dates", "أمس الثلاثاء", "--published", "2018-01-31", "--json")
    assert json.loads(done.stdout.splitlines()[0])["date_start"] == "2018-01-30"
    assert "2018-01-30" in call("dates", "yesterday", "--language", "en", "--published", "2018-01-31").output
    assert call("dates", "nothing here", "--language", "en").exit_code == 4


def test_kb() -> None:
    checked, listed = call("kb", "check"), call("kb", "check", "--all")
    assert checked.exit_code == listed.exit_code == 0
    assert re.search(r"no faults; names: \d+ ambiguous", checked.stdout)
    assert "ambiguous: OMN:" in listed.stderr and "ambiguous:" not in checked.stderr
    found = [json.loads(line) for line in call("kb", "search", "حلف شمال الأطلسي", "--json").stdout.splitlines()]
    assert any(item["code"] == "NATO" for item in found)
    assert "south_kivu" in call("kb", "search", "Sud-Kivu").output  # taken for another language's words
    assert "Algeria" in call("kb", "show", "DZA").output
    assert "Boko Haram" in call("kb", "show", "boko_haram").output
    exercise = call("kb", "show", "african_lion").output
    assert "USA, MAR" in exercise and "African Lion" in exercise and "source" in exercise
    assert call("kb", "show", "no_such_code").exit_code == 4


def test_validate_and_diff(articles: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "out" / "1", tmp_path / "out" / "2"
    call("run", articles, "--out", tmp_path / "out", "--release", "1", "--workers", "1")
    changed = write_lines(tmp_path / "in2.jsonl", {**VISIT, "published": "2019-07-04"}, WEATHER)
    call("run", changed, "--out", tmp_path / "out", "--release", "2", "--workers", "1")
    assert call("validate", "--no-suite", one).exit_code == 0
    assert call("diff", one, one).exit_code == 0
    done = call("diff", one, two)
    assert done.exit_code == 5
    assert "date_start" in done.output
    csv = one / "events.csv"
    csv.write_text(csv.read_text(encoding="utf-8").replace("agreement", "agremeent"), encoding="utf-8")
    assert call("validate", "--no-suite", one).exit_code == 5


def test_kb_folder_adds_names_to_coding_and_search(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "person,country,name_en,name_ar,name_fr,name_ru,variants,alone\nxyz_lina,DZA,Lina Testova,لينا تستوفا,,Лина Тестова,,\n",
        encoding="utf-8",
    )
    rows = call("kb", "search", "Lina Testova", "--kb", str(tmp_path), "--json").stdout.splitlines()
    assert json.loads(rows[0])["code"] == "xyz_lina"
    assert call("kb", "show", "xyz_lina", "--kb", str(tmp_path)).exit_code == 0
    assert call("kb", "check", "--kb", str(tmp_path)).exit_code == 0
    refused = call("kb", "check", "--kb", str(tmp_path / "none"))
    assert refused.exit_code == 2 and "is no folder" in refused.output


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("run", "{in}", "--out", "{in}"), 1, "a file stands where a folder is needed: give another path"),
        (("run", "{in}", "--out", "/proc/nothing"), 1, "give a path that exists, or that can be made"),
        (("run", "{in}", "--map", "titel=headline"), 2, "map: 'titel' is no field of an article; did you mean 'title'?"),
        (("run", "{in}", "--config", "{toml}"), 2, "set.toml:2: unknown setting 'relase'; did you mean 'release'?"),
        (("run", "{dir}/no*.jsonl"), 2, "no*.jsonl matches no file"),
        (("explain", "{dir}/nothing.jsonl"), 2, "nothing.jsonl does not exist"),
        (("dates", "  "), 2, "give --language ar, en, fr or ru"),
        (("dates", "Gestern sprach der Minister in Berlin mit seinem Kollegen"), 2, "give --language ar, en, fr or ru"),
        (("merge", "{dir}"), 2, "holds no finished part; run it again"),
        (("gc", "--out", "{dir}/nothing"), 0, "no results are kept there"),
        (("release", "--out", "{dir}/nothing"), 2, "holds no run; make one with: eventbuild run"),
        (("evaluate", "{empty}", "{in}"), 4, "holds no record; give records coded by hand"),
        (("dates", "The minister spoke."), 4, "the text tells no date"),
        (("explain", "{in}", "--html", "{dir}/no/page.html"), 2, "no does not exist; make it, or give another path"),
        (("codebook", "-o", "{dir}/no/book.md"), 2, "no does not exist; make it, or give another path"),
        (("kb", "search", "zzzzz"), 4, "the knowledge base has nothing that is called 'zzzzz'"),
        (("diff", "{dir}", "{dir}"), 1, "neither a release folder nor a zip of one; give the folder of a version"),
        (("validate", "{dir}"), 1, "neither a release folder nor a zip of one; give the folder of a version"),
        (("kb", "import-wikidata", "{in}", "-o", "{dir}/kb"), 4, "no entity of Wikidata; nothing is written; give a JSON dump of it"),
    ],
)
def test_wrong_use_is_told_with_its_cure(articles: Path, tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    (tmp_path / "set.toml").write_text('workers = 1\nrelase = "1"\n', encoding="utf-8")
    (tmp_path / "empty.jsonl").touch()
    places = {"in": articles, "dir": tmp_path, "toml": tmp_path / "set.toml", "empty": tmp_path / "empty.jsonl"}
    done = call(*(word.format(**places) for word in words))
    assert told in " ".join(done.output.split()), done.output
    assert done.exit_code == code


def test_merge_names_the_parts_that_lie_in_the_folder_given(articles: Path, tmp_path: Path) -> None:
    assert call("run", articles, "--out", tmp_path / "out", "--shard", "1/2", "--workers", "1").exit_code == 0
    done = call("merge", tmp_path / "out", "--out", tmp_path / "out")
    assert f"give those in it: {tmp_path / 'out' / 'parts' / '1-of-2'}" in done.output
    assert done.exit_code == 2


def test_an_entry_is_shown_as_one_reads_it() -> None:
    told = call("kb", "show", "hezbollah").output
    assert re.search(r"^region +LBN$", told, re.M)
    assert re.search(r"^names +ar: حزب الله; en: Hezbollah;", told, re.M)


def test_a_run_that_changes_nothing_tells_its_outcomes_in_the_same_order(articles: Path, tmp_path: Path) -> None:
    words = ("run", articles, "--out", tmp_path / "out", "--workers", "1")
    first, second = (re.findall(r"^(coded|not relevant|duplicate|rejected) ", call(*words).output, re.M) for _ in range(2))
    assert first == second == ["coded", "not relevant", "duplicate", "rejected"]
