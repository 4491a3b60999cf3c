"""Who sends or keeps forces on whose ground, and which words tell it: Clause → Sides."""

from __future__ import annotations

from dataclasses import replace

from builder.parsers.scene.clause import NEAR, Clause, Sides, pair, without
from builder.parsers.scene.slots import Group

# «батальон НАТО»: whose forces they are stands right after.
_OBJECT = 3


def sender(clause: Clause) -> Sides:
    """Who sends, and the host where they are sent or kept."""
    calls = clause.has("port_call")
    if calls and (clause.has("verb_first") or clause.has("port_receives")) and (called := _called_at(clause)) is not None:
        return called
    if clause.has("peacekeepers"):  # they serve under the organisation that calls for them, in a country
        clause = replace(clause, before=_states(clause.before), after=_states(clause.after))
    if clause.has("ships"):
        return _ships(clause)
    if clause.has("lets_in"):
        return _welcomed(clause)
    rest = (*clause.after, *reversed(clause.before))
    host = clause.first(clause.after, ("in", "to"), _left_from(clause)) or clause.first(reversed(clause.before), ("in", "to"))
    if clause.has("base_used"):
        # «استخدمت قاذفات روسية قاعدة همدان الإيرانية»: whose base it is stands right after it.
        host = next((g for g in clause.after if g.adjective and 0 <= g.start - clause.match.end <= NEAR), host)
    if host is None and calls and (clause.has("bare_object") or clause.has("cases")):
        # «зашел в военно-морскую базу Турции»; in English behind the words: "a frigate of the Australian Navy docked in"
        behind = clause.match.end if clause.has("bare_object") else clause.match.start
        # not "docks in Havana, days after Chinese vessel"
        host = clause.first([g for g in clause.after if behind <= g.start <= clause.match.end + NEAR and not g.adjective], ("",))
    if host is None and clause.has("verb_first"):  # «تنشر جنودا في منطقة حدودية بين النيجر ومالي»
        host = next((g for g in clause.after if g.marker == "between" and 0 <= g.start - clause.match.end <= NEAR), None)
    if host is None and clause.has("bare_object"):
        right = (g for g in clause.after if 0 <= g.start - clause.match.end <= _OBJECT and g.marker == "")
        host = next((g for g in right if not g.adjective and not g.acts), None)  # "engineers have reached Poland"
    if host is None and clause.has("own_base"):
        host = next((g for g in clause.after if g.marker == "from" and g.start - clause.match.end <= NEAR), None)
    taken = host.parties if host else ()
    nations = (g for g in clause.after if g.adjective or (g.start < clause.match.end and _forces(g)))
    near = next((g for g in nations if g.start - clause.match.end <= NEAR and without(g.parties, taken)), None)
    inside = (g for g in clause.after if clause.has("verb_first") and g.start < clause.match.end and not g.adjective)
    doer = next((g for g in inside if g.marker == "" and without(g.parties, taken)), None)  # «نشر موسكو منظومة»
    source = doer or clause.first(reversed(clause.before), ("", "by"), taken) or near or clause.first(rest, ("", "by", "from"), taken)
    own = _whose_forces(clause)
    if own is not None and source is not own and (source is None or not set(own.parties) & set(source.parties)):
        ground = host if host is not None and without(host.parties, own.parties) else source
        found = pair(own, ground)
        return Sides(found.source, found.target, found.groups, found.target[0] if found.target else None)
    if host is None and near is not None and near.start < clause.match.end and source is not None and without(near.parties, source.parties):
        return Sides(near.parties, source.parties, (near, source), source.parties[0])  # "Seoul is to host American missiles"
    if host is None and near is not None and source is not None and len(near.parties) == 1 and set(near.parties) < set(source.parties):
        # «Литва и Германия договорились о развертывании немецкой бригады»
        theirs = without(source.parties, near.parties)
        return Sides(near.parties, theirs, (near, source), theirs[0])
    if clause.has("genitive_chain") and source is not None and host is not None and set(host.parties) < set(source.parties):
        return Sides(
            without(source.parties, host.parties), host.parties, (source, host), host.parties[0]
        )  # «القوة الأردنية مالي/1 … في مالي»
    found = pair(source, host)
    return Sides(found.source, found.target, found.groups, found.target[0] if found.target else None)


def _forces(group: Group) -> bool:
    """ "French marines": forces named with whose they are."""
    return all(m.kind == "institution" and m.role == "MIL" for m in group.mentions)


def _left_from(clause: Clause) -> tuple[str, ...]:
    """«غادرت الكتيبة الصينية مدينة في شمال الصين إلى جوبا»: the ground of the forces' own state is where they leave, not where they go."""
    near = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= NEAR), None)
    grounds = [g for g in clause.after if near is not None and g.marker in ("in", "to") and g is not near]
    away = near is not None and any(without(g.parties, near.parties) for g in grounds[1:])
    return near.parties if near is not None and away and clause.has("genitive_chain") else ()


def _welcomed(clause: Clause) -> Sides:
    """«Khartoum accueillera une base navale russe»: whose forces they are stands inside the words, who lets them in before."""
    host = clause.antecedent or clause.first(reversed(clause.before), ("", "by"))
    guest = next((g for g in clause.after if g.start < clause.match.end and (host is None or without(g.parties, host.parties))), None)
    return pair(guest, host, host.parties[0] if host is not None else None)


def _states(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(g for g in groups if not all(m.role == "IGO" for m in g.mentions))


def _called_at(clause: Clause) -> Sides | None:
    """«وصلت المدمرة الهندية إلى ميناء صلالة العماني»: whose ship it is stands inside the words, whose port after it."""
    inside = [g for g in clause.after if g.start < clause.match.end]
    theirs = clause.has("port_receives")  # the ships' own navy may stand behind the words
    behind = [g for g in clause.after if 0 <= g.start - clause.match.end <= 2 * NEAR and (theirs or not g.acts)]
    if theirs:
        inside, behind = behind, inside  # «استقبل ميناء العقبة الأردني سفينة حربية باكستانية»
    if inside and not behind and not clause.before:
        return Sides(inside[0].parties, (), (inside[0],))  # «يدخل مرفأ الإسكندرية»: the town is found later
    if behind and not inside and clause.has("port_receives"):
        return Sides(behind[0].parties, (), (behind[0],))
    if not inside or not behind or not without(behind[0].parties, inside[0].parties):
        return None
    return pair(inside[0], behind[0], without(behind[0].parties, inside[0].parties)[0])


def _ships(clause: Clause) -> Sides:
    """«Корабли ВМС Ирана посетят Россию»: whose ships they are stands inside the words, where they go behind them."""
    theirs = next((g for g in clause.after if g.start < clause.match.end), None) or clause.first(reversed(clause.before), ("",))
    own = theirs.parties if theirs is not None else ()
    there = next((g for g in clause.after if g.start >= clause.match.end and not g.acts), None)
    # «Отряд кораблей ТОФ вышел на базу США с визитом»: where they go may stand inside the words
    inside = (g for g in reversed(clause.after) if g.start < clause.match.end and not g.acts and without(g.parties, own))
    there = there or next(inside, None)
    return pair(theirs, there, there.parties[0] if there is not None else None)


def _whose_forces(clause: Clause) -> Group | None:
    """«заявила о размещении батальона НАТО», «прибудет контингент США»: in Russian whose forces they are stands right after them."""
    if not clause.has("cases") or clause.has("whose_before"):
        return None
    beside = (g for g in clause.after if clause.match.start < g.start and -NEAR < g.start - clause.match.end <= _OBJECT)
    return next((g for g in beside if g.marker == "" and not g.adjective and not any(m.kind == "person" for m in g.mentions)), None)
