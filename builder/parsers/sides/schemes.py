"""How prose marks the arguments of a trigger, by scheme: Clause → Sides.

The schemes hold for all languages; the marker words are data (``languages/<xx>.frames.yml``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from builder.parsers.scene.clause import BESIDE, NEAR, Clause, Sides, pair, split, without
from builder.parsers.scene.slots import Group
from builder.parsers.sides.conferences import conference
from builder.parsers.sides.demands import request
from builder.parsers.sides.exercises import exercise
from builder.parsers.sides.givers import giver, purchase, receiver
from builder.parsers.sides.mutual import mutual
from builder.parsers.sides.receptions import guest, host_guest, received
from builder.parsers.sides.reductions import affected
from builder.parsers.sides.senders import sender
from builder.parsers.sides.suppliers import by_rank
from builder.parsers.sides.suspects import handover
from builder.parsers.sides.travellers import traveller

# «اليابان تسلم الفلبين زورقين»: how far before the verb who hands over stands.
_OBJECT = 3
_TWO = 2


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
    found = mutual(clause)
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
    if (made := _made_inside(clause)) is not None:
        return made
    told = giver(clause)
    if clause.has("handed") and (handed := _handed(clause)) is not None:
        return handed
    everyone = (*clause.after, *reversed(clause.before))
    if any(clause.first(everyone, (marker,)) for marker in ("to", "from", "by")):
        return told
    named = mutual(clause)
    supplied = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= NEAR), None)
    if supplied is not None and len(supplied.parties) == 1 and supplied.marker != "partner":
        return told
    return by_rank(named if named.complete else told)


def _made_inside(clause: Clause) -> Sides | None:
    """ "Signs a deal for Dutch patrol ships", "wins a contract for Saudi jets": of the two, the larger supplier sells."""
    inside = (g for g in clause.after if g.adjective and g.marker == "to" and clause.match.start < g.start < clause.match.end)
    other = next(inside, None) if clause.has("owner_before_noun") else None
    signs = clause.first(reversed(clause.before), ("",), other.parties) if other is not None else None
    return by_rank(pair(signs, other)) if other is not None and signs is not None else None


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
    "mutual": mutual,
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
