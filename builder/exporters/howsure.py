"""The codebook's section "How sure": table of confidence and schema → how confidence was measured, and what is told of doubt by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from pathlib import Path
from typing import Any

from builder.parsers.learned.confidence import TABLE, read_table
from builder.schema import TABLES, Schema
from builder.strict import check_keys, load_yaml

_Z = 1.96
_INTRODUCTION = """\
## How sure

Every value was given by a program. `events.confidence` tells how far to trust an event as a whole; the columns listed below tell the rest.
"""
_UNMEASURED = (
    "This release was made by a program without a table of confidence: `confidence` is a raw score and no share of right events.\n"
)
_MEANING = """\
### Confidence of events

`confidence` is an estimate of the share of right events among those with the same score. An event counts as right where a hand-coded event
of its article has the same type, shares at least half of all parties of both, and begins at most a day apart (or both are undated). It says
nothing of location, participants, groups or topics. An event told by several articles has the highest confidence of its sources.

Raw scores were compared with the truth of {events} news events that the program coded in {articles} hand-coded articles; {right} of them
({share:.0%}) were right. The values of `confidence` lie between {low:.2f} and {high:.2f}. Background events were not measured; theirs is
the value that news events of the same score have.
"""
_RELIABILITY = """\
Events by confidence, each judged by a table learnt without its article ({folds} folds):

| confidence | events | mean confidence | share right | 95 % interval of the share |
| --- | --- | --- | --- | --- |
"""
_ERROR = """
Mean distance of confidence and share (expected calibration error): {ece:.3f}, with larger or smaller steps of the table {ece_low:.3f} to
{ece_high:.3f}; of the raw scores {ece_raw:.3f}. Mean squared error (Brier score): {brier:.3f};
of the raw scores {brier_raw:.3f}; of the same share for all events {constant:.3f}.
"""
_CAUTION = """
**Read this with care.** The events are few and the intervals wide. The rules behind the raw scores were made with these very articles at
hand; the weights and the table from scores to shares were tried on articles left out. On other articles the distance is larger, and a
selection of articles with more or less of what the program reads well moves all shares up or down. To filter, prefer comparing events by
`confidence` to taking it for an exact probability; for inference, hand-code a sample of your own articles.
"""
_UNSORTED = """
**Unsorted news is harder.** The hand-coded articles were half about cooperation; a news feed is not. Of {drawn} articles of unsorted
news in the four languages that the program codes, a reader found these shares to be about security cooperation at all (by title and
opening, unsure of four in ten; the weights of words had not seen the article):

| confidence of the leading event | articles | about cooperation | 95 % interval |
| --- | --- | --- | --- |
{rows}

From such sources take events of `confidence` ≥ {advised}, articles of a high `relevance` (table `articles`), or sort the articles before.
"""
READ = Path(__file__).with_name("read_by_hand.yml")


def how_sure(schema: Schema, path: Path = TABLE) -> Iterator[str]:
    """The parts of the section."""
    yield _INTRODUCTION
    yield _confidence(path)
    yield "### Doubt by column\n\n| column | how sure it is |\n| --- | --- |\n" + "\n".join(_doubts(schema)) + "\n"


def _confidence(path: Path) -> str:
    if not path.is_file():
        return _UNMEASURED
    knots, content = read_table(path), load_yaml(path)
    basis, tried, rows = (content.get(key) for key in ("basis", "cross_validation", "reliability"))
    if not (knots and basis and tried and rows):
        return _UNMEASURED
    share = basis["right"] / basis["events"]
    meaning = _MEANING.format(**basis, share=share, low=knots[0][1], high=knots[-1][1])
    table = _RELIABILITY.format(**tried) + "\n".join(map(_reliability, rows)) + "\n"
    return meaning + "\n" + table + _ERROR.format(**tried, constant=share * (1 - share)) + _CAUTION + _unsorted()


def _unsorted() -> str:
    """What was read by hand in articles drawn from unsorted news, where the distance from the hand-coded ones shows."""
    content = load_yaml(READ)
    check_keys(READ, "read_by_hand", content, ("drawn", "advised", "rows"))
    rows = "\n".join(_read(row) for row in content["rows"])
    return _UNSORTED.format(drawn=content["drawn"], advised=content["advised"], rows=rows)


def _read(row: Mapping[str, Any]) -> str:
    low, high = interval(row["right"] / row["n"], row["n"])
    return f"| {row['from']:.2f} to {row['to']:.2f} | {row['n']} | {row['right'] / row['n']:.0%} | {low:.0%} to {high:.0%} |"


def _reliability(row: Mapping[str, Any]) -> str:
    low, high = interval(row["share"], row["n"])
    bounds = f"{row['from']:.1f} to {row['to']:.1f}"
    return f"| {bounds} | {row['n']} | {row['mean']:.2f} | {row['share']:.2f} | {low:.2f} to {high:.2f} |"


def interval(share: float, n: int) -> tuple[float, float]:
    """Wilson's interval of a share seen in n events."""
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _doubts(schema: Schema) -> Iterator[str]:
    for name in TABLES:
        for column in schema.tables[name].columns.values():
            if column.certainty:
                yield f"| [`{name}.{column.name}`](#{name}{column.name}) | {column.certainty} |"
