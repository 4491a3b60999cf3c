"""Rules between tables: unique keys, foreign keys, dyads = parties, copies = originals, evidence inside its article."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from builder.rows.crosswalk import directed
from builder.schema import Schema
from builder.validators.failures import Failure, Places, Tables, codes, differs, flat, joined_keys, positions, rule, where, whole

COPIED = ("event_type", "status", "background", "date_start", "date_end", "date_precision")


def key_failures(schema: Schema, name: str, tables: Tables, part: bool = False) -> Iterator[Failure]:
    """Rows whose primary key another row has too, and rows that point to a row which is not there; of a ``part`` only into other tables."""
    repeated = repeated_keys(tables[name], schema.tables[name].primary_key)
    if len(repeated):
        yield Failure(name, f"{name}.key_unique", schema.tables[name].primary_key[0], repeated, "another row has the same key")
    for key in schema.tables[name].foreign_keys:
        if key.table not in tables or (part and key.table == name):
            continue
        rows, items = flat(tables[name], key.column)
        lost = pc.and_(pc.is_valid(items), pc.invert(pc.is_in(items, whole(tables[key.table][key.target]))))
        dangling = np.unique(rows[where(lost)])
        if len(dangling):
            yield Failure(name, f"{name}.{key.column}.foreign_key", key.column, dangling, f"no row of {key.table} has this {key.target}")


def repeated_keys(table: pa.Table, key: tuple[str, ...]) -> Places:
    """All rows of each key that stands more than once; a key that is null as a whole is a fault of its own."""
    if not len(table):
        return np.empty(0, np.int64)
    joined = whole(table[key[0]]) if len(key) == 1 else joined_keys(table, key)
    counts = pc.value_counts(joined)
    many = counts.field("values").filter(pc.greater(counts.field("counts"), 1)).drop_null()
    return where(pc.is_in(joined, many)) if len(many) else np.empty(0, np.int64)


def party_pairs(events: pa.Table) -> tuple[Places, Places, Places, list[str]]:
    """Event position and ranks of both codes for every unordered pair of an event's parties."""
    left, source = flat(events, "source_parties")
    right, target = flat(events, "target_parties")
    (a, b), known = codes(source, target)
    size = len(known) + 1
    keys = np.unique(np.concatenate([left, right]) * size + np.concatenate([a, b]))
    rows, ranks = keys // size, keys % size
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(rows)])
    made = [_pairs_of_size(rows, ranks, starts[sizes == k], int(k)) for k in np.unique(sizes) if k > 1]
    empty = np.empty(0, np.int64)
    if not made:
        return empty, empty, empty, known
    return *(np.concatenate(part) for part in zip(*made, strict=True)), known  # type: ignore[return-value]


def _pairs_of_size(rows: Places, ranks: Places, starts: Places, size: int) -> tuple[Places, Places, Places]:
    first, second = np.triu_indices(size, 1)
    members = ranks[starts[:, None] + np.arange(size)]
    return np.repeat(rows[starts], len(first)), members[:, first].ravel(), members[:, second].ravel()


def _dyad_keys(tables: Tables) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Places]:
    """Keys of the pairs that there should be, of those that there are, and the event of each that should be."""
    events, dyads = tables["events"], tables["dyads"]
    rows, first, second, known = party_pairs(events)
    ranks = pa.array(known, pa.string())
    a, b = (positions(whole(dyads[name]), ranks) for name in ("a", "b"))
    size = len(known) + 1
    event = positions(whole(dyads["event_id"]), whole(events["event_id"]))
    return (rows * size + first) * size + second, np.where((a < 0) | (b < 0), -1, (event * size + a) * size + b), rows


@rule("dyads.of_parties", "a and b are not both parties of the event", "a")
def dyads_of_parties(tables: Tables) -> Places:
    """Every dyad is a pair of its event's parties."""
    wanted, present, _ = _dyad_keys(tables)
    return np.flatnonzero(~np.isin(present, wanted))


@rule("events.dyads_all", "a pair of the event's parties has no dyad", "source_parties")
def dyads_all(tables: Tables) -> Places:
    """Every pair of an event's parties is a dyad."""
    wanted, present, rows = _dyad_keys(tables)
    return np.unique(rows[~np.isin(wanted, present)])


@rule("dyads.copies", "a column copied from the event differs from it", "event_type")
def dyad_copies(tables: Tables) -> Places:
    """Type, status, background and dates of a dyad are those of its event."""
    events, dyads = tables["events"], tables["dyads"]
    found = positions(whole(dyads["event_id"]), whole(events["event_id"]))
    rows = np.flatnonzero(found >= 0)
    here, there = dyads.take(pa.array(rows)), events.take(pa.array(found[rows]))
    unlike = np.zeros(len(rows), bool)
    for name in COPIED:
        unlike |= differs(whole(here[name]), whole(there[name]))
    return rows[unlike]


@rule("dyads.direction", "the direction is not that of the type and of the sides", "direction")
def dyad_direction(tables: Tables) -> Places:
    """The direction follows from the type and from the side that a and b stand on."""
    events, dyads = tables["events"], tables["dyads"]
    given = [kind for kind in pc.unique(whole(dyads["event_type"])).to_pylist() if kind and _is_directed(kind)]
    gives_a, gives_b = (_on_source_side(events, dyads, name) for name in ("a", "b"))
    is_directed = pc.is_in(whole(dyads["event_type"]), pa.array(given, pa.string())).to_numpy(zero_copy_only=False)
    wanted = np.where(gives_a == gives_b, "same_side", np.where(gives_a, "a_to_b", "b_to_a"))
    wanted = np.where(is_directed, wanted, "mutual")
    return where(pc.not_equal(whole(dyads["direction"]), pa.array(wanted.astype(object), pa.string())))


def _is_directed(kind: str) -> bool:
    try:
        return directed(kind)
    except KeyError:
        return False


def _on_source_side(events: pa.Table, dyads: pa.Table, name: str) -> npt.NDArray[np.bool_]:
    rows, source = flat(events, "source_parties")
    (sides, party), known = codes(source, whole(dyads[name]))
    event = positions(whole(dyads["event_id"]), whole(events["event_id"]))
    size = len(known) + 2
    return np.isin(event * size + party, rows * size + sides)


@rule("participants.of_party", "the participant's country is not a party on this side of the event", "country")
def participant_of_party(tables: Tables) -> Places:
    """Who takes part stands on the side of a party."""
    events, people = tables["events"], tables["participants"]
    on_source = _on_side(events, people, "source_parties")
    on_target = _on_side(events, people, "target_parties")
    is_source = pc.equal(whole(people["side"]), "source").to_numpy(zero_copy_only=False).astype(bool)
    return np.flatnonzero(~np.where(is_source, on_source, on_target))


def _on_side(events: pa.Table, people: pa.Table, side: str) -> npt.NDArray[np.bool_]:
    rows, parties = flat(events, side)
    (party, country), known = codes(parties, whole(people["country"]))
    event = positions(whole(people["event_id"]), whole(events["event_id"]))
    size = len(known) + 2
    return np.isin(event * size + country, rows * size + party)


@rule("groups.of_event", "the event does not list this group", "group_id")
def groups_of_event(tables: Tables) -> Places:
    """The table of groups and the event's list name the same groups."""
    return _absent(tables, "groups", "group_id", "threat_groups")


@rule("events.groups_all", "a group of the list has no row in the table of groups", "threat_groups")
def groups_all(tables: Tables) -> Places:
    """Every threat group of an event has its row, with words and relation."""
    events, groups = tables["events"], tables["groups"]
    rows, listed = flat(events, "threat_groups")
    (wanted, present), known = codes(listed, whole(groups["group_id"]))
    event = positions(whole(groups["event_id"]), whole(events["event_id"]))
    size = len(known) + 2
    return np.unique(rows[~np.isin(rows * size + wanted, event * size + present)])


def _absent(tables: Tables, name: str, column: str, listed: str) -> Places:
    events, table = tables["events"], tables[name]
    rows, items = flat(events, listed)
    (known_items, values), known = codes(items, whole(table[column]))
    event = positions(whole(table["event_id"]), whole(events["event_id"]))
    size = len(known) + 2
    return np.flatnonzero(~np.isin(event * size + values, rows * size + known_items))


@rule("events.trigger_shown", "no evidence shows the words that report the event", "event_type")
def trigger_shown(tables: Tables) -> Places:
    """Every event has evidence for its type."""
    return where(_unshown(tables, "event_type"))


@rule("events.status_shown", "no evidence shows that it is done, goes on or is to come", "status", "warning")
def status_shown(tables: Tables) -> Places:
    """Every event has evidence for its status."""
    return where(_unshown(tables, "status"))


@rule("events.background_shown", "no evidence shows that it is only recalled", "background", "warning")
def background_shown(tables: Tables) -> Places:
    """Every event that is background has evidence for it."""
    return where(pc.and_(tables["events"]["background"], _unshown(tables, "background")))


def _unshown(tables: Tables, column: str) -> pa.ChunkedArray:
    """Of each event, whether no evidence shows the column."""
    evidence = tables["evidence"]
    shown = evidence.filter(pc.equal(evidence["column"], column))
    return pc.invert(pc.is_in(tables["events"]["event_id"], whole(shown["event_id"])))


@rule("events.parties_shown", "a party has no evidence of its own", "source_parties", "warning")
def parties_shown(tables: Tables) -> Places:
    """Every party of an event has words that name it, on its side."""
    unshown = [np.empty(0, np.int64)]
    for column in ("source_parties", "target_parties"):
        evidence = tables["evidence"].filter(pc.equal(tables["evidence"]["column"], column))
        rows, listed = flat(tables["events"], column)
        (wanted, present), known = codes(listed, whole(evidence["value"]))
        event = positions(whole(evidence["event_id"]), whole(tables["events"]["event_id"]))
        size = len(known) + 2
        unshown.append(rows[~np.isin(rows * size + wanted, event * size + present)])
    return np.unique(np.concatenate(unshown))


@rule("evidence.of_article", "the article is none of the event's", "article_id")
def evidence_of_article(tables: Tables) -> Places:
    """Evidence comes from an article that tells the event."""
    return _absent(tables, "evidence", "article_id", "article_ids")


@rule("evidence.inside", "the span reaches beyond the end of the article", "end")
def evidence_inside(tables: Tables) -> Places:
    """Spans lie inside the title or the text that they count in."""
    evidence, articles = tables["evidence"], tables["articles"]
    found = positions(whole(evidence["article_id"]), whole(articles["article_id"]))
    place = pa.array(found, mask=found < 0)
    in_title = pc.equal(whole(evidence["part"]), "title")
    limit = pc.if_else(in_title, whole(articles["title_chars"]).take(place), whole(articles["text_chars"]).take(place))
    return where(pc.greater(whole(evidence["end"]), limit))


@rule("evidence.value_coded", "the event's list does not hold the value that the words are evidence of", "value")
def evidence_value(tables: Tables) -> Places:
    """Evidence for one value of a list names a value that is in the list."""
    evidence = tables["evidence"]
    faults = [np.empty(0, np.int64)]
    for column in ("source_parties", "target_parties", "threat_groups", "topics"):
        rows = where(pc.and_(pc.equal(evidence["column"], column), pc.is_valid(evidence["value"])))
        some = {"events": tables["events"], "evidence": evidence.take(pa.array(rows))}
        faults.append(rows[_absent(some, "evidence", "value", column)])
    return np.sort(np.concatenate(faults))


RULES = (
    dyads_of_parties, dyads_all, dyad_copies, dyad_direction, participant_of_party, groups_of_event, groups_all,
    trigger_shown, status_shown, background_shown, parties_shown, evidence_of_article, evidence_inside, evidence_value,
)  # fmt: skip
