"""Words of possession: the groups around a trigger → those that are parties, and whose talks they are."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import NEAR
from builder.parsers.scene.slots import Group

_NEXT = 2
_BOTH = 2
_ONE_GIVES = frozenset(("giver", "receiver", "deal", "handover"))


def without_things(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """ "Shared it with the ambassador to the U.S.", "welcomed Moon's steps": where one serves and whose thing it is are no parties."""
    if trigger.scheme in _ONE_GIVES:
        # «поставки Украине вертолетов российского производства»: who makes them gives only where nobody else does
        made = [g for g in groups if g.adjective and syntax.whose_make.match(folded, g.end)]
        groups = [g for g in groups if g not in made or len({p for o in groups if o not in made for p in o.parties}) < _BOTH]
        return [g._replace(marker="about") if g.marker == "to" and _serves_there(g, folded, syntax) else g for g in groups]
    if trigger.scheme == "mutual" and trigger.has("owner_before_noun"):  # "raised in the president's meeting with his counterpart"
        return [g._replace(marker="") if g.marker in ("in", "to") and g.acts and owns(match, g, folded) else g for g in groups]
    if trigger.scheme == "host_guest":
        return [g for g in groups if g.start < match.end or syntax.his_thing.match(folded, g.end) is None]
    return groups


def _serves_there(group: Group, folded: str, syntax: Syntax) -> bool:
    return syntax.post_of.search(folded, max(0, group.start - NEAR), group.start) is not None


def owner(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """ "Believes North Korea is sincere in its talks with Seoul": whose talks they are was named last."""
    if trigger.scheme != "mutual" or syntax.its.search(folded, max(0, match.start - NEAR), match.start) is None:
        return None
    return next((g for g in reversed(groups) if g.end <= match.start and g.marker == "" and not g.adjective), None)


def owns(match: Match, group: Group, folded: str) -> bool:
    """ "Enraged over Seoul's drills": the drills are Seoul's, whatever is over them."""
    return folded[group.end : match.start] in ("'s ", "' ")


def decides(match: Match, group: Group) -> bool:
    """«قرار الرئيس الأميركي الانسحاب»: whose decision it is stands right before it."""
    return group.marker == "about" and 0 <= match.start - group.end <= _NEXT


def without_kin(trigger: Trigger, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """ "Freed a writer whose wife is Belgian", "the son of an Egyptian": the nationality of kin is no party's."""
    if trigger.event_type != "judicial":
        return groups
    return [g for g in groups if not g.adjective or syntax.kin.search(folded, max(0, g.start - 2 * NEAR), g.start) is None]
