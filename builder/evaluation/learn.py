"""Learns the weights of relevance, wording, likelihood and taking part: gold records and articles → tables in ``builder/parsers/learned/``.

    python -m builder.evaluation.learn GOLD.jsonl ARTICLES.jsonl [GOLD2 ARTICLES2 …] --phrases CORPUS.yml [--write]

GOLD is a file of records coded in full, or of labels only (``{"id", "relevant", "sure"}``), which teach relevance alone;
CORPUS one of phrases with their events (``tests/corpora/events_<language>.yml``), which teach what words go with which type.
Logistic regression with a ridge penalty, solved by Newton's method: no random start, the same weights each time.
Figures are those of cross-validation over articles.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.coding import examine
from builder.config import Settings
from builder.evaluation import learn_relevance, learn_wording
from builder.evaluation.learn_relevance import GLANCE, UNSURE, JudgedArticle, judged_article
from builder.evaluation.learn_wording import TypedSentence
from builder.evaluation.matching import paired, same_actor, same_event
from builder.evaluation.records import Record, judged_records, news_of
from builder.model import Article, CodedArticle
from builder.parsers.events.code import candidates, coded_event
from builder.parsers.events.people_in_events import full_name, staged
from builder.parsers.learned import likelihood, relevance, subject, taking_part, wording
from builder.parsers.learned.logistic import Weights, load_weights, with_weights
from builder.parsers.learned.subject import with_words
from builder.parsers.learned.wording import TYPES, with_wording
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.pipeline import read_articles
from builder.rows.gold import gold_event

FOLDS, RIDGE, ROUNDS = 10, 3.0, 25
_WORDING_FOLDS = 5
Matrix = NDArray[np.float64]
_HEAD = (
    "# Weights of the features of builder/parsers/learned/{}.py. Written by: python -m builder.evaluation.learn GOLD ARTICLES --write.\n"
)


class Example(NamedTuple):
    """One thing judged: its article, its features, and whether the gold agrees."""

    article_id: str
    values: tuple[float, ...]
    right: bool


class EventExample(NamedTuple):
    """A coded event judged: its features but the last (its wording), whether the gold has it, the sentence that tells it."""

    article_id: str
    values: tuple[float, ...]
    right: bool
    told: TypedSentence


class Judged(NamedTuple):
    """What a gold article teaches: its relevance (none where it has no event), its news events, those they name; what is never judged."""

    relevance: list[JudgedArticle]
    events: list[EventExample]
    people: list[Example]
    without_event: int
    actors_wanted: int


def examples(gold_path: Path, articles: Path) -> Iterator[Judged]:
    """What each gold article teaches."""
    gold = judged_records(gold_path)
    for article in read_articles((articles,), Settings()):
        if isinstance(article, Article) and article.id in gold:
            yield _judged(article, gold[article.id])


def _judged(article: Article, record: Record) -> Judged:
    examined = examine(article)
    coded, scene = examined.coded, examined.scene
    news = [told for told in (candidates(scene, []) if scene else ()) if not told.head.reality.background]
    wanted, in_full = bool(record["relevant"]), "events" in record
    actors = len(record.get("actors", ())) if wanted and in_full else 0
    if scene is None or not news:
        return Judged([], [], [], int(wanted), actors)
    counts = 1.0 if in_full else GLANCE if record.get("sure", True) else UNSURE
    about = [judged_article(article.id, relevance.features(scene, news), subject.stems(scene), wanted, counts)]
    if not in_full:
        return Judged(about, [], [], 0, 0)
    found = [gold_event(coded_event(scene, told, False)) for told in news]
    right = {id(mine) for _, mine in paired(news_of(record), found, same_event)} if wanted else set()
    events = [_event(article.id, scene, told, id(mine) in right) for told, mine in zip(news, found, strict=True) if wanted]
    # Records of events alone, without actors, teach nothing of who takes part.
    people = list(_people(scene, news, coded, record)) if wanted and coded.outcome == "coded" and "actors" in record else []
    return Judged(about, events, people, 0, actors)


def _event(article_id: str, scene: Scene, told: Told, right: bool) -> EventExample:
    sentence = TypedSentence(article_id, wording.of_event(scene, told), told.head.trigger.event_type)
    return EventExample(article_id, likelihood.stands_on(scene, told), right, sentence)


# A coder's list of actors tells no events: who is in it is taken to be in the event told nearest to him.
_NEAREST = tuple(
    taking_part.FEATURES.index(name) for name in ("same_sentence", "institution_same_sentence", "present", "next_sentence", "acting")
)


def _people(scene: Scene, news: Sequence[Told], coded: CodedArticle, record: Record) -> Iterator[Example]:
    """Those named of the parties of the article's events; one that the gold lists counts for one event only."""
    listed: dict[tuple[str, str], tuple[float, ...]] = {}
    for event in coded.events:
        told = next((t for t in news if (t.head.match.start, t.head.match.end) == (event.trigger_start, event.trigger_end)), None)
        stage, everyone = staged(scene, told, event.source, event.target) if told else (None, [])
        for one in everyone:
            assert stage is not None
            values = taking_part.features(scene, stage, one, everyone)
            actor = {"country": one.party, "name": full_name(scene, one)}
            if not any(same_actor(gold, actor) for gold in record["actors"]):
                yield Example(coded.article.id, values, False)
            else:
                key = (actor["name"], one.party)
                listed[key] = max(listed.get(key, values), values, key=lambda row: [row[place] for place in _NEAREST])
    yield from (Example(coded.article.id, values, True) for values in listed.values())


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


def crossed(rows: Sequence[Example]) -> tuple[Matrix, Matrix]:
    """The chance given to each example by weights that never saw its article, and what is right."""
    fold = np.array([_fold(row.article_id, FOLDS) for row in rows])
    values, right = _arrays(rows)
    chance = np.zeros(len(rows))
    for number in range(FOLDS):
        out = fold == number
        weights = fit(values[~out], right[~out])
        chance[out] = 1 / (1 + np.exp(-(weights[0] + values[out] @ weights[1:])))
    return chance, right


def _arrays(rows: Sequence[Example]) -> tuple[Matrix, Matrix]:
    return np.array([row.values for row in rows]), np.array([float(row.right) for row in rows])


def with_words_weighed(rows: Sequence[EventExample], phrases: Sequence[TypedSentence]) -> list[Example]:
    """The examples with the weight of their wording as the last feature, by words learnt without their articles."""
    found: list[Example] = []
    for number in range(_WORDING_FOLDS):
        inside = [row for row in rows if _fold(row.article_id, _WORDING_FOLDS) == number]
        if inside:
            learnt = _wording([row for row in rows if _fold(row.article_id, _WORDING_FOLDS) != number], phrases)
            for row in inside:
                chances = wording.log_chances(row.told.words, learnt)
                found.append(Example(row.article_id, (*row.values, float(chances[TYPES.index(row.told.event_type)])), row.right))
    return found


def _wording(rows: Sequence[EventExample], phrases: Sequence[TypedSentence]) -> wording.Wording:
    return learn_wording.learn([*phrases, *(row.told for row in rows if row.right)])


def _fold(article_id: str, folds: int) -> int:
    return int(hashlib.sha256(article_id.encode()).hexdigest(), 16) % folds


def figures(chance: Matrix, right: Matrix, bar: float, missed: int) -> str:
    """Precision, recall and F1 of what stands at or above the bar; ``missed`` were never judged."""
    said = chance >= bar
    hits, wanted = float((said * right).sum()), float(right.sum()) + missed
    precision, recall = hits / max(1.0, float(said.sum())), hits / max(1.0, wanted)
    return f"bar {bar:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {2 * hits / max(1.0, said.sum() + wanted):.3f}"


@contextmanager
def as_learned(judged: Sequence[Judged], phrases: Sequence[TypedSentence], wanted: Container[str]) -> Iterator[None]:
    """Inside, relevance, wording and likelihood are weighed as learnt from the wanted articles only, and from the phrases."""
    events = [example for one in judged for example in one.events if example.article_id in wanted]
    weights, words = learn_relevance.learn([example for one in judged for example in one.relevance if example.article_id in wanted])
    likely = _weights(with_words_weighed(events, phrases))
    with with_weights({relevance.TABLE: weights, likelihood.TABLE: likely}), with_words(words), with_wording(_wording(events, phrases)):
        yield


def _weights(rows: Sequence[Example]) -> Weights:
    weights = fit(*_arrays(rows))
    return float(weights[0]), tuple(float(one) for one in weights[1:])


def beside_known(rows: Sequence[Example]) -> Weights:
    """The likelihood's weights with only the bias, the weight of the wording and how much all others count learnt anew.

    The rules have been mended on the articles that teach: weights of all features learnt on these would trust the rules too much.
    """
    _, weights = load_weights(likelihood.TABLE, likelihood.FEATURES)
    values, right = _arrays(rows)
    bias, others, last = fit(np.stack([values[:, :-1] @ np.array(weights[:-1]), values[:, -1]], axis=1), right)
    return float(bias), (*(float(others) * weight for weight in weights[:-1]), float(last))


def _write(table: Path, names: Sequence[str], learnt: Weights) -> None:
    bias, weights = learnt
    lines = "".join(f"  {name}: {weight:.3f}\n" for name, weight in zip(names, weights, strict=True))
    table.write_text(f"{_HEAD.format(table.stem)}bias: {bias:.3f}\nweights:\n{lines}", encoding="utf-8")


def main() -> None:
    """Learn, tell how well it holds, and write the tables where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--phrases", action="append", default=[], type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--wording-alone", action="store_true", help="write what words weigh, and leave the other weights as they are")
    asked = options.parse_args()
    judged = [row for gold, articles in zip(asked.files[::2], asked.files[1::2], strict=True) for row in examples(gold, articles)]
    articles = [example for one in judged for example in one.relevance]
    phrases = [sentence for path in asked.phrases for sentence in learn_wording.phrases(path)]
    coded = [example for one in judged for example in one.events]
    events = with_words_weighed(coded, phrases)
    people = [example for one in judged for example in one.people]
    missed = sum(one.without_event for one in judged)
    unnamed = sum(one.actors_wanted for one in judged) - sum(example.right for example in people)
    told, right = learn_relevance.crossed(articles)
    in_full = np.array([one.counts for one in articles]) == 1.0
    for bar in (0.3, 0.35, 0.4, 0.5):
        print(f"relevance: {len(articles)} articles with events, {missed} relevant ones without; {figures(told, right, bar, missed)}")
        print(f"    of these coded in full {in_full.sum()}: {figures(told[in_full], right[in_full], bar, missed)}")
    for bar in (0.1, 0.2, 0.3, 0.4):
        print(f"events: {len(events)}; {figures(*crossed(events), bar, 0)}")
        print(f"taking part: {len(people)}, {unnamed} not found; {figures(*crossed(people), bar, unnamed)}")
    if asked.write:
        learn_wording.write_wording(_wording(coded, phrases))
        _write(likelihood.TABLE, likelihood.FEATURES, beside_known(events) if asked.wording_alone else _weights(events))
    if asked.write and not asked.wording_alone:
        weights, words = learn_relevance.learn(articles)
        _write(relevance.TABLE, relevance.FEATURES, weights)
        learn_relevance.write_words(words)
        _write(taking_part.TABLE, taking_part.FEATURES, _weights(people))


if __name__ == "__main__":
    main()
