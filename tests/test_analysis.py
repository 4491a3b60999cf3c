"""What a researcher counts first: dyad-years, months, networks, timelines of a release with known events."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.exporters import export
from builder.release import Release, load
from builder.validators import check
from tests.release_samples import rows

# The sample: four articles of 2018 (31 January and every 40 days after) tell a visit and a meeting RUS → DZA on the day before,
# and recall a mechanism RUS, DZA, MLI of 2016; a fifth article tells the same without a day.


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return load(export(check(rows()).tables, tmp_path_factory.mktemp("made") / "1.2.0", "1.2.0"))


def test_dyad_year_counts_news_events(release: Release) -> None:
    counts = release.dyad_year()
    assert counts[["a", "b", "year", "n_events", "visit", "meeting", "aid"]].values.tolist() == [["DZA", "RUS", 2018, 8, 4, 4, 0]]
    assert counts[["a_cow", "b_cow"]].values.tolist() == [[615, 365]]
    assert set(release.dyad_year(background=True)["year"]) == {2016, 2018}


def test_monthly_has_every_month_between_the_first_and_the_last(release: Release) -> None:
    counts = release.monthly()
    assert [(str(row["month"]), row["n_events"]) for row in counts.to_dict("records")] == [
        ("2018-01", 2), ("2018-02", 0), ("2018-03", 2), ("2018-04", 2), ("2018-05", 2),
    ]  # fmt: skip
    assert counts["visit"].sum() == 4 and counts["training"].sum() == 0


def test_years_are_no_months(release: Release) -> None:
    assert release.monthly(background=True)["n_events"].sum() == 8


def test_network_of_pairs(release: Release) -> None:
    edges = release.network(background=True)
    assert set(zip(edges["source"], edges["target"], strict=True)) == {("DZA", "MLI"), ("DZA", "RUS"), ("MLI", "RUS")}
    pair = edges[(edges["source"] == "DZA") & (edges["target"] == "RUS")].iloc[0]
    assert (pair["n_events"], f"{pair['first']:%Y-%m-%d}", f"{pair['last']:%Y-%m-%d}") == (15, "2016-01-01", "2018-05-30")


def test_directed_network_runs_from_visitor_to_host_and_both_ways_for_meetings(release: Release) -> None:
    edges = release.network(directed=True).set_index(["source", "target"])
    assert edges["visit"].to_dict() == {("RUS", "DZA"): 5, ("DZA", "RUS"): 0}
    assert edges["meeting"].to_dict() == {("RUS", "DZA"): 5, ("DZA", "RUS"): 5}


@pytest.mark.parametrize("directed", [False, True])
def test_network_as_graphml(release: Release, tmp_path: Path, directed: bool) -> None:
    nx = pytest.importorskip("networkx")
    edges = release.network(directed=directed, graphml=tmp_path / "net.graphml")
    graph = nx.read_graphml(tmp_path / "net.graphml")
    assert graph.is_directed() is directed and graph.nodes["DZA"]["label"] == "Algeria"
    assert graph.number_of_edges() == len(edges)
    assert graph["RUS"]["DZA"]["weight"] == graph["RUS"]["DZA"]["n_events"] == 10


def test_timeline_of_a_pair(release: Release) -> None:
    told = release.timeline("RUS", "DZA")
    assert told["date_start"].dropna().is_monotonic_increasing and len(told) == 15
    assert set(release.timeline("MLI")["event_type"]) == {"mechanism"}
    assert {"trigger", "url", "location_name", "topics"} <= set(told) and set(told["trigger"]) == {"arrives", "met", "set up"}
    assert len(release.timeline("FRA")) == 0
    with pytest.raises(ValueError, match="'Algeria' is no code of a party; write 'DZA'"):
        release.timeline("Algeria")


def test_a_release_is_shown_by_the_size_of_its_tables(release: Release) -> None:
    assert repr(release).startswith("Release 1.2.0: events ")
    assert len(repr(release)) < 200


def test_every_count_keeps_the_version(release: Release) -> None:
    made = (release.dyad_year(), release.monthly(), release.network(), release.timeline("RUS"), release.events[release.events.lead])
    assert {frame.attrs["release"] for frame in made} == {"1.2.0"}


def test_a_release_without_events_gives_empty_counts(tmp_path: Path) -> None:
    bare = {"articles": [row for row in rows()["articles"] if row["outcome"] == "not_relevant"]}
    release = load(export(check(bare).tables, tmp_path / "1.0.0", "1.0.0"))
    for frame in (release.dyad_year(), release.monthly(), release.network(), release.network(directed=True), release.timeline("RUS")):
        assert len(frame) == 0
    assert {"n_events", "visit"} <= set(release.dyad_year()) & set(release.monthly()) & set(release.network())
