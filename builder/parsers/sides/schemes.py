"""How prose marks the arguments of a trigger, by scheme: Clause → Sides.

The schemes hold for all languages; the marker words are data (``languages/<xx>.frames.yml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, object_of, pair, split, without
from builder.parsers.scene.slots import Group
from builder.parsers.sides.conferences import conference, hyphened_pair
from builder.parsers.sides.demands import request
from builder.parsers.sides.exercises import exercise
from builder.parsers.sides.givers import giver, purchase, receiver
from builder.parsers.sides.receptions import guest, host_guest, received
from builder.parsers.sides.reductions import affected
from builder.parsers.sides.senders import sender
from builder.parsers.sides.suppliers import by_rank
from builder.parsers.sides.suspects import handover
from builder.parsers.sides.travellers import list_of_matters, traveller

# «اليابان تسلم الفلبين زورقين»: how far before the verb who hands over stands.
_OBJECT = 3
_TWO = 2


def _with_coalition(clause: Clause, everyone: Sequence[Group], coalition: Group) -> Sides:
    """A coalition and whoever strikes or advances together with it."""
    partner = clause.first(everyone, ("partner",), coalition.parties)
    if partner is None and (clause.has("joins_coalition") or clause.has("backed")):
        doers = (*reversed(clause.before), *(clause.after if clause.has("verb_first") else ()))  # «شاركت البحرين في ضربات التحالف»
        partner = clause.first(doers, ("",), coalition.parties)  # "joined the U.S.-led campaign"
    if partner is None and coalition.marker == "partner":
        partner = clause.first(everyone, ("",), coalition.parties)  # "in coordination with the coalition"
    return pair(coalition, partner)


def _mutual(clause: Clause) -> Sides:
    if clause.has("striker_beside"):  # "A and B bargain, and Israel launches strikes": who strikes stands right before
        clause = replace(clause, before=tuple(g for g in clause.before[-1:] if clause.match.start - g.end <= NEAR))
    everyone = (*clause.after, *reversed(clause.before))
    if clause.trigger.event_type == "operation" and (coalition := _coalition(everyone)) is not None:
        return _with_coalition(clause, everyone, coalition)
    if clause.has("places_act"):
        # «des arrestations en France, en Espagne et en Belgique»
        return _where_police_acted(clause)
    if clause.has("joins_coalition") and (joined := _joined(clause)) is not None:
        return joined
    if clause.has("joins_body") and (member := _member(clause)) is not None:
        return member
    between = next((g for g in everyone if g.marker == "between" and len(g.parties) > 1), None)
    if between is not None and clause.has("genitive_chain") and (_met_before(clause, between) or _between_others(clause, between)):
        between = None
    if between is not None:
        return split(between)
    if clause.trigger.event_type in ("meeting", "agreement") and (hyphened := hyphened_pair(clause)) is not None:
        return split(hyphened)
    inside = next((g for g in everyone if len(g.parties) > 1 and g.adjective and clause.match.start < g.start < clause.match.end), None)
    if inside is not None:
        return split(inside)  # «начали совместное российско-турецкое патрулирование»
    if (two := _between_two(clause) or _of_both(clause)) is not None:
        return two
    if clause.has("genitive_chain") and clause.trigger.form == "noun":
        # «المباحثات ستتناول ملفات إيران واليمن وسوريا»: states listed further on are matters.
        clause = replace(clause, after=tuple(g for g in clause.after if not list_of_matters(clause, g)))
    subject = clause.subject()
    if subject is None:
        return pair(None, clause.first(everyone, ("partner",)))
    if not clause.has("verb_first") and _of_ones_own(clause, subject):
        return Sides((), (), ())
    partner = clause.first(everyone, ("partner",), subject.parties)
    if partner is None and clause.has("brokered"):  # "announced a ceasefire between Turkey and Kurdish forces": one of the two is no state
        partner = clause.first(everyone, ("between",), subject.parties)
    late = partner is not None and subject.start > partner.end > clause.match.start and not clause.has("verb_first")
    if partner is not None and (partner.acts or clause.trigger.form == "verb") and not subject.acts and late:
        return pair(None, partner)  # "at a meeting with the minister … the alliance": who is named after the partner is a matter
    far = partner is not None and partner.start - clause.match.end > CLAUSE
    if len(subject.parties) > 1 and (partner is None or far):
        return split(subject)
    if far and clause.has("bare_object") and clause.trigger.event_type == "meeting":
        partner = None  # "to meet with rival candidates, while his staff plots the next move in a tense match with the Kremlin"
    apart = clause.has("told_together")
    if partner is None and clause.has("backed"):
        partner = object_of(clause, subject, ("from", "by", ""))  # «بدعم من القوات الأمريكية»
    if partner is None and not apart:
        partner = object_of(clause, subject, ("", "to"))
        if partner is None and clause.trigger.event_type == "mechanism" and all(m.kind == "igo" for m in subject.mentions):
            partner = object_of(clause, subject, ("in",))  # «НАТО открыла бюро связи в Молдавии»
    goal = not clause.has("verb_first") and clause.trigger.event_type in (
        "meeting",
        "agreement",
    )  # «للأردن»: an Arabic ل may mark who is met
    if goal and partner is not None and partner.marker == "to" and not partner.acts:
        partner = None  # "summit set for Singapore": a place
    if partner is not None and len(subject.parties) > 1 and not without(partner.parties, subject.parties):
        return split(subject)  # "the president of A and B's king, spoke by telephone": the second of the two, named again
    return pair(subject, partner)


def _where_police_acted(clause: Clause) -> Sides:
    """«des arrestations en France, en Espagne et en Belgique, coordonnées par Europol»: the states of the places and who led them."""
    places = [g for g in (*clause.before, *clause.after) if g.marker == "in"]
    if not any(len(g.parties) > 1 for g in places):
        return Sides((), (), ())
    led = [g for g in (*clause.before, *clause.after) if g.marker == "by" and all(m.kind == "igo" for m in g.mentions)]
    parties = tuple(dict.fromkeys(p for g in (*places, *led) for p in g.parties))
    return Sides(parties[:1], parties[1:], (*places, *led))


def _joined(clause: Clause) -> Sides | None:
    """ "Poland joins Germany and Spain in planning a raid": who joins stands before those inside the words."""
    inside = next((g for g in clause.after if g.start < clause.match.end and g.marker == ""), None)
    doer = clause.first(reversed(clause.before), ("",), inside.parties) if inside is not None and not clause.has("verb_first") else None
    return pair(doer, inside) if doer is not None else None


def _member(clause: Clause) -> Sides | None:
    """«Черногория вступила в НАТО», "l'adhésion de la Macédoine à l'Otan": the body stands last inside the words, who joins before it."""
    within = [g for g in clause.after if g.start < clause.match.end]
    body = next((g for g in reversed(within) if any(m.kind == "igo" for m in g.mentions)), None)
    if body is None:
        return None
    before = (g for g in (*reversed(within), *reversed(clause.before)) if g.start < body.start and without(g.parties, body.parties))
    doer = next(before, None)
    return pair(doer, body) if doer is not None else None


def _met_before(clause: Clause, between: Group) -> bool:
    """«بحث مع السفير الاتفاقية الموقعة بين بغداد وطهران»: who is met is named before what lies between others."""
    talks = clause.trigger.event_type in ("meeting", "call")
    near = [g for g in clause.after if clause.match.start <= g.start < between.start and g.marker == "partner"]
    # «المحادثات مع كوريا الشمالية … القمة بين ترامب وكيم»: a state right behind the words is met, too.
    return talks and any(g.acts or (g.start - clause.match.end <= NEAR < between.start - g.end) for g in near)


def _between_others(clause: Clause, between: Group) -> bool:
    """«هيمن الاتفاق بين واشنطن وإيران على المحادثات بين كيري ونظرائه»: between whom the talks were is told right behind their words."""
    near = (g for g in clause.after if g.start - clause.match.end <= NEAR and (g.marker == "between" or (g.acts and len(g.parties) > 1)))
    return between.end <= clause.match.start and next(near, None) is not None


def _between_two(clause: Clause) -> Sides | None:
    """«بين ولي العهد وزير الدفاع … وفخامة الرئيس …»: titles between the two names keep them apart."""
    first = next((n for n, g in enumerate(clause.after) if g.marker == "between" and g.start - clause.match.end <= NEAR), None)
    if first is None:
        return None
    left = clause.after[first]
    right = next(
        (g for g in clause.after[first + 1 :] if g.marker == "" and _somebody(g) and not set(g.parties) & set(left.parties)),
        None,
    )
    return pair(left, right) if right is not None else None


def _somebody(group: Group) -> bool:
    """«بين وزير الخارجية كيري ونظرائه الخليجيين»: who acts, whose people they are, or a group of states."""
    states = bool(group.mentions) and all(m.kind == "igo" for m in group.mentions)
    return group.acts or states or (group.adjective and not group.matter)


def _of_both(clause: Clause) -> Sides | None:
    """«عملية مشتركة للأجهزة المغربية والشرطة الإسبانية»: whose joint operation it is follows it."""
    if not clause.has("genitive_chain") or clause.trigger.event_type != "operation" or clause.trigger.form != "noun":
        return None
    both = next((g for g in clause.after if g.marker == "to" and g.acts and len(g.parties) > 1), None)
    return split(both) if both is not None and 0 <= both.start - clause.match.end <= BESIDE else None


def _of_ones_own(clause: Clause, subject: Group) -> bool:
    """ "The senator, in a phone call with the secretary of state": who stands right after "with" is of the subject's own state."""
    met = next((g for g in clause.after if g.marker == "partner" and 0 <= g.start - clause.match.end <= BESIDE), None)
    own = met is not None and met.acts and subject.acts and set(met.parties) <= set(subject.parties)
    return own and len(subject.parties) == 1 and met is not subject


def _coalition(groups: Iterable[Group]) -> Group | None:
    """A coalition striking is a party by itself; the country struck is not its partner (coding guide, ruling 10)."""
    return next((g for g in groups if g.parties[0].startswith("COALITION") and len(g.parties) == 1), None)


def _caller(clause: Clause) -> Sides:
    if clause.has("spoke_to"):
        # "Spoke to the king": somebody right after the verb; "will speak to Russia's motives" tells of no call.
        near = [g for g in clause.after if _spoken_to(g) and g.start - clause.match.end <= _ADDRESSED]
        if not near:
            return Sides((), (), ())
        clause = replace(clause, after=tuple(near))
    if clause.has("cases") and clause.trigger.form == "verb" and (two := _around(clause)) is not None:
        return two
    if clause.has("cases") and clause.trigger.form == "verb" and (whom := _whom(clause)) is not None:
        caller = clause.first((*reversed(clause.before), *clause.after), ("",), whom.parties)
        return pair(caller, whom) if caller is not None else Sides((), whom.parties, (whom,))
    if clause.has("cases") and clause.trigger.form == "noun" and (both := _both_behind(clause)) is not None:
        return split(both)
    callers = (g for g in clause.after if g.marker == "from" and (g.acts or not clause.has("of_is_from")))
    caller = next((g for g in callers if g.start - clause.match.end <= NEAR), None)
    called = clause.first(reversed(clause.before), ("",)) or clause.subject() if caller is not None else None
    if caller is not None and called is not None and called is not caller:
        return pair(caller, called)  # "received a call from"
    together = clause.first(reversed(clause.before), ("",))
    if together is not None and len(together.parties) > 1:
        inside = (g for g in clause.after if g.start < clause.match.end and g.acts and g.marker in ("", "to"))
        if (addressed := next(inside, None)) is not None:
            return pair(together, addressed)  # «командующие Литвы и Латвии направили главкому НАТО письмо»
    if caller is not None and caller.acts:
        return Sides(caller.parties[:1], (), (caller,))  # «تلقى سموه اتصالا من»: who was called is told elsewhere
    found = _mutual(clause)
    if clause.has("bare_object") and len(found.groups) == _TWO and all(g.marker == "" for g in found.groups):
        first, second = sorted(found.groups, key=lambda g: g.start)
        if second.end <= clause.match.start:  # "the president of A and B's premier talked by phone": who is named first calls
            return pair(first, second) if without(second.parties, first.parties) else split(first)
    return Sides(found.source, found.target, found.groups)


def _around(clause: Clause) -> Sides | None:
    """«Нетаньяху позвонил Путину»: names of which one form serves all cases; who stands before the verb calls who stands right behind."""
    behind = next((g for g in clause.after if 0 <= g.start - clause.match.end <= _OBJECT), None)
    before = next((g for g in reversed(clause.before) if g.acts), None)
    if behind is None or before is None or not behind.acts or behind.marker != before.marker or behind.marker not in ("", "to"):
        return None
    return pair(before, behind) if without(behind.parties, before.parties) else None


# "Spoke with his new Turkish counterpart".
_ADDRESSED = 14


def _both_behind(clause: Clause) -> Group | None:
    """«отреагировали в телефонном разговоре литовский и польский лидеры»: the two right behind the noun talked."""
    behind = (g for g in clause.after if len(g.parties) == _TWO and g.start - clause.match.end <= BESIDE)
    return next((g for g in behind if g.marker == "" and (g.acts or (g.adjective and not g.matter))), None)


def _whom(clause: Clause) -> Group | None:
    return next((g for g in (*clause.after, *reversed(clause.before)) if g.marker == "to" and (g.acts or g.adjective)), None)


def _spoken_to(group: Group) -> bool:
    """Somebody who acts, or a government by its nationality or capital: "his Saudi counterpart", "Seoul"."""
    return group.acts or (group.adjective and not group.matter) or all(m.form == "capital" for m in group.mentions)


def _deal(clause: Clause) -> Sides:
    """A deal "with" someone: who supplies is told by "to", "from" or the weapons' nationality, else by who supplies arms at all."""
    if clause.has("purchase_signed"):
        return purchase(clause)
    told = giver(clause)
    if clause.has("handed") and (handed := _handed(clause)) is not None:
        return handed
    everyone = (*clause.after, *reversed(clause.before))
    if any(clause.first(everyone, (marker,)) for marker in ("to", "from", "by")):
        return told
    named = _mutual(clause)
    supplied = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= NEAR), None)
    if supplied is not None and len(supplied.parties) == 1:
        return told
    return by_rank(named if named.complete else told)


def _handed(clause: Clause) -> Sides | None:
    """«اليابان تسلم الفلبين زورقين»: who stands right before the verb hands over to who stands inside its words."""
    before = next((g for g in reversed(clause.before) if g.marker == "" and clause.match.start - g.end <= _OBJECT), None)
    inside = next((g for g in clause.after if g.start < clause.match.end and g.marker == ""), None)
    return pair(before, inside) if before is not None and inside is not None and without(inside.parties, before.parties) else None


def _speaker(clause: Clause) -> Sides:
    subject = clause.subject()
    if clause.has("speaks_first"):
        subject = clause.first(reversed(clause.before), ("",)) or clause.first(clause.after, ("",))
    if subject is None:
        return Sides((), (), ())
    if len(subject.parties) > 1:
        return split(subject)
    told = clause.first((*clause.after, *clause.before), ("to", "partner", "between", "", "from"), subject.parties)
    offered = (g for g in clause.after if g.marker == "against" and g.end <= clause.match.end)
    return pair(subject, told or next(offered, None))  # «عرضت كندا على مالي المساعدة»


SCHEMES: dict[str, Callable[[Clause], Sides]] = {
    "mutual": _mutual,
    "host_guest": host_guest,
    "traveller": traveller,
    "guest": guest,
    "received": received,
    "caller": _caller,
    "many": conference,
    "exercise": exercise,
    "giver": giver,
    "deal": _deal,
    "handover": handover,
    "request": request,
    "receiver": receiver,
    "sender": sender,
    "speaker": _speaker,
    "affected": affected,
}
