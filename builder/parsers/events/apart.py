"""Drafts of one type that tell of two events: gifts given and promised, another's visit, a visit returned: two drafts → bool."""

from __future__ import annotations

from builder.model import DateRange
from builder.parsers.scene.draft import Draft

_GIFTS = frozenset(("aid", "arms_transfer"))


def given_and_promised(left: Draft, right: Draft) -> bool:
    """«Передали восемь грузовиков и выделят 60 млн»: what is given and what is to be given are two gifts, in Russian."""
    gifts = {left.trigger.event_type, right.trigger.event_type} <= _GIFTS and left.trigger.form == right.trigger.form == "verb"
    opening = left.match.sentence + right.match.sentence == 1
    return gifts and left.trigger.has("cases") and (left.reality.status == "planned") != (right.reality.status == "planned") and not opening


def other_traveller(left: Draft, right: Draft) -> bool:
    """«وصل وزير الخارجية», then «كان وزير الدفاع قد زارها الأسبوع الماضي»: another's visit on a day of its own."""
    if left.trigger.event_type != "visit" or (left.date is None and right.date is None) or _overlap(left.date, right.date):
        return False
    people = [
        {m.code for g in d.sides.groups for m in g.mentions if m.party in d.sides.source and m.role and m.code} for d in (left, right)
    ]
    return bool(people[0] and people[1]) and not people[0] & people[1]


def _overlap(left: DateRange | None, right: DateRange | None) -> bool:
    if left is None or right is None or not (left.date_start and left.date_end and right.date_start and right.date_end):
        return False
    return max(left.date_start, right.date_start) <= min(left.date_end, right.date_end)


def return_visit(left: Draft, right: Draft) -> bool:
    """Whether two visits, one of them on a day of its own, go opposite ways; so does one attaché sent away for another."""
    back = left.sides.source == right.sides.target and left.sides.target == right.sides.source
    dated = left.date is not None or right.date is not None
    sent_away = left.trigger.event_type == "reduction" and left.trigger.scheme == right.trigger.scheme == "speaker"
    return back and dated and (left.trigger.event_type == "visit" or sent_away)
