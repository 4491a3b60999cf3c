"""What is made from the schema and kept as files is up to date: README's tables and docs/columns.md, a test for each column."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.exporters.codebook import codebook
from builder.exporters.columns import column_line, columns_page, tables_block
from builder.schema import BESIDE, TABLES, load_schema
from tests.release_samples import rows

ROOT = Path(__file__).parent.parent
README, COLUMNS = ROOT / "README.md", ROOT / "docs" / "columns.md"
BLOCK = re.compile(r"(<!-- tables -->\n).*?(\n<!-- /tables -->)", re.S)
SCHEMA = load_schema()
ALL = [(name, column) for name in (*TABLES, *BESIDE) for column in SCHEMA.tables[name].columns]


def test_tables_of_the_readme(update_cases: bool) -> None:
    text = README.read_text(encoding="utf-8")
    want = BLOCK.sub(lambda found: f"{found[1]}{tables_block()}{found[2]}", text)
    assert BLOCK.search(text)
    if update_cases and text != want:
        README.write_text(want, encoding="utf-8")
        return
    assert text == want, "out of date: pytest tests/test_derived.py --update-cases"


def test_page_of_columns(update_cases: bool) -> None:
    if update_cases:
        COLUMNS.write_text(columns_page(), encoding="utf-8", newline="\n")
    assert COLUMNS.read_text(encoding="utf-8") == columns_page(), "out of date: pytest tests/test_derived.py --update-cases"


@pytest.mark.parametrize(("table", "name"), ALL, ids=[f"{table}.{name}" for table, name in ALL])
def test_column_on_its_page_and_in_the_codebook(table: str, name: str) -> None:
    column = SCHEMA.tables[table].columns[name]
    section = COLUMNS.read_text(encoding="utf-8").partition(f"\n## {table}\n")[2].partition("\n## ")[0]
    assert column_line(column) in section.splitlines()
    told = codebook().partition(f"### {table}.{name}\n")[2].partition("\n### ")[0]
    assert column.description in told and column.coded in told and (column.certainty or "") in told


def test_json_schema_of_all_rows_is_written(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert CliRunner().invoke(main, ["codebook", "-o", str(tmp_path / "rows.json")]).exit_code == 0
    told = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert set(told["$defs"]) == {*TABLES, *BESIDE}
    jsonschema.validate(rows()["participants"][0], told | {"$ref": "#/$defs/participants"})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**rows()["participants"][0], "side": "left"}, told | {"$ref": "#/$defs/participants"})
