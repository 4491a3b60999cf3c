"""Accords within one state: who signs with a body of his own land, or two of one land together → no event between states.

"The customs and the University of Chad signed a memorandum"; "signed an agreement with the rebels in the presence of an envoy".
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, NEAR
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_ACCORDS = frozenset(("agreement", "mechanism"))
# How far behind the accord's words "with a university" stands; how far behind that its nationality.
_BEHIND, _ITS_NATIONALITY = 24, 30


def at_home(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> bool:
    """Whether the words of an accord tell that it is made within one state."""
    if trigger.event_type not in _ACCORDS or trigger.scheme != "mutual":
        return False
    return _with_own_body(scene, match, groups) or (trigger.form == "verb" and _two_of_one_state(scene, match, groups))


def _with_own_body(scene: Scene, match: Match, groups: Sequence[Group]) -> bool:
    own = {p for g in groups if g.start < match.end for p in g.parties}
    for body in scene.frames.own_bodies.find(scene.text.folded, scene.text.sentences[match.sentence : match.sentence + 1]):
        beside = 0 <= body.start - match.end <= _BEHIND
        reach = [
            (g, _ITS_NATIONALITY if g.adjective or g.acts else BESIDE) for g in groups if len(g.parties) > 1 or g.parties[0] not in own
        ]
        foreign = (g for g, far in reach if match.end <= g.start <= body.end + far)
        if beside and next(foreign, None) is None:
            return True
    return False


def _two_of_one_state(scene: Scene, match: Match, groups: Sequence[Group]) -> bool:
    """«وقعت مديرية الأمن الأردنية والجامعة الأردنية»: two of one state, named together, with nobody else."""
    signing = [g for g in groups if g.marker == "" and g.start < match.end and match.start - g.end <= 2 * NEAR]
    others = [g for g in groups if g.marker in ("partner", "between", "by")]
    if others or len({p for g in signing for p in g.parties}) != 1:
        return False
    bodies = [m for g in signing for m in g.mentions]
    if any(m.kind in ("person", "office") for m in bodies):
        return False  # one man may hold two offices: «نائب رئيس الوزراء ووزير الدفاع»
    between = scene.text.folded[bodies[0].end : bodies[-1].start] if bodies else ""
    return scene.frames.syntax.named_with.search(between) is not None
