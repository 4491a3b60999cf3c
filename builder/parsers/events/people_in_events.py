"""Participants of an event: the article's persons and institutions of its parties → those who take part, one entry each."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Mention, Participant
from builder.parsers.actors.actor_words import load_actor_words
from builder.parsers.learned import likelihood
from builder.parsers.learned.taking_part import Candidate, Stage, probability, sentence_of
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.text.clitics import ARTICLE, TO_THE, after_article

_ATTENDED = frozenset(("meeting", "visit", "conference", "agreement"))
TAKES_PART = 0.38
_COMPANIONS = 60


def participants(scene: Scene, told: Told, source: Sequence[str], target: Sequence[str]) -> tuple[Participant, ...]:
    """Those of the event's parties who are likely to take part in it, in order of mention."""
    stage, everyone = staged(scene, told, source, target)
    return tuple(_participant(scene, stage, one, source) for one in everyone if probability(scene, stage, one, everyone) >= TAKES_PART)


def staged(scene: Scene, told: Told, source: Sequence[str], target: Sequence[str]) -> tuple[Stage, list[Candidate]]:
    """Where the event is told, and everyone of its parties whom the article names."""
    near = frozenset(d.match.sentence for d in told.drafts)
    present = _attendance(scene, min(near)) if told.head.trigger.event_type in _ATTENDED else frozenset()
    acting = frozenset((m.start, m.end) for d in told.drafts for g in d.sides.groups for m in g.mentions)
    stage = Stage(told, near, present, acting, frozenset((*source, *target)), likelihood.probability(scene, told))
    found: dict[object, tuple[list[Mention], str]] = {}
    for mention in scene.mentions:
        if mention.kind not in ("person", "institution") or mention.former:
            continue
        party = mention.party if mention.party and mention.form != "guessed" else _listed_side(scene, stage, mention, source, target)
        if party is not None and (party in source or party in target):
            found.setdefault(_key(scene, mention, party, found), ([], party))[0].append(mention)
    return stage, sorted((Candidate(tuple(m), party) for m, party in found.values()), key=lambda one: one.mentions[0].start)


def _key(scene: Scene, mention: Mention, party: str, known: dict[object, tuple[list[Mention], str]]) -> object:
    """What tells one from another: the id of a listed person, else the last word of the name; an institution's words."""
    if mention.kind == "institution":
        return party, scene.text.folded[mention.start : mention.end]
    name = _name(scene, mention)
    for key, (mentions, side) in known.items():
        if side == party and mentions[0].kind == "person" and _same_person(mention, name, mentions[0], _name(scene, mentions[0])):
            return key
    return mention.code or (party, name[-1])


def _same_person(one: Mention, name: Sequence[str], other: Mention, other_name: Sequence[str]) -> bool:
    """Ids tell; else a name is that of the same person where the fuller one has all its words and ends alike."""
    if one.code and one.code == other.code:
        return True
    few, many = sorted((name, other_name), key=len)
    return few[-1] == many[-1] and set(few) <= set(many) and (len(few) > 1 or not one.code or not other.code)


_SHORTEST_STEM = 4


def _name(scene: Scene, mention: Mention) -> list[str]:
    """The words of a name, Russian ones without their case endings."""
    words = scene.text.folded[mention.name_start : mention.name_end].split()
    if not scene.has("cases"):
        return words
    return [word.rstrip("аяоеыуиюйьм") if len(word) > _SHORTEST_STEM else word for word in words]


def _attendance(scene: Scene, first: int) -> frozenset[int]:
    """Sentences from the event's first on that list who was there."""
    matches = scene.frames.attendance.find(scene.text.folded, scene.text.sentences)
    return frozenset(match.sentence for match in matches if match.sentence >= first)


def _listed_side(scene: Scene, stage: Stage, mention: Mention, source: Sequence[str], target: Sequence[str]) -> str | None:
    """The side of one listed without a country of his own: the list's («من الجانب الأمريكي»), of companions the guest's; the host's."""
    if mention.role == "JUS" and mention.party is None and stage.told.head.trigger.event_type == "judicial":
        return next(iter(source), None)  # the court that decides is that of the state which hands over (coding guide, ruling 21)
    number = sentence_of(scene, mention)
    if mention.party is None and mention.role == "MIL" and not target and source[:1] and source[0].startswith("COALITION"):
        return source[0]  # the officers of a coalition's own strikes
    if number not in stage.present or mention.role == "IGO":
        return mention.party
    before = [g for g in scene.groups[number] if g.end <= mention.start and g.adjective and not g.matter]
    if before:
        return before[-1].parties[0]
    host, guest = _host_and_guest(stage.told, source, target)
    left = scene.text.sentences[number].start
    places = [scene.text.folded.rfind(word, left, mention.start) for word in load_actor_words(scene.text.language).delegation]
    return host if max(places, default=-1) < 0 else _leader(scene, number, max(places), mention) or guest


def _leader(scene: Scene, number: int, place: int, mention: Mention) -> str | None:
    """«الوفد المرافق لترمب»: whom the companions are with."""
    led = (g for g in scene.groups[number] if place < g.start < min(place + _COMPANIONS, mention.start) and g.marker == "to" and g.acts)
    return next((g.parties[0] for g in led if all(m.form != "guessed" for m in g.mentions)), None)


def _host_and_guest(told: Told, source: Sequence[str], target: Sequence[str]) -> tuple[str | None, str | None]:
    """Whose ground it is and who came: the country where it took place; without one the visited, and else who received."""
    parties = (*source, *target)
    visited = target if told.head.trigger.event_type == "visit" else source
    host = told.head.location if told.head.location in parties else next(iter(visited), None)
    return host, next((party for party in parties if party != host), None)


def _participant(scene: Scene, stage: Stage, one: Candidate, source: Sequence[str]) -> Participant:
    nearest = min(one.mentions, key=lambda m: (sentence_of(scene, m) not in stage.near, m.start))
    name = full_name(scene, one)
    return Participant("source" if one.party in source else "target", nearest, name, name, one.party, _role(scene, one))


def _role(scene: Scene, one: Candidate) -> str:
    """That of the fullest title; a seat of government is no head of it, and envoys and judges of an IGO are its officials."""
    best = max(one.mentions, key=lambda m: (m.role is not None, m.form != "name" or bool(m.office), m.end - m.start))
    if one.institution and best.role in ("HOS", "HOG"):
        return "GOV"
    if not one.institution and one.party in scene.igos and best.role != "MIL":
        return "IGO"
    return best.role or "OTH"


def full_name(scene: Scene, one: Candidate) -> str:
    """The fullest name in the article, as written: later sentences give the surname alone."""
    folded = scene.text.folded
    listed = [m for m in one.mentions if m.rule.startswith("kb.person")] or one.mentions  # spelt as others spell it
    spans = [(m.name_start, m.name_end) if m.name_start >= 0 else (m.start, m.end) for m in listed]
    most = max(len(folded[start:end].split()) for start, end in spans)
    fullest = [(start, end) for start, end in spans if len(folded[start:end].split()) == most]
    shortest = min(fullest, key=lambda span: span[1] - span[0])
    nominative = all(_stem_of(folded[slice(*shortest)], folded[slice(*other)]) for other in fullest)
    span = shortest if nominative else fullest[0]
    return _with_article(scene, *span) if one.institution and scene.has("clitics") else scene.text.words(*span)


def _with_article(scene: Scene, start: int, end: int) -> str:
    """The words of an Arabic institution with their article: «الجيش المصري», and of «للقوات المسلحة» what the preposition swallowed."""
    folded = scene.text.folded
    if after_article(folded, start):
        return scene.text.words(start - 2, end)
    if folded[max(0, start - 2) : start] == TO_THE:
        return ARTICLE + scene.text.words(start, end)
    return ARTICLE + scene.text.words(start + 2, end) if folded.startswith(TO_THE, start) else scene.text.words(start, end)


def _stem_of(short: str, long: str) -> bool:
    """Whether a name may be the nominative of a Russian case form: «Сергей Лавров» of «Сергея Лаврова», but «Барака Обамы» of no other."""
    return all(other.startswith(word.rstrip("йья")) for word, other in zip(short.split(), long.split(), strict=True))
