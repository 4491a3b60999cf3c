"""The logical hash names the values of a table, not the way they are stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder.exporters.logical import logical_hash

TABLE = pa.table(
    {
        "id": ["a", "b", "ج"],
        "n": pa.array([1, None, 3], pa.int32()),
        "parties": [["RUS", "DZA"], [], ["FRA"]],
        "lead": [True, None, False],
        "day": [date(2020, 1, 1), None, date(1800, 1, 1)],
        "share": [0.0, None, 0.25],
    }
)


def test_the_hash_is_known() -> None:
    """A constant: whoever changes the hash breaks the comparison with every release that is out."""
    assert logical_hash(TABLE) == "150159f541a1bcf68fac61ecb678246f3c9863ef0bbd7910501dc0ff82ecd90a"


def test_storage_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(TABLE, path, compression="gzip", row_group_size=1, data_page_version="2.0", use_dictionary=False)
    pieces = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)])
    assert len({logical_hash(t) for t in (TABLE, pieces, pq.read_table(path), TABLE.replace_schema_metadata({"a": "b"}))}) == 1


def _with(name: str, values: list[object], kind: pa.DataType | None = None) -> pa.Table:
    place = TABLE.column_names.index(name)
    return TABLE.set_column(place, name, pa.array(values, kind or TABLE.schema.field(name).type))


@pytest.mark.parametrize(
    "other",
    [
        _with("id", ["ab", "", "ج"]),
        _with("id", ["a", None, "ج"]),
        _with("n", [1, 0, 3]),
        _with("n", [1, None, 3], pa.int64()),
        _with("parties", [["RUS"], ["DZA"], ["FRA"]]),
        _with("parties", [["RUS", "DZA"], None, ["FRA"]]),
        _with("parties", [["RUSDZA"], [], ["FRA"]]),
        _with("lead", [True, False, False]),
        _with("day", [date(2020, 1, 2), None, date(1800, 1, 1)]),
        _with("share", [0.0, None, 0.2500001]),
        TABLE.rename_columns(["id", "n", "parties", "lead", "day", "part"]),
        TABLE.take([1, 0, 2]),
        TABLE.slice(1),
    ],
)
def test_any_other_value_is_another_hash(other: pa.Table) -> None:
    assert logical_hash(other) != logical_hash(TABLE)
