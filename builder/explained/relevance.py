"""Why an article was called relevant or not: Examined → the features and the words that spoke for it or against it."""

from __future__ import annotations

from dataclasses import dataclass

from builder.coding import Examined
from builder.parsers.events.code import RELEVANT, candidates
from builder.parsers.grammar.frames import load_frames
from builder.parsers.learned import relevance, subject
from builder.parsers.scene.laid_out import lay_out, sight

_MOST_WORDS = 12
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke: a feature of ``relevance.yml`` or the words of the article, with what it adds to the score (above 0: for relevance)."""

    what: str
    adds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely the article is about security cooperation, how likely it must be to be coded, and why; words are the heaviest ones."""

    probability: float
    needed: float
    features: tuple[Reason, ...]
    words: tuple[Reason, ...]


def verdict(examined: Examined) -> Verdict | None:
    """None where relevance was never weighed: no event of two parties was told."""
    coded = examined.coded
    if coded.relevance is None:
        return None
    frames = load_frames(coded.text.language)
    sighting = sight(coded.text, frames)
    if sighting is None:
        return None
    scene = lay_out(coded.text, frames, coded.publication.day, examined.mentions, examined.read_dates, sighting)
    news = [told for told in candidates(scene) if not told.head.reality.background]
    features = [Reason(name, round(adds, 2)) for name, adds in relevance.told(scene, news) if abs(adds) >= _LEAST]
    words = [Reason(coded.text.words(one.start, one.end), round(one.weight, 2)) for one in subject.weighed(scene)]
    heaviest = tuple(word for word in words[:_MOST_WORDS] if abs(word.adds) >= _LEAST)
    return Verdict(coded.relevance, RELEVANT, tuple(sorted(features, key=lambda one: -abs(one.adds))), heaviest)


def lines(told: Verdict) -> dict[str, str]:
    """The verdict in words, by the names under which it is shown."""
    return {
        "relevance": f"{told.probability:.2f} ({told.needed} is needed)",
        "what spoke": _listed(told.features),
        "words": _listed(told.words),
    }


def _listed(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(f"{one.what} {one.adds:+.2f}" for one in reasons)
