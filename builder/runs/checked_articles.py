"""Article rows checked in blocks: gathered rows and copies → accepted rows with counts of events, and what events ask of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from builder.model import Issue
from builder.runs.gather import NUMBER, Gathered
from builder.schema import Schema
from builder.state.spill import Spill, blocks_of
from builder.stories import marked
from builder.validators import Checked, check, set_aside

TOLD_ISSUES = 1000
_ARTICLES = 20_000
_NO_ORIGINAL = ("articles.duplicate_of.foreign_key", "duplicate_of", "no row of articles has this article_id")
_INDEXED = ("article_id", "published", "publisher", "language", "title_chars", "text_chars", "duplicate_of")


@dataclass
class Finished:
    """Checked tables, rows set aside, the first issues, events before and after merging, articles by outcome and reason."""

    tables: dict[str, Any]
    quarantine: Spill
    issues: list[Issue] = field(default_factory=list)
    coded: int = 0
    merged: int = 0
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, checked: Checked, schema: Schema) -> None:
        """Enter a checked part."""
        for name, table in checked.tables.items():
            if name in self.tables:
                self.tables[name].add(table)
        self.issues += checked.issues[: TOLD_ISSUES - len(self.issues)]
        self.quarantine.add(pa.Table.from_pylist(checked.quarantine, schema=schema.arrow("quarantine")))


@dataclass
class Index:
    """What events and checks ask of articles, in order of id; which were accepted, and events counted by article."""

    table: pa.Table
    accepted: npt.NDArray[np.bool_]
    events: npt.NDArray[np.int32]
    quarantined: npt.NDArray[np.int32]


def check_articles(found: Gathered, copies: Mapping[int, str], work: Path, schema: Schema, done: Finished) -> tuple[Index, Spill]:
    """Mark near copies, check all article rows, and keep of them what events ask for."""
    kept, parts, accepted = Spill(work, "articles-checked", ["article_id"]), [], []
    for block in found.articles.blocks(_ARTICLES):
        block = _marked(block, copies)
        for row in block.group_by(["outcome", "reason"]).aggregate([([], "count_all")]).to_pylist():
            done.reasons[row["outcome"], row["reason"] or ""] += row["count_all"]
        checked = check({"articles": block}, schema, names=("articles",))
        kept.add(checked.tables["articles"])
        done.take(Checked({}, checked.quarantine, checked.issues), schema)
        parts.append(_dictionaries(block.select(_INDEXED)))
        accepted.append(pc.is_in(block["article_id"], checked.tables["articles"]["article_id"]).to_numpy())
    table = pa.concat_tables(parts).unify_dictionaries().combine_chunks() if parts else _no_articles(schema)
    mask = np.concatenate(accepted).astype(bool) if accepted else np.zeros(0, bool)
    zero = np.zeros(len(table), np.int32)
    return Index(table, _originals_there(table, mask), zero, zero.copy()), kept


def _no_articles(schema: Schema) -> pa.Table:
    """An index of no articles."""
    return _dictionaries(schema.arrow("articles").empty_table().select(_INDEXED))


def _dictionaries(table: pa.Table) -> pa.Table:
    for name in ("publisher", "language"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table[name].dictionary_encode())
    return table


def _marked(articles: pa.Table, copies: Mapping[int, str]) -> pa.Table:
    """The rows of near copies, known by their numbers, tell what they are."""
    originals_ = [copies.get(number) for number in articles[NUMBER].to_pylist()]
    is_copy = pa.array([name is not None for name in originals_], pa.bool_())
    for name, value in marked("").items():
        place = articles.schema.get_field_index(name)
        mark = pa.array(originals_, pa.string()) if name == "duplicate_of" else pa.scalar(value, pa.string())
        articles = articles.set_column(place, articles.schema.field(place), pc.if_else(is_copy, mark, articles[name]))
    return articles


def _originals_there(table: pa.Table, accepted: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Duplicates whose original was set aside are so too."""
    while True:
        here = table["article_id"].filter(pa.array(accepted)).combine_chunks()
        lost = pc.and_(pc.is_valid(table["duplicate_of"]), pc.invert(pc.is_in(table["duplicate_of"], here))).to_numpy().astype(bool)
        if not (lost & accepted).any():
            return accepted
        accepted = accepted & ~lost


@dataclass
class CountedArticles:
    """The checked articles with their counts, as a sorted table that is read once."""

    kept: Spill
    index: Index
    schema: Schema
    done: Finished

    def blocks(self, rows: int) -> Iterator[pa.Table]:
        """Blocks of accepted rows; those whose original was set aside are set aside as they come by."""
        return blocks_of(map(self._counted, self.kept.blocks(_ARTICLES)), rows)

    def _counted(self, piece: pa.Table) -> pa.Table:
        places = pc.index_in(piece["article_id"], self.index.table["article_id"].combine_chunks()).to_numpy()
        for name, values in (("n_events", self.index.events), ("n_quarantined", self.index.quarantined)):
            place = piece.schema.get_field_index(name)
            piece = piece.set_column(place, piece.schema.field(place), pa.array(values[places]))
        good = self.index.accepted[places]
        self._aside(piece.filter(pa.array(~good)))
        return piece.filter(pa.array(good))

    def _aside(self, lost: pa.Table) -> None:
        quarantine: list[dict[str, Any]] = []
        for row in lost.to_pylist():
            set_aside(self.schema, "articles", row, _NO_ORIGINAL, quarantine, self.done.issues)
        self.done.take(Checked({}, quarantine, []), self.schema)
