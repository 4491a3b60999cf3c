"""Whose forces the words of a presence name, told right behind them → the groups of its sentence, who else stands before as ground."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.scene.slots import Group

_NEXT, _WHOSE = 2, 40


def owned(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """«annonce le maintien de soldats français»: whose they are stands right behind them; who else stands before is their ground."""
    right = (g for g in groups if g.adjective and match.start < g.start <= match.end + _NEXT)
    owner = next((g for g in right if syntax.whose_forces.search(folded, max(match.start, g.start - _WHOSE), g.start)), None)
    if owner is None:
        return groups
    ground = "about" if any(g.marker in ("in", "to") and g.start > match.start for g in groups) else "in"
    own = set(owner.parties)
    others = [g for g in groups if g.marker == "" and g.end <= match.start and not own & set(g.parties)]
    return [g._replace(marker=ground if len(g.parties) == 1 else "about") if g in others else g for g in groups]
