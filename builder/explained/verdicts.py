"""Why an article was called relevant or not, and an event likely: Examined → the features and the words that spoke for it or against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.coding import Examined
from builder.parsers.events.code import LIKELY, RELEVANT, candidates
from builder.parsers.learned import likelihood, relevance, subject, wording
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene

_MOST_WORDS = 12
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke: a feature of the table of weights or the words of the article, with what it adds to the score (above 0: for it)."""

    what: str
    adds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is, how likely it must be to be coded, and why; words are the heaviest ones.

    Of an article: that it is about security cooperation. Of an event: that a hand coder would have coded it too; the leading event is
    kept however likely it is.
    """

    probability: float
    needed: float
    features: tuple[Reason, ...]
    words: tuple[Reason, ...]


def verdict(examined: Examined) -> Verdict | None:
    """None where relevance was never weighed: no event of two parties was told."""
    scene = examined.scene
    if scene is None or examined.coded.relevance is None:
        return None
    text = examined.coded.text
    words = [(text.words(one.start, one.end), one.weight) for one in subject.weighed(scene)]
    return Verdict(examined.coded.relevance, RELEVANT, _spoke(relevance.told(scene, _news(scene))), _heaviest(words))


def event_verdicts(examined: Examined) -> Mapping[int, Verdict]:
    """By where its trigger starts, how likely each event that is no background was found to be; its words are stems."""
    scene = examined.scene
    return {told.head.match.start: _of_event(scene, told) for told in _news(scene)} if scene is not None else {}


def _of_event(scene: Scene, told: Told) -> Verdict:
    words = wording.spoken(wording.of_event(scene, told), told.head.trigger.event_type)
    return Verdict(round(likelihood.probability(scene, told), 3), LIKELY, _spoke(likelihood.told(scene, told)), _heaviest(words))


def _news(scene: Scene) -> list[Told]:
    return [told for told in candidates(scene, []) if not told.head.reality.background]


def _spoke(features: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    reasons = [Reason(name, round(adds, 2)) for name, adds in features if abs(adds) >= _LEAST]
    return tuple(sorted(reasons, key=lambda one: -abs(one.adds)))


def _heaviest(words: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    return tuple(Reason(word, round(adds, 2)) for word, adds in list(words)[:_MOST_WORDS] if abs(adds) >= _LEAST)


def lines(told: Verdict, of: str = "relevance") -> dict[str, str]:
    """The verdict in words, by the names under which it is shown."""
    return {
        of: f"{told.probability:.2f} ({told.needed} is needed)",
        "what spoke": _listed(told.features),
        "words": _listed(told.words),
    }


def _listed(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(f"{one.what} {one.adds:+.2f}" for one in reasons)
