"""Rules over several columns of an event's row: each a small function that gives the rows which break it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.rows.crosswalk import possible
from builder.schema import load_schema
from builder.validators.failures import Places, Tables, codes, flat, rule, where, whole
from builder.vocabularies import load_vocabularies


@rule("events.date_order", "date_end lies before date_start", "date_end")
def date_order(tables: Tables) -> Places:
    """A period ends on or after the day it begins."""
    events = tables["events"]
    return where(pc.less(events["date_end"], events["date_start"]))


@rule("events.date_both", "one of date_start and date_end is null and the other is not", "date_start")
def date_both(tables: Tables) -> Places:
    """Both ends of a period are told, or neither; where the words give one end, the guide says which day the other is."""
    events = tables["events"]
    return where(pc.xor(pc.is_null(events["date_start"]), pc.is_null(events["date_end"])))


@rule("events.date_unknown", "precision 'unknown' goes with null days, and every other precision with days", "date_precision")
def date_unknown(tables: Tables) -> Places:
    """An unknown date has no days, and days have a precision."""
    events = tables["events"]
    return where(pc.xor(pc.equal(events["date_precision"], "unknown"), pc.is_null(events["date_start"])))


@rule("events.date_basis", "a date has a basis, and no date has none", "date_basis")
def date_basis(tables: Tables) -> Places:
    """A date says what it rests on."""
    events = tables["events"]
    return where(pc.xor(pc.is_null(events["date_basis"]), pc.is_null(events["date_start"])))


@rule("events.date_edtf", "date_edtf does not name the days of date_start and date_end", "date_edtf")
def date_edtf(tables: Tables) -> Places:
    """The EDTF form names the same year, or decade, as date_start, and the same days where it names days; open ends are left out."""
    events = tables["events"]
    years = pc.cast(pc.year(events["date_start"]), pa.string())
    told = pc.utf8_slice_codeunits(events["date_edtf"], 0, 3)
    dated = pc.match_substring_regex(events["date_edtf"], "^[0-9]{3}")
    another_year = pc.and_(dated, pc.not_equal(told, pc.utf8_slice_codeunits(pc.utf8_lpad(years, 4, "0"), 0, 3)))
    return where(pc.or_(pc.fill_null(another_year, False), pc.fill_null(_other_days(events), False)))


def _other_days(events: pa.Table) -> pa.ChunkedArray:
    """Where the form is a day, or a day and another, and these are not the first and last day."""
    ends = pc.extract_regex(events["date_edtf"], r"^(?P<first>\d{4}-\d{2}-\d{2})[?~%]?(?:/(?P<last>\d{4}-\d{2}-\d{2})[?~%]?)?$")
    first, last = pc.struct_field(ends, "first"), pc.struct_field(ends, "last")
    last = pc.if_else(pc.equal(last, ""), first, last)
    start, end = (pc.cast(events[name], pa.string()) for name in ("date_start", "date_end"))
    return pc.or_(pc.not_equal(first, start), pc.not_equal(last, end))


@rule("events.date_whole", "the period is longer than its precision allows", "date_precision", "warning")
def date_whole(tables: Tables) -> Places:
    """Precision and length of the period go together."""
    events = tables["events"]
    days = pc.add(pc.cast(pc.subtract(pc.cast(events["date_end"], pa.int32()), pc.cast(events["date_start"], pa.int32())), pa.int64()), 1)
    too_long = [pc.and_(pc.equal(events["date_precision"], name), pc.greater(days, limit)) for name, limit in _DAYS.items()]
    return where(pc.or_(pc.or_(too_long[0], too_long[1]), too_long[2]))


_DAYS = {"week": 7, "quarter": 92, "half": 184}


@rule("events.future", "only planned events may lie after publication", "date_start")
def future(tables: Tables) -> Places:
    """What has occurred, is going on or was cancelled began on or before the latest day of publication."""
    events = tables["events"]
    told = pc.is_in(events["status"], pa.array(["occurred", "ongoing"]))
    return where(pc.and_(told, pc.greater(events["date_start"], events["last_published"])))


@rule("events.published_order", "last_published lies before first_published", "last_published")
def published_order(tables: Tables) -> Places:
    """The first of the articles is not later than the last."""
    events = tables["events"]
    apart = pc.xor(pc.is_null(events["first_published"]), pc.is_null(events["last_published"]))
    return where(pc.or_(pc.fill_null(pc.less(events["last_published"], events["first_published"]), False), apart))


@rule("events.sides_apart", "a party stands on both sides", "target_parties")
def sides_apart(tables: Tables) -> Places:
    """Visitor and host, giver and receiver, one side and the other are different parties."""
    events = tables["events"]
    left, source = flat(events, "source_parties")
    right, target = flat(events, "target_parties")
    (a, b), known = codes(source, target)
    size = len(known) + 2
    shared = np.isin(left * size + a, right * size + b)
    return np.unique(left[shared])


# What a state may do by itself: leave an accord; coalitions and summits are told by one name.
_ALONE = ("conference", "operation", "reduction")


@rule("events.two_sides", "a state needs a party on the other side", "target_parties")
def two_sides(tables: Tables) -> Places:
    """Who gives has who receives; an organisation may act alone (coding guide, ruling 10), and a state may leave an accord."""
    events = tables["events"]
    places, sources = flat(events, "source_parties")
    of_state = np.zeros(len(events), dtype=bool)
    of_state[places[pc.is_in(sources, value_set=pa.array(load_vocabularies()["countries"].ids)).to_numpy(zero_copy_only=False)]] = True
    empty = pc.equal(pc.list_value_length(events["target_parties"]), 0)
    alone = pc.is_in(events["event_type"], value_set=pa.array(_ALONE))
    return where(pc.and_(pc.and_(empty, pa.array(of_state)), pc.invert(alone)))


@rule("events.lead_is_news", "an event that leads cannot be background", "lead")
def lead_is_news(tables: Tables) -> Places:
    """What the headline is about is the news itself."""
    events = tables["events"]
    return where(pc.and_(events["lead"], events["background"]))


@rule("events.position", "latitude and longitude stand together, with a name", "latitude")
def position(tables: Tables) -> Places:
    """A position has two coordinates and belongs to a named place."""
    events = tables["events"]
    apart = pc.xor(pc.is_null(events["latitude"]), pc.is_null(events["longitude"]))
    unnamed = pc.and_(pc.is_valid(events["latitude"]), pc.is_null(events["location_name"]))
    return where(pc.or_(apart, unnamed))


@rule("events.crosswalk", "PLOVER and CAMEO codes are not those of the type and status", "cameo_code")
def codes_agree(tables: Tables) -> Places:
    """PLOVER type and mode, CAMEO code and quad class follow from event type and status."""
    events = tables["events"]
    names = ("event_type", "status", "plover_type", "plover_mode", "cameo_code", "quad_class")
    parts = [pc.fill_null(whole(events[name]), "-") for name in names]
    if not len(events):
        return np.empty(0, np.int64)
    joined = pc.binary_join_element_wise(*parts, " ", null_handling="replace")
    return where(pc.invert(pc.is_in(joined, _known_lines())))


def _known_lines() -> pa.Array:
    known = load_schema().vocabularies
    lines = {
        " ".join((kind, status, line.plover_type, line.plover_mode or "-", line.cameo_code, line.quad_class))
        for kind in known["event_types"].ids
        for status in known["statuses"].ids
        for line in possible(kind, status)
    }
    return pa.array(sorted(lines), pa.string())


@rule("events.n_articles", "n_articles is not the number of article_ids", "n_articles")
def n_articles(tables: Tables) -> Places:
    """Counts are those of the list."""
    events = tables["events"]
    return where(pc.not_equal(events["n_articles"], pc.list_value_length(events["article_ids"])))


@rule("events.n_publishers", "there are more publishers than articles", "n_publishers")
def n_publishers(tables: Tables) -> Places:
    """Every publisher has at least one of the articles."""
    events = tables["events"]
    return where(pc.greater(events["n_publishers"], events["n_articles"]))


@rule("events.groups_of_news", "a background event has threat groups", "threat_groups")
def groups_of_news(tables: Tables) -> Places:
    """Threat groups are told with the news, not with what it recalls."""
    events = tables["events"]
    return where(pc.and_(events["background"], pc.greater(pc.list_value_length(events["threat_groups"]), 0)))


RULES = (
    date_order, date_both, date_unknown, date_basis, date_edtf, date_whole, future, published_order, sides_apart, two_sides,
    lead_is_news, position, codes_agree, n_articles, n_publishers, groups_of_news,
)  # fmt: skip
