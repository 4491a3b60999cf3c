"""A release folder (or a zip of one) → pandas frames with proper types, and its checks against schema and checksums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from builder import analysis
from builder.model import Issue
from builder.releases.contents import contents, opened
from builder.schema import Column, Schema, load_schema

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"string": "string", "int32": "Int32", "int64": "Int64", "float64": "Float64", "bool": "boolean"}


@dataclass(frozen=True, repr=False)
class Release:
    """The tables of a release; each frame is made when it is first asked for."""

    tables: dict[str, pa.Table]
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        return str(self.manifest.get("release", ""))

    def __repr__(self) -> str:
        """What a notebook shows: the version and the size of each table."""
        return f"Release {self.version}: " + ", ".join(f"{name} {table.num_rows:,}" for name, table in self.tables.items())

    @cached_property
    def events(self) -> pd.DataFrame:
        return self._frame("events")

    @cached_property
    def dyads(self) -> pd.DataFrame:
        return self._frame("dyads")

    @cached_property
    def participants(self) -> pd.DataFrame:
        return self._frame("participants")

    @cached_property
    def groups(self) -> pd.DataFrame:
        return self._frame("groups")

    @cached_property
    def evidence(self) -> pd.DataFrame:
        return self._frame("evidence")

    @cached_property
    def tombstones(self) -> pd.DataFrame:
        return self._frame("tombstones")

    @cached_property
    def articles(self) -> pd.DataFrame:
        return self._frame("articles")

    def _frame(self, name: str) -> pd.DataFrame:
        return self._stamped(to_frame(self.tables[name], load_schema(), name))

    def _stamped(self, frame: pd.DataFrame) -> pd.DataFrame:
        frame.attrs["release"] = self.version
        return frame

    def dyad_year(self, background: bool = False, planned: bool = False) -> pd.DataFrame:
        """Events by pair of parties and year, all types together (``n_events``) and each apart, with COW and GW numbers.

        Background events and those that are only planned or were cancelled are left out unless asked for; so are events
        without a year.
        """
        return self._stamped(analysis.dyad_year(self.dyads, _known("event_types"), background, planned))

    def monthly(self, background: bool = False, planned: bool = False) -> pd.DataFrame:
        """Events by month of their first day, all types together and each apart; months without any have zeros."""
        return self._stamped(analysis.monthly(self.events, _known("event_types"), background, planned))

    def network(
        self, directed: bool = False, graphml: str | Path | None = None, background: bool = False, planned: bool = False
    ) -> pd.DataFrame:
        """Edges between parties: source, target, n_events, a column for each type, first and last day; also as GraphML into a file."""
        edges = self._stamped(analysis.edges(self.dyads, _known("event_types"), directed, background, planned))
        if graphml is not None:
            analysis.write_graphml(analysis.graph(edges, _labels("countries", "igos"), directed), Path(graphml))
        return edges

    def timeline(self, *parties: str, planned: bool = True) -> pd.DataFrame:
        """The events in which all of these parties take part, by day, with the words that report them and an address.

        A party is its code, as in the tables: "DZA", "NATO"; a ValueError tells a code that is none.
        """
        analysis.check_parties(self.events, parties, _labels("countries", "igos"))
        return self._stamped(analysis.timeline(self.events, self.articles, parties, planned))


def _known(vocabulary: str) -> tuple[str, ...]:
    return load_schema().vocabularies[vocabulary].ids


def _labels(*names: str) -> dict[str, str]:
    known = load_schema().vocabularies
    return {entry.id: entry.label for name in names for entry in known[name].entries.values()}


def to_frame(table: pa.Table, schema: Schema, name: str) -> pd.DataFrame:
    """A table as a frame: nullable types, days as datetime64, codes of closed vocabularies as categories, lists as lists."""
    import pandas as pd

    columns = schema.tables[name].columns
    return pd.DataFrame({label: _series(table[label].combine_chunks(), columns.get(label), schema) for label in table.column_names})


def _series(values: pa.Array, column: Column | None, schema: Schema) -> pd.Series:
    import pandas as pd

    if column is None or column.is_list:
        return pd.Series(values.to_pylist(), dtype=object)
    if column.type == "date":
        return pd.Series(values.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False), dtype="datetime64[s]")
    if column.vocabulary and (codes := schema.codes(column)):
        # Codes that an overlay of the run added are categories too, after those of the schema.
        more = sorted({code for code in pc.unique(values).to_pylist() if code is not None} - set(codes))
        known: Any = [*codes, *more]
        places = pc.fill_null(pc.index_in(values, pa.array(known, pa.string())), -1)
        return pd.Series(pd.Categorical.from_codes(places.to_numpy(zero_copy_only=False), categories=known))
    kind: Any = pd.api.types.pandas_dtype(_DTYPES[column.type])
    return pd.Series(kind.__from_arrow__(values))


def load(path: str | Path, verify: bool = False) -> Release:
    """Load a release; with ``verify`` its checksums are compared first and a ValueError names the files that differ."""
    from builder.exporters.folder import wrong_sums

    with contents(Path(path)) as release:
        if verify and (faults := wrong_sums(release.folder)):
            told = ", ".join(f"{name} ({fault})" for name, fault in faults)
            raise ValueError(f"{path}: these files are not as SHA256SUMS says: {told}")
        return Release(release.tables(), dict(release.run))


def check_release(
    path: str | Path,
    previous: Path | None = None,
    overlays: tuple[Path, ...] = (),
    suite: bool = False,
    docs: Path | None = None,
    inputs: Sequence[str | Path] = (),
) -> list[Issue]:
    """Everything wrong with a release folder or zip: checksums, types, rules, numbers of states, counts, expectations.

    A release that was made with ``overlays`` is checked with the same ones. ``suite`` asks Great Expectations too, whose result
    and pages go to the folder ``docs``. With ``inputs``, the articles, the words of the evidence are looked up in them.
    """
    from builder.releases.texts import texts_of
    from builder.validators.docs import second_opinion
    from builder.validators.release import release_issues
    from builder.validators.stored import manifest

    with opened(Path(path)) as folder, opened(previous or folder) as before:
        texts = texts_of(manifest(folder)[0], inputs) if inputs else None
        second = partial(second_opinion, folder=docs) if suite else None
        return release_issues(folder, before if previous else None, texts, overlays, second)
