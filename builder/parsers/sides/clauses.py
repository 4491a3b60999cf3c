"""What the verbs around a noun tell of the parties beside it: the groups of its sentence → those of its own clause; who is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Sides
from builder.parsers.scene.slots import Group


def is_called(match: Match, found: Sides, folded: str, syntax: Syntax) -> bool:
    """Whether a verb of receiving stands before the one told first: he is called, whoever is named behind."""
    first = next((g for g in found.groups if set(g.parties) & set(found.source)), None)
    if first is None or first.start > match.start:
        return False
    return syntax.receives.search(folded, max(0, first.start - CLAUSE), first.start) is not None


def of_the_journey(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """«الوجود الإيراني في سوريا، وتزامنت زيارة الوزير مع»: what another clause names is not where somebody goes."""
    if syntax.new_clause.search(folded, max(0, match.start - NEAR), match.start):
        groups = [g for g in groups if g.start >= match.start]
    last = max((g.start for g in groups), default=match.end)
    verbs = (found.end("verb") for found in syntax.next_clause.finditer(folded, match.end, max(last, match.end)))
    following = next((place for place in verbs if not any(g.start < place <= g.end for g in groups)), None)
    return groups if following is None else [g for g in groups if g.start < following]


def to_region(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """ "A trip to Asia, even as North Korea's tests": behind a part of the world only states told as stops are gone to."""
    region = syntax.to_region.search(folded, max(0, match.start - BESIDE), match.end + NEAR)
    ahead = region is not None and (region.end() <= match.start and folded[region.end() : match.start].strip() == "")
    inside = region is not None and match.start <= region.start() < match.end
    if region is None or not (
        ahead or inside or (region.start() >= match.end and syntax.before_region.fullmatch(folded[match.end : region.start()].strip()))
    ):
        return groups
    behind = max(region.end(), match.end)
    return [g for g in groups if g.start < match.start or (g.start > behind and syntax.on_the_way.search(folded, behind, g.start))]


# "the first ", "some of the "
_FEW_WORDS = 14


def without_forces_seen(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """ "Visits Ukrainian troops training in Britain": whose the troops are does not tell where they are."""
    return [
        g
        for g in groups
        if not (g.adjective and not g.marker and 0 <= g.start - match.end <= _FEW_WORDS and syntax.forces_seen.match(folded, g.end))
    ]


_BESIDE = 12


def first_subject(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """«Macron remercie Bamako et s'entretient avec lui»: who is named last before "and" is the object of the verb before."""
    if trigger.form != "verb" or syntax.second_verb.search(folded, max(0, match.start - _BESIDE), match.start) is None:
        return None
    said = [found.end() for found in syntax.says.finditer(folded, groups[0].start, match.start)] if groups else []
    before = [g for g in groups if g.end <= match.start and g.marker == "" and (not said or g.start >= said[-1])]
    state = trigger.event_type == "reduction" and len(before) > 1 and before[1].acts  # "A expelled the attache of B and ended cooperation"
    named = before and (before[0].acts or state or (before[0].adjective and not before[0].matter))
    return before[0] if named and len(before) > 1 else None


# ", the ", ", Mr. ".
_BEHIND_COMMA = re.compile(r",\s+(?:\w+\.?\s)?$")
# "After ", "while " before it.
_OPENING = 30


def opening_participle(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """ "After meeting the presidents of both, the secretary said": who does what a sentence opens with is named behind the comma."""
    word = folded[match.start : match.end].split()[0]
    if not syntax.participle.fullmatch(word) or syntax.opens_aside.search(folded, max(0, match.start - _OPENING), match.start) is None:
        return None
    after = (g for g in groups if g.start > match.end and g.marker == "" and g.acts)
    return next((g for g in after if _BEHIND_COMMA.search(folded, max(0, g.start - _BESIDE), g.start)), None)


def where(groups: Sequence[Group], folded: str, syntax: Syntax) -> list[Group]:
    """«تشمل زيارته الأردن حيث سيزور قاعدة»: a land right before "where" is a place, not who acts."""
    return [g._replace(marker="in") if g.marker == "" and not g.acts and syntax.where.match(folded, g.end) else g for g in groups]
