"""Who is asked to hand a suspect over and who asks: the clause of a request, or of an arrest on one → Sides."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.scene.clause import BESIDE, Clause, Sides, pair, without
from builder.parsers.scene.slots import Group
from builder.parsers.sides.suspects import is_judge, states_of

_NEXT = 2
# "A U.S. extradition warrant", "a Spanish request".
_WARRANT = 22
# "At Washington's request".
_OWN = 10


def _agreed_to(clause: Clause) -> Sides | None:
    """ "Nigeria agreed to Liberia's request to extradite him": who stands before the noun as its owner asks."""
    asks = next((g for g in reversed(clause.before) if g.end <= clause.match.start and clause.demand_behind(g)), None)
    if asks is None:
        return None
    answers = clause.first(reversed(clause.before), ("",), asks.parties) or clause.first(clause.after, ("by",), asks.parties)
    return pair(answers, asks) if answers is not None else None


# A verb of asking and the space behind it.
_VERB = 14


def request(clause: Clause) -> Sides:
    """A request for extradition: the state asked is the source, the one that asks the target (coding guide, ruling 21)."""
    everyone = states_of((*clause.after, *reversed(clause.before)), enough=1)
    inside = next((g for g in everyone if clause.match.start <= g.start < clause.match.end), None)
    if clause.trigger.has("held_there"):
        holds = next((g for g in clause.after if 0 <= g.start - clause.match.end <= BESIDE and not g.adjective), None)
        return pair(holds, clause.first(reversed(clause.before), ("",))) if holds is not None else Sides((), (), ())
    if clause.has("request_from") and inside is not None and inside.marker == "from":
        return pair(clause.subject(), inside)  # "received a request from Bahrain to extradite him"
    if (agreed := _agreed_to(clause)) is not None:
        return agreed
    if clause.has("asked_already"):
        return pair(clause.first(reversed(clause.before), ("",)), inside)  # «власти Испании рассматривают запрос Бразилии»
    if clause.has("ask_to") and inside is not None:
        return pair(inside, clause.subject())  # "asked Spain to extradite him"
    if clause.has("seeks") and clause.has("cases") and inside is not None and _is_addressed(inside):
        # «попросила Испанию выдать подозреваемых», «обратилась к Испании с просьбой выдать»: whom the verb has right behind it is asked
        asks = clause.first(reversed(clause.before), ("",), inside.parties)
        if asks is not None and inside.start - clause.match.start <= _VERB:
            return pair(inside, asks)
    if clause.has("on_behalf"):
        return _on_behalf(clause, everyone)
    begged = next((g for g in everyone if clause.match.start <= g.start < clause.match.end and g.marker == "from"), None)
    if begged is not None and clause.trigger.form == "verb":
        return pair(begged, clause.subject())  # «طلبت أنقرة من برلين تسليمه»: the one asked
    addressed = clause.first(reversed(clause.before), ("to",)) if clause.has("cases") else None
    if addressed is not None and (sender := clause.subject()) is not None and without(addressed.parties, sender.parties):
        return pair(addressed, sender)  # «Генпрокуратура направила в Испанию запрос»
    judge = next((g for g in everyone if is_judge(g) and g is not inside and g.marker not in ("by", "from")), None)
    sent_to = clause.first(reversed(clause.before), ("to",), judge.parties) if judge is not None and judge.marker == "" else None
    if sent_to is not None and judge is not None and judge.end <= clause.match.start:
        return pair(sent_to, judge)  # «بعثت النيابة الإيطالية إلى القاهرة طلب مساعدة قضائية»
    # "seek his extradition from Britain": the one asked; "a request from Britain": the one who asks.
    sought = clause.has("seeks")
    if sought and (held := next((g for g in clause.after if g.marker == "from" and g.start >= clause.match.end), None)) is not None:
        seeker = clause.subject()
        if seeker is not None and without(held.parties, seeker.parties):
            return pair(held, seeker)
    if inside is not None and inside.marker == "to" and clause.has("asked_by_to"):
        return pair(inside, _asks(clause))  # «Alger réclame à la France la remise de»: the one asked
    if clause.has("asker_before") and inside is None and (told := _held_elsewhere(clause)) is not None:
        return told
    named_before = (g for g in clause.before if clause.has("owner_before_noun") and clause.match.start - g.end <= _NEXT and g.marker == "")
    inside = inside or (next(named_before, None) if clause.trigger.form == "noun" else None)  # "facing a U.S. extradition request"
    asker = inside or clause.first(everyone, ("by",) if sought else ("by", "from"), judge.parties if judge else ())
    if asker is None and judge is None:
        asker = clause.subject()
    taken = asker.parties if asker else ()
    named = clause.first(everyone, ("from", "to", "partner", "in", "") if sought else ("to", "partner", "in", ""), taken)
    asked = judge if judge and without(judge.parties, taken) else named
    if asked is None and sought:
        asked = clause.first(clause.after, ("",), taken)  # "wants to extradite two Saudi nationals", and no other state
    return pair(asked, asker if asked is not asker else None)


def _on_behalf(clause: Clause, everyone: Sequence[Group]) -> Sides:
    """ "Arrested in London at the request of the U.S.": who is named after it asks."""
    within = [g for g in everyone if clause.match.start < g.start < clause.match.end]
    # «recherché par la police irlandaise pour trafic a été arrêté»: who looks for him is told first.
    beside = (
        within[:1]
        if clause.has("sought_first")
        else [g for g in within if clause.match.end - g.end <= (_OWN if g.marker == "in" else _WARRANT)]
    )
    behind = [g for g in clause.after if g.start >= clause.match.end]
    asker = beside[-1] if beside else next((g for g in behind if g in everyone), next(iter(behind), None))
    if clause.has("their_request"):
        return pair(clause.first(everyone, ("in",)), None)
    if asker is None:
        return pair(None, None)
    judge = next((g for g in everyone if is_judge(g) and g is not asker), None)
    others = [g for g in everyone if g is not asker]
    others = [g for g in others if not (g.adjective and g.matter)] or others  # «أوقف المغرب فرنسيا من أصل جزائري»
    return pair(judge or clause.first(others, ("in", "") if clause.has("genitive_chain") else ("in",), asker.parties), asker)


def _is_addressed(group: Group) -> bool:
    return group.marker == "to" or (group.marker == "" and not group.adjective)


def _asks(clause: Clause) -> Group | None:
    """Who asks stands before the words; behind them the suspect's nationality may."""
    return clause.first(reversed(clause.before), ("",)) or clause.subject()


def _held_elsewhere(clause: Clause) -> Sides | None:
    """«Niamey a exigé la remise de deux agents arrêtés par la police béninoise»: who holds them is asked, not who asks."""
    holds = next((g for g in clause.after if g.marker == "by" and g.start - clause.match.end > BESIDE), None)
    holds = holds if holds is not None and is_judge(holds) else None
    asks = clause.first(reversed(clause.before), ("",), holds.parties if holds else ())
    return pair(holds, asks) if holds is not None and asks is not None else None
