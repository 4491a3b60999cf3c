"""Who takes part in an event: a person or institution named + the event → a probability, by weights learnt from hand-coded articles.

The weights are in ``taking_part.yml``, written by ``python -m builder.evaluation.learn``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.model import Mention
from builder.parsers import logistic
from builder.parsers.actor_words import ActorWords, load_actor_words
from builder.parsers.merging import Told
from builder.parsers.scene import Scene
from builder.parsers.slots import party_of

TABLE = Path(__file__).with_name("taking_part.yml")
_OPENING = 12
_TALKS = frozenset(("visit", "meeting", "call", "conference", "agreement", "statement", "mechanism"))
# What an event of force or law is done by; talks are led by those at the head.
_TRADE = {
    "judicial": ("JUS", "POL", "INT"), "exercise": ("MIL", "DEF", "BOR", "POL"), "operation": ("MIL", "POL", "BOR", "INT"),
    "training": ("MIL", "POL", "DEF"), "presence": ("MIL", "DEF"), "intelligence": ("INT", "POL"), "arms_transfer": ("DEF", "LEG", "MIL"),
    "aid": ("DEF", "LEG", "FOR", "MIL"), "reduction": ("DEF", "HOS", "LEG"), "agreement": ("DEF", "FOR", "LEG"),
}  # fmt: skip
_LEADERS, _MINISTERS = ("HOS", "HOG"), ("DEF", "FOR", "MOI", "NSC", "INT")
_PERSON = (
    "same_sentence", "next_sentence", "acting", "in_title", "in_lead", "mentions", "present", "titled", "lapsed", "speaks", "matter",
    "namesake", "rivals", "first_of_side", "talks", "headline", "leader", "minister", "trade", "listed", "elsewhere_titled",
    "beside_trigger", "beside_own_type", "beside_other_side", "beside_their_person", "opens_sentence", "talks_leader", "planned",
)  # fmt: skip
_INSTITUTION = (
    "institution", "i_same_sentence", "i_next_sentence", "i_acting", "i_opening", "i_mentions", "i_speaks", "i_matter", "i_rivals",
    "i_talks", "i_trade", "i_government", "i_beside_trigger", "i_beside_own_type", "i_beside_other_side", "i_opens", "i_listed",
)  # fmt: skip
FEATURES = (*_PERSON, *_INSTITUTION)


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
    """Where an event is told: its sentences, those that list who was there, the spans its sides stand on."""

    told: Told
    near: frozenset[int]
    present: frozenset[int]
    acting: frozenset[tuple[int, int]]
    parties: frozenset[str]


def features(scene: Scene, stage: Stage, one: Candidate, all_of: Sequence[Candidate]) -> tuple[float, ...]:
    """The candidate's features in the order of ``FEATURES``."""
    told = _person(scene, stage, one, all_of) if not one.institution else _institution(scene, stage, one, all_of)
    zeros = (0.0,) * (len(_INSTITUTION) if not one.institution else len(_PERSON))
    return (*told, *zeros) if not one.institution else (*zeros, *told)


def probability(scene: Scene, stage: Stage, one: Candidate, all_of: Sequence[Candidate]) -> float:
    """The chance that a hand coder would list the candidate as an actor of the event."""
    return logistic.probability(TABLE, FEATURES, features(scene, stage, one, all_of))


def sentence_of(scene: Scene, mention: Mention) -> int:
    """The number of the sentence a mention stands in."""
    return next((n for n, s in enumerate(scene.text.sentences) if s.start <= mention.start < s.end), -1)


def _person(scene: Scene, stage: Stage, one: Candidate, all_of: Sequence[Candidate]) -> tuple[float, ...]:
    where = [sentence_of(scene, m) for m in one.mentions]
    parts = {scene.text.sentences[n].part for n in where}
    near = bool(stage.near & set(where))
    following = not near and any(n - 1 in stage.near for n in where)
    side = [c for c in all_of if c.party == one.party and not c.institution]
    rivals = [c for c in side if c is not one and any(sentence_of(scene, m) in stage.near for m in c.mentions)]
    roles = {m.role for m in one.mentions}
    kind = stage.told.head.trigger.event_type
    titled = any(m.office and m.end - m.start > m.name_end - m.name_start for m in one.mentions)
    return (
        float(near),
        float(following),
        float(any((m.start, m.end) in stage.acting for m in one.mentions)),
        float("title" in parts),
        float("lead" in parts),
        min(4.0, float(len(one.mentions))),
        float(bool(stage.present & set(where))),
        float(titled),
        float(any(m.office_valid is False for m in one.mentions) or all(m.code and not m.office for m in one.mentions)),
        _share(scene, one, _speaks),
        float(any(_matter(scene, m, n) for m, n in zip(one.mentions, where, strict=True))),
        _share(scene, one, _namesake),
        0.0 if near else min(2.0, float(len(rivals))),
        float(one is min(side, key=lambda c: c.mentions[0].start)),
        float(kind in _TALKS),
        float(any(scene.text.sentences[n].part != "body" for n in stage.near)),
        float(bool(roles & set(_LEADERS))),
        float(bool(roles & set(_MINISTERS))),
        float(bool(roles & set(_TRADE.get(kind, ())))),
        float(any(m.code for m in one.mentions)),
        float(titled and not near and not following),
        *_company(scene, stage, one, where),
        float(kind in _TALKS and bool(roles & set(_LEADERS))),
        float(stage.told.head.reality.status == "planned"),
    )


def _institution(scene: Scene, stage: Stage, one: Candidate, all_of: Sequence[Candidate]) -> tuple[float, ...]:
    where = [sentence_of(scene, m) for m in one.mentions]
    parts = {scene.text.sentences[n].part for n in where}
    near = bool(stage.near & set(where))
    rivals = sum(
        1 for c in all_of if c is not one and c.party == one.party and any(sentence_of(scene, m) in stage.near for m in c.mentions)
    )
    role = one.mentions[0].role or ""
    kind = stage.told.head.trigger.event_type
    return (
        1.0,
        float(near),
        float(not near and any(n - 1 in stage.near for n in where)),
        float(any((m.start, m.end) in stage.acting for m in one.mentions)),
        float(bool(parts & {"title", "lead"})),
        min(4.0, float(len(one.mentions))),
        _share(scene, one, _speaks),
        float(any(_matter(scene, m, n) for m, n in zip(one.mentions, where, strict=True))),
        min(3.0, float(rivals)),
        float(kind in _TALKS),
        float(role in _TRADE.get(kind, ())),
        float(role in ("GOV", "HOS", "HOG")),
        *(value for n, value in enumerate(_company(scene, stage, one, where)) if n != 3),
        float(bool(one.mentions[0].code)),
    )


def _company(scene: Scene, stage: Stage, one: Candidate, where: Sequence[int]) -> tuple[float, ...]:
    """What stands in the sentences of its mentions: a trigger, one of its type, the other side, its person; whether it opens one."""
    types = {scene.frames.triggers[t.pattern].event_type for t in scene.triggers if t.sentence in where}
    others = [m for n in set(where) for g in scene.groups[n] for m in g.mentions if party_of(m) in stage.parties - {one.party}]
    opens = any(m.start - scene.text.sentences[n].start < _OPENING for m, n in zip(one.mentions, where, strict=True))
    return (
        float(bool(types)),
        float(stage.told.head.trigger.event_type in types),
        float(bool(others)),
        float(any(m.kind == "person" for m in others)),
        float(opens),
    )


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


def _matter(scene: Scene, mention: Mention, sentence: int) -> bool:
    """Whether the words make it what is talked about, or an opponent."""
    return any(g.marker in ("about", "against") and mention in g.mentions for g in scene.groups[sentence])


def _namesake(scene: Scene, mention: Mention, words: ActorWords) -> bool:
    """Whether only the name serves: "the Obama administration", «قاعدة الملك فهد», «تحيات الرئيس»."""
    folded = scene.text.folded
    before = folded[max(0, mention.start - 24) : mention.start].split()
    after = folded[mention.end : mention.end + 24].split()
    return any(word.strip('.,"') in words.lends_name for word in (*before[-1:], *after[:1]))
