"""Learns what makes an article relevant: articles judged by hand → weights of features (``relevance.yml``) and of words (``subject.csv``).

Logistic regression with a ridge penalty over both at once, solved by Newton's method in the space of the articles: there are more words
than articles. No random start, the same weights each time.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.parsers.learned import relevance, subject
from builder.parsers.learned.logistic import Weights
from builder.parsers.learned.subject import Stems, Words

FOLDS, ROUNDS = 5, 8
# How much a feature may weigh against a word: words are many, and each tells little.
_FEATURE, _ANYWHERE, _OPENING = 1.0, 0.09, 0.25
# A stem of fewer articles tells of one story, not of a matter; one with less weight tells nothing.
_ARTICLES, _LEAST = 10, 0.02
# A label given at a glance counts less than a record coded in full, one that the reader was unsure of less still.
GLANCE, UNSURE = 0.6, 0.36
Matrix = NDArray[np.float64]
# A language and a stem of it.
Stem = tuple[str, str]


class JudgedArticle(NamedTuple):
    """An article with events: its features but the last (its subject), its stems, whether it is relevant, how much that counts."""

    article_id: str
    values: tuple[float, ...]
    stems: Stems
    right: bool
    counts: float


class Learned(NamedTuple):
    """Weights of the features and of the words."""

    weights: Weights
    words: Words


def learn(rows: Sequence[JudgedArticle]) -> Learned:
    """The weights of all these articles."""
    values = np.array([row.values for row in rows])
    names = _known(rows)
    anywhere, opening = _present(rows, names, attrgetter("anywhere")), _present(rows, names, attrgetter("opening"))
    kernel = _FEATURE * values @ values.T + _ANYWHERE * anywhere @ anywhere.T + _OPENING * opening @ opening.T
    right, counts = np.array([float(row.right) for row in rows]), np.array([row.counts for row in rows])
    share, bias = _solve(kernel, right, counts)
    features = _FEATURE * values.T @ share
    pairs = zip(_ANYWHERE * anywhere.T @ share, _OPENING * opening.T @ share, strict=True)
    words: dict[str, dict[str, tuple[float, float]]] = {}
    for (language, stem), (a, o) in zip(names, pairs, strict=True):
        if max(abs(a), abs(o)) >= _LEAST:
            words.setdefault(language, {})[stem] = round(float(a), 3), round(float(o), 3)
    return Learned((bias, (*(float(one) for one in features), 1.0)), words)


def _known(rows: Sequence[JudgedArticle]) -> list[Stem]:
    counted = Counter((row.stems.language, stem) for row in rows for stem in row.stems.anywhere)
    return sorted(stem for stem, number in counted.items() if number >= _ARTICLES)


def _present(rows: Sequence[JudgedArticle], names: Sequence[Stem], where: Callable[[Stems], frozenset[str]]) -> Matrix:
    number = {name: index for index, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)))
    for line, row in enumerate(rows):
        stems = ((row.stems.language, stem) for stem in where(row.stems))
        found[line, [number[stem] for stem in stems if stem in number]] = 1.0
    return found


def _solve(kernel: Matrix, right: Matrix, counts: Matrix) -> tuple[Matrix, float]:
    """The share of each article in the weights, and the bias."""
    share, bias, ones = np.zeros(len(right)), 0.0, np.ones(len(right))
    for _ in range(ROUNDS):
        score = kernel @ share + bias
        chance = 1 / (1 + np.exp(-score))
        spread = np.maximum(chance * (1 - chance), 1e-6)
        target = score + (right - chance) / spread
        solved = np.linalg.solve(kernel + np.diag(1 / (spread * counts)), np.stack([target, ones], axis=1))
        bias = float(solved[:, 0].sum() / solved[:, 1].sum())
        share = solved[:, 0] - bias * solved[:, 1]
    return share, bias


def crossed(rows: Sequence[JudgedArticle]) -> tuple[Matrix, Matrix]:
    """The chance given to each article by weights that never saw it, and what is right."""
    fold = np.array([int(hashlib.sha256(row.article_id.encode()).hexdigest(), 16) % FOLDS for row in rows])
    chance = np.zeros(len(rows))
    for number in range(FOLDS):
        (bias, weights), words = learn([row for row, out in zip(rows, fold == number, strict=True) if not out])
        for index in np.flatnonzero(fold == number).tolist():
            row = rows[index]
            values = (*row.values, subject.weigh(row.stems, words))
            chance[index] = 1 / (1 + np.exp(-(bias + sum(w * v for w, v in zip(weights, values, strict=True)))))
    return chance, np.array([float(row.right) for row in rows])


def write_words(words: Words, path: Path = subject.TABLE) -> None:
    """The table of words, in order."""
    lines = ((language, stem, f"{a:.3f}", f"{o:.3f}") for language, own in words.items() for stem, (a, o) in own.items())
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(subject.COLUMNS)
        rows.writerows(sorted(lines))


def judged_article(article_id: str, values: tuple[float, ...], stems: Stems, right: bool, counts: float) -> JudgedArticle:
    """The example that an article is; its features come with its subject as the last, which is left to the words."""
    assert len(values) == len(relevance.FEATURES)
    return JudgedArticle(article_id, values[:-1], stems, right, counts)
