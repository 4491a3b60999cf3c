"""Whether an article is about security cooperation: its events and words → a score, by weights learnt from hand-coded articles.

The features are few and readable, the last being what its words are about; ``relevance.yml`` holds their weights, written by
``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder.parsers.learned import logistic, subject
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene

TABLE = Path(__file__).with_name("relevance.yml")
FEATURES = (
    "best_score",
    "second_score",
    "told_in_full",
    "in_title",
    "in_lead",
    "inherent",
    "security_words",
    "security_in_opening",
    "other_matters",
    "sides_beyond_two",
    "short_article",
    "in_passing",
    "subject",
)
_OPENING, _DEEP = 3, 8


def features(scene: Scene, news: Sequence[Told]) -> tuple[float, ...]:
    """The article's features in the order of ``FEATURES``; ``news`` are its events that are not background."""
    ranked = sorted(news, key=lambda told: -told.score)
    best = ranked[0]
    parts = {scene.text.sentences[d.match.sentence].part for told in ranked[:2] for d in told.drafts}
    sentences = max(1, len(scene.security))
    return (
        best.score,
        ranked[1].score if len(ranked) > 1 else 0.0,
        float(any(not d.completed for d in best.drafts)),
        float("title" in parts),
        float("lead" in parts),
        float(best.head.trigger.inherent),
        min(3.0, sum(scene.security) / sentences),
        min(4.0, float(sum(scene.security[:_OPENING]))),
        min(4.0, float(scene.other_matters)),
        min(3.0, max(0.0, len(best.head.parties) - 2.0)),
        float(sentences <= _OPENING),
        float(_in_passing(news)),
        subject.score(scene),
    )


def _in_passing(news: Sequence[Told]) -> bool:
    """One sentence deep in the story is seldom a strand of it (coding guide, ruling 1)."""
    told_in = {d.match.sentence for told in news for d in told.drafts}
    return len(told_in) == 1 and min(told_in) >= _DEEP


def told(scene: Scene, news: Sequence[Told]) -> list[tuple[str, float]]:
    """What each feature adds to the score, by the weights of ``relevance.yml``; the bias comes first."""
    bias, weights = logistic.load_weights(TABLE, FEATURES)
    found = [(name, weight * value) for name, weight, value in zip(FEATURES, weights, features(scene, news), strict=True)]
    return [("bias", bias), *found]


def probability(scene: Scene, news: Sequence[Told]) -> float:
    """How likely a hand coder would call the article relevant."""
    return logistic.probability(TABLE, FEATURES, features(scene, news))
