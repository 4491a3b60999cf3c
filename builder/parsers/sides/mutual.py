"""Who does something together: talks, accords and operations of equals: Clause → Sides.

Those whom the words name together stand for both sides; else one acts and the other is the partner that words mark, or the object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, object_of, pair, split, without
from builder.parsers.scene.slots import Group
from builder.parsers.sides.conferences import hyphened_pair
from builder.parsers.sides.travellers import list_of_matters


def mutual(clause: Clause) -> Sides:
    """Both sides of what two do with each other."""
    if clause.has("striker_beside"):  # "A and B bargain, and Israel launches strikes": who strikes stands right before
        clause = replace(clause, before=tuple(g for g in clause.before[-1:] if clause.match.start - g.end <= NEAR))
    if (together := next((sides for way in _NAMED_TOGETHER if (sides := way(clause)) is not None), None)) is not None:
        return together
    if clause.has("genitive_chain") and clause.trigger.form == "noun":
        # «المباحثات ستتناول ملفات إيران واليمن وسوريا»: states listed further on are matters.
        clause = replace(clause, after=tuple(g for g in clause.after if not list_of_matters(clause, g)))
    subject = clause.subject()
    if subject is None:
        return pair(None, clause.first(_everyone(clause), ("partner",)))
    if not clause.has("verb_first") and _of_ones_own(clause, subject):
        return Sides((), (), ())
    return _with_partner(clause, subject)


def _with_coalition(clause: Clause, everyone: Sequence[Group], coalition: Group) -> Sides:
    """A coalition and whoever strikes or advances together with it."""
    partner = clause.first(everyone, ("partner",), coalition.parties)
    if partner is None and (clause.has("joins_coalition") or clause.has("backed")):
        doers = (*reversed(clause.before), *(clause.after if clause.has("verb_first") else ()))  # «شاركت البحرين في ضربات التحالف»
        partner = clause.first(doers, ("",), coalition.parties)  # "joined the U.S.-led campaign"
    if partner is None and coalition.marker == "partner":
        partner = clause.first(everyone, ("",), coalition.parties)  # "in coordination with the coalition"
    return pair(coalition, partner)


def _everyone(clause: Clause) -> tuple[Group, ...]:
    return (*clause.after, *reversed(clause.before))


def _beside_coalition(clause: Clause) -> Sides | None:
    coalition = _coalition(_everyone(clause)) if clause.trigger.event_type == "operation" else None
    return _with_coalition(clause, _everyone(clause), coalition) if coalition is not None else None


def _by_their_police(clause: Clause) -> Sides | None:
    """«des arrestations en France, en Espagne et en Belgique»"""
    return _where_police_acted(clause) if clause.has("places_act") else None


def _joining(clause: Clause) -> Sides | None:
    joined = _joined(clause) if clause.has("joins_coalition") else None
    return joined or (_member(clause) if clause.has("joins_body") else None)


def _between(clause: Clause) -> Sides | None:
    """ "Between A and B", unless others were met before or are told right behind the words."""
    between = next((g for g in _everyone(clause) if g.marker == "between" and len(g.parties) > 1), None)
    if between is None or (clause.has("genitive_chain") and (_met_before(clause, between) or _between_others(clause, between))):
        return None
    return split(between)


def _hyphened(clause: Clause) -> Sides | None:
    found = hyphened_pair(clause) if clause.trigger.event_type in ("meeting", "agreement") else None
    return split(found) if found is not None else None


def _within_words(clause: Clause) -> Sides | None:
    """«начали совместное российско-турецкое патрулирование»"""
    start, end = clause.match.start, clause.match.end
    inside = next((g for g in _everyone(clause) if len(g.parties) > 1 and g.adjective and start < g.start < end), None)
    return split(inside) if inside is not None else None


def _with_partner(clause: Clause, subject: Group) -> Sides:
    """Who acts, with whom: the partner that words mark, else whom the words have for their object."""
    everyone, kind = _everyone(clause), clause.trigger.event_type
    partner = clause.first(everyone, ("partner",), subject.parties)
    if partner is None and clause.has("brokered"):  # "announced a ceasefire between Turkey and Kurdish forces": one of the two is no state
        partner = clause.first(everyone, ("between",), subject.parties)
    late = partner is not None and subject.start > partner.end > clause.match.start and not clause.has("verb_first")
    if partner is not None and (partner.acts or clause.trigger.form == "verb") and not subject.acts and late:
        return pair(None, partner)  # "at a meeting with the minister … the alliance": who is named after the partner is a matter
    far = partner is not None and partner.start - clause.match.end > CLAUSE
    if len(subject.parties) > 1 and (partner is None or far):
        return split(subject)
    if far and clause.has("bare_object") and kind == "meeting":
        partner = None  # "to meet with rival candidates, while his staff plots the next move in a tense match with the Kremlin"
    partner = partner or _object_of(clause, subject)
    # «للأردن»: an Arabic ل may mark who is met
    goal = not clause.has("verb_first") and kind in ("meeting", "agreement")
    if goal and partner is not None and partner.marker == "to" and not partner.acts:
        partner = None  # "summit set for Singapore": a place
    if partner is not None and len(subject.parties) > 1 and not without(partner.parties, subject.parties):
        return split(subject)  # "the president of A and B's king, spoke by telephone": the second of the two, named again
    return pair(subject, partner)


def _object_of(clause: Clause, subject: Group) -> Group | None:
    """The partner whom no word marks, where the words have an object."""
    if clause.has("backed") and (backer := object_of(clause, subject, ("from", "by", ""))) is not None:
        return backer  # «بدعم من القوات الأمريكية»
    if clause.has("told_together"):
        return None
    partner = object_of(clause, subject, ("", "to"))
    if partner is None and clause.trigger.event_type == "mechanism" and all(m.kind == "igo" for m in subject.mentions):
        partner = object_of(clause, subject, ("in",))  # «НАТО открыла бюро связи в Молдавии»
    return partner


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


_NAMED_TOGETHER: tuple[Callable[[Clause], Sides | None], ...] = (
    _beside_coalition, _by_their_police, _joining, _between, _hyphened, _within_words, _between_two, _of_both,
)  # fmt: skip


def _of_ones_own(clause: Clause, subject: Group) -> bool:
    """ "The senator, in a phone call with the secretary of state": who stands right after "with" is of the subject's own state."""
    met = next((g for g in clause.after if g.marker == "partner" and 0 <= g.start - clause.match.end <= BESIDE), None)
    own = met is not None and met.acts and subject.acts and set(met.parties) <= set(subject.parties)
    return own and len(subject.parties) == 1 and met is not subject


def _coalition(groups: Iterable[Group]) -> Group | None:
    """A coalition striking is a party by itself; the country struck is not its partner (coding guide, ruling 10)."""
    return next((g for g in groups if g.parties[0].startswith("COALITION") and len(g.parties) == 1), None)
