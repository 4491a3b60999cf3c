"""Evidence rows against their article's own title and text: a row whose words do not stand at its span is marked, and told apart later.

The mark travels with the row from the worker, which alone has the text, to the validation, which sets the row aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from builder.rows.values import Row

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


def told_apart(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Row]]:
    """Rows without the mark, and those that had it, without it."""
    fine: list[Mapping[str, Any]] = []
    wrong: list[Row] = []
    for row in rows:
        if MARK in row:
            wrong.append({name: value for name, value in row.items() if name != MARK})
        else:
            fine.append(row)
    return fine, wrong


def shortened(tables: Mapping[str, list[Row]], length: int) -> dict[str, list[Row]]:
    """The tables with the words of articles cut at ``length``, or without them where it is 0; their places stay."""
    return {name: [_cut(row, QUOTED[name], length) for row in rows] if name in QUOTED else rows for name, rows in tables.items()}


def _cut(row: Row, columns: tuple[str, ...], length: int) -> Row:
    long = {name: row[name][:length] or None for name in columns if row[name] is not None and len(row[name]) > length}
    return {**row, **long} if long else row
