"""Where an event took place that no words of place tell: Scene + Told → country and place.

It is named for its city («قمة بروكسل», «إعلان أسمرة»), told "here" under a date line, signed on a visit, or struck a country.
"""

from __future__ import annotations

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.journeys import destination
from builder.parsers.where.whereabouts import Where, grounded

_NOWHERE: Where = (None, None)
_OPENING = 4
_DEEP = 8
# How far behind the words of a strike its target may stand.
_TARGET = 60
_TOGETHER = ("", "between", "partner")
_QUOTES = "\"' "


def named_for_city(scene: Scene, told: Told) -> Where:
    """«قمة بروكسل», "the Hanoi summit": a gathering is named for its city, also a capital that stands for none of those who meet.

    An accord is named for the city of one of those who sign it: «وقعا إعلان أسمرة».
    """
    accord = told.head.trigger.event_type == "agreement"
    for number in range(min(_OPENING, len(scene.text.sentences))):
        for city in scene.within(number):
            if city.kind != "place" or city.party is None or city.form == "adjective":
                continue
            ours = city.party in told.head.parties
            if (ours if accord else not ours or told.head.trigger.event_type == "conference") and _names(scene, told, number, city):
                return grounded(scene, city)
    return _NOWHERE


def _names(scene: Scene, told: Told, number: int, city: Mention) -> bool:
    """Whether the city stands right beside a noun of such events, alone."""
    kind = told.head.trigger.event_type
    others = {p for g in scene.groups[number] if g.marker in _TOGETHER and city not in g.mentions for p in g.parties}
    if others - told.head.parties or any(city in g.mentions and len(g.parties) > 1 for g in scene.groups[number]):
        return False  # «مباحثات القاهرة» of others; «قمة واشنطن وموسكو»
    if kind == "agreement":
        return any(_behind(scene, d.match, city) for d in told.drafts if d.match.sentence == number)
    folded, noun = scene.text.folded, scene.frames.syntax.city_of_talks
    if scene.frames.adjective_follows:
        return noun.search(folded, scene.text.sentences[number].start, city.start) is not None
    return noun.match(folded, city.end) is not None


def _behind(scene: Scene, match: Match, city: Mention) -> bool:
    """Whether only quotation marks stand between the words and the city, or the words end with it."""
    return city.end == match.end or (match.end <= city.start and not scene.text.folded[match.end : city.start].strip(_QUOTES))


def told_here(scene: Scene, told: Told) -> Where:
    """ "BRUSSELS - The president spoke here at the summit": where the date line says."""
    for number in {d.match.sentence for d in told.drafts if d.match.sentence < _OPENING}:
        sentence = scene.text.sentences[number]
        if scene.frames.syntax.here.search(scene.text.folded, sentence.start, sentence.end):
            return grounded(scene, scene.written_in)
    return _NOWHERE


def struck(scene: Scene, told: Told) -> Where:
    """ "Launched air strikes on Syria", "plan a Syria strike": an operation is where its target lies."""
    found: dict[str | None, Where] = {}
    for draft in told.drafts:
        for mention in scene.within(draft.match.sentence):
            if mention.kind not in ("country", "place") or mention.form == "adjective":
                continue
            where = grounded(scene, mention)
            if where[0] not in (None, *told.head.parties) and _target(scene, draft.match, mention):
                found[where[0]] = where
    return next(iter(found.values())) if len(found) == 1 else _NOWHERE


def _target(scene: Scene, match: Match, mention: Mention) -> bool:
    if scene.frames.syntax.strikes.match(scene.text.folded, mention.end) is not None:
        return True
    marked = any(mention in g.mentions and g.marker == "against" for g in scene.groups[match.sentence])
    return marked and 0 <= mention.start - match.start <= match.end - match.start + _TARGET


def on_their_visit(scene: Scene, told: Told) -> Where:
    """«في بيان صدر بمناسبة زيارة الرئيس الصيني لدولة الإمارات»: what they agreed on while one of them was with the other."""
    parties, found = told.head.parties, {}
    for match in scene.triggers:
        trigger = scene.frames.triggers[match.pattern]
        if match.sentence >= _DEEP or trigger.event_type != "visit" or trigger.form != "noun":
            continue
        where = grounded(scene, destination(scene, match, ("place", "country")))
        guests = {p for g in scene.groups[match.sentence] if g.acts for p in g.parties} - {where[0]}
        if (
            where[0] in parties
            and guests & parties
            and scene.frames.syntax.on_journey.search(scene.text.folded, match.start - _TARGET, match.end)
        ):
            found[where[0]] = where
    return next(iter(found.values())) if len(found) == 1 else _NOWHERE
