"""Calibration of confidence: gold records and articles → a small monotone table from raw score to share of right events.

    python -m builder.evaluation.calibrate GOLD.jsonl ARTICLES.jsonl [GOLD2 ARTICLES2 …] --phrases CORPUS.yml [--out TABLE]

An event is right where the coding guide's scorer pairs it with a gold event (type, parties, first day). Only news events count. Its raw
score comes from weights learned on the articles of the other folds, so that no score has seen its own article. How well the table holds
is measured by cross-validation over articles; then it is learned from all of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.evaluation.matching import paired, same_event
from builder.evaluation.records import Record, judged_records, news_of
from builder.parsers.learned.confidence import TABLE, Knot, between, raw_scores

FOLDS = 10
BINS = 10
LEAST = 60
# Other sizes of the smallest step: how far the error moves with them is part of what is told.
_SIZES = (30, 40, 50, 60, 70, 80, 90, 100, 120, 150)
_PRIOR = 10.0
_HEAD = """# Raw score of an event → share of right events among those of that score, straight lines between the knots.
# Written by: python -m builder.evaluation.calibrate GOLD ARTICLES. Do not edit by hand.
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A coded event of a gold article: its raw score and whether it is right."""

    article_id: str
    raw: float
    right: bool


def samples(pairs: Sequence[tuple[Path, Path]], corpora: Sequence[Path] = ()) -> list[Sample]:
    """All news events coded in gold articles, with raw scores by weights that never saw the article."""
    from builder.evaluation.learn import as_learned, examples
    from builder.evaluation.learn_wording import phrases

    read = [(judged_records(gold), articles) for gold, articles in pairs]
    judged = [row for gold, articles in pairs for row in examples(gold, articles)]
    told = [sentence for path in corpora for sentence in phrases(path)]
    found: list[Sample] = []
    for number in range(FOLDS):
        outside = {key for gold, _ in read for key in gold if _fold(key) != number}
        with as_learned(judged, told, outside):
            for gold, articles in read:
                in_full = {key for key, record in gold.items() if "events" in record}
                for key, coded in scored_events(articles, in_full - outside):
                    found.extend(_judged(gold[key], coded))
    return found


def scored_events(articles: Path, wanted: Container[str]) -> Iterator[tuple[str, list[tuple[Record, float]]]]:
    """Id of each wanted article, and its news events in gold form with their raw scores."""
    from builder.coding import code_article
    from builder.config import Settings
    from builder.model import Article
    from builder.pipeline import read_articles
    from builder.rows.gold import gold_event

    with raw_scores():
        for article in read_articles((articles,), Settings()):
            if isinstance(article, Article) and article.id in wanted:
                coded = code_article(article)
                events = coded.events if coded.outcome == "coded" else ()
                yield article.id, [(gold_event(event), event.confidence) for event in events if not event.background]


def _judged(gold: Record, coded: Sequence[tuple[Record, float]]) -> Iterator[Sample]:
    right = {id(mine) for _, mine in paired(news_of(gold), [event for event, _ in coded], same_event)}
    for event, raw in coded:
        yield Sample(gold["id"], raw, id(event) in right)


def fitted(given: Iterable[Sample], least: int = LEAST) -> list[tuple[float, float, int]]:
    """Knots (raw score, share right, number): the nearest rising steps, level between the quarters of their scores.

    No step rests on fewer than ``least`` samples, and each is drawn a little to the mean of all.
    """
    ordered = sorted(given, key=lambda sample: (sample.raw, sample.article_id))
    mean = sum(sample.right for sample in ordered) / max(1, len(ordered))
    blocks: list[list[Sample]] = []
    for sample in ordered:
        if blocks and (blocks[-1][-1].raw == sample.raw or len(blocks[-1]) < least):
            blocks[-1].append(sample)
        else:
            blocks.append([sample])
    if len(blocks) > 1 and len(blocks[-1]) < least:
        blocks[-2:] = [blocks[-2] + blocks[-1]]
    steps = _rising(blocks, mean)
    return [(raw, _share(step, mean), len(step)) for step in steps for raw in _quarters(step)]


def _quarters(step: Sequence[Sample]) -> list[float]:
    """The scores that a quarter and three quarters of a step lie below: what is beyond leads over to the next step."""
    return sorted({step[len(step) // 4].raw, step[3 * len(step) // 4].raw})


def _rising(blocks: Iterable[list[Sample]], mean: float) -> list[list[Sample]]:
    """Neighbours that do not rise are pooled until all do."""
    pooled: list[list[Sample]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and _share(pooled[-2], mean) >= _share(pooled[-1], mean):
            pooled[-2:] = [pooled[-2] + pooled[-1]]
    return pooled


def _share(block: Sequence[Sample], mean: float) -> float:
    return (sum(sample.right for sample in block) + _PRIOR * mean) / (len(block) + _PRIOR)


def cross_validated(given: Sequence[Sample], least: int = LEAST) -> list[tuple[float, bool]]:
    """Each sample's share as told by a table learned without its article."""
    folds = [_fold(sample.article_id) for sample in given]
    tables = [_knots(fitted((s for s, fold in zip(given, folds, strict=True) if fold != number), least)) for number in range(FOLDS)]
    return [(between(tables[fold], sample.raw), sample.right) for sample, fold in zip(given, folds, strict=True)]


def _fold(article_id: str) -> int:
    return int(hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest(), 16) % FOLDS


def _knots(found: Iterable[tuple[float, float, int]]) -> tuple[Knot, ...]:
    return tuple((raw, share) for raw, share, _ in found)


def reliability(told: Sequence[tuple[float, bool]]) -> list[dict[str, Any]]:
    """Per tenth of confidence: how many events, their mean confidence, their share right."""
    rows = []
    for number in range(BINS):
        inside = [pair for pair in told if min(BINS - 1, int(pair[0] * BINS)) == number]
        if inside:
            mean, share = (sum(float(pair[side]) for pair in inside) / len(inside) for side in (0, 1))
            bounds = {"from": number / BINS, "to": (number + 1) / BINS}
            rows.append({**bounds, "n": len(inside), "mean": round(mean, 4), "share": round(share, 4)})
    return rows


def ece(told: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: mean distance of confidence and share right over the tenths, by their size."""
    return float(sum(row["n"] * abs(row["mean"] - row["share"]) for row in reliability(told))) / max(1, len(told))


def brier(told: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of confidence and truth."""
    return sum((share - right) ** 2 for share, right in told) / max(1, len(told))


def calibration(given: Sequence[Sample]) -> dict[str, Any]:
    """The content of the table file."""
    raw, held = [(sample.raw, sample.right) for sample in given], cross_validated(given)
    counts = {"articles": len({s.article_id for s in given}), "events": len(given), "right": sum(s.right for s in given)}
    before = {"ece_raw": round(ece(raw), 4), "brier_raw": round(brier(raw), 4)}
    others = [ece(cross_validated(given, size)) for size in _SIZES]
    after = {
        "ece": round(ece(held), 4),
        "ece_low": round(min(others), 4),
        "ece_high": round(max(others), 4),
        "brier": round(brier(held), 4),
    }
    table = [{"raw": round(score, 4), "share": round(share, 4), "n": n} for score, share, n in fitted(given)]
    return {"basis": counts, "table": table, "cross_validation": {"folds": FOLDS, **before, **after}, "reliability": reliability(held)}


def as_yaml(content: Mapping[str, Any]) -> str:
    """The table file: flow form, a line an entry."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_flow(entry)}" for entry in value)]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return _HEAD + "\n".join(lines) + "\n"


def _flow(entry: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}"


def main() -> None:
    """The command line: pairs of files → the table file; its measures on standard output."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="+", type=Path, metavar="GOLD ARTICLES")
    asked.add_argument("--phrases", action="append", default=[], type=Path)
    asked.add_argument("--out", type=Path, default=TABLE)
    given = asked.parse_args()
    if len(given.files) % 2:
        asked.error("give pairs of files: gold records, then their articles")
    pairs = zip(given.files[::2], given.files[1::2], strict=True)
    found = samples(list(pairs), given.phrases)
    if not found:
        asked.error("no event was coded in these articles; nothing to learn from")
    content = calibration(found)
    given.out.write_text(as_yaml(content), encoding="utf-8")
    print(json.dumps({"written": str(given.out), **content["basis"], **content["cross_validation"]}))


if __name__ == "__main__":
    main()
