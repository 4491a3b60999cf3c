"""Where a journey goes: the trigger of a visit or of forces sent, with the places around it → its destination, and its sides by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.headline import headline_topic
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before
from builder.parsers.scene.slots import Group

_NEXT_WORDS = 12
_SAME_CLAUSE = 110
_BESIDE = 90


def destination(scene: Scene, match: Match, kinds: Sequence[str] = ("place",), *, sent: bool = False) -> Mention | None:
    """The place gone to, told right after the trigger: "a visit to Seoul"; where forces are sent, the place they are in."""
    sentence = scene.text.sentences[match.sentence]
    for mention in scene.within(match.sentence):
        away = mention.start - match.end
        if mention.kind not in ("place", "country") or mention.form == "adjective" or not match.start - match.end < away <= _SAME_CLAUSE:
            continue
        marker = marker_before(scene.text.folded, sentence.start, mention.start, scene.frames)
        if away < 0 and marker not in ("to", "in"):
            continue  # «эсминец ВМС США прибыл»: whose it is, not where it goes
        if marker == "in" and sent and away <= _BESIDE and mention.kind == "place" and mention.party:
            return mention  # "will deploy military police on the Golan Heights"
        if marker == "to" or away <= _NEXT_WORDS:
            named = mention.kind in kinds and (mention.party or mention.kind == "country")
            return mention if named and marker in ("", "to", "in") else None
    return None


_NEAR_BEFORE, _OPENING = 30, 2


def _stayed(scene: Scene, match: Match) -> Mention | None:
    """The place or land right before an Arabic visit: gone to where it begins, left where it ends."""
    sentence, folded, syntax = scene.text.sentences[match.sentence], scene.text.folded, scene.frames.syntax
    named = (m for m in scene.within(match.sentence) if m.kind in ("place", "country") and m.form != "adjective" and m.party)
    before = (m for m in named if 0 <= match.start - m.end <= _NEAR_BEFORE)
    place = max(before, key=lambda m: m.end, default=None)
    if place is None:
        return None
    marker = marker_before(folded, sentence.start, place.start, scene.frames)
    way = (syntax.there_on if marker in ("in", "to") else syntax.back_from).match(folded, place.end, match.end)
    return place if way is not None and way.end() >= match.start and marker in ("in", "to", "from") else None


def _visitor(match: Match, sides: Sides, place: Mention) -> Group | None:
    """«زيارة لوزير الدفاع الأميركي إلى بغداد»: the person between the visit and the place gone to, where later words gave the visitor."""
    between = (g for g in sides.groups if match.end < g.start < place.start and g.acts and g.marker == "to")
    return next((g for g in between if place.party not in g.parties), None)


def _here(scene: Scene, match: Match) -> str | None:
    """ "NEW DELHI: … arrived here on Tuesday": the country of the date line."""
    line = scene.written_in
    if line is None or scene.frames.syntax.here.search(scene.text.folded, match.start, match.end + _BESIDE) is None:
        return None
    return line.code if line.kind == "country" else line.party


def _from_there(scene: Scene, match: Match) -> str | None:
    """ "ATHENS - The president opened his foreign trip": a journey told from abroad by the lead, which names no end of it."""
    line = scene.written_in
    told = scene.text.sentences[match.sentence].part == "lead" and scene.frames.syntax.journey.search(
        scene.text.folded, match.start, match.end
    )
    return (line.code if line.kind == "country" else line.party) if line is not None and told else None


def to_destination(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides | None:
    """A visit's host is the country of the place gone to; a journey inside the visitor's own country is no visit."""
    if trigger.scheme == "traveller" and (reached := _reached_before(scene, match)) is not None:
        return reached
    going = trigger.scheme == "traveller" or (trigger.scheme == "sender" and not sides.target)
    place = _stayed(scene, match) if going and trigger.form == "noun" and scene.has("genitive_chain") else None
    if place is None and going:
        place = destination(scene, match, sent=trigger.scheme == "sender" or trigger.has("comes_down"))
    if place is None and trigger.scheme == "sender" and sides.source and not sides.target and (topic := headline_topic(scene)) is not None:
        others = {p for g in scene.groups[match.sentence] for p in g.parties if g is not topic}
        told = match.sentence > _OPENING or len(others) > 1 or topic.parties == sides.source
        return sides if told else replace(sides, target=topic.parties, host=topic.parties[0])
    lost = place is None and trigger.scheme == "traveller" and sides.source and not sides.target
    if lost and (host := _here(scene, match) or _from_there(scene, match)) is not None:
        return sides if host in sides.source else replace(sides, target=(host,), host=host)
    home = trigger.scheme == "traveller" and (trigger.has("back_home") or (place is not None and place.party in sides.source))
    if home and (left := _left(scene, match, sides)) is not None:
        return left
    if place is None or place.party is None:
        return sides
    if place.party in sides.source:
        visitor = _visitor(match, sides, place)
        if visitor is None:
            return sides if place.form == "capital" else None
        sides = replace(sides, source=visitor.parties)
    stops = _stops(scene, match, place) if trigger.scheme == "traveller" else [place]
    codes = tuple(dict.fromkeys(p for m in stops if (p := m.party or m.code) and p not in sides.source)) or (place.party,)
    named = Group(codes, tuple(stops), place.start, stops[-1].end, "to", match.sentence)
    groups = (*(g for g in sides.groups if set(g.parties) & set(sides.source)), named)
    return replace(sides, target=codes, host=codes[0] if len(codes) == 1 else None, groups=groups)


def _reached_before(scene: Scene, match: Match) -> Sides | None:
    """«قال الوزير بعد لقائه في باكو التي وصل إليها»: the place of a relative clause is reached by who acts first."""
    folded, syntax, groups = scene.text.folded, scene.frames.syntax, scene.groups[match.sentence]
    if syntax.to_there.match(folded, match.end) is None:
        return None
    named = (m for m in scene.within(match.sentence) if m.kind in ("place", "country") and m.form != "adjective" and m.end <= match.start)
    place = max(named, key=lambda m: m.end, default=None)
    if place is None or syntax.there_reached.match(folded[place.end : match.start]) is None:
        return None
    party = place.party or place.code
    who = next(
        (g for g in groups if g.marker in ("", "attribution") and g.end <= place.start and len(g.parties) == 1 and party not in g.parties),
        None,
    )
    if party is None or who is None:
        return None
    there = Group((party,), (place,), place.start, place.end, "to", match.sentence)
    return Sides(who.parties, (party,), (who, there), party)


def _left(scene: Scene, match: Match, sides: Sides) -> Sides | None:
    """«وصل القائد الكويتي إلى الكويت قادما من بريطانيا»: who comes home has visited the land that he comes from."""
    start = scene.text.sentences[match.sentence].start
    named = (m for m in scene.within(match.sentence) if m.kind in ("place", "country") and m.form != "adjective" and m.start > match.start)
    there = (m for m in named if scene.frames.syntax.coming_from.search(scene.text.folded, start, m.start) is not None)
    for mention in there:
        party = mention.code if mention.kind == "country" else mention.party
        if party and sides.source and party not in sides.source:
            group = Group((party,), (mention,), mention.start, mention.end, "to", match.sentence)
            groups = (*(g for g in sides.groups if set(g.parties) & set(sides.source)), group)
            return replace(sides, target=(party,), host=party, groups=groups)
    return None


def _stops(scene: Scene, match: Match, first: Mention) -> list[Mention]:
    """All places of one list: "with stops in Beijing, Seoul and Tokyo"."""
    folded, stops, joined = scene.text.folded, [first], ""
    for mention in scene.within(match.sentence):
        if mention.start < stops[-1].end or mention.kind not in ("place", "country") or mention.form == "adjective":
            continue
        between = folded[stops[-1].end : mention.start]
        if scene.frames.syntax.joined.match(between) is None:
            break
        stops, joined = [*stops, mention], between
    return stops if joined.strip(" ,/()-") else [first]  # a comma alone may begin something else


# What the sentence tells before its journey, and after the comma behind it.
_MAIN = 120


def still_ahead(scene: Scene, match: Match) -> bool:
    """ "During his visit to Ankara, the minister will discuss", "will sign it during his trip": what is to be done there is to come."""
    folded, syntax, sentence = scene.text.folded, scene.frames.syntax, scene.text.sentences[match.sentence]
    aside = syntax.on_journey.search(folded, max(sentence.start, match.start - _NEAR_BEFORE), match.end)
    if aside is None:
        return False
    before = folded[sentence.start : aside.start()]
    comma = folded.find(", ", match.end, sentence.end)
    opens = not before.strip(" \n\"'")
    main = folded[comma : min(sentence.end, comma + _MAIN)] if opens and comma >= 0 else before[-_MAIN:]
    told, said = syntax.future.search(main), syntax.says.search(main)
    return told is not None and (said is None or told.start() < said.start())


def only_when(scene: Scene, match: Match) -> bool:
    """«встретился в ходе рабочего визита во Францию с коллегой»: a journey as the time of talks that the verb tells."""
    triggers, folded, sentence = scene.frames.triggers, scene.text.folded, scene.text.sentences[match.sentence]
    if not scene.has("cases") or triggers[match.pattern].event_type != "visit" or triggers[match.pattern].form != "noun":
        return False
    if not any(found.end() >= match.end for found in scene.frames.syntax.on_journey.finditer(folded, sentence.start, match.end)):
        return False
    beside = (triggers[m.pattern] for m in scene.triggers if m.sentence == match.sentence)
    return any(trigger.event_type == "meeting" and trigger.form == "verb" for trigger in beside)
