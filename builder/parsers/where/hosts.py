"""A side that only the place tells: who receives a guest, whose ground forces are on: trigger, sides and places → Sides."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.ground import place_for

_BESIDE = 90
_RIGHT_BEHIND = 24


def hosted(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«Le ministre a reçu à Rabat le commandant américain»: a host whom no list knows is the country where he receives."""
    if trigger.scheme == "received" and sides.target and not sides.source:
        host = land(scene, match)
        return replace(sides, source=(host,), host=host) if host is not None and host not in sides.target else sides
    if trigger.scheme == "guest" and sides.source and not sides.target:
        host = land(scene, match)  # "soldiers in Gao got a visit from their minister"
        return replace(sides, target=(host,), host=host) if host is not None and host not in sides.source else sides
    if trigger.has("at_home") and (host := _host_city(scene, match)) is not None:
        return Sides((host,), tuple(p for p in (*sides.source, *sides.target) if p != host), sides.groups, host)
    if trigger.has("on_their_ground") and len(sides.source) == 1 and not sides.target:
        return Sides((), (), ()) if _only_suffers(scene, match, sides) else _on_whose_ground(scene, match, sides)
    if scene.has("host_by_place") and sides.source and not sides.target and (there := _abroad(scene, trigger, match, sides)) is not None:
        return there
    told_at_home = trigger.event_type == "call" or (trigger.event_type == "meeting" and scene.has("host_by_place"))
    if told_at_home and not (sides.source and sides.target):
        sides = _official_at_home(scene, match, sides)
    if trigger.scheme != "host_guest" or sides.target or len(sides.source) != 1:
        return sides
    guest = sides.groups[0] if sides.groups else None
    place = place_for(scene, match)
    if guest is None or not (guest.acts or guest.sent) or guest.start < match.end or place is None or place.party in (None, *sides.source):
        return sides
    return Sides((place.party,), sides.source, sides.groups, place.party) if place.party else sides


def _only_suffers(scene: Scene, match: Match, sides: Sides) -> bool:
    """«Спасатели потушили пожар, пострадал гражданин Индии»: a state named behind the words, which does not act, did nothing."""
    behind = [g for g in sides.groups if g.start >= match.end]
    return scene.has("cases") and len(behind) == len(sides.groups) == 1 and not (behind[0].acts or behind[0].adjective)


def land(scene: Scene, match: Match) -> str | None:
    """The state in which the sentence sets the event."""
    place = place_for(scene, match)
    return None if place is None else place.code if place.kind == "country" else place.party


def _host_city(scene: Scene, match: Match) -> str | None:
    """«تستضيف أثينا تدريبات مشتركة مع مصر»: the city right behind the verb of hosting stands for its state."""
    if not scene.has("verb_first"):
        return None
    cities = (m for m in scene.within(match.sentence) if m.kind == "place" and m.party and 0 < m.start - match.start <= _RIGHT_BEHIND)
    return next((m.party for m in cities), None)


def _official_at_home(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«Le ministre de la Défense s'est entretenu à Tunis avec l'ambassadeur turc»: whose minister he is, only the town tells."""
    start, groups = scene.text.sentences[match.sentence].start, scene.groups[match.sentence]
    if scene.frames.syntax.own_official.search(scene.text.folded, start, match.start) is None:
        return sides
    behind = (g for g in groups if g.start >= match.end and g.acts and g.marker in ("", "partner", "to", "from"))
    guest = sides.groups[0] if sides.groups else next(behind, None)
    if guest is None or guest.end <= match.start or any(g.end <= match.start and g.acts for g in groups):
        return sides
    # "Doha: The prime minister held a phone call with his counterpart"
    place = (place_for(scene, match) if scene.frames.triggers[match.pattern].event_type == "meeting" else None) or scene.written_in
    home = None if place is None else place.code if place.kind == "country" else place.party
    return sides if home is None or home in guest.parties else Sides((home,), guest.parties, (guest,), home)


def _on_whose_ground(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«مددت بريطانيا غاراتها على داعش في العراق», "commandos freed hostages in": the other side is the state on whose ground it is.

    A coalition fights by itself; further on in an article, it is a report of fighting.
    """
    aside = sides.source[0].startswith("COALITION") or scene.text.sentences[match.sentence].part == "body"
    host = None if aside else land(scene, match)
    return sides if host is None or host in sides.source else replace(sides, target=(host,))


def _abroad(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides | None:
    """Whose ground an exercise led by another is on; where a guest is on a visit whom the sentence has somebody receive."""
    triggers = scene.frames.triggers
    led = trigger.scheme == "exercise" and any(g.marker == "by" for g in sides.groups)
    received = trigger.scheme == "traveller" and any(
        m.sentence == match.sentence and triggers[m.pattern].scheme in ("host_guest", "received") for m in scene.triggers
    )
    place = place_for(scene, match) if led or received else None
    if trigger.has("ground_of_base"):
        near = (m for m in scene.within(match.sentence) if m.kind == "place" and 0 < m.start - match.end <= _BESIDE)
        place = next((m for m in near if m.party not in (None, *sides.source)), None)
    if place is None or place.party in (None, *sides.source):
        return None
    return replace(sides, target=(place.party,), host=place.party if received else None) if place.party else None
