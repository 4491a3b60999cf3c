"""How likely a coded event is right: what it stands on → a probability, by weights learnt from hand-coded articles.

The weights are in ``likelihood.yml``, written by ``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

from pathlib import Path

from builder.parsers.learned import logistic, wording
from builder.parsers.learned.wording import TYPES
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene

TABLE = Path(__file__).with_name("likelihood.yml")
FEATURES = (
    "score", "in_title", "in_lead", "told_in_full", "sentences", "own_date", "party_weight", "main_parties", "parties_beyond_two",
    "place_told", "officials", "inherent", "planned", *(f"type_{name}" for name in TYPES), "wording",
)  # fmt: skip
_OF_TYPE = {one: tuple(float(name == one) for name in TYPES) for one in TYPES}


def features(scene: Scene, told: Told) -> tuple[float, ...]:
    """The event's features in the order of ``FEATURES``; the last is what its words tell."""
    return *stands_on(scene, told), wording.score(scene, told)


def stands_on(scene: Scene, told: Told) -> tuple[float, ...]:
    """The event's features but the last."""
    head = told.head
    parts = {scene.text.sentences[d.match.sentence].part for d in told.drafts}
    ranked = scene.ranking
    total = sum(scene.salience.values()) or 1.0
    acting = any(group.acts for d in told.drafts for group in d.sides.groups)
    return (
        min(8.0, told.score),
        float("title" in parts),
        float("lead" in parts),
        float(any(not d.completed for d in told.drafts)),
        min(4.0, float(len({d.match.sentence for d in told.drafts}))),
        float(any(d.date is not None for d in told.drafts)),
        sum(scene.salience.get(party, 0.0) for party in head.parties) / total,
        float(len(head.parties) > 1 and head.parties == set(ranked[: len(head.parties)])),
        min(3.0, max(0.0, len(head.parties) - 2.0)),
        float(any(d.location is not None for d in told.drafts)),
        float(acting),
        float(head.trigger.inherent),
        float(head.reality.status == "planned"),
        *_OF_TYPE[head.trigger.event_type],
    )


def probability(scene: Scene, told: Told) -> float:
    """The chance that a hand coder would have coded the same event (type, parties, day)."""
    return logistic.probability(TABLE, FEATURES, features(scene, told))


def told(scene: Scene, event: Told) -> list[tuple[str, float]]:
    """What each feature adds to the score, by the weights of ``likelihood.yml``; the bias comes first."""
    bias, weights = logistic.load_weights(TABLE, FEATURES)
    found = [(name, weight * value) for name, weight, value in zip(FEATURES, weights, features(scene, event), strict=True)]
    return [("bias", bias), *found]
