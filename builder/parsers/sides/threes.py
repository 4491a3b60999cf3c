"""Third parties: those of talks of three whom another sentence names together; who brings an accord about → Sides with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides, without
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_THREE, _FOUR = 3, 4
_BESIDE = 25
_AWAY = 6
_CITED = ("against", "about", "from")
_OF_THREE = frozenset(("conference", "meeting", "agreement"))


def all_three(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«استضافت قبرص اجتماعا ثلاثيا»: the three are those whom the nearest sentence names, the one named here first."""
    known = (*sides.source, *sides.target)
    told = trigger.event_type in _OF_THREE and len(known) < _THREE
    word = scene.frames.threes.search(scene.text.folded, match.start, match.end + _BESIDE) if told else None
    if word is None:
        return sides
    many = _FOUR if scene.frames.syntax.four_way.fullmatch(word[0]) else _THREE
    near = sorted(range(len(scene.groups)), key=lambda number: (abs(number - match.sentence), number))
    for number in near:
        if 0 < abs(number - match.sentence) <= _AWAY and (three := _three_in(scene, number, many)) and set(known) <= set(three):
            return Sides(known or three[:1], tuple(p for p in three if p not in (known or three[:1])), sides.groups, sides.host)
    return sides


def _three_in(scene: Scene, number: int, many: int) -> tuple[str, ...] | None:
    """The three (or four) parties that one sentence names: together, or each by somebody who acts."""
    told = [group for group in scene.groups[number] if group.marker not in _CITED]
    together = next((group.parties for group in told if len(group.parties) == many), None)
    if together is not None:
        return together
    acting = tuple(dict.fromkeys(party for group in told if group.acts for party in group.parties))
    return acting if len(acting) == many else None


_MANY = 25


def all_allies(scene: Scene, trigger: Trigger, sides: Sides) -> Sides:
    """ "Five Arab allies launched air strikes": who they are is told where three or more are listed."""
    struck = bool(sides.groups) and sides.groups[-1].marker == "in" and sides.groups[-1].parties == sides.target  # "strikes in Syria"
    if not trigger.has("allies") or not sides.source or (sides.target and not struck):
        return sides
    listed = (g for groups in scene.groups[:_MANY] for g in groups if len(g.parties) >= _THREE and g.marker not in _CITED)
    allies = next((without(g.parties, sides.source) for g in listed if without(g.parties, sides.source)), ())
    return replace(sides, target=allies) if allies else sides


_BROKERED = 30


def with_broker(sides: Sides, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sides:
    """ "An Egyptian-brokered truce between A and B": who brings it about is a party of it."""
    for group in groups:
        told = syntax.brokered.match(folded, group.end) or syntax.brokered_by.search(folded, max(0, group.start - _BROKERED), group.start)
        if told and not set(group.parties) & {*sides.source, *sides.target}:
            return replace(sides, target=(*sides.target, *group.parties), groups=(*sides.groups, group))
    return sides
