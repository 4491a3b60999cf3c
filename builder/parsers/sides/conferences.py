"""Who meets in a conference: those whom its words name together, an organisation by itself, a host → Sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import CLAUSE, NEAR, Clause, Sides, split
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.where.ground import place_in


def conference(clause: Clause) -> Sides:
    """The one first named against the others; an organisation's members only where they act or join."""
    if (hyphened := hyphened_pair(clause)) is not None:
        return split(hyphened)
    everyone = [*clause.before, *clause.after]
    between = next((g for g in clause.after if g.marker == "between" and len(g.parties) == _TWO), None)
    if between is not None and clause.has("hosted"):
        return Sides(
            between.parties[:1], between.parties[1:], (between,)
        )  # «استضافت عمان محادثات بين إيران وأمريكا»: the host gives the ground
    # "retrouvés à Tunis …, dominés par le retour des combattants partis en Irak et en Syrie": far behind, places are matters
    named = [g for g in everyone if g.marker != "in"] or [g for g in everyone if g.start - clause.match.end <= CLAUSE]
    if clause.has("to_names_place"):
        # "a summit set for Singapore", «planchent sur une intervention au Niger»
        named = [g for g in named if g.marker != "to" or g.acts or g.end <= clause.match.start] or named
    inside = [g for g in named if clause.match.start <= g.start < clause.match.end]
    if len({p for g in inside for p in g.parties}) > 1:
        # "ministers of A, B and C met to discuss D": the words themselves hold those who meet.
        together = any(len(g.parties) > 1 for g in inside)  # "A, B and C, guarantors of the Syrian ceasefire, gathered"
        named = [g for g in named if g in inside or g.marker == "partner" or g.acts]
        named = [g for g in named if not (together and g.adjective and g.matter and len(g.parties) == 1)]
    named = [g for g in named if not _its_town(clause, g)]
    if clause.has("those_beside"):
        named = [g for g in named if _comes_to(clause, g)] or [g for g in everyone if g.marker == "in"]
    organised = [g for g in (*clause.before, *clause.after) if _beside(clause.match, g) and all(m.kind == "igo" for m in g.mentions)]
    own = min(organised, key=lambda g: max(clause.match.start - g.end, g.start - clause.match.end), default=None)
    if clause.has("session") and own is not None and own.parties == ("UNO",):
        return Sides((), (), ())  # its Security Council sits every week
    if own is None and clause.has("asked_for"):
        return Sides((), (), ())
    if own is not None:
        # "the NATO summit": the organisation's members are a matter of talk unless somebody of theirs acts or joins.
        joining = ("partner", "between", "") if clause.has("hosted") else ("partner", "between")
        acting = not clause.has("those_beside")
        beside = [g for g in named if g.acts and _right_beside(clause.match, g)]  # «كيري يلتقي وزراء خارجية دول مجلس التعاون»
        named = [own, *(g for g in named if g is not own and ((acting and g.acts) or _joins(clause, g, joining) or g in beside))]
    parties = tuple(dict.fromkeys(p for g in named for p in g.parties))
    host = parties[0] if clause.has("first_hosts") and len(parties) > 1 else None
    return Sides(parties[:1], parties[1:], tuple(named), host)


def hyphened_pair(clause: Clause) -> Group | None:
    """ "The Macron-Trump meeting dominated by Iran": the two right before the noun are those who meet."""
    if not clause.has("bare_object"):
        return None
    return next((g for g in clause.before if len(g.parties) == _TWO and clause.match.start - g.end == 1 and g.marker != "about"), None)


def by_itself(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "Met his counterpart on the sidelines of a NATO summit": the organisation's summit is its own, whoever meets beside it."""
    left = scene.text.sentences[match.sentence].start
    if scene.frames.triggers[match.pattern].event_type != "conference" or not sides.target:
        return sides
    holds = tuple(p for p in (*sides.source, *sides.target) if p in scene.igos)
    aside = scene.frames.syntax.sidelines.search(scene.text.folded, left, match.start) is not None
    return replace(sides, source=holds[:1], target=holds[1:]) if holds and aside else sides


def of_two_there(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "Two presidents greet each other at the G20 summit": of a gathering about the economy the news is who of its members met there."""
    if scene.frames.triggers[match.pattern].event_type != "conference" or not of_economies(scene, match):
        return sides
    there = tuple(p for p in (*sides.source, *sides.target) if p not in scene.igos)
    return replace(sides, source=there[:1], target=there[1:], host=None) if len(there) == _TWO else sides


# How far beside its noun the name of a gathering stands: "the G-20 leaders' summit", "a two-day summit of the Group of Eight".
_NAMED = 30


def of_economies(scene: Scene, match: Match) -> bool:
    """Whether the words beside a gathering's own name one about the economy: "the G20 summit"."""
    sentence, folded, named = scene.text.sentences[match.sentence], scene.text.folded, scene.frames.syntax.of_economies
    before = folded[max(sentence.start, match.start - _NAMED) : match.start].rpartition(", ")[2]
    behind = folded[match.start : min(sentence.end, match.end + _NAMED)].partition(", ")[0]
    return named.search(before) is not None or named.search(behind) is not None


# How far before a conference the words of an occasion stand: «خلال الجلسة الافتتاحية للمؤتمر».
_ASIDE = 30
# «Об этом заявил министр на заседании»: the sentence after the lead tells where it was said.
_EARLY = 2


def with_speaker(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«قال الوزير السعودي خلال القمة العربية»: who speaks at a conference takes part in it."""
    sentence = scene.text.sentences[match.sentence]
    early = sentence.part != "body" or (scene.has("past_headlines") and match.sentence <= _EARLY)
    if scene.frames.triggers[match.pattern].event_type != "conference" or not early or not scene.has("speaker_there"):
        return sides
    folded = scene.text.folded
    aside = scene.frames.syntax.at_occasion.search(folded, max(sentence.start, match.start - _ASIDE), match.end)
    said = scene.frames.syntax.says.search(folded, sentence.start, match.start)
    if aside is None or said is None or scene.frames.syntax.sidelines.search(folded, sentence.start, match.start):
        return sides
    speaker = next((g for g in scene.groups[match.sentence] if said.end() <= g.start < match.start and g.acts), None)
    if speaker is None or len(speaker.parties) > 1 or speaker.parties[0] in (*sides.source, *sides.target, *scene.igos):
        return sides
    return replace(sides, target=(*sides.target, *speaker.parties)) if sides.source else sides


def held_where(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "An international conference opened in Nairobi": nobody else named, its host is the state of the place, where the story opens."""
    if sides.source or sides.target or not scene.frames.triggers[match.pattern].has("of_many"):
        return sides
    place = place_in(scene, match.sentence, match.end, None) if scene.text.sentences[match.sentence].part != "body" else None
    host = (place.code if place.kind == "country" else place.party) if place is not None else None
    return Sides((host,), (), (), host) if host else sides


# "A conference with officials from": how far behind its noun such words stand, and behind them those who come.
_WITH, _GUEST = 90, 70


def hosted_for(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«افتتح في دمشق اجتماع بحضور ممثلين عن فرنسا ومالي»: whose ground it is receives the states that are told to come."""
    parties, guests = (*sides.source, *sides.target), sides.groups
    least = {"conference": _TWO, "meeting": _TWO + 1}.get(scene.frames.triggers[match.pattern].event_type)
    if least is None or sides.host is not None or len(parties) < _TWO or scene.igos & {*parties}:
        return sides
    if any(g.start < match.start for g in guests):
        return sides
    end = scene.text.sentences[match.sentence].end
    told = scene.frames.syntax.gathered_with.search(scene.text.folded, match.start, min(end, match.end + _WITH))
    if told is None or not guests or not all(g.start >= told.start() for g in guests) or guests[0].start - told.end() > _GUEST:
        return sides
    place = place_in(scene, match.sentence, match.end, (), match)
    host = place.party if place is not None and place.kind == "place" and place.form != "adjective" else None
    if host is None or host in (*parties, *scene.igos):
        return sides
    # «محادثات في أنقرة يحضرها وفدان سويدي وفنلندي لمناقشة التحفظات التركية»: two who meet there alone need not meet their host
    if len(parties) < least and not any(host in g.parties for g in scene.groups[match.sentence]):
        return sides
    return replace(sides, source=(host,), target=parties, host=host)


_CHAIR = 24


def with_chair(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "Under the chairmanship of Sudan", «طلبت بولندا من الحلف عقد اجتماع»: who leads or asks for an organisation's session is there."""
    if scene.frames.triggers[match.pattern].event_type not in ("conference", "meeting") or not sides.source:
        return sides
    sentence, syntax, folded = scene.text.sentences[match.sentence], scene.frames.syntax, scene.text.folded
    told = [f.end() for f in syntax.chaired.finditer(folded, sentence.start, sentence.end)]
    if not {*sides.source, *sides.target} <= {*scene.igos, sides.host}:
        return _led_by_a_state(scene, sides, told)
    groups = [g for g in scene.groups[match.sentence] if g.parties and not scene.igos & {*g.parties}]
    beside = [g for g in groups for end in told if 0 <= g.start - end <= _CHAIR]
    for asks in syntax.asks_session.finditer(folded, sentence.start, match.end):
        before = [g for g in groups if 0 <= asks.start() - g.end <= _CHAIR] if not scene.has("verb_first") else []
        beside += before[-1:] or [g for g in groups if scene.has("verb_first") and abs(g.start - asks.end()) <= _CHAIR][:1]
    beside = [*beside, *(g for first in beside[-1:] for g in _joined_behind(scene, match, groups, first) if g not in beside)]
    parties = tuple(dict.fromkeys(p for g in beside for p in g.parties if p not in (*sides.source, *sides.target)))
    return replace(sides, target=(*sides.target, *parties), groups=(*sides.groups, *beside)) if parties else sides


def _joined_behind(scene: Scene, match: Match, groups: Sequence[Group], first: Group) -> list[Group]:
    """«بدعوة من وزير الخارجية الأردني، ونظيره الياباني»: who leads it together with the one named first."""
    found = [first]
    for group in groups:
        joined = group.start > found[-1].start and group.acts and group.marker in ("", "partner")
        if joined and scene.frames.syntax.joined.match(scene.text.folded[found[-1].end : group.start]) is not None:
            found.append(group)
    return found[1:]


def with_host(scene: Scene, match: Match, sides: Sides) -> Sides:
    """«يحتضن المغرب الاجتماع الوزاري للتحالف الدولي»: the state that receives an organisation's session sits in it."""
    body = scene.frames.triggers[match.pattern].event_type == "conference" and sides.source and {*sides.source, *sides.target} <= scene.igos
    if not body or not scene.has("verb_first"):
        return sides
    sentence = scene.text.sentences[match.sentence]
    for verb in scene.frames.syntax.hosting.finditer(scene.text.folded, max(sentence.start, match.start - _ASIDE), match.end):
        near = (g for g in scene.groups[match.sentence] if 0 <= g.start - verb.end() <= 1 and len(g.parties) == 1)
        host = next((g for g in near if g.parties[0] not in (*scene.igos, *sides.source)), None)
        if host is not None and not host.adjective:
            return replace(
                sides, source=host.parties, target=(*sides.source, *sides.target), groups=(host, *sides.groups), host=host.parties[0]
            )
    return sides


def _led_by_a_state(scene: Scene, sides: Sides, told: Sequence[int]) -> Sides:
    """«Под председательством киргизской стороны пройдут заседания органов ОДКБ»: the organisation meets, one of its states leads."""
    bodies = tuple(p for p in (*sides.source, *sides.target) if p in scene.igos)
    states = [p for p in (*sides.source, *sides.target) if p not in bodies]
    leads = any(g.parties == tuple(states) and 0 <= g.start - end <= _CHAIR for g in sides.groups for end in told)
    return replace(sides, source=bodies, target=tuple(states)) if bodies and len(states) == 1 and leads else sides


def with_attendee(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "NATO ministers met. Kenya's minister attended the meeting": who came is named, also in the sentence right behind."""
    body = scene.frames.triggers[match.pattern].event_type == "conference" and sides.source and {*sides.source} <= scene.igos
    if not body or sides.target:
        return sides
    for number in (match.sentence, match.sentence + 1)[: len(scene.groups) - match.sentence]:
        sentence = scene.text.sentences[number]
        for found in scene.frames.syntax.attends.finditer(scene.text.folded, sentence.start, sentence.end):
            if number == match.sentence and not found.start() <= match.start < found.end():
                continue  # another gathering
            came = [g for g in scene.groups[number] if g.acts and not g.marker and 0 <= found.start() - g.end <= CLAUSE]
            who = came[-1] if came else None
            if who is not None and len(who.parties) == 1 and who.parties[0] not in scene.igos:
                return replace(sides, target=who.parties, groups=(*sides.groups, who))
    return sides


_AROUND = 44


def of_members(scene: Scene, match: Match, sides: Sides) -> bool:
    """ "Met the foreign ministers of the Gulf states": an organisation's members each send somebody: such talks are a conference."""
    parties = {*sides.source, *sides.target}
    beside = (g for g in scene.groups[match.sentence] if parties & {*g.parties} and -_AROUND <= g.start - match.end <= CLAUSE)
    return sent_by_members(scene, (*sides.groups, *beside))


def sent_by_members(scene: Scene, groups: Iterable[Group]) -> bool:
    """Whether one of the groups is an organisation's ministers or leaders: «زعماء الاتحاد», «وزراء دول المجلس»."""
    folded = scene.text.folded
    for group in groups:
        own = next((m for m in group.mentions if (m.party or m.code) in scene.igos), None)
        if own is None:
            continue
        # The organisation's own name is held out of what stands around it.
        around = f"{folded[max(0, own.start - _AROUND) : own.start]}\0{folded[own.start : own.end]}\0{folded[own.end : own.end + _AROUND]}"
        if scene.frames.syntax.members.search(around) is not None:
            return True
    return False


def _joins(clause: Clause, group: Group, joining: Sequence[str]) -> bool:
    """Who is told to be there; «les tensions avec la Turquie seront au menu du sommet»: a state named so before it is a matter."""
    return group.marker in joining and (clause.has("verb_first") or group.acts or group.end > clause.match.start)


_TWO = 2
_AT_IT = 12
_CHAINED, _OF_TOWN = 2, 4


def _comes_to(clause: Clause, group: Group) -> bool:
    """Who is there: somebody who acts, who is named with others or as a partner, or beside the words; a state named far off is a matter."""
    if group.parties == ("UNO",) and group.marker != "partner" and not _right_beside(clause.match, group):
        return False  # its Security Council is named everywhere
    return group.acts or len(group.parties) > 1 or group.marker in ("partner", "between", "by") or _right_beside(clause.match, group)


def _right_beside(match: Match, group: Group) -> bool:
    return max(match.start - group.end, group.start - match.end) <= _AT_IT


def _its_town(clause: Clause, group: Group) -> bool:
    """ "The Helsinki summit", «مؤتمر روما», «le sommet de Paris»: where it is."""
    if clause.has("of_many") or len(group.parties) > 1 or not group.mentions or any(m.form != "capital" for m in group.mentions):
        return False
    if clause.has("hosted") and group.end <= clause.match.start:
        return False  # "Islamabad hosted trilateral talks": its state
    chained = clause.has("genitive_chain")
    reach = clause.match.end + (_CHAINED if chained else _OF_TOWN)
    if clause.match.end - 8 <= group.start <= reach and group.end >= clause.match.end:
        return True
    return not chained and _beside(clause.match, group) and group.end <= clause.match.start


def _beside(match: Match, group: Group) -> bool:
    return bool(group.mentions) and max(match.start - group.end, group.start - match.end) <= NEAR
