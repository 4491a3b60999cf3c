"""Whose house an event is held in, where no place is told: Scene + Told → the country of the host, or of the organisation's seat.

"Jordan is hosting an exercise", «بمقر الأمانة العامة لجامعة الدول العربية», «в штаб-квартире альянса».
"""

from __future__ import annotations

from builder.model import Mention
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene

Where = tuple[str | None, Mention | None]
_NOWHERE: Where = (None, None)
_NAMED = frozenset(("igo", "institution", "country", "office", "person"))
# How far behind "the headquarters of" its owner may stand.
_BEHIND = 40
# How far from its event and from its host a verb of hosting may stand.
_NEAR = 40
# Drills are named at length: "is host to this year's iteration of the exercise".
_LONG = 64


def at_seat(scene: Scene, told: Told) -> Where:
    """A session at the headquarters of an organisation is held in the country of its seat."""
    last = len(scene.text.sentences)
    for number in sorted({n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n < last}):
        sentence = scene.text.sentences[number]
        house = scene.frames.syntax.headquarters.search(scene.text.folded, sentence.start, sentence.end)
        if house is None:
            continue
        near = (m for m in scene.within(number) if m.kind in _NAMED and house.start() < m.end and m.start <= house.end() + _BEHIND)
        owner = next(near, None)
        party = owner.party if owner is not None else None
        if party not in scene.bodies.seats and house["own"]:
            party = next((p for p in (*told.head.sides.source, *told.head.sides.target) if p in scene.bodies.seats), None)
        if party is not None and party in scene.bodies.seats:
            return scene.bodies.seats[party], None
    return _NOWHERE


def hosted_by(scene: Scene, told: Told) -> Where:
    """A party that hosts the event has it at home."""
    hosts = {host for d in told.drafts if (host := _host(scene, d)) is not None}
    return (hosts.pop(), None) if len(hosts) == 1 else _NOWHERE


# How far behind an envoy the state may stand where he serves: «l'ambassadeur de Belgique auprès du Niger».
_POST = 16


def where_envoy_serves(scene: Scene, told: Told) -> Where:
    """«L'ambassade de France au Bénin a offert des véhicules»: what an envoy gives to the state where he serves he gives there."""
    sides = told.head.sides
    numbers = {n for d in told.drafts for n in (d.match.sentence, *((1,) if d.part == "title" else ()))}
    for number in sorted(numbers & {*range(len(scene.by_sentence))}) if scene.has("envoy_at_post") else ():
        envoys = [m for m in scene.within(number) if m.role == "DIP" and m.party in sides.source]
        posts = (m.party for e in envoys for m in scene.within(number) if e.start < m.start <= e.end + _POST and m.kind == "country")
        if (post := next((party for party in posts if party in sides.target), None)) is not None:
            return post, None
    return _NOWHERE


def _host(scene: Scene, draft: Draft) -> str | None:
    sentence = scene.text.sentences[draft.match.sentence]
    near = _LONG if draft.trigger.event_type == "exercise" else _NEAR
    left, right = max(sentence.start, draft.match.start - near), min(sentence.end, draft.match.end + near)
    for verb in scene.frames.syntax.hosting.finditer(scene.text.folded, left, right):
        behind = [(g.start - verb.end(), g) for g in scene.groups[draft.match.sentence] if g.start >= verb.end()]
        before = [(verb.start() - g.end, g) for g in scene.groups[draft.match.sentence] if g.end <= verb.start()]
        sides = behind if verb["by"] else [*before, *behind] if "verb_first" in scene.frames.syntax.traits else before
        apart, host = min(sides, default=(_NEAR, None), key=lambda side: side[0])
        if host is not None and apart < _NEAR and host.marker in ("", "by") and len(host.parties) == 1:
            return host.parties[0] if host.parties[0] in draft.parties - scene.igos else None
    return None
