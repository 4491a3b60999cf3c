"""Where an event took place: a trigger, its sides and the places set by words of place → country and the place named for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Mention
from builder.parsers.clause import Sides
from builder.parsers.frames import Trigger
from builder.parsers.patterns import Match
from builder.parsers.reality import Reality
from builder.parsers.scene import Scene
from builder.parsers.slots import Group, marker_before, nouns_beside

# Russian в and на, French à and en say both "in" and "to".
_LOCATIVE = {"ar": ("in",), "en": ("in",), "fr": ("in", "to"), "ru": ("in", "to")}
_ISO3 = 3
_STOPS = 5
NEXT_WORDS = 12
_SAME_CLAUSE = 110
_BESIDE = 90
_HOSTED = frozenset(("visit", "meeting", "exercise", "presence", "training", "conference", "agreement", "operation", "judicial"))


def court(scene: Scene, match: Match, sides: Sides) -> Sides:
    """A suspect's nationality is no party: the state where he is held or judged hands over (coding guide, ruling 21)."""
    place = _place(scene, match)
    country = None if place is None else (place.code if place.kind == "country" else place.party)
    if country is None or country in sides.target or country in sides.source or any(g.acts for g in sides.groups):
        return sides
    return replace(sides, source=(country,))


def location(scene: Scene, trigger: Trigger, match: Match, sides: Sides, reality: Reality) -> tuple[str | None, Mention | None]:
    """Country of the event and the place named for it."""
    received = trigger.place == "receiver" and reality.status != "planned"
    if trigger.event_type not in _HOSTED and not received:
        return None, None
    if trigger.event_type == "judicial":
        return _court_ground(scene, match, sides)
    place = _place(scene, match)
    country = None if place is None else (place.code if place.kind == "country" else place.party)
    country = None if country in scene.igos else country
    if place is not None and trigger.event_type == "meeting" and _only_discussed(match, place, country, sides):
        country = None
    if sides.host is not None:
        if sides.host in scene.igos:
            return country, place if country else None
        return sides.host, place if country == sides.host else None
    if country is None and trigger.event_type == "agreement" and (chamber := _chamber(sides)) is not None:
        return chamber, None
    if country is None and received:
        return _only_state(scene, sides.target), None
    return country, place if country else None


def _chamber(sides: Sides) -> str | None:
    """A parliament ratifies at home."""
    found = {m.party for g in sides.groups for m in g.mentions if m.role == "LEG" and m.party}
    return found.pop() if len(found) == 1 else None


def _only_discussed(match: Match, place: Mention, country: str | None, sides: Sides) -> bool:
    """A third country named by itself, away from the trigger, is what the talks are about: "discussed … in Libya"."""
    third = place.kind == "country" and country not in (*sides.source, *sides.target)
    return third and place.start - match.end > _BESIDE or third and match.start - place.end > _BESIDE


def _court_ground(scene: Scene, match: Match, sides: Sides) -> tuple[str | None, Mention | None]:
    """Suspects are held and judged on the ground of the state that hands over (coding guide, ruling 21)."""
    ground = _only_state(scene, sides.source)
    place = _place(scene, match)
    return ground, place if place is not None and ground in (place.code, place.party) else None


def _only_state(scene: Scene, parties: Sequence[str]) -> str | None:
    states = [party for party in parties if len(party) == _ISO3 and party not in scene.igos]
    return states[0] if len(states) == 1 else None


def headed(scene: Scene) -> tuple[str | None, Mention | None]:
    """«سورية.. التحالف يدمر جسرين»: a headline that opens with a country or place alone says where."""
    for number, sentence in enumerate(scene.text.sentences):
        if sentence.part != "title":
            break
        here = scene.within(number)
        if len(here) == 1 and here[0].form != "adjective" and here[0].end - here[0].start >= sentence.end - sentence.start - _STOPS:
            country = here[0].code if here[0].kind == "country" else here[0].party
            return (country, here[0]) if here[0].kind in ("country", "place") else (None, None)
    return None, None


def place_near(scene: Scene, number: int, parties: Sequence[str]) -> tuple[str, Mention] | None:
    """A place in a sentence beside the event's own that lies in a country of its parties: the host's ground."""
    sentence = scene.text.sentences[number]
    place = _place_in(scene, number, sentence.start)
    if place is None or place.kind == "country" or place.party is None or place.party not in parties:
        return None
    return place.party, place


def _place(scene: Scene, match: Match) -> Mention | None:
    return _place_in(scene, match.sentence, match.end)


def _place_in(scene: Scene, number: int, near: int) -> Mention | None:
    sentence = scene.text.sentences[number]
    best: tuple[int, Mention] | None = None
    for mention in scene.within(number):
        if not _names_ground(scene, mention):
            continue
        if marker_before(scene.text.folded, sentence.start, mention.start, scene.frames) not in _LOCATIVE[scene.text.language]:
            continue
        distance = abs(mention.start - near)
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


def _names_ground(scene: Scene, mention: Mention) -> bool:
    """Places and countries; «в Кремле»: a seat of government; "in the Syrian region": a nationality that qualifies a place."""
    if mention.form == "metonym":
        return True
    if mention.kind not in ("place", "country"):
        return False
    if mention.form != "adjective":
        return True
    return any(scene.frames.grounds.match(noun) for noun in nouns_beside(scene.text.folded, (mention,), scene.frames))


def _destination(scene: Scene, match: Match) -> Mention | None:
    """The place gone to, told right after the trigger: "a visit to Seoul"."""
    sentence = scene.text.sentences[match.sentence]
    for mention in scene.within(match.sentence):
        away = mention.start - match.end
        if mention.kind not in ("place", "country") or mention.form == "adjective" or not 0 <= away <= _SAME_CLAUSE:
            continue
        marker = marker_before(scene.text.folded, sentence.start, mention.start, scene.frames)
        if marker == "to" or away <= NEXT_WORDS:
            return mention if mention.kind == "place" and mention.party and marker in ("", "to", "in") else None
    return None


def to_destination(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides | None:
    """A visit's host is the country of the place gone to; a journey inside the visitor's own country is no visit."""
    going = trigger.scheme == "traveller" or (trigger.scheme == "sender" and not sides.target)
    place = _destination(scene, match) if going else None
    if place is None or place.party is None:
        return sides
    if place.party in sides.source:
        return sides if place.form == "capital" else None
    named = Group((place.party,), (place,), place.start, place.end, "to", match.sentence)
    groups = (*(g for g in sides.groups if set(g.parties) & set(sides.source)), named)
    return replace(sides, target=(place.party,), host=place.party, groups=groups)
