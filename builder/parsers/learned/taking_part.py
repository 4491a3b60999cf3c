"""Who takes part in an event: a person or institution named + the event → a probability, by weights learnt from hand-coded articles.

The weights are in ``taking_part.yml``, written by ``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from builder.model import Mention
from builder.parsers.actors.actor_words import ActorWords, load_actor_words
from builder.parsers.learned import logistic
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.party_mentions import party_of

TABLE = Path(__file__).with_name("taking_part.yml")
_TALKS = frozenset(("visit", "meeting", "call", "conference", "agreement", "statement", "mechanism"))
# Whose trade an event is: courts extradite, armies exercise, parliaments grant aid.
_TRADE = {
    "judicial": ("JUS", "POL", "INT"), "exercise": ("MIL", "DEF", "BOR", "POL"), "operation": ("MIL", "POL", "BOR", "INT"),
    "training": ("MIL", "POL", "DEF"), "presence": ("MIL", "DEF"), "intelligence": ("INT", "POL"), "arms_transfer": ("DEF", "LEG", "MIL"),
    "aid": ("DEF", "LEG", "FOR", "MIL"), "reduction": ("DEF", "HOS", "LEG"), "agreement": ("DEF", "FOR", "LEG"),
}  # fmt: skip
_LEADERS, _MINISTERS = frozenset(("HOS", "HOG")), frozenset(("DEF", "FOR", "MOI", "NSC", "INT"))
_BOTH = (
    "same_sentence",
    "next_sentence",
    "acting",
    "mentions",
    "speaks",
    "talks",
    "trade",
    "beside_trigger",
    "beside_other_side",
    "event_sure",
)
_PERSON = (
    *_BOTH, "in_title", "in_lead", "present", "titled", "lapsed", "namesake", "rivals", "first_of_side", "headline", "leader", "minister",
    "listed", "beside_their_person", "early",
)  # fmt: skip
_INSTITUTION = (*_BOTH, "institution", "opening", "government", "own_name", "metonym", "maker")
FEATURES = (*_PERSON, *(name if name == "institution" else f"institution_{name}" for name in _INSTITUTION))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person or institution of the article, with all mentions, and the country or IGO it stands for."""

    mentions: tuple[Mention, ...]
    party: str

    @property
    def institution(self) -> bool:
        """Whether it is no person."""
        return self.mentions[0].kind == "institution"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an event is told: its sentences, those that list who was there, the spans its sides stand on, its parties; how likely it is."""

    told: Told
    near: frozenset[int]
    present: frozenset[int]
    acting: frozenset[tuple[int, int]]
    parties: frozenset[str]
    sure: float


def features(scene: Scene, stage: Stage, one: Candidate, everyone: Sequence[Candidate]) -> tuple[float, ...]:
    """The candidate's features in the order of ``FEATURES``."""
    where = [sentence_of(scene, m) for m in one.mentions]
    told = (_institution if one.institution else _person)(scene, stage, one, everyone, where)
    values = (*_shared(scene, stage, one, where), *map(float, told))
    if one.institution:
        return (*(0.0 for _ in _PERSON), *values)
    return (*values, *(0.0 for _ in _INSTITUTION))


def probability(scene: Scene, stage: Stage, one: Candidate, everyone: Sequence[Candidate]) -> float:
    """The chance that a hand coder would list the candidate as an actor of the event."""
    return logistic.probability(TABLE, FEATURES, features(scene, stage, one, everyone))


def sentence_of(scene: Scene, mention: Mention) -> int:
    """The number of the sentence a mention stands in."""
    sentences = scene.text.sentences
    number = bisect_right(sentences, mention.start, key=itemgetter(0)) - 1
    return number if number >= 0 and mention.start < sentences[number].end else -1


def _shared(scene: Scene, stage: Stage, one: Candidate, where: Sequence[int]) -> tuple[float, ...]:
    near = bool(stage.near & set(where))
    kind = stage.told.head.trigger.event_type
    return (
        float(near),
        float(not near and any(n - 1 in stage.near for n in where)),
        float(any((m.start, m.end) in stage.acting for m in one.mentions)),
        min(4.0, float(len(one.mentions))),
        _share(scene, one, _speaks),
        float(kind in _TALKS),
        float(any(m.role in _TRADE.get(kind, ()) for m in one.mentions)),
        float(any(trigger.sentence in where for trigger in scene.triggers)),
        float(bool(_others(scene, stage, one, where))),
        stage.sure,
    )


def _person(scene: Scene, stage: Stage, one: Candidate, everyone: Sequence[Candidate], where: Sequence[int]) -> tuple[float, ...]:
    parts = {scene.text.sentences[n].part for n in where}
    side = [c for c in everyone if c.party == one.party and not c.institution]
    rivals = [c for c in side if c is not one and any(sentence_of(scene, m) in stage.near for m in c.mentions)]
    roles = {m.role for m in one.mentions}
    return (
        "title" in parts,
        "lead" in parts,
        bool(stage.present & set(where)),
        any(m.office and m.end - m.start > m.name_end - m.name_start for m in one.mentions),
        any(m.office_valid is False for m in one.mentions) or all(m.code and not m.office for m in one.mentions),
        _share(scene, one, _namesake),
        0.0 if stage.near & set(where) else min(2.0, float(len(rivals))),
        one is min(side, key=lambda c: c.mentions[0].start),
        any(scene.text.sentences[n].part != "body" for n in stage.near),
        bool(roles & _LEADERS),
        bool(roles & _MINISTERS),
        any(m.code for m in one.mentions),
        any(m.kind == "person" for m in _others(scene, stage, one, where)),
        1.0 / (1 + max(0, where[0])),
    )


def _institution(scene: Scene, stage: Stage, one: Candidate, everyone: Sequence[Candidate], where: Sequence[int]) -> tuple[float, ...]:
    first = one.mentions[0]
    return (
        1.0,
        any(scene.text.sentences[n].part != "body" for n in where),
        first.role in ("GOV", "HOS", "HOG"),
        bool(first.code),
        first.form == "metonym",
        first.role == "OTH",
    )


def _others(scene: Scene, stage: Stage, one: Candidate, where: Sequence[int]) -> list[Mention]:
    """Mentions of the event's other parties in the candidate's sentences."""
    others = stage.parties - {one.party}
    return [m for n in set(where) for group in scene.groups[n] for m in group.mentions if party_of(m) in others]


def _share(scene: Scene, one: Candidate, told: Callable[[Scene, Mention, ActorWords], bool]) -> float:
    words = load_actor_words(scene.text.language)
    return sum(told(scene, mention, words) for mention in one.mentions) / len(one.mentions)


def _speaks(scene: Scene, mention: Mention, words: ActorWords) -> bool:
    """Whether a verb of saying stands right before or after."""
    folded = scene.text.folded
    before = folded[max(0, mention.start - 24) : mention.start].split()
    after = folded[mention.end : mention.end + 24].replace(",", " ").split()
    near = {*before[-1:], *after[:2], " ".join(before[-2:]), " ".join(after[:2])}
    return any(word.strip('.,:"') in words.speaks or scene.frames.markers.get(word) == "attribution" for word in near)


def _namesake(scene: Scene, mention: Mention, words: ActorWords) -> bool:
    """Whether only the name serves: "the Obama administration", «تحيات الرئيس»."""
    folded = scene.text.folded
    before = folded[max(0, mention.start - 24) : mention.start].split()
    after = folded[mention.end : mention.end + 24].split()
    return any(word.strip('.,"') in words.lends_name for word in (*before[-1:], *after[:1]))
