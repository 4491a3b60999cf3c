"""Stata: the tables of a release → a labelled .dta for each, and variables.csv, which maps columns to variables and codes to numbers."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import SEPARATOR
from builder.schema import TABLES, Column, Schema

if TYPE_CHECKING:
    import pandas as pd

# Codes of these are read as texts by everyone who joins on them; all other closed vocabularies become labelled numbers.
TEXTS = ("countries", "igos", "groups")
# Words of Stata and of its matrix language, which pandas would rename on its own.
_RESERVED = re.compile(
    r"_all|_N|_skip|_b|_pi|_pred|_coef|_rc|_cons|_se|_n|str\d*|strL|aggregate|array|boolean|break|byte|case|catch|class|colvector|complex"
    r"|const|continue|default|delegate|delete|do|double|else|eltypedef|end|enum|explicit|export|external|float|for|friend|function|global"
    r"|goto|if|in|inline|int|local|long|NULL|pragma|protected|quad|rowvector|short|typedef|typename|using|virtual|with"
)
_NAME, _LABEL, _SHORT = 32, 80, 2045


def write_stata(tables: Mapping[str, pa.Table], schema: Schema, version: str, folder: Path) -> list[Path]:
    """Write all tables (Stata 14 and later); the files' stamp is SOURCE_DATE_EPOCH, or the first day of computers."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in TABLES:
        written.append(folder / f"{name}.dta")
        _write(tables[name], schema, name, version, written[-1])
    _write_map(schema, folder / "variables.csv")
    return [*written, folder / "variables.csv"]


def _write(table: pa.Table, schema: Schema, name: str, version: str, path: Path) -> None:
    import pandas as pd

    columns = {label: column for label, column in schema.tables[name].columns.items() if label in table.column_names}
    variables = names(columns)
    frame = pd.DataFrame({variables[label]: _values(table[label], schema, column) for label, column in columns.items()})
    long = [variables[label] for label in columns if _is_long(frame[variables[label]])]
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=datetime.fromtimestamp(int(stamp or 0), UTC).replace(tzinfo=None),
        data_label=f"{schema.tables[name].title}, release {version}"[:_LABEL],
        variable_labels={variables[label]: _cut(column.description) for label, column in columns.items()},
        convert_dates={variables[label]: "td" for label, column in columns.items() if column.type == "date"},
        convert_strl=long,
        value_labels={variables[label]: codes for label, column in columns.items() if (codes := _numbered(schema, column))},
    )


def _is_long(values: pd.Series) -> bool:
    """Whether a text is too long for a plain Stata string."""
    return values.dtype == object and any(len(value.encode()) > _SHORT for value in values)


def names(columns: Mapping[str, Column]) -> dict[str, str]:
    """The variable of each column: the same name, but for words that Stata keeps for itself and names that are too long."""
    return {label: f"{label[: _NAME - 1]}_" if _RESERVED.fullmatch(label) or len(label) > _NAME else label for label in columns}


def is_labelled(column: Column) -> bool:
    """Whether codes become numbers with labels."""
    return bool(column.vocabulary) and not column.is_list and not set(column.vocabulary) & set(TEXTS)


def _numbered(schema: Schema, column: Column) -> dict[float, str]:
    """Number → label, by the place of the code in its vocabulary."""
    if not is_labelled(column):
        return {}
    entries = [entry for name in column.vocabulary for entry in schema.vocabularies[name].entries.values()]
    return {number: entry.label for number, entry in enumerate(entries, 1)}


def _values(values: pa.ChunkedArray, schema: Schema, column: Column) -> Any:
    import pandas as pd

    if is_labelled(column):
        places = pc.index_in(values, pa.array(schema.codes(column), pa.string()))
        return pd.array(pc.add(places, 1).to_pylist(), dtype="Int32")
    if column.is_list:
        return [SEPARATOR.join(items or ()) for items in values.to_pylist()]
    if column.type == "string":
        return pd.Series(pc.fill_null(values, "").to_pylist(), dtype=object)
    if column.type == "date":
        return pd.Series(values.cast(pa.timestamp("s")).to_numpy(), dtype="datetime64[s]")
    kinds: dict[str, Any] = {"bool": "boolean", "int32": "Int32", "int64": "Int64", "float64": "float64"}
    return pd.array(values.to_pylist(), dtype=kinds[column.type])


def _cut(text: str) -> str:
    """A label that fits, cut between words."""
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _write_map(schema: Schema, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerow(["table", "column", "variable", "number", "code", "label", "description"])
        lines.writerows(_mapped(schema))


def _mapped(schema: Schema) -> Iterator[list[Any]]:
    for name in TABLES:
        columns = schema.tables[name].columns
        variables = names(columns)
        for label, column in columns.items():
            yield [name, label, variables[label], "", "", "", column.description]
            for (number, words), code in zip(_numbered(schema, column).items(), schema.codes(column), strict=False):
                yield [name, label, variables[label], number, code, words, ""]
