"""Evidence rows against their article's own title and text: a row whose words do not stand at its span is marked, and told apart later.

The mark travels with the row from the worker, which alone has the text, to the validation, which sets the row aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from builder.rows.values import Row

if TYPE_CHECKING:
    import pyarrow as pa

MARK = "misquoted"
QUOTED = {"evidence": ("words",), "events": ("trigger", "date_text")}


def quotes(row: Mapping[str, Any], title: str, text: str) -> bool:
    """Whether the words of a row are those of its span; a row without words has only to lie inside."""
    start, end, words = row["start"], row["end"], row["words"]
    given = title if row["part"] == "title" else text
    return 0 <= start < end <= len(given) and (words is None or given[start:end].startswith(words))


def marked(rows: Iterable[Row], title: str, text: str) -> list[Row]:
    """The rows, those that misquote the article with the mark."""
    return [row if quotes(row, title, text) else {**row, MARK: True} for row in rows]


def told_apart(rows: pa.Table | Iterable[Mapping[str, Any]]) -> tuple[pa.Table | list[Mapping[str, Any]], list[Row]]:
    """Rows without the mark, and those that had it, without it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(rows, pa.Table):
        if MARK not in rows.column_names:
            return rows, []
        bad = pc.fill_null(rows[MARK], False)
        plain = rows.drop_columns([MARK])
        return plain.filter(pc.invert(bad)), plain.filter(bad).to_pylist()
    fine: list[Mapping[str, Any]] = []
    wrong: list[Row] = []
    for row in rows:
        if row.get(MARK):
            wrong.append({name: value for name, value in row.items() if name != MARK})
        else:
            fine.append({name: value for name, value in row.items() if name != MARK} if MARK in row else row)
    return fine, wrong


def shortened(name: str, table: pa.Table, length: int) -> pa.Table:
    """A table with the words of articles cut at ``length``, or without them where it is 0; their places stay."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for column in QUOTED.get(name, ()):
        place = table.schema.get_field_index(column)
        words = pc.utf8_slice_codeunits(table[column], 0, length) if length else pa.nulls(len(table), pa.string())
        table = table.set_column(place, table.schema.field(place), words)
    return table
