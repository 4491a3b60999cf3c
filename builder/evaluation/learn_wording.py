"""Learns what words go with which type of event: sentences with their types → weights of stems (``wording.csv``).

The sentences are those of events that agree with the gold, and those of the corpora of phrases. Multinomial logistic regression over the
stems of a sentence (rarer ones count more, long sentences no more than short ones) with a ridge penalty: no random start, the same
weights each time.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from builder.coding import find_names
from builder.config import LANGUAGES
from builder.knowledge import load_knowledge
from builder.model import Article, Origin
from builder.parsers.grammar.frames import load_frames
from builder.parsers.learned import wording
from builder.parsers.learned.wording import TYPES, Worded, Wording, weighed, worded
from builder.strict import DataError, load_yaml
from builder.text import normalize

# A stem of fewer sentences tells of one story.
_SENTENCES = 3
# How much the weights may grow, the steps of the search, and what is too small to be kept.
_RIDGE, _STEPS, _LEAST = 1 / 3, 300, 0.08
# How many sentences of a phrase of the corpora tell its first event.
_TELLING = 3
Matrix = NDArray[np.float64]


class TypedSentence(NamedTuple):
    """A sentence that tells an event: its article, its stems, the event's type."""

    article_id: str
    words: Worded
    event_type: str


def phrases(path: Path) -> Iterator[TypedSentence]:
    """The sentences of a corpus of phrases (``events_<language>.yml``) whose first event is no background."""
    language = path.stem.rpartition("_")[2]
    if language not in LANGUAGES or not path.is_file():
        raise DataError(f"{path}: no corpus of phrases; name a file events_<language>.yml, the language one of {', '.join(LANGUAGES)}")
    base, clitics = load_knowledge(()), "clitics" in load_frames(language).syntax.traits
    for number, entry in enumerate(load_yaml(path)):
        told = [event.split()[0] for event in entry.get("events", ()) if "background" not in event.split()]
        if told and told[0] not in TYPES:
            raise DataError(
                f"{path}: phrase {number + 1} ('{entry['text'][:40]}'): '{told[0]}' is no event type; write one of {', '.join(TYPES)}"
            )
        if told:
            text = normalize(Article(f"{path.stem}:{number}", entry.get("title", ""), entry["text"], Origin(str(path)), language), language)
            mentions = find_names(text, base, None)
            for sentence in text.sentences[:_TELLING]:
                yield TypedSentence(f"{path.stem}:{number}", worded(text, mentions, sentence, clitics), told[0])


def learn(rows: Sequence[TypedSentence]) -> Wording:
    """The weights of all these sentences."""
    counted = Counter(key for row in rows for key, _ in weighed(row.words))
    known = sorted(key for key, number in counted.items() if number >= _SENTENCES)
    rarity = {key: 1.0 + math.log((1 + len(rows)) / (1 + counted[key])) for key in known}
    values = _values(rows, {key: place for place, key in enumerate(known)}, rarity)
    target = np.array([[float(row.event_type == name) for name in TYPES] for row in rows])
    weights, bias = _fit(values, target)
    weights[np.abs(weights) < _LEAST] = 0.0
    kept = {key: (round(rarity[key], 3), own) for key, own in zip(known, weights.round(2), strict=True) if own.any()}
    return Wording(bias.round(3), kept)


def _values(rows: Sequence[TypedSentence], places: dict[tuple[str, str], int], rarity: dict[tuple[str, str], float]) -> csr_matrix:
    cells, columns, starts = [], [], [0]
    for row in rows:
        own = [(places[key], count * rarity[key]) for key, count in weighed(row.words) if key in places]
        length = math.sqrt(sum(value**2 for _, value in own)) or 1.0
        cells += [value / length for _, value in own]
        columns += [place for place, _ in own]
        starts.append(len(cells))
    return csr_matrix((cells, columns, starts), shape=(len(rows), len(places)))


def _fit(values: csr_matrix, target: Matrix) -> tuple[Matrix, Matrix]:
    """Weights (stems × types) and biases of the least penalised cross-entropy."""
    stems, types = values.shape[1], target.shape[1]
    turned = values.T.tocsr()

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights, bias = flat[types:].reshape(stems, types), flat[:types]
        score = values @ weights + bias
        score -= score.max(axis=1, keepdims=True)
        chance = np.exp(score)
        total = chance.sum(axis=1, keepdims=True)
        off = chance / total - target
        error = float((np.log(total[:, 0]) - (score * target).sum(axis=1)).sum())
        slope = np.concatenate([off.sum(axis=0), (turned @ off + _RIDGE * weights).ravel()])
        return error + _RIDGE / 2 * float((weights**2).sum()), slope

    found = minimize(loss, np.zeros((stems + 1) * types), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return found[types:].reshape(stems, types), found[:types]


def write_wording(learnt: Wording, path: Path = wording.TABLE) -> None:
    """The table, in order; the biases first, blank where a stem weighs nothing."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(wording.COLUMNS)
        rows.writerow([*wording.BIAS, "", *(f"{one:.3f}" for one in learnt.bias)])
        for (language, stem), (rarity, own) in sorted(learnt.stems.items()):
            rows.writerow([language, stem, f"{rarity:.2f}", *(f"{one:.2f}" if one else "" for one in own)])
