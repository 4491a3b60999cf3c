"""Learns the relevance weights: gold records and articles → ``builder/parsers/relevance.yml``.

    python -m builder.evaluation.relevance GOLD.jsonl ARTICLES.jsonl [GOLD2 ARTICLES2 …] [--write]

Logistic regression with a ridge penalty, solved by Newton's method: no random start, the same weights each time.
Precision and recall are those of cross-validation over articles.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from builder.config import Settings
from builder.evaluation.records import checked_gold
from builder.knowledge import load_knowledge
from builder.model import Article
from builder.parsers.actors import find_mentions
from builder.parsers.dates import find_dates
from builder.parsers.drafts import draft_events, lay_out
from builder.parsers.events import KEPT
from builder.parsers.frames import load_frames
from builder.parsers.merging import merge_drafts
from builder.parsers.relevance import FEATURES, TABLE, features
from builder.pipeline import open_article, read_articles

FOLDS, RIDGE, ROUNDS = 10, 3.0, 25
Matrix = NDArray[np.float64]
_HEAD = """# Weights of the features of builder/parsers/relevance.py: an article is relevant where the logistic of their sum is 1/2 or more.
# Written by: python -m builder.evaluation.relevance GOLD ARTICLES --write. Do not edit by hand.
"""


def examples(gold_path: Path, articles: Path) -> Iterator[tuple[str, tuple[float, ...] | None, bool]]:
    """Article id, its features (None where it has no event to judge) and whether the gold calls it relevant."""
    gold = checked_gold(gold_path)
    for article in read_articles((articles,), Settings()):
        if isinstance(article, Article) and article.id in gold:
            yield article.id, _features(article), bool(gold[article.id]["relevant"])


def _features(article: Article) -> tuple[float, ...] | None:
    opened = open_article(article)
    text, publication = opened.text, opened.publication
    mentions = find_mentions(text, load_knowledge(()), publication.day)
    scene = lay_out(text, load_frames(text.language), publication.day, mentions, find_dates(text, publication.day))
    told = [t for t in merge_drafts(draft_events(scene)) if t.score >= KEPT] if len(scene.salience) > 1 else []
    news = [t for t in told if not t.head.reality.background]
    return features(scene, news) if news else None


def fit(values: Matrix, right: Matrix) -> Matrix:
    """Bias and weights, the bias first."""
    design = np.hstack([np.ones((len(values), 1)), values])
    penalty = RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - chance) - penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty + 1e-6 * np.eye(design.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def crossed(keys: Sequence[str], values: Matrix, right: Matrix) -> Matrix:
    """The chance given to each example by weights that never saw it; folds by the hash of the article's id."""
    fold = np.array([int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS for key in keys])
    chance = np.zeros(len(keys))
    for number in range(FOLDS):
        out = fold == number
        weights = fit(values[~out], right[~out])
        chance[out] = 1 / (1 + np.exp(-(weights[0] + values[out] @ weights[1:])))
    return chance


def main() -> None:
    """Learn, tell how well it holds, and write the table where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    rows = [row for gold, articles in zip(asked.files[::2], asked.files[1::2], strict=True) for row in examples(gold, articles)]
    missed = sum(1 for _, values, relevant in rows if values is None and relevant)
    judged = [(key, values, relevant) for key, values, relevant in rows if values is not None]
    values = np.array([v for _, v, _ in judged])
    right = np.array([float(r) for _, _, r in judged])
    said = crossed([key for key, _, _ in judged], values, right) >= 0.5
    hits = float((said * right).sum())
    wanted = right.sum() + missed
    print(f"{len(rows)} articles, {len(judged)} judged, {missed} relevant ones without an event")
    print(f"cross-validated precision {hits / max(1, said.sum()):.3f} recall {hits / wanted:.3f} F1 {2 * hits / (said.sum() + wanted):.3f}")
    weights = fit(values, right)
    table = "".join(f"  {name}: {weight:.3f}\n" for name, weight in zip(FEATURES, weights[1:], strict=True))
    print(table)
    if asked.write:
        TABLE.write_text(f"{_HEAD}bias: {weights[0]:.3f}\nweights:\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
