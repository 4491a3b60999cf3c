"""Who hands a suspect over to whom: the clause of an extradition → Sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, pair, split, without
from builder.parsers.scene.slots import Group

_NEXT, _CLOSE, _TWO = 2, 12, 2


def handover(clause: Clause) -> Sides:
    """Extradition: the state whose court or police acts hands over; who asks or is named after "to" receives."""
    if (told := _by_kind(clause)) is not None:
        return told
    if clause.has("bare_object") and clause.trigger.has("doer_hands_over") and (handed := _doer_hands(clause)) is not None:
        return handed
    if clause.has("handed_by") and (stated := _stated(clause)) is not None:
        return stated
    by = next((g for g in clause.after if g.marker == "by" and 0 <= g.start - clause.match.end <= BESIDE), None)
    to = next((g for g in clause.after if by is not None and g.start > by.end and g.marker == "to"), None)
    if by is not None and to is not None and clause.has("by_to"):
        return pair(by, to)  # "were handed over by Spain to French police"
    if by is not None and clause.has("by_to") and by.parties not in _PASS_ON:
        named = [g for g in reversed(clause.before) if not (g.adjective and g.matter)]
        if (takes := clause.first(named, ("", "to"), by.parties)) is not None:
            return pair(by, takes)  # "Morocco took custody of a suspect extradited by Spain"
    if (demanded := _demanded(clause)) is not None:
        return demanded
    everyone = states_of((*clause.after, *reversed(clause.before)))
    if clause.has("handed_by") or clause.has("from_hands_over"):
        everyone = [g for g in everyone if g.parties not in _PASS_ON]
    if clause.has("handed_by") and (held := _handed_by(clause)) is not None:
        return held
    if clause.has("cases") and (handed := _by_instrumental(clause)) is not None:
        return handed
    before = states_of(reversed(clause.before))
    judges = [g for g in everyone if is_judge(g) and (g.marker != "to" or not (clause.has("cases") or clause.has("handed_by")))]
    if clause.has("suspects_in_plural"):
        # Suspects are told by the plural of their nationality: «سلم العراق السلطات الفرنسية جهاديين فرنسيين».
        judges = [g for g in judges if not g.adjective]
    # French "de" is "of": «l'appel des États-Unis contre le refus d'extrader» is the asker's.
    others = [g for g in everyone if g not in judges]
    takers = [g for g in others if g.marker != "partner" or g.parties not in _PASS_ON]  # «برفقة رجال الإنتربول»
    receiver = clause.first(takers, ("to", "partner", "from") if clause.has("of_is_from") else ("to", "partner"))
    # "fights U.S. extradition": the nation before the noun is the one that asks.
    noun = clause.has("owner_before_noun") and not clause.has("doer_hands_over")  # "Mexico extradites" hands over
    asking = (g for g in clause.before if noun and clause.match.start - g.end <= _NEXT and g.marker == "")
    receiver = receiver or next(asking, None)
    both = next((g for g in everyone if len(g.parties) > 1 and g.marker in ("", "between")), None)
    if receiver is None and both is not None and not judges:
        return split(both)  # "Russia and Ukraine exchanged prisoners"
    origin = clause.first(others, ("from",)) if clause.has("cases") else None
    if origin is not None and receiver is None and judges and without(judges[0].parties, origin.parties):
        return pair(origin, judges[0])  # «Генпрокуратура добилась экстрадиции из Вьетнама»
    taken = receiver.parties if receiver else ()
    giver = next((g for g in judges if without(g.parties, taken)), None)
    giver = (
        giver
        or _right_beside(clause, taken)
        or clause.first(everyone, ("from", "in"), taken)
        or clause.first([g for g in before if g.acts], ("",), taken)
        or clause.first(before, ("",), taken)
        or clause.first(everyone, ("",), taken)
    )
    if clause.has("suspect_of_nation") and receiver is not None and giver is not None and giver.adjective and giver.matter:
        giver = None  # «постановил экстрадировать в США россиянина»: whose citizen the suspect is
    return pair(giver, receiver or clause.first([g for g in everyone if g is not giver], ("", "in"), giver.parties if giver else ()))


def _stated(clause: Clause) -> Sides | None:
    """« Tripoli livre à Rome le « général » érythréen »: the state right before the verb, and the one that its words tell by "à"."""
    doer = next((g for g in reversed(clause.before) if g.marker == "" and not g.adjective and clause.match.start - g.end <= _NEXT), None)
    taker = next((g for g in clause.after if g.marker == "to" and g.start < clause.match.end), None)
    return pair(doer, taker) if doer is not None and taker is not None and without(taker.parties, doer.parties) else None


def _right_beside(clause: Clause, taken: Sequence[str]) -> Group | None:
    """«أن نواكشوط سلمت», «تسليم بلجيكا إلى ألمانيا متهما»: an Arabic doer stands right before the verb, or first inside the words."""
    if not clause.has("genitive_chain"):
        return None
    near = (g for g in reversed(clause.before) if clause.match.start - g.end <= _NEXT)
    spoken_of = any(g.acts and g.marker == "" for g in clause.before)  # «قال الوزير السعودي إن بلاده لن تسلم تركيا»
    inside = (g for g in clause.after if clause.match.start < g.start < clause.match.end and not spoken_of)
    doer = next((g for g in (*near, *inside) if g.marker == "" and not (g.adjective and g.matter)), None)
    return doer if doer is not None and without(doer.parties, taken) else None


def _by_kind(clause: Clause) -> Sides | None:
    """Handovers whose words alone say who stands where: citizens sent home, prisoners freed, decisions and refusals."""
    if clause.has("citizens_home"):
        # «رحلت ألمانيا عراقيين إلى بلادهم»: whose citizens they are receives them.
        inside = clause.has("citizens_inside")  # «задержан гражданин Польши, находившийся в международном розыске»
        citizens = next((g for g in clause.after if g.adjective or (inside and g.start < clause.match.end)), None)
        rest = [g for g in (*clause.after, *reversed(clause.before)) if g is not citizens]
        return pair(clause.first(rest, ("", "in") if inside else ("",), citizens.parties if citizens else ()), citizens)
    if clause.has("frees"):
        return _freed(clause)
    if clause.has("from_hands_over") and clause.has("obtained"):
        return _brought_back(clause)
    if clause.has("freed_by"):
        return _freed_by(clause)
    if clause.trigger.has("decision_of") and (decides := next((g for g in clause.after if g.start < clause.match.end), None)) is not None:
        # «решение Мадрида экстрадировать хакера в США»
        return pair(decides, clause.first([g for g in clause.after if g is not decides], ("to",), decides.parties))
    if clause.has("genitive_chain") and clause.trigger.has("first_word_tells_time") and (ruled := _ruled(clause)) is not None:
        return ruled
    if clause.has("refused"):
        # «суд отказал ФРГ в выдаче»: who asked stands inside the words
        asked = next((g for g in clause.after if g.start < clause.match.end), None)
        return pair(clause.first((*reversed(clause.before), *clause.after), ("", "in"), asked.parties if asked else ()), asked)
    return None


def _ruled(clause: Clause) -> Sides | None:
    """«قضت محكمة مغربية بتسليم فرنسا متهما»: the court's state hands over, whoever its words name behind it receives."""
    inside = [g for g in clause.after if clause.match.start < g.start < clause.match.end and g.marker == ""]
    if len(inside) != _TWO or not inside[0].adjective or inside[1].adjective:
        return None
    return pair(inside[0], inside[1]) if without(inside[1].parties, inside[0].parties) else None


def _freed(clause: Clause) -> Sides:
    """«أفرجت مصر عن صيادين سودانيين», «отпустила трех американцев»: who lets go, and whose citizens end the words or stand behind."""
    behind = [g for g in clause.after if g.start >= clause.match.end]
    inside = [g for g in clause.after if g.start < clause.match.end]
    if clause.has("freed_by_behind"):
        lets_go = next((g for g in behind if g.marker == "" and g.start - clause.match.end <= BESIDE), None)
        citizens = [g for g in reversed(clause.before) if lets_go is not None and without(g.parties, lets_go.parties)]
        return pair(lets_go, next((g for g in citizens if g.adjective), next(iter(citizens), None)))
    own = next((g for g in inside if g.adjective and (g.end >= clause.match.end or g.matter) and clause.match.end - g.end <= _CLOSE), None)
    # «عن جندي في البحرية الأميركية»
    own = own or next((g for g in inside if g.end >= clause.match.end and g.start > inside[0].start), None)
    own = own or next((g for g in behind if g.adjective and g.start - clause.match.end <= CLAUSE // 2), None)
    own = own or next((g for g in reversed(clause.before) if g.adjective and g.matter), None)
    own = own or next((g for g in behind if g.marker != "in" and g.start - clause.match.end <= BESIDE), None)  # «عن 30 إثيوبيا»
    taken = own.parties if own else ()
    within = (g for g in inside if g is not own and g.marker in ("", "by"))
    named = (*within, *(g for g in reversed(clause.before) if g is not own))
    holder = clause.first(named, ("", "by"), taken) or clause.first((*behind, *clause.before), ("in", "from"), taken)
    return pair(holder, own)


def _freed_by(clause: Clause) -> Sides:
    """ "Americans freed by Iran", "Iranians swapped for two Britons": whose citizens are let go, and by whom or for whose."""
    inside = [g for g in clause.after if g.start < clause.match.end]
    near = [g for g in reversed(clause.before) if clause.match.start - g.end <= NEAR]
    own = next((g for g in (*inside, *near) if g.adjective), None)
    behind = [g for g in clause.after if g is not own and g.start - clause.match.end <= NEAR]
    return pair(next((g for g in behind if g.marker == "by" or (g.adjective and g.start >= clause.match.end)), None), own)


def _brought_back(clause: Clause) -> Sides:
    """ "India brought back a fugitive from Oman": whoever acts, or is marked by "to", receives."""
    origin = clause.first(clause.after, ("from",))
    takers = [g for g in (*reversed(clause.before), *clause.after) if g.parties not in _PASS_ON]
    return pair(origin, clause.first(takers, ("to", ""), origin.parties if origin else ()))


def _doer_hands(clause: Clause) -> Sides | None:
    """ "Malaysia has deported six Egyptians": the verb's subject hands over, to whom "to" tells or whose citizens the suspects are."""
    doer = next((g for g in reversed(clause.before) if g.marker == "" and not (g.adjective and g.matter)), None)
    if doer is None or any(g.marker == "by" and g.start - clause.match.end <= BESIDE for g in clause.after):
        return None
    rest = [g for g in clause.after if without(g.parties, doer.parties)]
    taken = clause.first(rest, ("to",), doer.parties)
    close = (g for g in rest if taken is None and 0 <= g.start - clause.match.end <= _NEXT and not g.adjective)
    taken = taken or next(close, None)  # "into the hands of Liberia's police"
    citizens = [g for g in rest if g.adjective and g.start < clause.match.end + _CLOSE]
    if taken is None and citizens:
        parties = tuple(dict.fromkeys(p for g in citizens for p in g.parties))
        taken = citizens[0]._replace(parties=parties)
    return pair(doer, taken) if taken is not None else None


def _by_instrumental(clause: Clause) -> Sides | None:
    """«гражданин Молдавии выдан Румынией на родину»: who stands in the instrumental hands over, whoever is named before."""
    by = next((g for g in clause.after if g.marker == "by" and g.start - clause.match.end <= BESIDE), None)
    if by is None or any(g.marker == "to" for g in clause.after):
        return None
    named = [g for g in (*reversed(clause.before), *clause.after) if g.start < by.start and without(g.parties, by.parties)]
    return pair(by, named[-1]) if named else None


def _handed_by(clause: Clause) -> Sides | None:
    """«extradé des Émirats», «son extradition par Abou Dhabi»: who is named right after hands over; a nationality receives its own."""
    inside = [g for g in clause.after if g.start < clause.match.end]
    held = next((g for g in inside if g.marker in ("from", "by") and clause.has("handed")), None)
    if held is not None:  # «transféré de Belgique en France»
        return pair(held, clause.first([g for g in inside if g is not held], ("to", "in", ""), held.parties))
    origin = next((g for g in inside if g.marker == "from" and clause.has("obtained")), None)
    if origin is not None:  # «le Nigeria obtient du Bénin l'extradition»
        return pair(origin, clause.first(reversed(clause.before), ("",), origin.parties))
    rest = [g for g in clause.after if g.start >= clause.match.end]
    told_to = next((g for g in rest if g.marker == "to"), None)
    by = next((g for g in rest if g.marker == "by" and g.start - (told_to.end if told_to else clause.match.end) <= NEAR), None)
    if by is not None and not inside:  # «extradé mardi vers la République dominicaine par l'Egypte», «extradé vers ce pays par l'Egypte»
        named = [g for g in reversed(clause.before) if not g.adjective]
        taken_by = told_to or clause.first(named, ("to", "in", ""), by.parties)
        if taken_by is not None and without(taken_by.parties, by.parties):
            return pair(by, taken_by)
        if told_to is None:  # «extradé par l'Espagne, un trafiquant bolivien»: whose citizen he is, or the town he is taken to
            citizens = (g for g in (*reversed(clause.before), *rest) if g.adjective and without(g.parties, by.parties))
            return pair(by, next(citizens, None))
    giver = next((g for g in rest if g.start - clause.match.end <= _CLOSE and not g.adjective and g.marker in ("by", "from")), None)
    if giver is None or any(is_judge(g) for g in clause.before):
        return None  # «l'appel des États-Unis»: a court acts
    taken = clause.first(rest, ("to",), giver.parties) or clause.first(reversed(clause.before), ("to", "in"), giver.parties)
    suspect = next((g for g in reversed(clause.before) if g.adjective and without(g.parties, giver.parties)), None)
    return pair(giver, taken or suspect)


def _demanded(clause: Clause) -> Sides | None:
    """ "Niger refused Libya's demand for his extradition": whose demand it is receives, who answers it hands over."""
    asks = next((g for g in clause.after if g.start < clause.match.end and clause.demand_behind(g)), None)
    answers = clause.first(reversed(clause.before), ("",), asks.parties) if asks is not None else None
    return pair(answers, asks) if answers is not None else None


def is_judge(group: Group) -> bool:
    """Courts and police, and whoever else a nationality names as acting: "Canadian authorities"."""
    return any(m.role in ("JUS", "POL") for m in group.mentions) or (group.adjective and not group.matter)


# Who passes on what a state asks, or flies home whom it frees.
_PASS_ON = (("INTERPOL",), ("ICRC",))


def states_of(groups: Iterable[Group], enough: int = 2) -> list[Group]:
    """Who can hand over or ask: an adjective tells the suspect's nationality where ``enough`` states are named beside it."""
    found = list(groups)
    states = [g for g in found if g.parties not in _PASS_ON]
    if len({p for g in states for p in g.parties}) >= enough:
        found = states  # Interpol passes on what a state asks
    named = [g for g in found if not (g.adjective and g.matter)]
    return named if len({p for g in named for p in g.parties}) >= enough else found
