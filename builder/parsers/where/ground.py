"""Where an event took place: a trigger, its sides and the places set by words of place → country and the place named for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.draft import Reality
from builder.parsers.scene.headline import headline_topic
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before
from builder.parsers.scene.slots import Group, nouns_beside
from builder.parsers.sides.envoys import at_home
from builder.parsers.when.belonging import hosts_another, of_another, truce_there
from builder.parsers.where.journeys import destination
from builder.parsers.where.towns import marker_of_town
from builder.parsers.where.venues import arrived, hosts, in_house, names_talks, said_there, seat, spoken_at, venue

# Russian в and на, French à and en say both "in" and "to".
_ISO3 = 3
_STOPS = 5
_AT, _AT_OR_TO = ("in",), ("in", "to")
_NEXT_NOUN = 24
_STAY = 16
_BESIDE = 90
_TALKS = frozenset(("meeting", "conference", "agreement"))
_HANDED = frozenset(("aid", "arms_transfer"))
_HOSTED = frozenset(("visit", "meeting", "exercise", "presence", "training", "conference", "agreement", "operation", "judicial"))


def location(scene: Scene, trigger: Trigger, match: Match, sides: Sides, reality: Reality) -> tuple[str | None, Mention | None]:
    """Country of the event and the place named for it."""
    # investigators go where they are sent, also where they are still to go
    received = trigger.place == "receiver" and (reality.status != "planned" or trigger.event_type == "judicial")
    if trigger.event_type in _HANDED and not received:
        return _handed_over(scene, match, sides) if reality.status != "planned" else (None, None)
    if trigger.event_type not in _HOSTED and not received:
        return None, None
    if trigger.event_type == "judicial" and trigger.scheme != "mutual" and not received:  # prisoners swapped are held by both
        return _court_ground(scene, match, sides)
    parties = (*sides.source, *sides.target) if trigger.event_type in _TALKS else None
    place = place_for(scene, match, parties)
    country = None if place is None else (place.code if place.kind == "country" else place.party)
    country = None if country in scene.igos else country
    if place is not None and reality.status == "planned" and spoken_at(scene, match.sentence, place, match.start):
        country = None
    if place is not None and trigger.event_type == "agreement" and truce_there(scene, match, place.start):
        country = None
    if place is not None and trigger.event_type == "presence" and place.form == "adjective" and country in sides.source:
        country = None  # «تستضيف قطر قاعدة تركية»: whose base it is, not where
    if place is not None and trigger.event_type == "meeting" and _only_discussed(scene, match, place, country, sides):
        country = None
    if sides.host is not None and not hosts_another(scene, match, sides.host):
        abroad = scene.has("received_abroad") and trigger.event_type == "meeting" and place is not None and place.kind == "place"
        if sides.host in scene.igos or (abroad and country is not None):
            return country, place if country else None  # «استقبل في مقر إقامته في باريس»
        return sides.host, place if country == sides.host else None
    abroad = country is not None and country not in (*sides.source, *sides.target)
    if trigger.event_type == "visit" and abroad and len(sides.target) == 1 and sides.target[0] not in scene.igos:
        return sides.target[0], None  # a visit is where its host is, whatever other ground its sentence names
    if country is None and trigger.event_type == "agreement" and (chamber := _chamber(sides)) is not None:
        return chamber, None
    if country is None and received:
        return _only_state(scene, sides.target), None
    if country is None and trigger.event_type == "meeting" and at_home(scene, match, sides):
        return sides.source[0], None
    return country, place if country else None


def _chamber(sides: Sides) -> str | None:
    """A parliament ratifies at home."""
    found = {m.party for g in sides.groups for m in g.mentions if m.role == "LEG" and m.party}
    return found.pop() if len(found) == 1 else None


def _only_discussed(scene: Scene, match: Match, place: Mention, country: str | None, sides: Sides) -> bool:
    """A third country named by itself, away from the trigger, is what the talks are about: "discussed … in Libya"."""
    third = place.kind == "country" and country not in (*sides.source, *sides.target)
    if third and scene.frames.syntax.third_country.search(scene.text.folded, match.end, max(match.end, place.start)):
        return True  # "said before a meeting with him that troops in Syria …"
    return third and place.start - match.end > _BESIDE or third and match.start - place.end > _BESIDE


def _court_ground(scene: Scene, match: Match, sides: Sides) -> tuple[str | None, Mention | None]:
    """Suspects are held and judged on the ground of the state that hands over (coding guide, ruling 21)."""
    ground = _only_state(scene, sides.source)
    place = place_for(scene, match)
    return ground, place if place is not None and ground in (place.code, place.party) else None


def _handed_over(scene: Scene, match: Match, sides: Sides) -> tuple[str | None, Mention | None]:
    """ "Handed over the boats in the port of La Goulette": a town of theirs is where goods change hands."""
    place = place_for(scene, match)
    if place is None or place.kind != "place" or place.party not in (*sides.source, *sides.target):
        return None, None
    return place.party, place


def _only_state(scene: Scene, parties: Sequence[str]) -> str | None:
    states = [party for party in parties if len(party) == _ISO3 and party not in scene.igos]
    return states[0] if len(states) == 1 else None


def headed(scene: Scene, event_type: str) -> tuple[str | None, Mention | None]:
    """Where the headline says it is: it opens with a country or place alone, or tells the event "in" one country.

    «سورية.. التحالف يدمر جسرين», «В Белоруссии начались учения».
    """
    if event_type == "operation" and (topic := headline_topic(scene)) is not None:
        return topic.parties[0], topic.mentions[0]
    for number, sentence in enumerate(scene.text.sentences):
        if sentence.part != "title":
            break
        here = scene.within(number)
        if len(here) == 1 and here[0].form != "adjective" and here[0].end - here[0].start >= sentence.end - sentence.start - _STOPS:
            country = here[0].code if here[0].kind == "country" else here[0].party
            return (country, here[0]) if here[0].kind in ("country", "place") else (None, None)
        inside = [g for g in scene.groups[number] if g.marker == "in" and not g.adjective]
        if len(inside) == 1 and len(inside[0].parties) == 1 and (ground := _ground_told(scene, number, inside[0], event_type)):
            return inside[0].parties[0], ground
    return None, None


def _ground_told(scene: Scene, number: int, inside: Group, event_type: str) -> Mention | None:
    """The country or place of a headline that tells an event of the type and no other: else it may be the other's ground."""
    told = [t for t in scene.triggers if t.sentence == number]
    ground = next((m for m in inside.mentions if m.kind in ("country", "place") and m.code not in scene.igos), None)
    alone = {scene.frames.triggers[t.pattern].event_type for t in told} == {event_type}
    return ground if ground is not None and alone and not of_another(scene, told[0], ground.start) else None


def place_near(scene: Scene, number: int, parties: Sequence[str]) -> tuple[str, Mention] | None:
    """A place in a sentence beside the event's own that lies in a country of its parties: the host's ground."""
    sentence = scene.text.sentences[number]
    place = place_in(scene, number, sentence.start, parties)
    if place is None or (place.kind == "country" and place.form != "adjective"):
        return None
    country = place.code if place.kind == "country" else place.party  # «في العاصمة الجزائرية»
    return (country, place) if country is not None and country in parties else None


def place_for(scene: Scene, match: Match, parties: Sequence[str] | None = None) -> Mention | None:
    """The place that a trigger's own sentence tells for it."""
    return place_in(scene, match.sentence, match.end, parties, match)


def place_in(scene: Scene, number: int, near: int, parties: Sequence[str] | None, match: Match | None = None) -> Mention | None:
    """The nearest place or country that words of place mark; for talks between parties a venue, or where one of them is on a visit."""
    sentence = scene.text.sentences[number]
    best: tuple[int, Mention] | None = None
    matter: Mention | None = None
    named: Mention | None = None
    gone_to = _gone_to(scene, number, parties) if parties is not None else None
    cited = [*scene.frames.syntax.cited_behind.finditer(scene.text.folded, sentence.start, sentence.end)]
    for mention in scene.within(number):
        if any(source.start() <= mention.start < source.end() for source in cited):
            continue  # "…, according to a report published in Brazil"
        if parties is not None and hosts(scene, number, mention):
            return mention
        if scene.frames.syntax.near_border.search(scene.text.folded, max(sentence.start, mention.start - _BESIDE), mention.start):
            continue  # «قرب الحدود الأفغانية»
        if _in_a_title(scene, number, mention) or ((parties is None or match is None) and said_there(scene, mention)):
            continue
        if parties is not None and match is not None and abs(mention.start - match.start) <= _BESIDE and in_house(scene, mention):
            return mention
        if not _names_ground(scene, mention) and not (parties is not None and seat(scene, mention)):
            continue
        if parties is not None and match is not None and _where(scene, mention, match):
            return mention
        marker = marker_before(scene.text.folded, sentence.start, _noun_or_name(scene, mention), scene.frames)
        marker = marker or marker_of_town(scene, number, mention)
        if parties is not None and names_talks(scene, mention, parties):
            named = named or mention
            continue
        if marker == "about" or (matter is not None and scene.frames.syntax.and_in.fullmatch(scene.text.folded, matter.end, mention.start)):
            matter = mention  # «обсудили ситуацию на Украине и в Сирии»
            continue
        if match is not None and of_another(scene, match, mention.start):
            continue
        if mention is not gone_to and (marker not in locative(scene) or (parties is not None and not venue(scene, mention))):
            continue
        distance = abs(mention.start - near)
        if best is None or distance < best[0]:
            best = (distance, mention)
    if named is not None and (best is None or best[1].start > named.start):
        return named  # «محادثات جنيف»; not in "is in Riyadh for Gaza talks"
    return best[1] if best is not None and not _among_others(scene, number, best[1]) else None


# "In Doha, where the minister on Tuesday met": how far behind the adverb the words of the event may begin.
_THERE = 40


def _where(scene: Scene, mention: Mention, match: Match) -> bool:
    """«صوب العاصمة القطرية، حيث يعقد اجتماع»: the words say that it is there, however the place is marked."""
    adverb = scene.frames.syntax.where.match(scene.text.folded, mention.end)
    return adverb is not None and 0 <= match.start - adverb.end() <= _THERE


def locative(scene: Scene) -> tuple[str, ...]:
    """The markers that tell where something is."""
    return _AT_OR_TO if scene.has("to_tells_where") else _AT


def _in_a_title(scene: Scene, number: int, mention: Mention) -> bool:
    """«وزير الدولة بدولة الإمارات»: the state of somebody's office is no place."""
    if not scene.has("genitive_chain"):
        return False
    people = (m for m in scene.within(number) if m.kind in ("person", "office") and m is not mention)
    return any(m.start <= mention.start and mention.end <= m.end for m in people)


_NOUN_BEFORE = re.compile(r"[\w-]+\s+(?:ال)?$")


def _noun_or_name(scene: Scene, mention: Mention) -> int:
    """«dans la capitale marocaine», «في الغرب الأوكراني»: where the noun begins that a nationality qualifies; else the name itself."""
    if mention.form != "adjective" or not scene.frames.adjective_follows:
        return mention.start
    found = _NOUN_BEFORE.search(scene.text.folded, max(0, mention.start - _NEXT_NOUN), mention.start)
    return found.start() if found is not None else mention.start


def _among_others(scene: Scene, number: int, place: Mention) -> bool:
    """«في سوريا والعراق»: several countries are not one place (coding guide, ruling 8)."""
    return any(place in g.mentions and len(g.parties) > 1 and not g.adjective and g.marker == "in" for g in scene.groups[number])


def _gone_to(scene: Scene, number: int, parties: Sequence[str]) -> Mention | None:
    """Where the sentence says that a visit to one of the parties is under way: «خلال زيارة إلى بغداد حيث التقى …»."""
    for match in scene.triggers:
        if match.sentence != number or scene.frames.triggers[match.pattern].scheme != "traveller":
            continue
        before = scene.frames.asides.search(scene.text.folded, scene.text.sentences[number].start, match.start)
        stays = before is not None and scene.frames.syntax.away.search(before[0]) is None
        stays = stays or scene.frames.syntax.on_stay.search(scene.text.folded, max(0, match.start - _STAY), match.end) is not None
        if not stays and not arrived(scene, match):
            continue
        place = destination(scene, match, ("place", "country"))
        return place if place is not None and (place.code if place.kind == "country" else place.party) in parties else None
    return None


def _names_ground(scene: Scene, mention: Mention) -> bool:
    """Places and countries; «в Кремле»: a seat of government; "in the Syrian region": a nationality that qualifies a place."""
    if mention.form == "metonym":
        return True
    if mention.kind not in ("place", "country"):
        return False
    if mention.form != "adjective":
        return True
    return any(scene.frames.grounds.match(noun) for noun in nouns_beside(scene.text.folded, (mention,), scene.frames))
