"""What researchers count first: tables of a release → dyad-years, months, networks and timelines as pandas frames."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

MONTHLY = ("day", "week", "month")
_ANY = ("a_to_b", "b_to_a", "mutual", "same_side")
NUMBERS = ("a_cow", "b_cow", "a_gw", "b_gw")


def counted_rows(frame: pd.DataFrame, background: bool, planned: bool) -> pd.DataFrame:
    """The rows that count: news that took place. ``background`` adds what is only recalled, ``planned`` what is only announced."""
    kept = ~frame["status"].eq("cancelled")
    if not background:
        kept &= ~frame["background"]
    if not planned:
        kept &= frame["status"].ne("planned")
    return frame[kept.astype(bool)]


def by_type(keys: Sequence[pd.Series], kinds: pd.Series, known: Sequence[str]) -> pd.DataFrame:
    """Rows by key, ``n_events`` and a column for every type, also for those that do not occur."""
    import pandas as pd

    counts = pd.crosstab(list(keys), kinds.astype("string"), dropna=True)
    counts = counts.reindex(columns=sorted({*counts.columns, *known}), fill_value=0).astype("Int32")
    counts.insert(0, "n_events", counts.sum(axis=1).astype("Int32"))
    counts.columns.name = None
    return counts.reset_index()


def dyad_year(dyads: pd.DataFrame, known: Sequence[str], background: bool = False, planned: bool = False) -> pd.DataFrame:
    """Events by pair of parties and year, with COW and GW numbers."""
    chosen = counted_rows(dyads, background, planned)
    chosen = chosen[chosen["year"].notna()]
    counts = by_type([chosen[name] for name in ("a", "b", "year")], chosen["event_type"], known)
    numbers = chosen.groupby(["a", "b"], observed=True)[list(NUMBERS)].first()
    return counts.merge(numbers.reset_index(), on=["a", "b"], how="left")


def monthly(events: pd.DataFrame, known: Sequence[str], background: bool = False, planned: bool = False) -> pd.DataFrame:
    """Events by month in which they began; months without events stand there with zeros, coarser dates are left out."""
    import pandas as pd

    chosen = counted_rows(events, background, planned)
    chosen = chosen[chosen["date_precision"].isin(MONTHLY) & chosen["date_start"].notna()]
    months = chosen["date_start"].dt.to_period("M").rename("month")
    counts = by_type([months], chosen["event_type"], known).set_index("month")
    if len(counts):
        every = pd.period_range(counts.index.min(), counts.index.max(), freq="M", name="month")
        counts = counts.reindex(every, fill_value=0).astype("Int32")
    return counts.reset_index()


def edges(dyads: pd.DataFrame, known: Sequence[str], directed: bool, background: bool = False, planned: bool = False) -> pd.DataFrame:
    """Who is tied to whom: an edge a pair, with events in all and by type, first and last day.

    Directed edges run from giver, visitor, caller to the other side; events without a direction run both ways, and
    those who only stand on one side together have no edge.
    """
    import pandas as pd

    chosen = counted_rows(dyads, background, planned)
    ways = {("a", "b"): ("a_to_b", "mutual"), ("b", "a"): ("b_to_a", "mutual")} if directed else {("a", "b"): _ANY}
    parts = [_turned(chosen[chosen["direction"].isin(kinds)], *names) for names, kinds in ways.items()]
    flat = pd.concat(parts, ignore_index=True)
    counts = by_type([flat["source"], flat["target"]], flat["event_type"], known)
    span = flat.groupby(["source", "target"]).agg(first=("date_start", "min"), last=("date_start", "max"))
    return counts.merge(span.reset_index(), on=["source", "target"], how="left")


def _turned(rows: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    ends = {"source": rows[source].astype("string"), "target": rows[target].astype("string")}
    return rows[["event_type", "date_start"]].assign(**ends)


def graph(table: pd.DataFrame, labels: Mapping[str, str], directed: bool) -> Any:
    """A networkx graph of an edge list; nodes have their names, edges their counts and days."""
    try:
        nx = importlib.import_module("networkx")
    except ImportError as error:
        raise ImportError("a graph needs networkx; install it with: pip install networkx") from error
    made = nx.DiGraph() if directed else nx.Graph()
    for node in sorted({*table["source"], *table["target"]}):
        made.add_node(node, label=labels.get(node, node))
    for row in table.to_dict("records"):
        told = {str(name): _plain(value) for name, value in row.items() if name not in ("source", "target") and value == value}
        made.add_edge(row["source"], row["target"], weight=int(row["n_events"]), **told)
    return made


def _plain(value: Any) -> int | str:
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else int(value)


def write_graphml(made: Any, path: Path) -> None:
    """GraphML, which Gephi, igraph and Cytoscape read."""
    importlib.import_module("networkx").write_graphml(made, path)


def check_parties(events: pd.DataFrame, parties: Sequence[str], labels: Mapping[str, str]) -> None:
    """Raise ValueError for a party that is no code of a state or organisation, with the code that its name has."""
    told = {party for column in ("source_parties", "target_parties") for parties_told in events[column] for party in parties_told}
    for party in parties:
        if party not in labels and party not in told:
            meant = next((code for code, label in labels.items() if party.lower() in (code.lower(), label.lower())), None)
            raise ValueError(
                f"'{party}' is no code of a party; write {f'{meant!r}' if meant else 'DZA, NATO or another code of the tables'}"
            )


def timeline(events: pd.DataFrame, articles: pd.DataFrame, parties: Sequence[str], planned: bool = True) -> pd.DataFrame:
    """The events in which all of the parties take part, in the order of their days, with the words that report them and one address."""
    wanted = set(parties)
    sides = zip(events["source_parties"], events["target_parties"], strict=True)
    chosen = events[np.array([wanted <= {*source, *target} for source, target in sides], bool)]
    chosen = counted_rows(chosen, True, planned).sort_values(["date_start", "date_end", "event_id"], na_position="last")
    addresses = dict(zip(articles["article_id"], articles["url"], strict=True))
    shown = chosen[[
        "date_start", "date_end", "date_precision", "event_type", "status", "background", "source_parties", "target_parties",
        "location_name", "trigger", "topics", "n_articles", "event_id",
    ]]  # fmt: skip
    first = chosen["article_ids"].str[0]
    return shown.assign(url=first.map(addresses)).reset_index(drop=True)
