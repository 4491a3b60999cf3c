"""Rules over several columns of a row of dyads, participants, evidence or articles: each gives the rows that break it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from builder.schema import load_schema
from builder.validators.failures import Places, Tables, rule, where


@rule("dyads.order", "a does not come before b", "a")
def dyad_order(tables: Tables) -> Places:
    """A pair stands once, its codes in alphabetical order."""
    dyads = tables["dyads"]
    return where(pc.greater_equal(dyads["a"], dyads["b"]))


@rule("dyads.year", "year is not that of date_start", "year")
def dyad_year(tables: Tables) -> Places:
    """The year is derived from the first day."""
    dyads = tables["dyads"]
    year = pc.cast(pc.year(dyads["date_start"]), pa.int32())
    apart = pc.xor(pc.is_null(dyads["year"]), pc.is_null(year))
    return where(pc.or_(apart, pc.fill_null(pc.not_equal(dyads["year"], year), False)))


@rule("participants.office_valid", "the person did not hold this office on the day", "office_valid", "warning")
def office_valid(tables: Tables) -> Places:
    """An office that its holder did not have that day is told, and the row kept: the article may be right and the list not."""
    return where(pc.equal(tables["participants"]["office_valid"], False))


@rule("participants.office_of_person", "office_valid is told where there is no office", "office_valid", "warning")
def office_of_person(tables: Tables) -> Places:
    """Whether an office is valid can be told only of an office."""
    people = tables["participants"]
    return where(pc.and_(pc.is_valid(people["office_valid"]), pc.is_null(people["office"])))


@rule("evidence.order", "the words end before they begin", "end")
def evidence_order(tables: Tables) -> Places:
    """A span has at least one character."""
    evidence = tables["evidence"]
    return where(pc.greater_equal(evidence["start"], evidence["end"]))


@rule("evidence.length", "the words are not as long as their span", "words")
def evidence_length(tables: Tables) -> Places:
    """The words are those of the span, cut at the limit of the column."""
    evidence = tables["evidence"]
    limit = int((evidence.schema.field("words").metadata or {})[b"max_length"])
    span = pc.min_element_wise(pc.subtract(evidence["end"], evidence["start"]), pa.scalar(limit, pa.int32()))
    return where(pc.not_equal(pc.utf8_length(evidence["words"]), span))


@rule("evidence.column_known", "the column is none of events, and not 'participants'", "column")
def evidence_column(tables: Tables) -> Places:
    """Evidence is for a column that a reader can look up."""
    known = pa.array([*load_schema().tables["events"].columns, "participants"])
    return where(pc.invert(pc.is_in(tables["evidence"]["column"], known)))


@rule("articles.coded_events", "a coded article has events, others have none; a duplicate tells those of its original", "n_events")
def coded_events(tables: Tables) -> Places:
    """An article counts as coded where an event was coded from it, be it set aside later."""
    articles = tables["articles"]
    some = pc.greater(pc.add(articles["n_events"], articles["n_quarantined"]), 0)
    wrong = pc.xor(pc.equal(articles["outcome"], "coded"), some)
    return where(pc.and_(wrong, pc.not_equal(articles["outcome"], "duplicate")))


@rule("articles.reason_told", "an article that is not coded says why", "reason")
def reason_told(tables: Tables) -> Places:
    """Nothing vanishes without a reason."""
    articles = tables["articles"]
    return where(pc.and_(pc.not_equal(articles["outcome"], "coded"), pc.is_null(articles["reason"])))


@rule("articles.original_told", "a duplicate names its original, and only a duplicate does", "duplicate_of")
def original_told(tables: Tables) -> Places:
    """A duplicate repeats another article, never itself."""
    articles = tables["articles"]
    apart = pc.xor(pc.equal(articles["outcome"], "duplicate"), pc.is_valid(articles["duplicate_of"]))
    itself = pc.fill_null(pc.equal(articles["duplicate_of"], articles["article_id"]), False)
    return where(pc.or_(apart, itself))


@rule("articles.published_basis", "a day of publication has a basis, and an unknown one no day", "published_basis")
def published_basis(tables: Tables) -> Places:
    """The basis is unknown where, and only where, no day is given."""
    articles = tables["articles"]
    return where(pc.xor(pc.equal(articles["published_basis"], "unknown"), pc.is_null(articles["published"])))


@rule("articles.published_bounds", "the bounds of publication are out of order", "published_earliest")
def published_bounds(tables: Tables) -> Places:
    """The day lies within its bounds, and the bounds are in order."""
    articles = tables["articles"]
    early, day, late = articles["published_earliest"], articles["published"], articles["published_latest"]
    faults = [pc.fill_null(pc.less(b, a), False) for a, b in ((early, day), (day, late), (early, late))]
    return where(pc.or_(pc.or_(faults[0], faults[1]), faults[2]))


@rule("articles.text_hashed", "an article that was read has a hash and lengths", "sha256")
def text_hashed(tables: Tables) -> Places:
    """Only rejected inputs have no text to hash."""
    articles = tables["articles"]
    lacking = pc.or_(pc.is_null(articles["sha256"]), pc.or_(pc.is_null(articles["title_chars"]), pc.is_null(articles["text_chars"])))
    return where(pc.and_(pc.not_equal(articles["outcome"], "rejected"), lacking))


RULES = (
    dyad_order, dyad_year, office_valid, office_of_person, evidence_order, evidence_length, evidence_column,
    coded_events, reason_told, original_told, published_basis, published_bounds, text_hashed,
)  # fmt: skip
