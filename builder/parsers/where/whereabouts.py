"""Where an event took place whose own sentences tell no place: Scene + Told + its day → country and place told elsewhere in the article.

The host's ground in a sentence beside it, where its parties have gathered, where talks of that day are held, where one of them speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import DateRange, Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before
from builder.parsers.when.told_days import told_day
from builder.parsers.where.ground import locative, place_in, place_near
from builder.parsers.where.journeys import destination
from builder.parsers.where.venues import CITIES, said_there, spoken_at

Where = tuple[str | None, Mention | None]

_NOWHERE: Where = (None, None)
_OPENING = 3
_DEEP = 8
_RIGHT_BEHIND = 12
_TWO = 2
_TALKS = frozenset(("meeting", "conference"))
_TOGETHER = ("", "between", "partner")
# How far behind a verb of saying its speaker's place may stand.
_NEAR = 60


def told_beside(scene: Scene, told: Told, status: str, date: DateRange) -> Where:
    """The place told nearest to the event's own sentences."""
    parties = (*told.head.sides.source, *told.head.sides.target)
    first, last = told.head.match.sentence, len(scene.text.sentences)
    if told.head.trigger.event_type == "exercise" and any(at_sea(scene, d.match.sentence) for d in told.drafts):
        return _NOWHERE
    telling = {match.sentence for match in scene.triggers}
    beside = {n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n in telling and n < _DEEP}
    before = {first - 1} & telling
    for number in sorted({n for n in (*before, *range(first, first + _OPENING), *beside) if n < last}):
        found = place_near(scene, number, parties)
        if found is not None and not (status == "planned" and spoken_at(scene, number, found[1], scene.text.sentences[number].end)):
            return found
    if told.head.trigger.event_type == "conference":
        for number in (n for n in (first - 1, first + 1) if 0 <= n < last):
            if (gathered := _gathered_at(scene, number, parties)) != _NOWHERE:
                return gathered
    if told.head.trigger.event_type == "exercise" and (drilled := _came_to(scene, parties)) != _NOWHERE:
        return drilled
    # A reporter writes from where the talks are: the date line's country, if it is a party to what has happened.
    line = scene.written_in
    where = line and (line.code if line.kind == "country" else line.party)
    if where in parties and first <= _OPENING and told.head.reality.status != "planned":
        return where, line
    if told.head.trigger.event_type not in _TALKS:
        return _NOWHERE
    if date.date_start is not None:
        there = _talks_of_the_day(scene, parties, date)
        there = there if there != _NOWHERE or status == "planned" else _spoke_at(scene, told, parties, date)
        if there != _NOWHERE:
            return there
    return _the_talks(scene, parties, dated=date.basis != "publication", planned=status == "planned")


# "With the Iraqi prime minister Haider al-Abadi in ".
_IN_TOWN = 70


def in_person(scene: Scene, trigger: Trigger, match: Match) -> Trigger:
    """ "Spoke with the prime minister in Baghdad", "spoke with the agency during his visit": who speaks there meets him."""
    if not trigger.has("spoke_to"):
        return trigger
    sentence, folded = scene.text.sentences[match.sentence], scene.text.folded
    if any(m.sentence == match.sentence and scene.frames.triggers[m.pattern].event_type == "call" and m != match for m in scene.triggers):
        return trigger
    towns = (m for m in scene.within(match.sentence) if m.kind == "place" and m.party and 0 < m.start - match.end <= _IN_TOWN)
    there = any(marker_before(folded, match.end, m.start, scene.frames) == "in" for m in towns)
    there = there or scene.frames.syntax.on_journey.search(folded, match.end, sentence.end) is not None
    # "flies to Oslo to speak with"
    goes = (m for m in scene.triggers if m.sentence == match.sentence and scene.frames.triggers[m.pattern].scheme == "traveller")
    there = there or (folded.endswith(" to ", sentence.start, match.start) and any(m.end < match.start for m in goes))
    return replace(trigger, event_type="meeting") if there or _at_a_gathering(scene, match) else trigger


def _at_a_gathering(scene: Scene, match: Match) -> bool:
    """ "Spoke with the prime minister at the G7 summit": both were there."""
    near = (m for m in scene.triggers if m.sentence == match.sentence and 0 < m.start - match.end <= 2 * _IN_TOWN)
    gatherings = (m for m in near if scene.frames.triggers[m.pattern].event_type == "conference")
    return any(scene.frames.syntax.met_at.search(scene.text.folded, match.end, m.start) is not None for m in gatherings)


def told_on_their_ground(scene: Scene, told: Told) -> Where:
    """ "TALLINN - The vice president assured the Baltic states of support": who speaks to them there has come to one of them."""
    country, place = grounded(scene, scene.written_in)
    abroad = country in told.head.sides.target and country not in told.head.sides.source
    return (country, place) if abroad and told.head.match.sentence < _OPENING else _NOWHERE


def _came_to(scene: Scene, parties: Sequence[str]) -> Where:
    """«القوات السعودية المشاركة وصلت إلى مصر»: drills are where the others of the exercise have come to."""
    found = {}
    for match in scene.triggers:
        if match.sentence < _DEEP and scene.frames.triggers[match.pattern].scheme in ("traveller", "sender"):
            where = grounded(scene, destination(scene, match, ("place", "country")))
            coming = {p for g in scene.groups[match.sentence] if g.marker == "" for p in g.parties}
            if where[0] not in coming and coming & set(parties):
                found[where[0]] = where
    country = next(iter(found)) if len(found) == 1 else None
    return found[country] if country in parties else _NOWHERE


def at_sea(scene: Scene, number: int) -> bool:
    """«in the South China Sea»: waters are no state's ground, wherever the report was written (coding guide, ruling 8)."""
    return any(m.kind == "place" and m.party is None for m in scene.within(number))


def grounded(scene: Scene, place: Mention | None) -> Where:
    """A place and its country; an organisation is no ground."""
    country = None if place is None else place.code if place.kind == "country" else place.party
    return (country, place) if country is not None and country not in scene.igos else _NOWHERE


def _gathered_at(scene: Scene, number: int, parties: Sequence[str]) -> Where:
    """Where a sentence beside the event's own says that its parties came together, in whatever country."""
    sentence = scene.text.sentences[number]
    acting = {p for g in scene.groups[number] if g.marker in _TOGETHER for p in g.parties}
    verb = scene.frames.syntax.gathers.search(scene.text.folded, sentence.start, sentence.end)
    if verb is None or len(acting & set(parties)) < min(_TWO, len(parties)):
        return _NOWHERE
    return grounded(scene, place_in(scene, number, verb.end(), ()))


def _talks_of_the_day(scene: Scene, parties: Sequence[str], date: DateRange) -> Where:
    """ "A four-nation summit is planned for Wednesday in Minsk": talks of the same day that name nobody else, in one place."""
    found = {}
    for match in scene.triggers:
        trigger = scene.frames.triggers[match.pattern]
        named = {p for g in scene.groups[match.sentence] if g.marker in _TOGETHER for p in g.parties}
        if trigger.event_type not in _TALKS or not named <= set(parties):
            continue
        day = told_day(scene, trigger, match)
        if day is None or (day.date_start, day.date_end) != (date.date_start, date.date_end):
            continue
        place = place_in(scene, match.sentence, match.end, (), match)
        ahead = scene.published is not None and date.date_start is not None and date.date_start > scene.published
        if ahead and place is not None and spoken_at(scene, match.sentence, place, match.start):
            continue
        if place is not None and place.form != "adjective" and (place.kind == "place" or place.code in CITIES or place.code not in parties):
            where = grounded(scene, place)
            found[where[0]] = where
    return next(iter(found.values())) if len(found) == 1 else _NOWHERE


def _the_talks(scene: Scene, parties: Sequence[str], *, dated: bool, planned: bool) -> Where:
    """«итоги переговоров в Эр-Рияде»: talks told without a day, and of nobody else, are in the one city named for them.

    Where what is to come has a day only the headline's talks are certain to be the same; of what is done, also those told early on.
    """
    found = {}
    for match in scene.triggers:
        named = {p for g in scene.groups[match.sentence] if g.marker in _TOGETHER for p in g.parties}
        if scene.frames.triggers[match.pattern].event_type not in _TALKS or not named <= set(parties):
            continue
        if dated and scene.text.sentences[match.sentence].part != "title" and (planned or match.sentence >= _DEEP):
            continue
        behind = (m for m in scene.within(match.sentence) if m.kind == "place" or m.code in CITIES)
        city = next((m for m in behind if m.form != "adjective" and 0 <= m.start - match.end <= _RIGHT_BEHIND), None)
        marker = city and marker_before(scene.text.folded, match.end, city.start, scene.frames)
        if city is not None and marker in locative(scene) and told_day(scene, scene.frames.triggers[match.pattern], match) is None:
            where = grounded(scene, city)
            found[where[0]] = where
    return next(iter(found.values())) if len(found) == 1 else _NOWHERE


def _spoke_at(scene: Scene, told: Told, parties: Sequence[str], date: DateRange) -> Where:
    """«أكد الوزير الأحد من طوكيو»: who took part in talks of that day speaks abroad, where he is."""
    for number, sentence in enumerate(scene.text.sentences):
        said = scene.frames.syntax.says.search(scene.text.folded, sentence.start, sentence.end)
        days = [d for d in scene.dates if said and sentence.start <= d.start < sentence.end and abs(d.start - said.end()) <= _NEAR]
        if said is None or not any((d.date_start, d.date_end) == (date.date_start, date.date_end) for d in days):
            continue
        speakers = [g for g in scene.groups[number] if g.acts and g.marker == "" and abs(g.start - said.end()) <= _NEAR]
        home = {p for g in speakers for p in g.parties}
        if not home & set(parties):
            continue
        for mention in scene.within(number):
            marked = next((g.marker for g in scene.groups[number] if mention in g.mentions), "")
            there = mention.party if mention.kind == "place" else mention.code if mention.code in CITIES else None
            abroad = there is not None and mention.form != "adjective" and there not in home
            if abroad and marked in ("in", "from", "to") and 0 <= mention.start - said.end() <= _NEAR:
                return grounded(scene, mention)
    return _NOWHERE


def in_the_opening(scene: Scene, told: Told) -> Where:
    """ "Malian and U.N. forces launched a counterattack", in a story of a hotel in Bamako: the one country of the opening's towns."""
    parties = (*told.head.sides.source, *told.head.sides.target)
    towns = [m for n in range(min(_OPENING + 1, len(scene.text.sentences))) for m in scene.within(n) if m.kind == "place" and m.party]
    where = {m.party for m in towns}
    ground = next(iter(where)) if len(where) == 1 else None
    return (ground, towns[0]) if ground in parties and ground not in scene.igos else _NOWHERE


def on_both_grounds(scene: Scene, told: Told) -> bool:
    """«توقيف عنصر في الناظور وشريكه في ليريدا»: a report of raids names towns of both."""
    parties = (*told.head.sides.source, *told.head.sides.target)
    numbers = {n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n < len(scene.text.sentences)}
    towns = {m.party for n in numbers for m in scene.within(n) if m.kind == "place" and m.form != "capital" and m.party in parties}
    return len(towns) > 1


def in_their_town(scene: Scene, told: Told) -> Where:
    """ "Equipment arrived in Manila", «أوقف مشتبها فيه بمدينة ملقة»: the one country of its parties whose towns are named with it.

    A joint body sits in either's; what is given, and who is caught on a tip, is with the receiver.
    """
    sides, last = told.head.sides, len(scene.text.sentences)
    parties = told.head.parties if told.head.trigger.event_type == "mechanism" else sides.target
    numbers = {n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n < last and not d.reality.background}
    found: dict[str, Mention] = {}
    for number in sorted(numbers):
        for mention in scene.within(number):
            country = mention.party if mention.kind == "place" and mention.form != "adjective" else None
            if country is None or country not in parties or said_there(scene, mention):
                continue
            marker = marker_before(scene.text.folded, scene.text.sentences[number].start, mention.start, scene.frames)
            if marker == "in" or (marker == "to" and mention.form != "capital"):
                found.setdefault(country, mention)
    return next(iter(found.items())) if len(found) == 1 else _NOWHERE
